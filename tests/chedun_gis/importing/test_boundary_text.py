"""Boundary-point text: every ring finds its place, and what is none is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chedun_gis.importing.boundary_text import read_boundary_text
from geo import InputError

HEAD = "[属性描述]\n坐标系=2000国家大地坐标系\n几度分带=3\n带号=40\n[地块坐标]\n4,1,甲,乙,面,,,@\n"


def ring(name: int, x: float, y: float, size: float) -> str:
    corners = ((0, 0), (size, 0), (size, size), (0, size))
    return "".join(f"J{n},{name},{y + dy},{x + dx}\n" for n, (dx, dy) in enumerate(corners))


def test_a_hole_an_island_in_it_and_a_hole_in_that() -> None:
    text = "".join(
        ring(at, 500_000 + 10 * at, 3_400_000 + 10 * at, 100 - 20 * at) for at in range(4)
    )
    frame, problems = read_boundary_text(HEAD + text)
    assert problems == []
    # Squares of 100, 80, 60 and 40 m: areas of 10,000 - 6,400 and 3,600 - 1,600.
    assert [part.area for part in frame.geometry.iloc[0].geoms] == [3_600, 2_000]


@pytest.mark.parametrize("cell", ["nan", "inf", "-1e308", "1e999"])
def test_a_point_on_no_grid_of_the_earth_is_named(cell: str) -> None:
    text = HEAD + ring(1, 500_000, 3_400_000, 10) + f"J9,1,{cell},500000\n"
    frame, problems = read_boundary_text(text)
    assert [(each.code, each.row) for each in problems] == [("boundary_coordinate", 6)]
    assert frame.geometry.iloc[0].area == 100


def test_rings_by_the_thousand() -> None:
    beside = "".join(ring(n, 500_000 + 20 * n, 3_400_000, 10) for n in range(5_000))
    frame, problems = read_boundary_text(HEAD + beside)
    assert problems == []
    assert len(frame.geometry.iloc[0].geoms) == 5_000
    around = ring(-1, 400_000, 3_300_000, 900_000)
    frame, _ = read_boundary_text(HEAD + around + beside)
    assert frame.geometry.iloc[0].geom_type == "Polygon"
    assert len(frame.geometry.iloc[0].interiors) == 5_000


def test_rings_that_lie_within_each_other_are_refused_by_a_limit() -> None:
    nested = "".join(ring(n, 500_000 + n, 3_400_000 + n, 9_000 - 2 * n) for n in range(2_000))
    frame, problems = read_boundary_text(HEAD + nested)
    assert [(each.code, each.row) for each in problems] == [("boundary_rings", 6)]
    assert frame.geometry.isna().all()


def test_what_is_no_boundary_text_is_refused_whole() -> None:
    with pytest.raises(InputError, match="boundary_lines"):
        read_boundary_text(HEAD + "nothing\n" * 1_001)
    with pytest.raises(InputError, match="import_vertices"):
        read_boundary_text("\n" * 5_000_001)


CELLS = st.sampled_from(
    ["1", "2", "3400000", "500000", "5e5", "nan", "-inf", "1e400", "", "甲", "٣"]
)
LINES = st.one_of(
    st.lists(CELLS, max_size=6).map(",".join),
    st.sampled_from(["a,b@", "@", "带号=40", "几度分带=٣", "坐标系=2000", "=", "[x]"]),
    st.text(max_size=20),
)


@given(st.lists(LINES, max_size=30).map("\n".join))
def test_any_text_gives_plots_or_a_sentence(text: str) -> None:
    frame, problems = read_boundary_text(text)
    assert all(each.code.startswith("boundary_") for each in problems)
    assert frame.index.is_unique
