"""No coordinate passes in the wrong system or datum without a word, and none is moved silently."""

import json
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from chedun_gis.importing import Options, Prepared, accept, finding_sentences, open_file, prepare
from chedun_gis.texts import LANGS
from chedun_gis.town import TownSource, Workspace, open_town
from geo import InputError
from geo.position import Datum, shift_frame
from layers import LAYERS
from tests.conftest import PLACE
from tests.people import ALONE

STORE = open_town()
STATED = {"basis": "open_data", "accuracy_m": "10"}
STOPS = LAYERS["bus_stops"]


def stops() -> gpd.GeoDataFrame:
    frame = STORE.frame("bus_stops").head(40)
    columns = {"id": frame["id"], "name_zh": frame["name_zh"], "lines": frame["lines"]}
    return gpd.GeoDataFrame(columns, geometry=frame.geometry, crs=PLACE.metric_crs)


def imported(frame: gpd.GeoDataFrame, folder: Path, **options: str) -> Prepared:
    path = folder / "stops.gpkg"
    path.unlink(missing_ok=True)
    frame.to_file(path)
    chosen = Options(values=STATED, **options)  # type: ignore[arg-type]
    return prepare(open_file(path, chosen), STOPS, chosen, STORE)


def codes(result: Prepared) -> list[str]:
    for lang in LANGS:  # every finding is worded, to its last word
        for sentence in finding_sentences(result.located, lang):
            assert "{" not in sentence
            assert "finding." not in sentence
    return [each.code for each in result.located.findings]


def blocked(result: Prepared) -> bool:
    refusal = result.obstacle(skip_bad=True)
    return refusal is not None and refusal.code == "crs_undecided"


def farthest_m(result: Prepared) -> float:
    there = stops().set_index("id").geometry
    here = result.frame.set_index("id").geometry
    return float(here.distance(there.loc[here.index]).max())


def test_good_data_pass_with_the_reason(tmp_path: Path) -> None:
    result = imported(stops(), tmp_path)
    assert codes(result) == ["datum_fits"]
    assert result.obstacle(skip_bad=False) is None
    assert farthest_m(result) < 0.001


@pytest.mark.parametrize("datum", ["gcj02", "bd09"])
def test_the_shift_of_a_web_map_is_found_and_undone_only_when_told(
    datum: Datum, tmp_path: Path
) -> None:
    shifted = shift_frame(stops(), source="wgs84", target=datum)
    result = imported(shifted, tmp_path)
    assert codes(result) == ["datum_shifted", "datum_choose"]
    assert result.located.offer == {"datum": datum}
    assert blocked(result)
    converted = imported(shifted, tmp_path, datum=datum)
    assert codes(converted) == ["datum_shifted"]  # what was given is not asked for
    assert not blocked(converted)
    assert farthest_m(converted) < 0.01
    # The planner may insist, and is told once more.
    kept = imported(shifted, tmp_path, datum="wgs84")
    assert codes(kept) == ["datum_shifted", "datum_against"]
    assert not blocked(kept)
    assert farthest_m(kept) > 400


def test_what_matches_nothing_is_asked_about(tmp_path: Path) -> None:
    elsewhere = stops().set_geometry(stops().geometry.translate(3000, -2000))
    result = imported(elsewhere, tmp_path)
    assert codes(result) == ["datum_open", "datum_choose"]
    assert blocked(result)
    told = imported(elsewhere, tmp_path, datum="wgs84")
    assert codes(told) == ["datum_open", "datum_taken"]
    assert not blocked(told)


def relabelled(frame: gpd.GeoDataFrame, crs: str) -> gpd.GeoDataFrame:
    return frame.set_crs(crs, allow_override=True)


def swapped(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    turned = shapely.transform(frame.geometry.to_numpy(), lambda xy: xy[:, ::-1])
    return frame.set_geometry(gpd.GeoSeries(turned, index=frame.index, crs=frame.crs))


@pytest.mark.parametrize(
    ("written", "stated", "code", "choice"),
    [
        ("EPSG:4549", "EPSG:4326", "crs_metres_as_degrees", "EPSG:4549"),
        ("EPSG:4326", "EPSG:4549", "crs_degrees_as_metres", "EPSG:4490"),
        ("EPSG:3857", "EPSG:4549", "crs_web_mercator", "EPSG:3857"),
        ("EPSG:4528", "EPSG:4549", "crs_zone_prefix", "EPSG:4528"),
        ("EPSG:4549", "EPSG:4548", "crs_wrong_zone", "EPSG:4549"),
    ],
)
def test_a_wrong_label_is_recognised_by_the_numbers(
    written: str, stated: str, code: str, choice: str, tmp_path: Path
) -> None:
    wrong = relabelled(stops().to_crs(written), stated)
    result = imported(wrong, tmp_path)
    assert codes(result) == [code]
    assert result.located.offer == {"crs": choice}
    assert blocked(result)
    assert result.errors == []  # the rows are not to blame
    chosen = imported(wrong, tmp_path, crs=choice)
    assert codes(chosen) == ["datum_fits"]
    assert farthest_m(chosen) < 0.001


def test_swapped_axes_are_offered_to_be_turned(tmp_path: Path) -> None:
    wrong = swapped(stops().to_crs("EPSG:4326"))
    result = imported(wrong, tmp_path)
    assert codes(result) == ["crs_swapped"]
    offer = result.located.offer["crs"]
    assert offer.endswith("@yx")
    assert farthest_m(imported(wrong, tmp_path, crs=offer)) < 0.001


def test_a_choice_that_puts_the_rows_elsewhere_is_a_fault_of_the_rows(tmp_path: Path) -> None:
    result = imported(stops(), tmp_path, crs="EPSG:4550", datum="wgs84")
    assert {each.code for each in result.errors} == {"outside_extent"}
    assert len(result.rejected) == 40


def test_a_local_grid_comes_by_its_definition(tmp_path: Path) -> None:
    grid = "+proj=tmerc +lat_0=31 +lon_0=121.3 +k=1 +x_0=0 +y_0=0 +ellps=GRS80 +units=m"
    local = relabelled(stops().to_crs(grid), "EPSG:4549")
    assert codes(imported(local, tmp_path)) == ["crs_outside"]
    assert farthest_m(imported(local, tmp_path, crs=grid)) < 0.001


def test_the_manifest_tells_what_was_done(tmp_path: Path) -> None:
    space = Workspace(tmp_path / "space")
    source = TownSource(workspace=space)
    store = source.town()
    shifted = shift_frame(stops(), source="wgs84", target="gcj02")
    result = imported(shifted, tmp_path, datum="gcj02")
    with pytest.raises(InputError, match="crs_undecided"):
        accept(imported(shifted, tmp_path), space, store, by=ALONE, skip_bad=True)
    assert space.versions("bus_stops")[0].current  # still the shipped one
    version = accept(result, space, store, by=ALONE, skip_bad=False)
    manifest = json.loads(
        (space.folder / "layers" / "bus_stops" / version / "manifest.json").read_text("utf-8")
    )
    position = manifest["position"]
    assert (position["datum"], position["datum_stated_by"]) == ("gcj02", "user")
    assert position["crs"] == PLACE.metric_crs
    assert position["operation"]
    assert position["accuracy_m"] is None  # PROJ takes CGCS2000 and WGS 84 as equal, unknown how
    assert position["match"]["shares"]["gcj02"] == 1.0
    assert manifest["rows"] == {"read": 40, "taken": 40, "rejected": 0, "in_layer": 40}
    assert len(manifest["sha256"]) == 64
    assert manifest["columns"]["lines"] == "lines"
    # The whole way through file and store loses less than a tenth of a millimetre.
    kept = source.town().frame("bus_stops").set_index("id").geometry
    assert kept.distance(result.frame.set_index("id").geometry.loc[kept.index]).max() < 0.0002


def test_appending_adds_to_what_is_there(tmp_path: Path) -> None:
    space = Workspace(tmp_path / "space")
    source = TownSource(workspace=space)
    store = source.town()
    before = len(store.frame("bus_stops"))
    more = stops().head(6).assign(id=[f"new-{at}" for at in range(6)])
    path = tmp_path / "more.gpkg"
    more.to_file(path)
    options = Options(values=STATED)
    result = prepare(open_file(path, options), STOPS, options, store, append=True)
    accept(result, space, store, by=ALONE, skip_bad=False)
    assert len(source.town().frame("bus_stops")) == before + 6
    assert not source.town().loaded("bus_stops").problems
    with pytest.raises(InputError, match="id_taken"):
        accept(result, space, source.town(), by=ALONE, skip_bad=False)
    # Who saw the layer before somebody else added to it would write over what was added.
    with pytest.raises(InputError, match="workspace_conflict"):
        accept(result, space, store, by=ALONE, skip_bad=False)
