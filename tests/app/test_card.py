"""Cards and the project list."""

from pathlib import Path

import pytest

from chedun_gis.card import card_of
from chedun_gis.clause import clause_of
from chedun_gis.project_list import ProjectFilter, filter_projects
from chedun_gis.store import Store
from chedun_gis.texts import LANGS, Lang
from layers import LAYERS
from tests.conftest import feature, write_geojson


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("layer_id", LAYERS)
def test_every_shipped_feature_has_a_card(layer_id: str, lang: Lang) -> None:
    store = Store()
    for feature_id in store.frame(layer_id)["id"].head(12):
        card = card_of(store, layer_id, feature_id, lang)
        assert card is not None
        assert card.title
        assert card.source
        assert card.basis
        assert all(row.label and row.value for row in card.rows)


def test_a_projects_card() -> None:
    card = card_of(Store(), "projects", "project-community-park-1", "en")
    assert card is not None
    rows = {row.label: row.value for row in card.rows}
    assert card.badge == "planned"
    assert rows["Sector"] == "Green space"
    assert rows["Target"] == "one of two community parks"
    assert rows["Target year"] == "2025"
    assert rows["Plan clause"] == "Plan 9.2.2"
    assert rows["Responsible body"] == "not named in the plan"
    assert rows["Related indicators"].startswith("Community parks built, ")
    assert [step.date for step in card.history] == ["2021", "2025"]
    assert "does not say where" in card.remark
    assert card.provenance == "not drawn on the map"


def test_an_area_project_says_that_its_marker_is_no_site() -> None:
    card = card_of(Store(), "projects", "project-haopu", "zh")
    assert card is not None
    assert "不代表确切选址" in card.remark
    assert {row.label: row.value for row in card.rows}["所在片区"] == "影视特色小镇"


def test_an_unknown_feature_has_no_card(toy_dir: Path) -> None:
    assert card_of(Store(toy_dir), "parks", "nowhere", "zh") is None


def test_clauses_are_worded() -> None:
    assert clause_of("4（服务业）2；6.1.2", "en") == "Plan 4 (services) 2; 6.1.2"
    assert clause_of("9.2.2", "zh") == "《规划》9.2.2"


def test_the_list_filters(toy_dir: Path) -> None:
    layer = LAYERS["projects"]
    many = [
        feature(layer, "a", name_zh="影视基地", stage="planned", sector="film", zone_id="z"),
        feature(layer, "b", name_zh="公园", stage="planned", sector="green", geometry=None),
        feature(layer, "c", name_en="Film school", stage="completed", sector="film"),
    ]
    write_geojson(toy_dir / "projects.geojson", many)
    projects = Store(toy_dir).frame("projects")

    def ids(**wanted: object) -> list[str]:
        return filter_projects(projects, ProjectFilter(**wanted))["id"].tolist()  # type: ignore[arg-type]

    assert ids() == ["a", "b", "c"]
    assert ids(stages=("planned",)) == ["a", "b"]
    assert ids(sectors=("film",)) == ["a", "c"]
    assert ids(zones=("z",)) == ["a"]
    assert ids(text="FILM") == ["c"]
    assert ids(text="影视", stages=("planned",)) == ["a"]
    assert ids(text="[") == []
