"""Nothing of unknown origin enters the folium map, and the map asks for nothing elsewhere."""

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import folium
import pytest
from folium.elements import JSCSSMixin
from hypothesis import given
from hypothesis import strategies as st

from chedun_gis.map import build_evidence, build_map, build_selection
from chedun_gis.server.assets import ASSETS
from geo import InputError
from tests.conftest import HOSTILE, PLACE

ROOT = Path(__file__).resolve().parents[3]
# Folium gives each object a name of its own.
UNIQUE = re.compile(r"[0-9a-f]{32}")


def rendered(shell: folium.Map) -> str:
    return shell.get_root().render()


def test_the_map_is_the_same_every_time() -> None:
    # Also in another process, where sets have another order: a page that sends another map loses
    # the view.
    code = (
        "from chedun_gis.map.folium_map import *; from chedun_gis.town import open_town; "
        "print(build_map('zh', open_town().place).get_root().render())"
    )
    shown = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert {UNIQUE.sub("", each).strip() for each in shown} == {
        UNIQUE.sub("", rendered(build_map("zh", PLACE))).strip()
    }


def test_every_link_is_one_of_our_assets() -> None:
    shell = build_map("zh", PLACE)
    links = [
        link
        for element in (shell, *shell._children.values())
        if isinstance(element, JSCSSMixin)
        for _, link in (*element.default_js, *element.default_css)
    ]
    assert len(links) == 2
    page = "http://127.0.0.1/base/component/streamlit_folium.st_folium/index.html"
    for link in links:
        address = urljoin(page, link)
        assert address.startswith("http://127.0.0.1/base/gis/assets/")
        assert address.rpartition("/assets/")[2] in ASSETS


def test_the_page_that_carries_the_map_asks_for_nothing_else() -> None:
    page = rendered(build_map("en", PLACE))
    links = re.findall(r"""(?:src|href)\s*=\s*["']([^"']+)["']""", page)
    assert links
    assert {link.rpartition("/assets/")[2] for link in links} <= set(ASSETS)
    assert not re.search(r"(?:https?:)?//[\w-]+\.\w+", page)


@pytest.mark.parametrize("feature_id", ["a b", "", ".a", "é", "中文", "a" * 101, "a\n", "a'", 'a"'])
def test_an_id_that_is_not_plain_gives_no_overlay(feature_id: str) -> None:
    assert build_selection("projects", feature_id, fly=False) is None


PLAIN = set("abzAZ059")


@given(st.text("abzAZ059.:-_ <{'\"`$/\\\n中", max_size=12))
def test_no_text_reaches_the_page_but_a_plain_id(text: str) -> None:
    # Plain: a letter or digit, then these and `.:-_`.
    plain = text[:1] != "" and text[0] in PLAIN and set(text) <= PLAIN | set(".:-_")
    overlay = build_selection("parks", text, fly=False)
    assert (overlay is not None) == plain


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_id_never_enters_the_page(text: str) -> None:
    assert build_selection("projects", text, fly=True) is None
    with pytest.raises(InputError):
        build_selection(text, "one", fly=True)
    with pytest.raises(ValueError, match=re.escape(text)):
        build_evidence(text)
    shown = rendered(build_map("zh", PLACE, shown=(text, "parks")))
    assert text not in shown
    assert '"parks"' in shown
    # What is no language is Chinese.
    named = rendered(build_map(text, PLACE))  # type: ignore[arg-type]
    assert UNIQUE.sub("", named) == UNIQUE.sub("", rendered(build_map("zh", PLACE)))


def test_a_plain_id_is_selected() -> None:
    shell = build_map("zh", PLACE)
    overlay = build_selection("projects", "project-haopu", fly=True)
    assert overlay is not None
    overlay.add_to(shell)
    assert 'chedun.selection("projects", "project-haopu", true)' in rendered(shell)
