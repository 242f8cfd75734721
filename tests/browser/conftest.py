"""A real server and a real browser that can reach nothing but this machine."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    BrowserType,
    ConsoleMessage,
    Dialog,
    FrameLocator,
    Locator,
    Page,
    expect,
    sync_playwright,
)
from playwright.sync_api import TimeoutError as NotInTime

from chedun_gis.texts import Lang, say

ROOT = Path(__file__).resolve().parent.parent.parent
LAST_WORDS = 6_000
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
MAP = "iframe[title*=folium]"
# The key of the result that the one map shows for a tool, "-" for none, null until all is shown.
_SHOWN = f"""([tool, result, before]) => {{
    const maps = document.querySelectorAll("{MAP}");
    if (maps.length !== 1) return null;
    const [shown, key = ""] = (maps[0].contentDocument?.body?.dataset.shown ?? "").split(" ");
    return shown === tool && Boolean(key) === result && key !== before ? key || "-" : null;
}}"""
# What reaches over the right edge of the window, or of a part of the page that scrolls.
_TOO_WIDE = """() => [
    document.documentElement, document.body,
    ...document.querySelectorAll("[data-testid=stMain]"),
    ...document.querySelectorAll(".st-key-panel, .st-key-tool, .st-key-chosen"),
].filter(each => each.scrollWidth > each.clientWidth).map(each => each.className || each.tagName)"""


# Tests share the machine with each other, and what a worker answers gives way to everything else: a
# report of five seconds takes a minute there. How long something takes is measured elsewhere.
PATIENCE_MS = 240_000
expect.set_options(timeout=PATIENCE_MS)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`streamlit run streamlit_app.py`, as a user starts it; what it says of its end is kept."""

    running: ClassVar[list["Server"]] = []

    def __init__(self, port: int = 0, **environment: str) -> None:
        port = port or free_port()
        self.said = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the server
        self.url = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "streamlit",
                "run",
                "streamlit_app.py",
                "--server.headless=true",
                f"--server.port={port}",
            ],
            cwd=ROOT,
            env=os.environ | {"PYTHONFAULTHANDLER": "1"} | environment,
            stdout=subprocess.DEVNULL,
            stderr=self.said,
        )
        self.running.append(self)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                with socket.create_connection(("127.0.0.1", port), timeout=1):
                    return
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise RuntimeError(self.url)

    def stop(self) -> None:
        """End the process that this object started."""
        self.running.remove(self)
        self.process.terminate()
        self.process.wait(20)
        self.said.close()

    @property
    def death(self) -> str:
        """How the server ended, with its last words; "" while it lives."""
        code = self.process.poll()
        if code is None:
            return ""
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        self.said.seek(0)
        said = self.said.read().decode("utf-8", "replace")
        # The fault handler tells the fault first, then every thread's stack.
        words = said[said.find("Fatal Python error") :] if "Fatal Python error" in said else said
        return f"the server at {self.url} died of {how}:\n{words[:LAST_WORDS]}"


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.stop()


# It ends with its file: Playwright's event loop would go on in the thread of the tests after it,
# where no other loop could be run.
@pytest.fixture(scope="module")
def chromium() -> Iterator[BrowserType]:
    with sync_playwright() as playwright:
        yield playwright.chromium


def options() -> dict[str, Any]:
    """Return how a browser is started."""
    return {"executable_path": os.environ["CHEDUN_BROWSER"], "args": ["--no-sandbox", OFFLINE]}


@pytest.fixture(scope="module")
def browser(chromium: BrowserType) -> Iterator[Browser]:
    """A browser each of whose contexts has seen nothing before."""
    started = chromium.launch(**options())
    yield started
    started.close()


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the browser of somebody who comes again keeps scripts, fetched and compiled."""
    return tmp_path_factory.mktemp("profile")


@pytest.fixture(scope="module")
def returning(chromium: BrowserType, profile: Path) -> Iterator[BrowserContext]:
    """The browser of somebody who comes again: a page costs it two thirds of what a first one does.

    Scripts alone are kept from test to test; see `visit`.
    """
    context = chromium.launch_persistent_context(profile, accept_downloads=True, **options())
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


class Visit:
    """A page with all that it asked for, missed, complained of, or tried to say in a dialog."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.refused: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self.hear_dialog)
        page.on("console", self._hear)

    def hear_dialog(self, dialog: Dialog) -> None:
        """Take a dialog that no test expects for a complaint."""
        self.complaints.append(dialog.message or dialog.type)
        dialog.dismiss()

    def _hear(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.refused.append(message.text)
        # On a page's own address Streamlit first looks for itself under that address, in vain.
        if message.type == "error" and "/_stcore/" not in message.location["url"]:
            self.complaints.append(message.text)

    def open(self, url: str, *, drawn: str = "projects") -> None:
        self.page.goto(url)
        self.wait_drawn(drawn)

    def show(self, url: str, tool: str) -> str:
        """Open a link to a tool that has a result; return the result's key once it is shown."""
        self.page.goto(url)
        return self.wait_shown(tool)

    @property
    def map(self) -> FrameLocator:
        """The frame of the one map."""
        return self.page.frame_locator(MAP)

    def run_in_map(self, script: str, arg: object = None) -> Any:  # noqa: ANN401 - JavaScript's
        """Evaluate a script in the map's frame; a function gets the body and `arg`."""
        return self.map.locator("body").evaluate(script, arg)

    def wait_in_map(self, condition: str) -> None:
        """Wait until an expression holds in the map's frame."""
        frame = self.page.locator(MAP).element_handle().content_frame()
        assert frame is not None
        frame.wait_for_url("**/component/**")  # until then it is empty, and under the page's policy
        frame.wait_for_function(condition)

    def wait_drawn(self, layer_id: str) -> None:
        self.page.wait_for_selector(MAP)
        self.wait_in_map(f"document.body?.dataset.drawn?.split(' ').includes('{layer_id}')")

    def wait_shown(
        self, tool: str, *, result: bool = True, other_than: str = "", timeout_ms: int = PATIENCE_MS
    ) -> str:
        """Wait until the map shows a tool whole, with a result that is another than the one before.

        Returns the result's key; "" with `result=False`, for a tool that has none.
        """
        shown = self.page.wait_for_function(
            _SHOWN, arg=[tool, result, other_than or None], timeout=timeout_ms
        )
        return str(shown.json_value()).strip("-")

    def turn_to(self, tool: str, lang: Lang = "zh") -> None:
        """Go to another tool as a visitor does, and wait until its page is drawn."""
        self.page.get_by_role("link", name=say(f"page.{tool}", lang), exact=True).click()
        self.page.wait_for_url(re.compile(rf"//[^/]+/{'' if tool == 'map' else tool}(\?|$)"))
        self.settle()

    def on_map(self, x: float, y: float) -> tuple[float, float]:
        """Return where in the window a point of the map is, given in pixels from its corner."""
        frame = self.page.locator(MAP)
        frame.scroll_into_view_if_needed()
        box = frame.bounding_box()
        assert box is not None
        return box["x"] + x, box["y"] + y

    def click_map(self, x: float, y: float) -> None:
        self.page.mouse.click(*self.on_map(x, y))

    def wait_until_it_fits(self) -> None:
        """Wait until nothing reaches over a right edge; charts follow a new width with delay."""
        try:
            self.page.wait_for_function(f"() => !({_TOO_WIDE})().length", timeout=10_000)
        except NotInTime:
            raise AssertionError(self.page.evaluate(_TOO_WIDE)) from None

    def click_feature(self, layer_id: str, feature_id: str) -> None:
        """Bring a feature to the middle of the map and click on it."""
        point = self.run_in_map(
            """(body, [layer, id]) => {
                const {map, paths} = chedun.explorer;
                const path = paths.get(layer).get(id);
                const at = path.getLatLng ? path.getLatLng() : path.getLatLngs().flat(3)[1];
                map.setView(at, 17, {animate: false});
                const p = map.latLngToContainerPoint(at);
                const drawn = () => new Promise(requestAnimationFrame);
                return drawn().then(drawn).then(() => [p.x, p.y]);
            }""",
            [layer_id, feature_id],
        )
        self.click_map(*point)

    def choose(self, box: Locator, option: str, *, exact: bool = False) -> None:
        """Pick from a list; one whose page is drawn anew while it opens closes, and opens again."""
        choice = self.page.get_by_role("option", name=option, exact=exact).first
        box.scroll_into_view_if_needed()
        for _ in range(20):
            expect(box).to_be_enabled()
            if not choice.is_visible():
                box.click()
            try:
                choice.click(timeout=1_500)
            except NotInTime:
                continue
            self.settle()
            return
        raise AssertionError(option)

    def upload(self, file: Path, *, place: int = 0) -> None:
        """Give a file to an uploader of the page; one drawn anew meanwhile does not take it."""
        box = self.page.get_by_test_id("stFileUploader").nth(place)
        box.wait_for()
        for _ in range(5):
            self.settle()
            box.locator("input").set_input_files(file)
            try:
                box.get_by_text(file.name).first.wait_for(timeout=5_000)
            except NotInTime:
                continue
            self.settle()
            return
        raise AssertionError(file.name)

    def settle(self) -> None:
        """Wait until the page is drawn: until then its buttons belong to the choices before."""
        self.page.wait_for_timeout(200)
        expect(self.page.locator("[data-test-script-state=notRunning]")).to_have_count(1)

    def download(self, button: str, folder: Path) -> Path:
        """Click a button that downloads, and return the file, kept in a folder by its own name."""
        self.settle()
        with self.page.expect_download() as started:
            self.page.get_by_role("button", name=button).click()
        file = folder / started.value.suggested_filename
        started.value.save_as(file)
        return file

    def outside(self) -> list[str]:
        here = ("http://127.0.0.1", "data:", "blob:")
        return [url for url in self.requests if not url.startswith(here)]


# The longest stories are told in this language here, in the other in the acceptance run.
STORY_LANGS: tuple[Lang, ...] = ("zh",)
PAGES = pytest.StashKey[list[Page]]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put what the pages of a failed test showed beside its failure; first, that a server died."""
    report = yield
    if report.failed:
        deaths = [each.death for each in Server.running if each.death]
        if deaths:
            report.longrepr = "\n\n".join((*deaths, str(report.longrepr)))
    if report.when == "call" and report.failed:
        for page in item.stash.get(PAGES, []):
            report.sections.append((page.url, page.locator("body").inner_text()))
    return report


@pytest.fixture
def visit(
    returning: BrowserContext, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Visit]]:
    """Open pages of visitors who know nothing of each other; the first one's has been here before.

    Of what was before it has the scripts, but no cookie and nothing that a page stored.
    """
    contexts: list[BrowserContext] = []
    visits: list[Visit] = []
    pages = request.node.stash.setdefault(PAGES, [])

    def new(width: int = 1440, height: int = 900, scheme: str = "light") -> Visit:
        page = returning.new_page() if not visits else other().new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        pages.append(page)
        visits.append(Visit(page))
        return visits[-1]

    def other() -> BrowserContext:
        browser: Browser = request.getfixturevalue("browser")
        contexts.append(browser.new_context(accept_downloads=True))
        contexts[-1].set_default_timeout(PATIENCE_MS)
        return contexts[-1]

    yield new
    for context in contexts:
        context.close()
    forget(returning)
    # Whatever a test is about, its pages need nothing that they may not have.
    assert [words for each in visits for words in each.refused] == []


def forget(context: BrowserContext) -> None:
    """Close all pages but the empty first one, and forget what they stored."""
    first, *others = context.pages
    addresses = [urlsplit(page.url) for page in others]
    for page in others:
        page.close()
    devtools = context.new_cdp_session(first)
    for origin in {f"{each.scheme}://{each.netloc}" for each in addresses if each.netloc}:
        kept = {"origin": origin, "storageTypes": "cookies,local_storage,indexeddb,cache_storage"}
        devtools.send("Storage.clearDataForOrigin", kept)
    devtools.detach()
    context.clear_cookies()
