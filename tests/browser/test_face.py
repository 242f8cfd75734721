"""What a link, another site's page or another name can make of the pages: nothing of theirs."""

from collections.abc import Callable
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Server, Visit

Open = Callable[..., Visit]
# All that a browser, or the markdown in which a page says what it was asked for, takes for a link.
ELSEWHERE = (
    "//evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "https://evil.example/x",
    "HTTP://evil.example",
    "www.evil.example",
    "me@evil.example",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "[x](https://evil.example)",
    "<https://evil.example>",
    "![x](https://evil.example/x.png)",
    "x\r\nLocation: https://evil.example",
    "\"><a href='https://evil.example'>x</a>",
)
LINKS = """() => {
    const frames = [...document.querySelectorAll('iframe')].map(f => f.contentDocument);
    return [document, ...frames.filter(Boolean)]
        .flatMap(d => [...d.querySelectorAll('[href],[src],[action],[formaction]')])
        .flatMap(e => ['href', 'src', 'action', 'formaction'].map(a => e.getAttribute(a)))
        .filter(Boolean);
}"""


@pytest.mark.parametrize(
    ("page", "names", "mark"),
    [
        ("", "project", "不在当前数据里"),
        ("profile", "area", "这一片区"),
        ("scenario", "scenario", "方案"),
        ("", "lang layer feature page embed_options", ""),
    ],
)
def test_what_a_link_asks_for_leads_nowhere_else(
    server: Server, visit: Open, page: str, names: str, mark: str
) -> None:
    here = visit()
    asked = urlencode(dict.fromkeys(names.split(), " ".join(ELSEWHERE)))
    here.page.goto(f"{server.url}/{page}?{asked}")
    if mark:
        expect(here.page.get_by_test_id("stAlert").first).to_contain_text(mark)
        expect(here.page.get_by_test_id("stAlert").first).to_contain_text("evil.example")
    here.wait_shown(page or "map", result=page in {"profile", "scenario"})
    here.settle()
    links = here.page.evaluate(LINKS)
    assert links
    # The tools' own links carry on what is asked for, as a value of theirs.
    led = [urlsplit(urljoin(server.url, link)) for link in links]
    own = {("http", urlsplit(server.url).netloc), ("data", "")}
    assert {(each.scheme, each.netloc) for each in led} <= own
    assert here.outside() == []
    assert here.complaints == []


@pytest.mark.parametrize("elsewhere", [False, True])
def test_only_a_page_of_its_own_shows_it_in_a_frame(
    server: Server, visit: Open, *, elsewhere: bool
) -> None:
    here = visit()
    around = f"{'http://127.0.0.1:1' if elsewhere else server.url}/around"
    frame = f"<iframe src='{server.url}'></iframe>"
    here.page.route(around, lambda route: route.fulfill(content_type="text/html", body=frame))
    here.page.goto(around)
    here.page.wait_for_load_state("networkidle")
    assert ('id="root"' in here.page.frames[1].content()) is not elsewhere
    here.refused.clear()  # to be refused is what was asked for


def test_streamlits_own_download_of_a_table_is_hidden(server: Server, visit: Open) -> None:
    """It writes texts as they are; ours do not let a spreadsheet compute them."""
    here = visit()
    here.page.goto(f"{server.url}/data")
    here.settle()
    here.page.get_by_test_id("stDataFrame").first.hover()
    toolbar = here.page.get_by_test_id("stElementToolbar").first
    expect(toolbar.get_by_role("button", name="Fullscreen")).to_be_visible()
    assert toolbar.locator("[aria-label^='Download as CSV']").count() == 1
    expect(toolbar.locator("[aria-label^='Download as CSV']")).to_be_hidden()
