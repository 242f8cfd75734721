"""Cards: what each kind of feature says, worked out on the toy town."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chedun_gis.map import Card, card_of
from chedun_gis.texts import LANGS, Lang, clause_of
from chedun_gis.town import Town, open_town
from layers import LAYERS
from tests.conftest import HOSTILE, feature, with_plans

PROJECT: dict[str, Any] = {
    "name_zh": "影视基地",
    "name_en": "Film base",
    "stage": "under_construction",
    "sector": "film",
    "location_type": "area",
    "zone_id": "film-town",
    "body_zh": "镇政府",
    "body_en": "Town government",
    "target_zh": "一座影棚",
    "target_en": "one studio",
    "target_year": 2025,
    "indicators": "studios、visitors",
    "plan_ref": "4（服务业）2",
    "source": "chedun-14fyp",
    "basis": "plan",
    "accuracy_m": 500,
}
STAGES_CSV = """project_id,date,stage,plan_ref,note_zh,note_en,source,reliability
one,2025,target,9.2.2,建成,built,chedun-14fyp,
two,2020,completed,1.1,别的项目,another project,chedun-14fyp,
one,2021,planned,6.1,,,chedun-14fyp,
one,2023,under_construction,,开工,begun,somebody,low
"""
PLAN = "source: Chedun town 14th five-year plan, text (2021)"
INDICATORS_CSV = (
    "id,name_zh,name_en,unit,unit_zh,sense,nature,kind\n"
    "studios,影棚数,Studios,studios,个,at_least,expected,count\n"
)


@pytest.fixture
def town(toy_dir: Path, toy_with: Callable[..., Path]) -> Town:
    toy_with("projects", feature(LAYERS["projects"], **PROJECT))
    film_town = {"name_zh": "影视特色小镇", "name_en": "Film Town"}
    toy_with("zones", feature(LAYERS["zones"], "film-town", **film_town))
    (toy_dir / "project_stages.csv").write_text(STAGES_CSV, encoding="utf-8")
    (with_plans(toy_dir) / "plans/14/indicators.csv").write_text(INDICATORS_CSV, encoding="utf-8")
    return open_town(toy_dir)


def card(store: Town, layer_id: str = "projects", lang: Lang = "en") -> Card:
    found = card_of(store, layer_id, "one", lang)
    assert found is not None
    return found


def rows(card: Card) -> dict[str, str]:
    return {row.label: row.value for row in card.rows}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("layer_id", LAYERS)
def test_every_shipped_feature_has_a_card(layer_id: str, lang: Lang) -> None:
    store = open_town()
    bases = LAYERS[layer_id].column("basis").choices
    for _, found in store.frame(layer_id).head(12).iterrows():
        shown = card_of(store, layer_id, found["id"], lang)
        assert shown is not None
        assert (shown.layer, shown.id) == (layer_id, found["id"])
        assert shown.title == found[f"name_{lang}"]
        assert shown.source.startswith(store.sources[found["source"]].title[lang])
        assert shown.basis == bases[found["basis"]][lang]
        assert all(row.label and row.value for row in shown.rows)


def test_a_projects_card_in_english(town: Town) -> None:
    shown = card(town)
    assert (shown.title, shown.kind) == ("Film base", "Plan projects")
    assert (shown.badge, shown.badge_colour) == ("under construction", "#e8590c")
    assert rows(shown) == {
        "Sector": "Film",
        "Target": "one studio",
        "Target year": "2025",
        "Plan clause": "Plan 4 (services) 2",
        "Zone": "Film Town",
        "Responsible body": "Town government",
        "Related indicators": "Studios, visitors",  # the second has no title of its own
        "As of": "2024-06",
    }
    assert shown.remark.endswith("the marker stands inside that zone, not on the site.")
    assert shown.source == "Chedun town 14th five-year plan, text (2021)"
    assert (shown.basis, shown.provenance) == ("plan text", "position within about 500 m")


def test_a_projects_card_in_chinese(town: Town) -> None:
    shown = card(town, lang="zh")
    assert (shown.title, shown.kind, shown.badge) == ("影视基地", "规划项目", "建设中")
    assert rows(shown)["所在片区"] == "影视特色小镇"
    assert rows(shown)["相关指标"] == "影棚数、visitors"
    assert rows(shown)["规划条款"] == "《规划》4（服务业）2"
    assert "不代表确切选址" in shown.remark
    assert shown.source == "车墩镇“十四五”规划文本（2021）"


def test_the_history_is_the_projects_own_and_in_order(town: Town) -> None:
    steps = card(town).history
    assert [(step.date, step.stage, step.clause, step.note) for step in steps] == [
        ("2021", "planned", "Plan 6.1", PLAN),
        # What is doubtful says so.
        (
            "2023",
            "under construction",
            "",
            "begun; source: somebody; doubtful, to be verified",
        ),
        ("2025", "target of the plan", "Plan 9.2.2", f"built; {PLAN}"),
    ]
    assert card(town, "parks").history == ()


def test_a_project_of_which_the_plan_says_little(toy_with: Callable[..., Path]) -> None:
    nothing = dict.fromkeys(
        ("zone_id", "body_zh", "body_en", "target_zh", "target_en", "target_year", "indicators")
    )
    place = {"location_type": "not_located", "geometry": None}
    bare = feature(LAYERS["projects"], **PROJECT | nothing | place)
    shown = card(open_town(toy_with("projects", bare)))
    assert rows(shown) == {
        "Sector": "Film",
        "Target": "none stated in the plan",
        "Target year": "not named in the plan",
        "Plan clause": "Plan 4 (services) 2",
        "Responsible body": "not named in the plan",
        "As of": "2024-06",
    }
    assert "does not say where" in shown.remark
    assert shown.provenance == "not drawn on the map"


def test_areas_and_lengths_are_those_of_the_drawing(toy_dir: Path) -> None:
    # 0.01° by 0.01° at 31° N is 955 m by 1,109 m: 106 ha, and 1.46 km from corner to corner.
    area = float(rows(card(open_town(toy_dir), "parks"))["Area"].removesuffix(" ha"))
    assert area == pytest.approx(95.5 * 110.9 / 100, rel=0.005)
    length = float(rows(card(open_town(toy_dir), "roads"))["Length"].removesuffix(" km"))
    assert length == pytest.approx((0.955**2 + 1.109**2) ** 0.5, rel=0.005)
    assert not {"Area", "Length"} & set(rows(card(open_town(toy_dir), "bus_stops")))


def test_values_are_worded(toy_with: Callable[..., Path]) -> None:
    stop = feature(LAYERS["bus_stops"], lines="松江1路、松江2路", line_count=2, in_town=False)
    shown = rows(card(open_town(toy_with("bus_stops", stop)), "bus_stops"))
    assert shown["Lines that call"] == "松江1路, 松江2路"
    assert (shown["Number of lines"], shown["Inside the town"]) == ("2", "no")
    belt = feature(LAYERS["belts"], width_m=150.0)
    assert rows(card(open_town(toy_with("belts", belt)), "belts"))["Width"] == "150 m"


@pytest.mark.parametrize(("people", "worded"), [(1_234_567, "1234567"), (0, "0"), (7, "7")])
def test_a_large_count_keeps_all_its_digits(
    toy_with: Callable[..., Path], people: int, worded: str
) -> None:
    # The gap in the second row turns GDAL's column of integers into floats.
    land = LAYERS["residential"]
    two = (feature(land, population=people), feature(land, "two", population=None))
    assert (
        rows(card(open_town(toy_with("residential", *two)), "residential"))["Population"] == worded
    )


def test_an_unknown_source_is_named_as_it_is(toy_with: Callable[..., Path]) -> None:
    for text in HOSTILE:
        park = feature(LAYERS["parks"], source=text)
        assert card(open_town(toy_with("parks", park)), "parks").source == text


@pytest.mark.usefixtures("town")
def test_a_card_stands_when_its_zone_cannot_be_read(toy_dir: Path) -> None:
    (toy_dir / "zones.geojson").write_text("{", encoding="utf-8")
    assert rows(card(open_town(toy_dir)))["Zone"] == "film-town"


def test_an_unknown_feature_has_no_card(toy_dir: Path) -> None:
    assert card_of(open_town(toy_dir), "parks", "nowhere", "zh") is None
    (toy_dir / "parks.geojson").unlink()
    assert card_of(open_town(toy_dir), "parks", "one", "zh") is None


def test_clauses_are_worded() -> None:
    assert clause_of("4（服务业）2；6.1.2", "en") == "Plan 4 (services) 2; 6.1.2"
    assert clause_of("9.2.2", "zh") == "《规划》9.2.2"
