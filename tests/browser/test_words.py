"""A Chinese page has no Latin words but names of formats, standards and bodies."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from chedun_gis.texts import say
from tests.browser.conftest import Server, Visit
from tests.browser.tools import TOOLS, WITHOUT_RESULT, address

Open = Callable[..., Visit]
# The other language by its own name; formats, systems, licences and standards; units; keys.
_ALLOWED = """
English CSV GeoJSON JSON PDF HTML TXT CGCS EPSG WGS GCJ OpenStreetMap ODbL GB ha km mg pH COD BOD
FileGDB FlatGeobuf GML GPX GeoParquet GeoPackage GPKG KML KMZ MIF MapInfo Shapefile TAB XLSX DXF
Excel Word DOCX GTFS OGC API QGIS CRS Ctrl MB ZIP
"""
ALLOWED = set(_ALLOWED.split())
# Names of files and their endings, which a person types or sees in a folder.
FILES = re.compile(r"[\w./-]*\.[a-z]{2,7}\b|\bzip\b|\.id\b")
# What is written of the visible page, but for icons, which Streamlit writes as words of a font.
WORDS = """() => {
    // What is only read aloud in lists follows the language of the browser.
    const UNREAD = "script, style, noscript, [data-testid=stIconMaterial], [data-live-announcer]";
    const icon = place => getComputedStyle(place).fontFamily.includes("Material Symbols");
    const found = [];
    for (const doc of [document, ...[...document.querySelectorAll("iframe")]
            .map(each => each.contentDocument).filter(Boolean)]) {
        const walk = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) {
            const place = walk.currentNode.parentElement;
            if (!place?.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
                continue;
            if (place.closest(UNREAD) || icon(place)) continue;
            if (parseFloat(getComputedStyle(place).fontSize) === 0) continue;
            const text = walk.currentNode.textContent.trim();
            if (text) found.push(text);
        }
    }
    return found;
}"""


def latin(here: Visit, tool: str) -> set[str]:
    """Return the words of two Latin letters and more by and on the map that nothing allows."""
    here.wait_shown(tool, result=tool not in WITHOUT_RESULT)
    here.settle()
    texts = here.page.evaluate(WORDS)
    plain = [FILES.sub("", text) for text in texts]
    return {word for text in plain for word in re.findall(r"[A-Za-z]{2,}", text)} - ALLOWED


@pytest.mark.parametrize("tool", TOOLS)
def test_a_chinese_page_has_no_latin_words(server: Server, visit: Open, tool: str) -> None:
    here = visit(1440, 1000)
    here.page.goto(f"{server.url}/{address(tool, 'lang=zh')}")
    expect(here.page.get_by_test_id("stMain")).to_be_visible()
    here.page.locator("[data-testid=stMain] :is(h2, h4, button)").first.wait_for()
    assert latin(here, tool) == set()


def test_what_is_said_of_a_pack_has_no_latin_words(
    server: Server, visit: Open, tmp_path: Path
) -> None:
    here = visit(1440, 1000)
    here.page.goto(f"{server.url}/data?lang=zh")
    here.download(say("handoff.download", "zh"), tmp_path)
    here.page.get_by_text(say("conversion.ballpark", "zh")).wait_for()
    assert latin(here, "data") == set()


def test_what_streamlit_says_of_a_choice_is_chinese(server: Server, visit: Open) -> None:
    here = visit(1440, 1000)
    here.page.goto(f"{server.url}/bus?lang=zh")
    here.settle()
    here.page.get_by_role("combobox", name="另计入的服务类型").click()
    here.page.get_by_role("option").first.wait_for()
    assert latin(here, "bus") == set()
    first = here.page.locator("[role=option][data-key=__select_all__] [data-item-hl]")
    words = first.evaluate("node => getComputedStyle(node, '::after').content")
    assert words == '"全选"'
