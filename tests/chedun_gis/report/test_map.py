"""The report's maps: round scales, north up, in the frame, names inert, one small golden."""

from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from chedun_gis.report.blocks import MapView
from chedun_gis.report.map_furniture import _round_below
from chedun_gis.report.map_svg import map_svg
from chedun_gis.report.paper import drawn, paper_for
from chedun_gis.report.svg import escape, shorten, text_width
from geo import InputError
from tests.chedun_gis.report.parts import HOSTILE, X, Y, layer, square, toy_map

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "report_map.svg"
SVG = "{http://www.w3.org/2000/svg}"


def drawing(view: MapView, lang: str = "zh") -> str:
    return map_svg(view, name="m", date="2026-11-23", lang=lang, font="Test")  # type: ignore[arg-type]


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - what we wrote ourselves


def texts(svg: str) -> list[str]:
    return [each.text or "" for each in parsed(svg).iter(f"{SVG}text")]


def test_the_scale_is_the_largest_round_one_that_holds_the_extent() -> None:
    # 1,000 m on 100 mm less two margins of 4 mm: 1,000 / 0.092 = 10,870, so 1:12,500.
    paper = paper_for(square().bounds, width_mm=178, height_mm=100)
    assert paper.scale == 12_500
    # 178 mm are 2,225 m, and the middle stays the middle.
    west, south, east, north = paper.window
    assert (east - west, north - south) == pytest.approx((2_225, 1_250))
    assert ((west + east) / 2, (south + north) / 2) == pytest.approx((X + 500, Y + 500))


def test_north_is_up_and_metres_become_millimetres() -> None:
    paper = paper_for(square().bounds, width_mm=178, height_mm=100)
    # At 1:12,500 the square of 1,000 m is 80 mm wide; its middle is the middle of the frame.
    placed = paper.place(np.array([square()]))[0]
    assert placed.bounds == pytest.approx((49, 10, 129, 90))
    north = paper.place(np.array([shapely.Point(X, Y + 1_000)]))[0]
    assert north.y == pytest.approx(10)


def test_only_what_is_in_the_window_is_drawn() -> None:
    paper = paper_for(square().bounds, width_mm=178, height_mm=100)
    far = layer(square(x=X + 50_000), "Polygon")
    assert drawn(far.frame, paper).empty
    huge = layer(square(1_000_000, x=X - 500_000, y=Y - 500_000), "Polygon")
    # Cut 3 mm outside the frame, so that the cut is no outline on the map.
    assert drawn(huge.frame, paper).geometry.iloc[0].bounds == pytest.approx((-3, -3, 181, 103))


def test_degrees_are_refused() -> None:
    view = toy_map()
    frame = view.layers[0].frame.to_crs("EPSG:4490")
    paper = paper_for(view.extent, width_mm=178, height_mm=100)
    with pytest.raises(InputError) as caught:
        drawn(frame, paper)
    assert caught.value.code == "crs_not_metric"


def test_a_map_has_all_that_a_map_needs() -> None:
    shown = texts(drawing(toy_map()))
    assert {"图例", "北", "1:12,500（A4）", "公园", "© OpenStreetMap"} <= set(shown)
    # 42 mm are 525 m; the longest round length below is 500 m.
    assert {"0", "250", "500 m"} <= set(shown)
    # Grid lines every 500 m: 24 mm are 300 m, the next round step is 500.
    assert {"621,500", "622,500", "3,430,500"} <= set(shown)
    assert any("2026-11-23" in each and "EPSG:4549" in each for each in shown)
    assert any("示意位置，非实测" in each for each in shown)


def test_a_sketch_is_dashed_and_a_survey_is_not() -> None:
    root = parsed(drawing(toy_map()))
    features = root.find(f"{SVG}g")
    assert features is not None
    area, line = (group.find(f"{SVG}path") for group in list(features)[:2])
    assert area is not None
    assert line is not None
    assert area.get("stroke-dasharray")
    assert not line.get("stroke-dasharray")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_only_a_text(name: str) -> None:
    svg = drawing(toy_map(name))
    root = parsed(svg)
    allowed = {"svg", "title", "defs", "clipPath", "pattern", "rect", "line", "path"}
    allowed |= {"circle", "polygon", "g", "text"}
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= allowed
    assert not any(key.startswith("on") for each in root.iter() for key in each.attrib)
    assert "href" not in svg


def test_a_label_that_would_touch_another_is_left_out() -> None:
    names = [
        layer(square(size, x=X + dx), "Polygon", label=f"名称{dx}")
        for dx, size in ((0, 20), (5, 10), (900, 10))
    ]
    view = MapView("", tuple(names), square().bounds, height_mm=100.0)
    shown = [each for each in texts(drawing(view)) if each.startswith("名称")]
    assert shown == ["名称0", "名称900"]


def test_the_golden_map() -> None:
    assert drawing(toy_map(), "en") + "\n" == GOLDEN.read_text(encoding="utf-8")


extents = st.tuples(
    st.floats(0, 1e6), st.floats(3e6, 4e6), st.floats(1, 80_000), st.floats(1, 40_000)
)


@given(extents)
def test_the_window_holds_the_extent(given_: tuple[float, float, float, float]) -> None:
    west, south, wide, high = given_
    west_, south_, east_, north_ = paper_for(
        (west, south, west + wide, south + high), width_mm=178, height_mm=100
    ).window
    assert west_ <= west
    assert south_ <= south
    assert east_ >= west + wide
    assert north_ >= south + high


@given(st.text(max_size=60), st.floats(5, 80))
def test_a_shortened_text_fits(text: str, width: float) -> None:
    assert text_width(shorten(text, 2.5, width), 2.5) <= max(width, text_width("…", 2.5))


@given(st.text(max_size=40))
def test_an_escaped_text_reads_back_as_its_legal_part(text: str) -> None:
    # XML reads every line end as one \n, and holds no control characters.
    legal = "".join(
        each
        for each in text
        if each in {"\t", "\n", "\r"} or (each >= " " and each not in {"\ufffe", "\uffff"})
    )
    legal = legal.replace("\r\n", "\n").replace("\r", "\n")
    assert (parsed(f"<a>{escape(text)}</a>").text or "") == legal


@given(st.floats(1, 1e6))
def test_a_scale_bar_is_round_and_not_too_long(length: float) -> None:
    found = _round_below(length)
    assert found <= length
    assert f"{found:e}"[0] in "1245"
    assert set(f"{found:.9e}"[1:11]) <= {".", "0"}
