"""OpenStreetMap becomes layers: tags, geometry, names and credit, from a toy town drawn by hand.

`toy.osm.pbf` holds the same elements as `toy.osm`; osmium wrote it: `osmium cat toy.osm -o
toy.osm.pbf`.
"""

import json
import re
from pathlib import Path

import geopandas as gpd
import pytest
import requests
import shapely
from typer.testing import CliRunner

from chedun_gis.commands.root import app
from chedun_gis.osm import Elements, ask_network, layers_named, make_layer, query_of, read_extract
from chedun_gis.osm.network import elements_of
from chedun_gis.osm.tags import layer_tags
from chedun_gis.town import load, open_town
from geo import InputError
from layers import LAYERS
from tests.conftest import PLACE

HERE = Path(__file__).resolve().parents[2] / "data" / "osm"
TOY, PACKED = HERE / "toy.osm", HERE / "toy.osm.pbf"
# The features of each layer in the toy town, as the tests below tell them one by one.
COUNTS = {
    "parks": 5,
    "residential": 2,
    "roads": 7,
    "river_segments": 1,
    "facilities": 3,
    "bus_stops": 1,
}
WORDS = "© OpenStreetMap contributors, ODbL 1.0"


@pytest.fixture(scope="module")
def town() -> gpd.GeoDataFrame:
    return open_town().frame("town_boundary")


@pytest.fixture(scope="module")
def toy() -> Elements:
    return read_extract(TOY)


def made(layer_id: str, toy: Elements, town: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return make_layer(layer_id, toy, PLACE, town).frame.set_index("id")


def test_parks_by_tag_and_by_area(toy: Elements, town: gpd.GeoDataFrame) -> None:
    parks = made("parks", toy, town)
    assert parks["kind"].to_dict() == {
        "osm-way-101": "community",  # 191 m by 222 m: 4.2 ha
        "osm-way-102": "pocket",  # 48 m by 55 m: 0.26 ha
        "osm-way-103": "comprehensive",  # 955 m by 1,109 m: 106 ha
        "osm-way-104": "square",  # by its tag, whatever its area; the cemetery is no park
        "osm-relation-201": "community",
    }
    # The pond is cut out: 0.002 squared less 0.001 squared.
    whole, ring = parks.geometry["osm-way-101"].area, parks.geometry["osm-relation-201"].area
    assert ring == pytest.approx(whole * 3 / 4, rel=0.001)


def test_homes(toy: Elements, town: gpd.GeoDataFrame) -> None:
    homes = made("residential", toy, town)
    assert homes["kind"].to_dict() == {"osm-way-120": "urban", "osm-way-121": "village"}
    assert homes["population"].isna().all()


def test_roads_with_what_is_built_and_planned(toy: Elements, town: gpd.GeoDataFrame) -> None:
    roads = made("roads", toy, town)
    assert roads[["kind", "stage"]].agg(" ".join, axis=1).to_dict() == {
        "osm-way-130": "expressway completed",
        "osm-way-131": "arterial completed",
        "osm-way-132": "local completed",
        "osm-way-133": "arterial under_construction",
        "osm-way-135": "railway completed",
        "osm-way-136": "local planned",
        "osm-way-137": "local completed",  # a ring road stays a line; the footway is left out
    }
    assert set(roads.geometry.geom_type) == {"LineString"}


def test_rivers_have_no_target_that_osm_could_know(toy: Elements, town: gpd.GeoDataFrame) -> None:
    [river] = made("river_segments", toy, town).reset_index().to_dict("records")
    assert (river["id"], river["river_id"]) == ("osm-way-140", "osm-river-洞泾港")
    assert (river["target_class"], river["target_basis"]) == ("none", "none")


def test_facilities_of_every_kind_of_element(toy: Elements, town: gpd.GeoDataFrame) -> None:
    result = make_layer("facilities", toy, PLACE, town)
    found = result.frame.set_index("id")
    # A shelter is no elder care; the school far to the north is not on the map.
    assert found["kind"].to_dict() == {
        "osm-node-1200": "school",
        "osm-node-1201": "elder_care",
        "osm-way-150": "health",
    }
    assert (result.outside, result.unfit) == (1, 0)
    assert set(found.geometry.geom_type) == {"Point"}
    inside = gpd.GeoSeries([shapely.box(121.284, 31.002, 121.285, 31.003)], crs=4326).to_crs(4549)
    assert found.geometry["osm-way-150"].within(inside[0])


def test_only_stops_that_name_their_lines(toy: Elements, town: gpd.GeoDataFrame) -> None:
    [stop] = made("bus_stops", toy, town).reset_index().to_dict("records")
    assert (stop["id"], stop["lines"], stop["line_count"]) == (
        "osm-node-1300",
        "松江19路、松江24路",
        2,
    )
    assert stop["in_town"] is True


def test_names_credit_date_and_accuracy(toy: Elements, town: gpd.GeoDataFrame) -> None:
    parks = made("parks", toy, town)
    named, bare = parks.loc["osm-way-101"], parks.loc["osm-way-102"]
    assert (named["name_zh"], named["name_en"]) == ("甲公园", "Park A")
    assert bare["name_zh"] == "游园（口袋公园）（OSM way-102）"
    assert bare["name_en"] == "Pocket park (OSM way-102)"
    assert set(parks["source"]) == {f"{WORDS}, 2026-10-03"}  # of the latest change
    assert set(parks["basis"]) == {"open_data"}
    assert set(parks["accuracy_m"]) == {20.0}


def test_a_shape_that_a_layer_cannot_hold_is_left_out_and_counted(
    town: gpd.GeoDataFrame,
) -> None:
    line = shapely.LineString([(121.28, 31), (121.29, 31)])
    bowtie = shapely.Polygon([(121.28, 31), (121.29, 31.01), (121.29, 31), (121.28, 31.01)])
    frame = gpd.GeoDataFrame(
        {"id": ["osm-way-1", "osm-way-2"], "tags": [{"leisure": "park"}] * 2},
        geometry=[line, bowtie],
        crs=4326,
    )
    result = make_layer("parks", Elements(frame, "2026-10-01"), PLACE, town)
    assert (len(result.frame), result.unfit) == (1, 1)
    # Of the bow-tie two triangles, together half of its square of 955 m by 1,109 m.
    assert result.frame.geometry.is_valid.all()
    assert result.frame.geometry.area.tolist() == pytest.approx([955 * 1109 / 2], rel=0.005)


@pytest.mark.parametrize("file", [TOY, PACKED], ids=["osm", "pbf"])
def test_the_command_writes_what_check_accepts(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder"
    said = CliRunner().invoke(app, ["osm", "--file", str(file), "--out", str(out)])
    assert said.exit_code == 0, said.output
    assert WORDS in said.output
    assert sorted(each.stem for each in out.iterdir()) == sorted(layer_tags())
    for each in out.iterdir():
        loaded = load(LAYERS[each.stem], each, PLACE)
        assert loaded.problems == ()
        assert len(loaded.frame) == COUNTS[each.stem]
        whole = json.loads(each.read_text(encoding="utf-8"))
        assert (whole["attribution"], whole["licence"]) == (WORDS, "ODbL-1.0")
        assert whole["date"] == "2026-10-03"


def test_both_formats_give_the_same_layers(tmp_path: Path) -> None:
    for file, out in ((TOY, "xml"), (PACKED, "pbf")):
        CliRunner().invoke(app, ["osm", "--file", str(file), "--out", str(tmp_path / out)])
    names = [each.name for each in (tmp_path / "xml").iterdir()]
    assert len(names) == len(layer_tags())
    for name in names:
        assert (tmp_path / "xml" / name).read_bytes() == (tmp_path / "pbf" / name).read_bytes()


def test_only_the_layers_and_the_box_asked_for(tmp_path: Path) -> None:
    box = "121.279,30.999,121.2835,31.003"  # one park, one school, one care home
    asked = ["osm", "--file", str(TOY), "--bbox", box, "--layers", "parks,facilities,rivers"]
    said = CliRunner().invoke(app, [*asked, "--out", str(tmp_path)])
    assert said.exit_code == 0, said.output
    ids = {
        each.stem: list(load(LAYERS[each.stem], each, PLACE).frame["id"])
        for each in tmp_path.iterdir()
    }
    assert ids == {"parks": ["osm-way-101"], "facilities": ["osm-node-1200", "osm-node-1201"]}


def test_what_the_network_gives_becomes_the_same_elements(town: gpd.GeoDataFrame) -> None:
    # As osmnx gives it: indexed by element and number, a column for each tag, NaN where none.
    found = gpd.GeoDataFrame(
        {"leisure": ["park", None], "amenity": [None, "school"], "name": ["甲公园", float("nan")]},
        geometry=[shapely.box(121.28, 31, 121.282, 31.002), shapely.Point(121.28, 31)],
        index=[("way", 101), ("node", 5)],
        crs=4326,
    )
    elements = elements_of(found, "2026-11-23")
    assert list(elements.frame["tags"]) == [
        {"leisure": "park", "name": "甲公园"},
        {"amenity": "school"},
    ]
    assert list(made("parks", elements, town).index) == ["osm-way-101"]
    assert list(made("facilities", elements, town).index) == ["osm-node-5"]


def test_the_network_is_asked_for_all_that_the_rules_want() -> None:
    asked = query_of(["parks", "bus_stops"])
    assert asked == {
        "place": ["square"],
        "leisure": ["park", "garden"],
        "highway": ["bus_stop"],
        "public_transport": ["platform"],
    }


def test_without_a_network_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise requests.exceptions.ConnectionError

    monkeypatch.setattr("osmnx.features.features_from_place", refuse)
    monkeypatch.setattr("osmnx.features.features_from_bbox", refuse)
    for asked in ({"place": "车墩镇", "bounds": None}, {"place": "", "bounds": (121, 30, 122, 31)}):
        with pytest.raises(InputError) as error:
            ask_network({"leisure": ["park"]}, **asked)
        assert error.value.code == "osm_no_network"
    said = CliRunner().invoke(app, ["osm", "--place", "车墩镇", "--out", str(tmp_path / "o")])
    assert isinstance(said.exception, InputError)
    assert not (tmp_path / "o").exists()


def test_the_town_is_asked_for_by_what_maps_call_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def answer(_: object, *, place: str, bounds: object) -> Elements:
        asked.append((place, bounds))
        return read_extract(TOY, None)

    monkeypatch.setattr("chedun_gis.commands.osm.ask_network", answer)
    said = CliRunner().invoke(app, ["osm", "--town", "--out", str(tmp_path / "o")])
    assert said.exit_code == 0, said.output
    assert asked == [(PLACE.map_name, None)]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], "osm_source"),
        (["--place", "a", "--bbox", "1,2,3,4"], "osm_source"),
        (["--place", "a", "--file", str(TOY)], "osm_source"),
        (["--place", "a", "--town"], "osm_source"),
        (["--town", "--file", str(TOY)], "osm_source"),
        (["--bbox", "1,2,3"], "osm_bbox"),
        (["--bbox", "3,2,1,4"], "osm_bbox"),
        (["--bbox", "nan,2,1,4"], "osm_bbox"),
        (["--bbox", "a,2,1,4"], "osm_bbox"),
        (["--file", str(TOY), "--layers", "zones"], "osm_layer_unknown"),
        (["--file", str(TOY), "--layers", "parks,lakes"], "osm_layer_unknown"),
        (["--file", "none.osm.pbf"], "file_missing"),
        (["--file", "/vsicurl/http://example.org/x.osm.pbf"], "file_missing"),
        (["--file", str(HERE)], "file_missing"),
        (["--file", __file__], "osm_not_extract"),
        (["--file", str(TOY), "--out", __file__], "osm_out_not_folder"),
        (["--file", str(TOY), "--bbox", "10,10,11,11"], "osm_nothing"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    arguments: list[str], code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = CliRunner().invoke(app, ["osm", *arguments])
    assert isinstance(said.exception, InputError)
    assert said.exception.code == code
    assert list(tmp_path.iterdir()) == []


def moved(folder: Path) -> Path:
    """Return the toy town a hundred degrees further west and thirty further north: Helsinki."""
    text = TOY.read_text(encoding="utf-8")
    text = re.sub(r'lon="([\d.]+)"', lambda at: f'lon="{float(at[1]) - 96.3:.7f}"', text)
    text = re.sub(r'lat="([\d.]+)"', lambda at: f'lat="{float(at[1]) + 29.2:.7f}"', text)
    path = folder / "helsinki.osm"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_lies_elsewhere_is_counted_and_written_only_when_told(
    tmp_path: Path, toy: Elements, town: gpd.GeoDataFrame
) -> None:
    out = tmp_path / "out"
    words = ["osm", "--file", str(moved(tmp_path)), "--out", str(out)]
    refused = CliRunner().invoke(app, words)
    assert isinstance(refused.exception, InputError)
    assert refused.exception.code == "osm_outside"
    # The one that lies beyond the map of the toy town is outside here too.
    beyond = sum(make_layer(each, toy, PLACE, town).outside for each in COUNTS)
    assert refused.exception.params["count"] == sum(COUNTS.values()) + beyond
    assert refused.exception.params["place"] == "helsinki.osm"
    assert not out.exists()

    assert CliRunner().invoke(app, [*words, "--anywhere"]).exit_code == 0
    written = {path.stem: gpd.read_file(path) for path in out.glob("*.geojson")}
    assert sum(map(len, written.values())) == sum(COUNTS.values()) + beyond
    parks = written["parks"].set_index("id")
    # At sixty degrees north a degree of longitude is about 0.57 of what it is in the town, and so
    # is an area: measured where it lies, 106 ha are some 61 ha, and 4.2 ha some 2.4.
    assert parks["kind"]["osm-way-101"] == "community"
    area = parks.geometry.to_crs(3067).area
    own = made("parks", toy, town).geometry.area
    assert area["osm-way-103"] / own["osm-way-103"] == pytest.approx(0.575, abs=0.01)
    assert not written["bus_stops"]["in_town"].any()


def test_nodes_in_any_order_are_read(tmp_path: Path) -> None:
    text = TOY.read_text(encoding="utf-8")
    nodes = re.findall(r"  <node\b(?:[^>]*/>|.*?</node>)\n", text, re.DOTALL)
    others = text
    for node in nodes:
        others = others.replace(node, "", 1)
    head, mark, tail = others.partition("  <way")
    file = tmp_path / "unordered.osm"
    file.write_text(head + "".join(reversed(nodes)) + mark + tail, encoding="utf-8")
    expected, found = (
        read_extract(each).frame.set_index("id").sort_index() for each in (TOY, file)
    )
    assert len(nodes) == 51
    assert found["tags"].to_dict() == expected["tags"].to_dict()
    assert found.geometry.geom_equals(expected.geometry).all()


def test_a_broken_extract_is_told(tmp_path: Path) -> None:
    for name, content in {
        "cut.osm.pbf": PACKED.read_bytes()[:600],
        "cut.osm": TOY.read_bytes()[:2_000],
        "mark.osm": b"<osm",
    }.items():
        file = tmp_path / name
        file.write_bytes(content)
        with pytest.raises(InputError) as error:
            read_extract(file)
        assert error.value.code == "osm_not_extract"
    (tmp_path / "empty.osm").touch()
    with pytest.raises(InputError) as error:
        read_extract(tmp_path / "empty.osm")
    assert error.value.code == "file_empty"


def test_the_table_of_tags_speaks_of_fields_and_values_that_exist() -> None:
    for layer_id, how in layer_tags().items():
        fields = {field.name: field for field in LAYERS[layer_id].all_fields}
        for rule in how.rules:
            kinds = {kind for _, kind in rule.kind_by_area}
            given = {**how.defaults, **rule.values}
            assert set(given) <= set(fields)
            for name, value in [*given.items(), *(("kind", kind) for kind in kinds)]:
                assert not fields[name].choices or value in fields[name].choices
    assert layers_named("") == list(layer_tags())
    assert layers_named("rivers, parks,river_segments") == ["river_segments", "parks"]
