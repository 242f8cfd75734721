"""New projects and their places, entered in the register, stand in the layer of projects."""

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal
from pyproj import Transformer

from chedun_gis.indicators import new_project_of, place_of
from chedun_gis.map import card_of
from chedun_gis.register import Fact, Ledger, NewProject, required
from chedun_gis.town import Town, TownSource, as_of
from geo import InputError
from layers import LAYERS
from tests.conftest import feature
from tests.people import ALONE, person

TOLD = {"date": "2026-03", "source": "镇政府"}
NEW = {**TOLD, "name_zh": "南门口袋公园", "sector": "green", "clause": "9.2.2"}


@pytest.fixture
def source(toy_dir: Path, toy_with: Callable[..., Path], tmp_path: Path) -> TownSource:
    toy_with("projects", feature(LAYERS["projects"], "old", stage="planned"))
    return TownSource(toy_dir, ledger=Ledger(tmp_path / "register.sqlite"))


def enter(source: TownSource, *facts: Fact, accept: bool = True) -> list[int]:
    assert source.ledger is not None
    events = source.ledger.append(facts, by=ALONE, accept=accept)
    return [each.number for each in events]


def only(town: Town, project: str) -> gpd.GeoSeries:
    frame = town.frame("projects")
    (found,) = [row for _, row in frame.iterrows() if row["id"] == project]
    return found


def id_of(facts: tuple[Fact, ...]) -> str:
    (found,) = [each.project for each in facts if isinstance(each, NewProject)]
    return found


def test_a_new_project_stands_in_the_layer_with_its_place_and_stage(source: TownSource) -> None:
    before = source.town()
    lon, lat = before.place.centre_deg
    where = {"location": "exact", "lon_deg": lon, "lat_deg": lat, "accuracy_m": 20.0}
    facts = new_project_of(before, {**NEW, **where, "stage": "under_construction"})
    project = id_of(facts)
    enter(source, *facts)
    after = source.town()
    assert len(before.frame("projects")) + 1 == len(after.frame("projects"))
    row = only(after, project)
    assert (row["name_zh"], row["name_en"]) == ("南门口袋公园", "南门口袋公园")
    assert (row["stage"], row["location_type"], row["basis"]) == (
        "under_construction",
        "exact",
        "schematic",
    )
    to_metres = Transformer.from_crs(4326, after.place.metric_crs, always_xy=True)
    assert row.geometry.distance(shapely.Point(to_metres.transform(lon, lat))) < 0.001
    card = card_of(after, "projects", project, "zh")
    assert card is not None
    assert card.title == "南门口袋公园"
    assert "20" in card.provenance
    assert card.source == "镇政府"
    # What the file says of the others is as it was, of the same kinds.
    kept = after.frame("projects")[lambda frame: frame["id"] == "old"]
    # Years are no whole numbers where one is missing.
    assert_geodataframe_equal(kept, before.frame("projects"), check_dtype=False)


def test_without_place_or_stage_it_has_none(source: TownSource) -> None:
    facts = new_project_of(source.town(), NEW)
    enter(source, *facts)
    row = only(source.town(), id_of(facts))
    assert row["stage"] is None
    assert row.geometry is None
    assert (row["location_type"], row["basis"]) == ("not_located", "plan")


def test_it_is_not_there_before_it_is_accepted(source: TownSource) -> None:
    enter(source, *new_project_of(source.town(), NEW), accept=False)
    assert list(source.town().frame("projects")["id"]) == ["old"]


def test_a_place_that_was_entered_goes_before_the_files(source: TownSource) -> None:
    town = source.town()
    west, south, east, north = town.place.extent_deg
    told = {**TOLD, "project": "old", "location": "approximate", "accuracy_m": 50.0}
    first = {"lon_deg": west + 0.01, "lat_deg": south + 0.01}
    then = {"lon_deg": east - 0.01, "lat_deg": north - 0.01, "basis": "measured"}
    enter(source, place_of(town, {**told, **first}))
    assert only(source.town(), "old")["basis"] == "schematic"
    enter(source, place_of(town, {**told, **then}))
    row = only(source.town(), "old")
    assert (row["basis"], row["accuracy_m"], row["source"]) == ("surveyed", 50.0, "镇政府")
    back = gpd.GeoSeries([row.geometry], crs=town.place.metric_crs).to_crs(4326).iloc[0]
    assert (back.x, back.y) == pytest.approx((east - 0.01, north - 0.01), abs=1e-7)
    gone = {**TOLD, "project": "old", "location": "not_located"}
    enter(source, place_of(town, gone))
    assert only(source.town(), "old").geometry is None


def test_of_an_area_the_place_lies_in_it_and_reaches_all_of_it(
    source: TownSource, toy_with: Callable[..., Path]
) -> None:
    # An L of three squares of 1 000 m, whose centroid is not the point to trust.
    town = source.town()
    lon, lat = town.place.centre_deg
    to_metres = Transformer.from_crs(4326, town.place.metric_crs, always_xy=True)
    x, y = to_metres.transform(lon, lat)
    corners = [(0, 0), (2, 0), (2, 1), (1, 1), (1, 2), (0, 2), (0, 0)]
    metres = shapely.Polygon([(x + 1_000 * a, y + 1_000 * b) for a, b in corners])
    in_deg = gpd.GeoSeries([metres], crs=town.place.metric_crs).to_crs(4326)
    toy_with("zones", feature(LAYERS["zones"], "l", geometry=in_deg.iloc[0].__geo_interface__))
    told = {**TOLD, "project": "old", "location": "area", "zone": "l"}
    enter(source, place_of(source.town(), told))
    town = source.town()
    row = only(town, "old")
    zone = town.frame("zones").geometry.iloc[0]
    assert zone.covers(row.geometry)
    assert row["zone_id"] == "l"
    reach_m = max(row.geometry.distance(shapely.Point(each)) for each in zone.exterior.coords)
    assert reach_m <= row["accuracy_m"] < reach_m + 1


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"location": "exact"}, "key_missing"),
        ({"location": "exact", "lon_deg": 0.0, "lat_deg": 0.0, "accuracy_m": 1.0}, "place_outside"),
        ({"location": "area"}, "zone_unknown"),
        ({"location": "area", "zone": "nowhere"}, "zone_unknown"),
        ({"location": "not_located", "lon_deg": 1.0}, "key_value"),
        ({"location": "there"}, "key_value"),
    ],
)
def test_what_is_wrong_with_a_place(source: TownSource, more: dict[str, object], code: str) -> None:
    for make in (
        lambda: place_of(source.town(), {**TOLD, "project": "old", **more}),
        lambda: new_project_of(source.town(), {**NEW, **more}),
    ):
        with pytest.raises(InputError, match="entry_wrong") as raised:
            make()
        problems = raised.value.params["problems"]
        assert isinstance(problems, tuple)
        assert {each.code for each in problems} == {code}


def test_all_that_is_wrong_with_a_new_project_is_told_at_once(source: TownSource) -> None:
    told = {"date": "gestern", "source": "镇政府", "sector": "gold", "location": "area"}
    with pytest.raises(InputError, match="entry_wrong") as raised:
        new_project_of(source.town(), {**told, "stage": "done"})
    problems = raised.value.params["problems"]
    assert isinstance(problems, tuple)
    fields = {each.field for each in problems}
    assert fields == {"date", "name_zh", "sector", "zone", "stage"}


def test_a_place_is_of_a_project_that_is_there(source: TownSource) -> None:
    with pytest.raises(InputError, match="project_unknown"):
        place_of(source.town(), {**TOLD, "project": "nowhere", "location": "not_located"})


def test_as_of_a_date_before_it_a_new_project_is_not_there(source: TownSource) -> None:
    enter(source, *new_project_of(source.town(), {**NEW, "stage": "planned"}))
    town = source.town()
    assert list(as_of(town, "2026-02").frame("projects")["id"]) == ["old"]
    assert len(as_of(town, "2026").frame("projects")) == 2


def test_nobody_accepts_their_own_project(source: TownSource) -> None:
    assert source.ledger is not None
    facts = new_project_of(source.town(), NEW)
    (number,) = [each.number for each in source.ledger.append(facts, by=person("甲"))]
    review = required("review", {"entry": number, "verdict": "accepted"})
    with pytest.raises(InputError, match="review_own"):
        source.ledger.append([review], by=person("甲"))
    source.ledger.append([review], by=person("乙"))
    assert len(source.town().frame("projects")) == 2


def test_what_was_entered_of_a_new_project_is_corrected(source: TownSource) -> None:
    facts = new_project_of(source.town(), NEW)
    (number, _) = enter(source, *facts)
    town = source.town()
    right = new_project_of(town, {**NEW, "name_zh": "北门口袋公园", "corrects": number})
    assert id_of(right) == id_of(facts)
    enter(source, *right)
    frame = source.town().frame("projects")
    assert list(frame["name_zh"][frame["id"] == id_of(facts)]) == ["北门口袋公园"]
    with pytest.raises(InputError, match="correction_other"):
        new_project_of(source.town(), {**NEW, "corrects": number})  # it counts no more


def test_of_places_the_latest_counts_and_its_zone_goes_with_it(
    source: TownSource, toy_with: Callable[..., Path]
) -> None:
    toy_with("projects", feature(LAYERS["projects"], "old", stage="planned", zone_id="there"))
    town = source.town()
    lon, lat = town.place.centre_deg
    told = {**TOLD, "project": "old", "location": "exact", "accuracy_m": 5.0, "lat_deg": lat}
    enter(source, place_of(town, {**told, "lon_deg": lon, "date": "2026"}))
    enter(source, place_of(town, {**told, "lon_deg": lon + 0.01, "date": "2024"}))
    row = only(source.town(), "old")
    back = gpd.GeoSeries([row.geometry], crs=town.place.metric_crs).to_crs(4326).iloc[0]
    assert back.x == pytest.approx(lon, abs=1e-7)
    assert row["zone_id"] is None


def test_a_place_without_its_kind_is_not_dropped(source: TownSource) -> None:
    with pytest.raises(InputError, match="entry_wrong") as raised:
        new_project_of(source.town(), {**NEW, "lon_deg": 121.3, "lat_deg": 31.0})
    problems = raised.value.params["problems"]
    assert isinstance(problems, tuple)
    assert [(each.code, each.field) for each in problems] == [("key_missing", "location")]
