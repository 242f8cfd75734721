"""What ships: the counts that the sources state, plausible sketches, references that resolve."""

import re
from collections import Counter

import geopandas as gpd
import pytest

from chedun_gis.export import export_layer
from chedun_gis.store import DATA_DIR, Store
from chedun_gis.tables import read_table
from layers import LAYERS
from layers.model import NAME_SEPARATOR
from layers.sources import SOURCES

STORE = Store()
CJK = re.compile(r"[\u4e00-\u9fff]")


def frame(layer_id: str) -> gpd.GeoDataFrame:
    return STORE.frame(layer_id)


@pytest.mark.parametrize("layer_id", LAYERS)
def test_a_layer_is_sound(layer_id: str) -> None:
    loaded = STORE.loaded(layer_id)
    assert loaded.problems == []
    assert len(loaded.frame) > 0
    assert set(loaded.frame["source"]) <= set(SOURCES)
    assert all(re.fullmatch(r"[a-z0-9-]+", each) for each in loaded.frame["id"])
    assert not any(CJK.search(name) for name in loaded.frame["name_en"])


@pytest.mark.parametrize("layer_id", LAYERS)
def test_the_file_is_what_the_export_writes(layer_id: str) -> None:
    shipped = (DATA_DIR / LAYERS[layer_id].file).read_bytes()
    assert export_layer(STORE, layer_id) == shipped


def test_bus_counts() -> None:
    lines = frame("bus_lines")
    assert len(frame("bus_stops")) == 219
    assert len(lines) == 38
    assert lines["line"].nunique() == 20
    assert lines["route"].nunique() == 19  # the short turn counts as its line
    stops = frame("bus_stops")
    for row in stops.itertuples():
        assert row.line_count == len(set(row.lines.split(NAME_SEPARATOR)))
    services = {row["line"] for row in read_table(DATA_DIR, "bus_services")}
    named = {name for text in stops["lines"] for name in text.split(NAME_SEPARATOR)}
    assert named <= services


def test_targets_of_the_rivers() -> None:
    rivers = frame("river_segments").drop_duplicates("river_id")
    counts = Counter(rivers["target_class"])
    assert counts["4"] == 6
    assert counts["3"] == 5
    with_target = rivers[rivers["target_class"] != "none"]
    assert set(with_target["target_basis"]) == {"assumed"}  # the plan names no river


def test_parks() -> None:
    parks = frame("parks")
    planned = parks[parks["stage"] == "planned"]
    assert planned["id"].tolist() == ["park-community-1", "park-community-2"]
    assert (parks["basis"] == "schematic").all()
    hectares = parks.geometry.area / 10_000
    assert hectares.between(0.04, 10).all()
    assert 20 < hectares[parks["stage"] == "completed"].sum() < 120


def test_residential_land() -> None:
    homes = frame("residential")
    urban = homes[homes["kind"].isin(["urban", "resettlement"])]
    assert 2.5e6 < urban.geometry.area.sum() < 8e6
    joined = gpd.sjoin(homes[["id", "geometry"]], homes[["id", "geometry"]], predicate="overlaps")
    assert joined.empty
    parks = frame("parks")
    both = gpd.overlay(homes[["geometry"]], parks[["geometry"]], how="intersection")
    assert both.geometry.area.sum() < 1
    town = frame("town_boundary").geometry.iloc[0]
    assert homes.geometry.within(town.buffer(1)).all()


def test_the_town_is_as_large_as_stated() -> None:
    assert frame("town_boundary").geometry.area.sum() == pytest.approx(50.6e6, rel=0.005)


def test_projects() -> None:
    projects = frame("projects")
    assert len(projects) == 34
    placed = ~projects.geometry.isna()
    unplaced_types = projects["location_type"].isin(["town_wide", "not_located"])
    assert (placed == ~unplaced_types).all()
    zones = frame("zones").set_index("id").geometry
    for row in projects[projects["location_type"] == "area"].itertuples():
        assert row.geometry.within(zones[row.zone_id])
    indicators = {row["id"] for row in read_table(DATA_DIR, "indicators")}
    assert len(indicators) == 31
    for text in projects["indicators"].dropna():
        assert set(text.split(NAME_SEPARATOR)) <= indicators


def test_the_last_known_stage_is_the_projects_stage() -> None:
    stages = frame("projects").set_index("id")["stage"]
    history: dict[str, str] = {}
    for row in read_table(DATA_DIR, "project_stages"):
        assert row["project_id"] in stages.index
        assert row["plan_ref"]
        if row["stage"] != "target":
            history[row["project_id"]] = row["stage"]
    assert history == stages.to_dict()
