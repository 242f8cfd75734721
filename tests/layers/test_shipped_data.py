"""What ships: the counts that the sources state, plausible sketches, references that resolve.

Geometry is checked in the town's metric CRS, in which the store holds every layer.
"""

import csv
import json
import re
import shutil
from collections import Counter
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from chedun_gis.handoff import export_layer
from chedun_gis.town import STAGED, Town, open_town
from chedun_gis.town.settings import DATA_DIR
from layers import LAYERS, NAME_SEPARATOR, STAGES
from tests.conftest import PLACE

STORE = open_town()
CJK = re.compile(r"[\u3400-\u9fff]")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
COORDINATE = re.compile(r"-?\d+\.(\d+)(?=[,\]])")
TABLES = {
    "bus_services": "line,route,kind,basis",
    "indicator_values": "id,value,date,source,basis,reliability",
    "plans/14/indicators": (
        "id,name_zh,name_en,unit,unit_zh,target,target_text_zh,target_text_en,"
        "sense,nature,kind,plan_ref,note_zh,note_en,rule,adds,"
        "entered,entered_zh,against,against_en,against_zh"
    ),
    "plans/14/projects": "layer,id,clause,target_year,target_zh,target_en",
    "project_stages": "project_id,date,stage,plan_ref,note_zh,note_en,source",
    "project_updates": "project_id,date,stage,note_zh,note_en,source,basis,reliability",
}
INDUSTRIAL_PARKS = {
    "zone-dev-zone",
    "zone-food-park",
    "zone-liando-u",
    "zone-meddev-park",
    "zone-pujiangyuan",
    "zone-student-park",
    "zone-zhangjiang",
}


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table as they stand in its file."""
    with (DATA_DIR / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def frame(layer_id: str) -> gpd.GeoDataFrame:
    return STORE.frame(layer_id)


def properties(layer_id: str) -> list[dict[str, Any]]:
    return [each["properties"] for each in features(layer_id)]


def features(layer_id: str) -> list[dict[str, Any]]:
    text = (DATA_DIR / LAYERS[layer_id].file).read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)["features"]
    return found


def town() -> shapely.Geometry:
    return frame("town_boundary").geometry.iloc[0]


# ---- form


@pytest.mark.parametrize("layer_id", LAYERS)
def test_a_layer_is_sound(layer_id: str) -> None:
    loaded = STORE.loaded(layer_id)
    assert loaded.problems == ()  # nothing missing, unknown, invalid or repaired
    assert len(loaded.frame) > 0
    assert loaded.frame.crs == PLACE.metric_crs
    assert loaded.frame["id"].is_unique
    assert set(loaded.frame["source"]) <= set(STORE.sources)
    assert all(SLUG.fullmatch(each) for each in loaded.frame["id"])


@pytest.mark.parametrize("layer_id", LAYERS)
def test_every_feature_has_a_name_in_both_languages(layer_id: str) -> None:
    for feature in features(layer_id):
        names = {k: v for k, v in feature["properties"].items() if k.endswith(("_zh", "_en"))}
        assert names["name_zh"]
        assert names["name_en"]
        for name, value in names.items():
            assert not (name.endswith("_en") and value and CJK.search(value)), value
            if name.endswith("_en"):  # a text is there in both languages or in none
                assert bool(value) == bool(names[f"{name[:-3]}_zh"]), feature["id"]


@pytest.fixture(scope="module")
def unplanned(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Return the shipped town without plans: the layers as they stand in their files."""
    folder = tmp_path_factory.mktemp("unplanned") / "data"
    shutil.copytree(DATA_DIR, folder, ignore=shutil.ignore_patterns("plans"))
    return open_town(folder)


@pytest.mark.parametrize("layer_id", LAYERS)
def test_the_file_is_what_the_export_writes(layer_id: str, unplanned: Town) -> None:
    shipped = (DATA_DIR / LAYERS[layer_id].file).read_bytes()
    assert export_layer(unplanned, layer_id) == shipped


def test_what_the_plan_says_of_a_project_stands_in_the_plan_alone(unplanned: Town) -> None:
    rows = {(each["layer"], each["id"]): each for each in table("plans/14/projects")}
    for layer in STAGED:
        said = unplanned.frame(layer).set_index("id")
        columns = [each for each in ("plan_ref", "target_year", "target_zh") if each in said]
        assert said[columns].isna().all().all()
        # Every line is about a feature that is there, and the town tells what it says.
        told = frame(layer).set_index("id")
        for (of, name), row in rows.items():
            if of == layer:
                assert told.loc[name, "plan_ref"] == row["clause"]
                if row["target_year"]:
                    assert told.loc[name, "target_year"] == int(row["target_year"])
    assert len(rows) == 75


@pytest.mark.parametrize("layer_id", LAYERS)
def test_the_file_reads_well_in_a_diff(layer_id: str) -> None:
    text = (DATA_DIR / LAYERS[layer_id].file).read_text(encoding="utf-8")
    assert text.endswith("]}\n")
    assert "\r" not in text
    assert "\\u" not in text
    document = json.loads(text)
    assert set(document) == {"type", "features"}  # no crs member
    assert text.count("\n") == len(document["features"]) + 2  # one feature a line
    ids = [feature["properties"]["id"] for feature in document["features"]]
    assert ids == sorted(ids)
    assert ids == [feature["id"] for feature in document["features"]]
    declared = [field.name for field in LAYERS[layer_id].all_fields]
    for feature in document["features"]:
        assert list(feature["properties"]) == declared
    decimals = [len(each) for each in COORDINATE.findall(text.partition('"geometry"')[2])]
    assert max(decimals, default=0) <= 6


def test_polygons_follow_the_right_hand_rule() -> None:
    for layer_id, layer in LAYERS.items():
        if layer.geometry == "Polygon":
            for feature in features(layer_id):
                shape = shapely.geometry.shape(feature["geometry"])
                assert all(part.exterior.is_ccw for part in shapely.get_parts(shape))


@pytest.mark.parametrize(("name", "header"), TABLES.items())
def test_a_table_has_its_columns(name: str, header: str) -> None:
    text = (DATA_DIR / f"{name}.csv").read_text(encoding="utf-8")
    assert text.splitlines()[0] == header
    assert text.endswith("\n")
    for row in table(name):
        assert list(row) == header.split(",")
        for column, value in row.items():
            assert not (column.endswith("_en") and CJK.search(value)), value


def test_the_page_of_sources_counts_what_ships() -> None:
    page = (DATA_DIR / "SOURCES.md").read_text(encoding="utf-8")
    for layer_id in LAYERS:
        assert f"| `{layer_id}` | {len(features(layer_id))} |" in page
    for source in STORE.sources:
        assert f"`{source}`" in page
    assert "ODbL" in page
    assert "© OpenStreetMap contributors" in page


# ---- the town, its zones and its lines


def test_the_town_is_as_large_as_stated() -> None:
    assert town().area == pytest.approx(50.6e6, rel=0.005)
    assert frame("town_boundary")["code"].tolist() == ["310117104"]


def test_zones() -> None:
    zones = frame("zones").set_index("id")
    outside = [name for name, shape in zones.geometry.items() if not shape.within(town())]
    assert outside == ["zone-songjiang-hub"]  # the neighbour that the plan serves
    assert set(zones.index[zones["bus_target"]]) == INDUSTRIAL_PARKS | {"zone-market-town"}
    assert (zones["basis"] == "schematic").all()
    hectares = zones.geometry.area / 10_000
    assert hectares.between(5, 1_600).all()
    # Real nesting only: the film town in the market town, the street in its community, and so on.
    shapes = zones.geometry
    assert shapes["zone-film-town"].within(shapes["zone-market-town"].buffer(25))
    assert shapes["zone-huayang-old-street"].within(shapes["zone-huayang-community"].buffer(25))
    assert shapes["zone-student-park"].within(shapes["zone-dev-zone"].buffer(25))
    assert shapes["zone-liando-u"].within(shapes["zone-dev-zone"].buffer(25))
    apart = ["zone-market-town", "zone-dev-zone", "zone-huayang-community", "zone-huayang-cbd"]
    apart += ["zone-south-housing", "zone-south-newtown", "zone-maoting-hq"]
    apart += sorted(INDUSTRIAL_PARKS - {"zone-dev-zone", "zone-liando-u", "zone-student-park"})
    for i, one in enumerate(apart):
        for other in apart[i + 1 :]:
            assert shapes[one].intersection(shapes[other]).area < 10_000, (one, other)


def test_lines_lie_in_or_near_the_town() -> None:
    for layer_id in ("belts", "corridors", "river_segments"):
        assert (frame(layer_id).geometry.distance(town()) < 50).all()
    roads = frame("roads")
    assert roads.geometry.length.gt(100).all()
    assert roads["new_town_road"].sum() == 3  # of the nine the plan names three
    assert set(roads.loc[roads["new_town_road"], "stage"]) == {"planned"}


def test_belts_and_corridors_have_a_plausible_width() -> None:
    assert frame("belts")["id"].tolist() == [
        "belt-beisong",
        "belt-sunshine-4s",
        "zone-yuyang-avenue",
    ]
    for layer_id in ("belts", "corridors"):
        assert frame(layer_id)["width_m"].between(100, 1_000).all()


# ---- buses


def test_bus_counts() -> None:
    lines = frame("bus_lines")
    assert len(frame("bus_stops")) == 219
    assert len(lines) == 38
    assert lines["line"].nunique() == 20
    assert lines["route"].nunique() == 19  # the short turn counts as its line
    stops = frame("bus_stops")
    for row in stops.itertuples():
        assert row.line_count == len(set(row.lines.split(NAME_SEPARATOR)))
    inside = stops.geometry.within(town().buffer(20))
    assert (inside == stops["in_town"]).mean() > 0.95  # a stop on the limit may fall either way


def test_bus_services_cover_every_line_name() -> None:
    services = {row["line"]: row for row in STORE.table("bus_services")}
    texts = frame("bus_stops")["lines"]
    named = {name for text in texts for name in text.split(NAME_SEPARATOR)}
    assert len(named) == 33
    assert named <= set(services)
    kinds = set(LAYERS["bus_lines"].column("kind").choices)
    for row in services.values():
        assert row["kind"] in kinds
        assert row["basis"] in {"stated", "assumed"}
        assert row["route"] in services
        assert (row["kind"] == "short-turn") == (row["route"] != row["line"])
    for row in frame("bus_lines").itertuples():  # the two files agree
        service = services[row.line]
        assert (service["kind"], service["route"]) == (row.kind, row.route)
        assert service["basis"] == "stated"


# ---- water


def test_targets_of_the_rivers() -> None:
    segments = frame("river_segments")
    assert segments.groupby("river_id")["target_class"].nunique().eq(1).all()
    rivers = segments.drop_duplicates("river_id")
    counts = Counter(rivers["target_class"])
    assert counts["4"] == 6
    assert counts["3"] == 5
    with_target = rivers[rivers["target_class"] != "none"]
    assert set(with_target["target_basis"]) == {"assumed"}  # the plan names no river
    assert set(rivers.loc[rivers["target_class"] == "none", "target_basis"]) == {"none"}
    assert rivers.loc[rivers["water_kind"] == "lake", "river_zh"].tolist() == ["华阳湖"]
    assert segments["river_id"].value_counts().max() <= 4


def test_the_rivers_make_one_network() -> None:
    segments = frame("river_segments")
    rivers = segments[segments["water_kind"] == "river"]
    whole = shapely.union_all(rivers.geometry.buffer(2).to_numpy())
    assert len(shapely.get_parts(whole)) == 1


# ---- housing and parks


def test_parks() -> None:
    parks = frame("parks")
    planned = parks[parks["stage"] == "planned"]
    assert planned["id"].tolist() == ["park-community-1", "park-community-2"]
    existing = parks[parks["stage"] == "completed"]
    assert 14 <= len(existing) <= 24
    building = parks[parks["stage"] == "under_construction"]
    assert building["id"].tolist() == ["park-dongjing-greenway"]
    assert len(planned) + len(existing) + len(building) == len(parks)
    assert (parks["basis"] == "schematic").all()
    assert parks.geometry.within(town()).all()
    hectares = (parks.geometry.area / 10_000).groupby(parks["kind"])
    bounds = {"pocket": (0.04, 0.5), "square": (0.2, 1), "community": (1, 4)}
    bounds |= {"specialised": (0.5, 4), "comprehensive": (10, 40)}
    for kind, (least, most) in bounds.items():
        assert hectares.get_group(kind).between(least, most).all(), kind
    (country,) = hectares.get_group("country")
    assert 440 < country < 507  # 5.07 km² are stated; the villages in it are cut out
    assert 30 < existing.geometry.area.sum() / 10_000 - country < 120


def test_residential_land() -> None:
    homes = frame("residential")
    hectares = (homes.geometry.area / 10_000).groupby(homes["kind"]).sum()
    assert 500 < hectares["urban"] + hectares["resettlement"] < 700
    assert 120 < hectares["village"] < 300
    assert 20 < hectares["planned"] < 150
    assert (homes.geometry.area / 10_000).between(0.7, 9).all()
    assert (homes.geometry.geom_type == "Polygon").all()
    # No sliver: even the narrowest parcel holds a disc of 40 m.
    assert not homes.geometry.buffer(-20).is_empty.any()


def test_parcels_keep_clear_of_each_other_and_of_all_else() -> None:
    homes = frame("residential")
    assert homes.geometry.within(town()).all()
    pairs = homes.sindex.query(homes.geometry, predicate="intersects")
    shapes = homes.geometry.to_numpy()
    shared = [shapes[a].intersection(shapes[b]).area for a, b in pairs.T if a < b]
    assert sum(shared) < 1
    parks = shapely.union_all(frame("parks").geometry.to_numpy())
    assert homes.geometry.intersection(parks).area.sum() < 1
    rivers = frame("river_segments")
    water = shapely.union_all(rivers.geometry.buffer(8).to_numpy())
    assert homes.geometry.intersection(water).area.sum() < 1
    roads = frame("roads")
    built = roads[(roads["stage"] == "completed") & (roads["kind"] != "railway")]
    carriageways = shapely.union_all(built.geometry.buffer(6).to_numpy())
    assert homes.geometry.intersection(carriageways).area.sum() < 1


def test_the_stated_population_is_spread_over_the_built_parcels() -> None:
    homes = frame("residential")
    built = homes["kind"] != "planned"
    assert homes.loc[~built, "population"].isna().all()
    assert homes.loc[built, "population"].sum() == 165_000


def test_existing_parks_leave_something_to_plan() -> None:
    homes = frame("residential")
    urban = homes[homes["kind"].isin(["urban", "resettlement"])].geometry
    parks = frame("parks")
    parks = parks[parks["kind"] != "country"]  # no rule counts it

    def share(chosen: gpd.GeoSeries) -> float:
        reach = shapely.union_all(chosen.buffer(500, quad_segs=16).to_numpy())
        return float(urban.intersection(reach).area.sum() / urban.area.sum())

    existing = share(parks.geometry[parks["stage"] == "completed"])
    assert 0.70 < existing < 0.88
    assert existing + 0.05 < share(parks.geometry) < 1


# ---- projects


def test_projects_are_complete() -> None:
    projects = frame("projects")
    assert len(projects) == 34
    placed = ~projects.geometry.isna()
    unplaced_types = projects["location_type"].isin(["town_wide", "not_located"])
    assert (placed == ~unplaced_types).all()
    assert projects["plan_ref"].notna().all()
    assert (projects["target_year"].notna() == projects["target_zh"].notna()).all()
    community_parks = projects[projects["id"].str.startswith("project-community-park")]
    assert community_parks["location_type"].tolist() == ["not_located"] * 2
    points = projects.geometry[placed]
    assert points.to_wkt().is_unique  # no marker hides another
    apart = [points.drop(index).distance(point).min() for index, point in points.items()]
    assert min(apart) > 100


def test_an_area_project_lies_in_its_zone() -> None:
    projects = frame("projects")
    zones = frame("zones").set_index("id").geometry
    known = projects["zone_id"].dropna()
    assert set(known) <= set(zones.index)
    area = projects[projects["location_type"] == "area"]
    assert area["zone_id"].notna().all()
    for row in area.itertuples():
        assert row.geometry.within(zones[row.zone_id]), row.id
        assert row.basis == "schematic"
        # Anywhere in the zone is possible, and the stated accuracy says so.
        assert row.accuracy_m >= row.geometry.hausdorff_distance(zones[row.zone_id])


def test_the_last_known_stage_is_the_projects_stage() -> None:
    projects = frame("projects").set_index("id")
    targets: dict[str, str] = {}
    for row in table("project_stages"):
        name = row["project_id"]
        assert name in projects.index
        assert all(row.values())
        assert row["stage"] in {*STAGES, "target"}
        assert row["date"] == {"target": "2025"}.get(row["stage"], row["date"])
        assert row["date"] in {"2020", "2021", "2025"}  # the review, the plan, its last year
        assert row["plan_ref"] in projects.loc[name, "plan_ref"].split("；")
        if row["stage"] == "target":
            targets[name] = row["date"]
        assert row["source"] == "chedun-14fyp"
    aimed = projects["target_year"].dropna()
    assert set(targets) == set(aimed.index[aimed == 2025])
    # The register says at which stage each is, and the layers' files say the same.
    assert STORE.register.faults == ()
    known = {each["id"] for layer in STAGED for each in properties(layer)}
    assert set(STORE.register.of) <= known
    assert set(projects.index) <= set(STORE.register.of)
    for layer in STAGED:
        for each in properties(layer):
            present = STORE.register.present(each["id"])
            assert present is None or present.fact.stage == each["stage"], each["id"]


def test_what_became_of_projects_after_the_plan() -> None:
    rows = table("project_updates")
    assert len(rows) == 14
    for row in rows:
        assert all(row.values())
        assert row["date"] >= "2021" or row["project_id"] == "zone-songnan-ecospace"
    # A range is two events: seen under construction in 2022 and still in 2025.
    cheting = [each.fact for each in STORE.register.of["road-cheting"]]
    assert [(each.date, each.stage) for each in cheting] == [
        ("2022-04", "under_construction"),
        ("2025-04", "under_construction"),
    ]
    doubtful = {row["project_id"] for row in rows if row["reliability"] == "low"}
    assert doubtful == {"road-yuyang", "project-film-park-2", "rail-line23"}


# ---- indicators


def test_indicators() -> None:
    rows = {row["id"]: row for row in table("plans/14/indicators")}
    assert len(rows) == 31
    for row in rows.values():
        optional = {"target", "note_zh", "note_en", "rule", "entered", "entered_zh"}
        optional |= {"against", "against_en", "against_zh"}
        assert all(value for name, value in row.items() if name not in optional), row["id"]
        assert bool(row["note_zh"]) == bool(row["note_en"])
        assert row["sense"] in {"at_least", "at_most", "equal"}
        assert row["nature"] in {"binding", "expected", "unspecified"}
        assert (row["nature"] == "expected") == row["plan_ref"].startswith("附件")
        assert len({bool(row[name]) for name in ("against", "against_en", "against_zh")}) == 1
        assert bool(row["entered"]) == bool(row["entered_zh"]) == (row["adds"] == "rise")
        if row["target"]:
            # Against the district's growth as much is enough.
            assert float(row["target"]) > 0 or row["adds"] == "against"
    kinds = Counter(row["kind"] for row in rows.values())
    assert kinds == {"spatial": 16, "count": 15}
    without_figure = {name for name, row in rows.items() if not row["target"]}
    assert without_figure == {"sport-15min", "life-15min"}
    used = frame("projects")["indicators"].dropna()
    assert {name for text in used for name in text.split(NAME_SEPARATOR)} <= set(rows)


def test_indicator_values_are_stated_somewhere() -> None:
    known = {row["id"] for row in table("plans/14/indicators")}
    values = pd.DataFrame(table("indicator_values"))
    assert set(values["id"]) <= known
    assert values["source"].str.strip().all()
    assert STORE.series.faults == ()
    # What is in no source that we declare is a page of others: doubtful.
    assert set(values["reliability"][~values["source"].isin(STORE.sources)]) == {"low"}
    assert pd.to_numeric(values["value"]).gt(0).all()
    assert values["date"].str.fullmatch(r"\d{4}").all()
