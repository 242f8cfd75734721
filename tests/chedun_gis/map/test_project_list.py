"""The list of projects: every part of the filter, alone and together."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chedun_gis.map import (
    ProjectFilter,
    filter_projects,
    months_known,
    project_choices,
    project_list,
)
from chedun_gis.town import Town, open_town
from layers import LAYERS
from tests.conftest import HOSTILE, feature, write_geojson

FIELDS = ("id", "name_zh", "name_en", "stage", "sector", "zone_id")
ROWS = (
    ("a", "影视基地", "Film base", "planned", "film", "film-town"),
    ("b", "社区公园", "Community park", "planned", "green", None),
    ("c", "电影学校", "Film school", "completed", "film", "old-street"),
    ("d", "C++ [中心]", "C++ [centre]", "pilot", "culture", "film-town"),
)


@pytest.fixture
def store(toy_dir: Path) -> Town:
    layer = LAYERS["projects"]
    rows = [dict(zip(FIELDS, row, strict=True)) for row in ROWS]
    features = [feature(layer, str(row.pop("id")), **row) for row in rows]
    features[1]["geometry"] = None  # unlocated, still in the list
    write_geojson(toy_dir / layer.file, features)
    return open_town(toy_dir)


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (ProjectFilter(), "abcd"),
        (ProjectFilter(stages=("planned",)), "ab"),
        (ProjectFilter(stages=("planned", "pilot")), "abd"),
        (ProjectFilter(sectors=("film",)), "ac"),
        (ProjectFilter(zones=("film-town",)), "ad"),
        (ProjectFilter(zones=("nowhere",)), ""),
        (ProjectFilter(text="FILM"), "ac"),
        (ProjectFilter(text=" 公园 "), "b"),
        (ProjectFilter(text="c++ ["), "d"),  # a text, not a pattern
        (ProjectFilter(text=".*"), ""),
        (ProjectFilter(stages=("planned",), sectors=("film",), text="影"), "a"),
        (ProjectFilter(stages=("completed",), zones=("film-town",)), ""),
    ],
)
def test_the_filter(store: Town, wanted: ProjectFilter, ids: str) -> None:
    assert filter_projects(store.frame("projects"), wanted)["id"].tolist() == list(ids)


# The frame is only read, so that one for all examples is right.
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sets(st.sampled_from(["planned", "completed", "pilot"])),
    st.sets(st.sampled_from(["film", "green", "culture"])),
    st.sampled_from(["", "film", "公", *HOSTILE]),
)
def test_parts_narrow_one_another(
    store: Town, stages: set[str], sectors: set[str], text: str
) -> None:
    projects = store.frame("projects")

    def ids(**wanted: object) -> set[str]:
        return set(filter_projects(projects, ProjectFilter(**wanted))["id"])  # type: ignore[arg-type]

    together = ids(stages=tuple(stages), sectors=tuple(sectors), text=text)
    assert together == ids(stages=tuple(stages)) & ids(sectors=tuple(sectors)) & ids(text=text)


def test_the_list_holds_names_and_classes_in_words(store: Town) -> None:
    found = project_list(store, ProjectFilter(sectors=("film",)), "en")
    assert (found.ids, found.total) == (("a", "c"), 4)
    stages = LAYERS["projects"].column("stage").choices
    assert found.rows.to_numpy().tolist() == [
        ["Film base", stages["planned"]["en"], "Film"],
        ["Film school", stages["completed"]["en"], "Film"],
    ]


def test_zones_without_a_project_are_not_offered(toy_dir: Path, store: Town) -> None:
    assert project_choices(store, "zh")["zone"] == {}  # the toy town's zones hold none
    zones = [feature(LAYERS["zones"], each) for each in ("old-street", "film-town", "empty")]
    write_geojson(toy_dir / "zones.geojson", zones)
    offered = project_choices(open_town(toy_dir), "zh")
    assert list(offered["zone"]) == ["film-town", "old-street"]
    assert offered["sector"]["film"] == LAYERS["projects"].column("sector").choices["film"]["zh"]


@pytest.mark.parametrize(
    ("dates", "months"),
    [
        ([], ()),
        (["2025-12-31"], ("2025-12", "2026-01")),
        (["2025"], (*(f"2025-{month:02d}" for month in range(1, 13)), "2026-01")),
        (["2027"], ()),  # of what is yet to come no month is past
    ],
)
def test_the_months_since_the_first_entry(
    toy_dir: Path, dates: list[str], months: tuple[str, ...]
) -> None:
    rows = [f"one,{date},planned,,,plan,reported,high\n" for date in dates]
    head = "project_id,date,stage,note_zh,note_en,source,basis,reliability\n"
    (toy_dir / "project_updates.csv").write_text(head + "".join(rows), encoding="utf-8")
    assert months_known(open_town(toy_dir), "2026-01") == months
