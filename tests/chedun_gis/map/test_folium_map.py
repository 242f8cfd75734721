"""Nothing of unknown origin enters the folium map, and the map asks for nothing elsewhere."""

import json
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

from chedun_gis.map import Scene, Spot, Stage, View, build_map, build_scene
from chedun_gis.server.assets import ASSETS
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
        "print(build_map(open_town().place).get_root().render())"
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
        UNIQUE.sub("", rendered(build_map(PLACE))).strip()
    }


def test_a_map_that_is_rendered_again_is_the_same() -> None:
    shell = build_map(PLACE)
    once = rendered(shell)
    shell.render()
    assert rendered(shell) == once
    assert once.count("map.css") == 1


def test_every_link_is_one_of_our_assets() -> None:
    shell = build_map(PLACE)
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
    page = rendered(build_map(PLACE))
    links = re.findall(r"""(?:src|href)\s*=\s*["']([^"']+)["']""", page)
    assert links
    assert {link.rpartition("/assets/")[2] for link in links} <= set(ASSETS)
    assert not re.search(r"(?:https?:)?//[\w-]+\.\w+", page)


def scene_of(**stage: object) -> dict[str, object]:
    """Return what the map is told of a stage."""
    overlay = build_scene(Scene("map"), Stage(**stage), "zh")  # type: ignore[arg-type]
    overlay.add_to(build_map(PLACE))
    found = re.search(r"chedun\.show\((.*)\);", rendered(overlay.get_root()))
    assert found is not None
    told: dict[str, object] = json.loads(found[1])
    return told


@pytest.mark.parametrize("feature_id", ["a b", "", ".a", "é", "中文", "a" * 101, "a\n", "a'", 'a"'])
def test_an_id_that_is_not_plain_is_left_out(feature_id: str) -> None:
    spot = Spot("projects", feature_id)
    found = scene_of(selection=spot, goal=spot, mark=feature_id)
    assert (found["selection"], found["goal"], found["mark"]) == (None, None, "")


PLAIN = set("abzAZ059")


@given(st.text("abzAZ059.:-_ <{'\"`$/\\\n中", max_size=12))
def test_no_text_reaches_the_page_but_a_plain_id(text: str) -> None:
    # Plain: a letter or digit, then these and `.:-_`.
    plain = text[:1] != "" and text[0] in PLAIN and set(text) <= PLAIN | set(".:-_")
    found = scene_of(selection=Spot("parks", text))["selection"]
    assert found == (["parks", text] if plain else None)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_enters_the_page(text: str) -> None:
    spot = Spot(text, text)
    stage = Stage(spot, text, spot, layers=(text, "parks"), token=text)
    for wrong in (Scene(text), Scene("map", evidence=text)):
        with pytest.raises(ValueError, match=re.escape(text)):
            build_scene(wrong, Stage(), "zh")
    scene = Scene("map", (text, "parks"), kept=((text, ("a",)), ("parks", (text, "one"))))
    shell = build_map(PLACE)
    build_scene(scene, stage, text).add_to(shell)  # type: ignore[arg-type]
    shown = rendered(shell)
    assert text not in shown
    # What is no language is Chinese.
    assert '"lang":"zh"' in shown
    assert '"kept":{"parks":["one"]}' in shown
    assert '"shown":["parks"]' in shown


def test_a_scene_says_all_that_is_shown() -> None:
    stage = Stage(Spot("projects", "project-haopu"), "gap-1", view=View(31.0, 121.3, 14.5))
    overlay = build_scene(Scene("coverage", ("roads",), "ab" * 8), stage, "en")
    shell = build_map(PLACE)
    overlay.add_to(shell)
    shown = rendered(shell)
    for part in (
        '"selection":["projects","project-haopu"]',
        '"evidence":"abababababababab"',
        '"view":[31.0,121.3,14.5]',
        '"mark":"gap-1"',
        '"lang":"en"',
    ):
        assert part in shown
