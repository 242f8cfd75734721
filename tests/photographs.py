"""Photograph the tools of the app: on a desk and a phone, light and dark, in both languages.

`python -m tests.photographs FOLDER` takes all of them; tools that are named after the folder, and
`--lang`, `--theme` and `--width`, take fewer. A file is named `tool-lang-theme-width.png`.
"""

import argparse
import itertools
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from chedun_gis import bootstrap
from tests.browser.conftest import OFFLINE, Server, Visit
from tests.browser.tools import LANGS, SCHEMES, SIZES, TOOLS, opened

HEIGHTS = dict(SIZES)
# Two pictures that are the same, so far apart, show that nothing moves any more.
APART_MS = 500
MOST_TRIES = 40


@dataclass(frozen=True)
class Photograph:
    """What is to be photographed: a tool, in a language and a theme, on a screen of a width."""

    tool: str
    lang: str
    theme: str
    width_px: int

    @property
    def file_name(self) -> str:
        return f"{self.tool}-{self.lang}-{self.theme}-{self.width_px}.png"


def take(browser: Browser, url: str, wanted: Photograph, folder: Path) -> Path:
    """Open a tool, wait until it stands still, and return the file with its picture."""
    width, height = wanted.width_px, HEIGHTS[wanted.width_px]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=wanted.theme,  # type: ignore[arg-type]
    )
    try:
        here = opened(Visit(context.new_page()), url, wanted.tool, f"lang={wanted.lang}")
        file = folder / wanted.file_name
        file.write_bytes(at_rest(here))
        return file
    finally:
        context.close()


def at_rest(here: Visit) -> bytes:
    """Return the picture of a page in which nothing moves any more."""
    before = b""
    for _ in range(MOST_TRIES):
        now = here.page.screenshot(animations="disabled")
        if now == before:
            return now
        before = now
        here.page.wait_for_timeout(APART_MS)
    raise RuntimeError(here.page.url)


def asked(arguments: Sequence[str] | None) -> tuple[Path, list[Photograph]]:
    """Return the folder and the photographs that a command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.photographs", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("tools", nargs="*", metavar="tool", help=f"of {', '.join(TOOLS)}")
    parser.add_argument("--lang", choices=LANGS, action="append", help="only this language")
    parser.add_argument("--theme", choices=SCHEMES, action="append", help="only this theme")
    parser.add_argument("--width", choices=HEIGHTS, type=int, action="append", help="only this one")
    found = parser.parse_args(arguments)
    unknown = sorted(set(found.tools) - set(TOOLS))
    if unknown:
        parser.error(f"no tool {', '.join(unknown)}; there are {', '.join(TOOLS)}")
    axes = (found.tools or TOOLS, found.lang or LANGS, found.theme or SCHEMES)
    wanted = itertools.product(*axes, found.width or HEIGHTS)
    return found.folder, list(itertools.starmap(Photograph, wanted))


def photographs(wanted: Sequence[Photograph], folder: Path) -> Iterator[Path]:
    """Yield the files with the pictures; the server has a workspace of its own, with nothing in."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as workspace, sync_playwright() as playwright:
        server = Server(CHEDUN_WORKSPACE=workspace)
        try:
            browser = playwright.chromium.launch(
                executable_path=os.environ[bootstrap.BROWSER_VARIABLE],
                args=["--no-sandbox", OFFLINE],
            )
            for each in wanted:
                yield take(browser, server.url, each, folder)
            browser.close()
        finally:
            server.stop()


def main(arguments: Sequence[str] | None = None) -> None:
    """Take the photographs that the command line asks for, and name each file."""
    folder, wanted = asked(arguments)
    bootstrap.need_browser()
    for file in photographs(wanted, folder):
        sys.stdout.write(f"{file}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
