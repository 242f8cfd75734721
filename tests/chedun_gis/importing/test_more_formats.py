"""GML, MapInfo, GeoJSON sequences and GDAL's KMZ: their texts, parts, and what they name."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from chedun_gis.importing import Options, Prepared, open_file, prepare
from chedun_gis.importing.mapinfo import require_corners
from chedun_gis.importing.plain_copies import gml_copy, sequence_text
from chedun_gis.importing.sniff import format_of
from chedun_gis.town import open_town
from geo import InputError
from layers import LAYERS
from tests.chedun_gis.importing.files import FORMATS, NAMES, mif, sequence, tab, zipped

STATED = {"basis": "surveyed", "accuracy_m": "0.5"}


def prepared(path: Path, **options: str) -> Prepared:
    chosen = Options(datum="wgs84", values=STATED, **options)  # type: ignore[arg-type]
    return prepare(open_file(path, chosen), LAYERS["parks"], chosen, open_town())


@pytest.mark.parametrize("charset", ["WindowsSimpChinese", "WindowsLatin1", "Neutral"])
@pytest.mark.parametrize("write", [mif, tab])
def test_gbk_is_read_whatever_code_page_mapinfo_states(
    write: Callable[..., Path], charset: str, tmp_path: Path
) -> None:
    found = prepared(write(tmp_path, charset=charset))
    assert found.frame["name_zh"].tolist() == list(NAMES)
    why = "stated" if charset == "WindowsSimpChinese" else "detected"
    assert (found.encoding.name, found.encoding.why) == ("gbk", why)


def test_a_mif_in_utf_8_is_read_too(tmp_path: Path) -> None:
    found = prepared(mif(tmp_path, charset="UTF-8", encoding="utf-8"))
    assert found.frame["name_zh"].tolist() == list(NAMES)
    assert (found.encoding.name, found.encoding.why) == ("utf-8", "stated")


@pytest.mark.parametrize(("write", "part"), [(mif, ".mid"), (tab, ".dat"), (tab, ".map")])
def test_a_missing_part_is_named(write: Callable[..., Path], part: str, tmp_path: Path) -> None:
    path = write(tmp_path)
    path.with_suffix(part).unlink()
    with pytest.raises(InputError, match="import_parts") as refused:
        prepared(path)
    assert refused.value.params == {"file": path.name, "missing": part}


def test_rows_without_a_shape_are_not_passed_over(tmp_path: Path) -> None:
    path = mif(tmp_path)
    with path.with_suffix(".mid").open("ab") as file:
        file.write(b'"p-4","a","b","c"\n')
    with pytest.raises(InputError, match="mapinfo_rows") as refused:
        prepared(path)
    assert refused.value.params == {"file": path.name, "features": 3, "part": ".mid", "rows": 4}


def test_shapes_without_a_row_are_not_passed_over(tmp_path: Path) -> None:
    path = tab(tmp_path)
    table = bytearray(path.with_suffix(".dat").read_bytes())
    table[4] = 2  # rows, as its head states
    path.with_suffix(".dat").write_bytes(table)
    with pytest.raises(InputError, match="mapinfo_rows") as refused:
        prepared(path)
    assert refused.value.params == {"file": path.name, "features": 3, "part": ".dat", "rows": 2}


@pytest.mark.parametrize(
    ("shapes", "wrong"),
    [
        ("Point 1 2\nPline 2\n0 0\n1 1\n", 0),
        ("Pline Multiple 2\n2\n0 0\n1 1\n2\n2 2\n3 3\nPen (1,2,0)\n", 0),
        ("Arc 0 0 1 1\n0 90\nMultipoint 1\n5 5\n", 0),
        ("Region 1\n4\n0 0\n1 0\n1 1\n0 0\nCenter 1 1\n", 0),
        ("Region 1\n3\n0 0\n1 0\n1 1\n0 0\n", 7),
        ("Region 1\n4\n0 0\n1 0\nPen (1,2,0)\n", 6),
        ("Region 1\n2\n0 0\n1 east\n", 5),
        ("Pline 2\n0 0\n1 1\n2 2\n", 5),
        ("Pline\n0 0\n", 2),
        ("Region -1\n0 0\n", 2),
        ("Region 2\n1\n0 0\n", 2),
    ],
)
def test_a_mif_has_the_corners_that_it_announces(shapes: str, wrong: int, tmp_path: Path) -> None:
    path = tmp_path / "a.mif"
    path.write_text(f"Data\n{shapes}", encoding="ascii")
    if not wrong:
        require_corners(path)
        return
    with pytest.raises(InputError, match="mif_line") as refused:
        require_corners(path)
    assert refused.value.params == {"file": "a.mif", "line": wrong}


@pytest.mark.parametrize(
    ("write", "part", "code"),
    [
        (mif, ".mid", "file_not_vector"),
        (mif, ".mif", "mif_line"),
        (tab, ".dat", "file_not_vector"),
    ],
)
def test_a_table_cut_short_is_refused(
    write: Callable[..., Path], part: str, code: str, tmp_path: Path
) -> None:
    path = write(tmp_path)
    content = path.with_suffix(part).read_bytes()
    path.with_suffix(part).write_bytes(content[: len(content) * 2 // 3])
    with pytest.raises(InputError, match=code) as refused:
        prepared(path)
    assert refused.value.params["file"] == path.name


def test_a_view_of_other_tables_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "view.tab"
    path.write_text('!table\n!version 100\nopen table "other"\nCreate View view As\nSelect id\n')
    with pytest.raises(InputError, match="import_virtual"):
        prepared(path)


def test_ids_of_gml_keep_their_zeros_and_nothing_is_left_beside(tmp_path: Path) -> None:
    path = FORMATS["gml 2 in GBK without schema"][0](tmp_path)
    text = path.read_bytes().decode("gb18030")
    path.write_bytes(re.sub(r">p-(\d)<", r">00\1<", text).encode("gb18030"))
    found = prepared(path)
    assert found.frame["id"].tolist() == ["001", "002", "003"]
    assert (found.encoding.name, found.encoding.why) == ("gbk", "stated")
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_gml_names_no_other_file_when_gdal_reads_it(tmp_path: Path) -> None:
    path = FORMATS["gml 3 with its schema"][0](tmp_path)
    secret = tmp_path / "secret.xsd"
    path.with_suffix(".xsd").rename(secret)
    text = path.read_text(encoding="utf-8").replace(" parks.xsd", f" file://{secret}")
    link = f'<gml:pointProperty xlink:href="file://{secret}#a"/>'
    path.write_text(text.replace("<ogr:编号>", f"{link}<ogr:编号>", 1), encoding="utf-8")
    with gml_copy(path) as (copy, _):
        read = copy.read_text(encoding="utf-8")
        assert [each.name for each in copy.parent.iterdir()] == ["parks.gml"]
    assert str(secret) in text
    assert not re.search(r"schemaLocation\s*=|xlink:href\s*=", read)
    assert prepared(path).frame["name_zh"].tolist() == list(NAMES)


@pytest.mark.parametrize("what", ["SYSTEM 'b'", "[<!ENTITY b 'c'>]"])
def test_gml_with_entities_is_refused(what: str, tmp_path: Path) -> None:
    path = FORMATS["gml 3 with its schema"][0](tmp_path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("?>", f"?><!DOCTYPE a {what}>", 1), encoding="utf-8")
    with pytest.raises(InputError, match="import_dtd"):
        prepared(path)


def test_gml_with_entities_behind_a_long_comment_is_refused(tmp_path: Path) -> None:
    """Only the head of a file tells its format; what is defined behind it is found all the same."""
    path = FORMATS["gml 3 with its schema"][0](tmp_path)
    text = path.read_text(encoding="utf-8")
    behind = f"?><!--{' ' * 70_000}--><!DOCTYPE a [<!ENTITY b 'c'>]>"
    start = text.index("?>") + 2
    path.write_text(text[: start - 2] + behind + text[start:], encoding="utf-8")
    with pytest.raises(InputError, match="xml_entities"), gml_copy(path):
        pass


def test_a_gml_cut_short_is_refused(tmp_path: Path) -> None:
    path = FORMATS["gml 3 with its schema"][0](tmp_path)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 2 // 3])
    with pytest.raises(InputError, match="xml_broken") as refused:
        prepared(path)
    assert refused.value.params == {"file": path.name, "line": path.read_text().count("\n") + 1}


def test_other_xml_is_no_gml(tmp_path: Path) -> None:
    path = tmp_path / "capabilities.gml"
    path.write_text('<WFS_Capabilities xmlns:gml="http://www.opengis.net/gml"/>')
    with pytest.raises(InputError, match="import_format"):
        prepared(path)


def test_a_text_that_is_cut_stops_the_whole_sequence(tmp_path: Path) -> None:
    path = sequence(tmp_path, separator="\x1e")
    path.write_text(path.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    with pytest.raises(InputError, match="geojson_sequence") as refused:
        prepared(path)
    assert refused.value.params == {"file": path.name, "row": 3}


def test_a_sequence_may_hold_collections_and_bare_geometry() -> None:
    one = {"type": "Feature", "properties": {"a": "甲"}, "geometry": None}
    point = {"type": "Point", "coordinates": [1, 2]}
    texts = [{"type": "FeatureCollection", "features": [one, one]}, point, one]
    joined = "\x1e" + "\x1e".join(json.dumps(each, indent=1) + "\n" for each in texts)
    features = json.loads(sequence_text(joined, "file"))["features"]
    assert features == [one, one, {"type": "Feature", "properties": {}, "geometry": point}, one]
    among = '{"type":"FeatureCollection","features":[1]}'
    for bad in ('{"type":"Topology"}', "[]", "1", '{"a":' * 100_000, among):
        with pytest.raises(InputError, match="geojson_sequence"):
            sequence_text(bad, "file")


def test_a_sequence_has_one_crs_and_other_line_ends_within_its_texts(tmp_path: Path) -> None:
    path = sequence(tmp_path)
    first, *rest = path.read_text(encoding="utf-8").splitlines()
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}}
    stated = [json.dumps(json.loads(each) | {"crs": crs}) for each in (first, *rest)]
    # Raw, a line end of Unicode's is a character like any other.
    named = stated[0].replace(json.dumps(NAMES[0]), '"影视\u2028公园"')
    path.write_text("\r\n".join([named, *stated[1:]]), encoding="utf-8")
    found = prepared(path)
    assert found.frame["name_zh"].tolist() == ["影视\u2028公园", *NAMES[1:]]
    assert found.located.record["crs"] == "EPSG:4490"
    path.write_text("\n".join([stated[0], rest[0]]), encoding="utf-8")
    with pytest.raises(InputError, match="geojson_sequence_crs") as refused:
        prepared(path)
    assert refused.value.params == {"file": path.name, "row": 2}


def test_a_gml_that_is_a_part_of_what_it_counts_is_refused(tmp_path: Path) -> None:
    path = FORMATS["gml 2 in GBK without schema"][0](tmp_path)
    text = path.read_bytes().decode("gb18030")
    for stated in ('numberOfFeatures="3"', 'numberMatched="unknown" numberReturned="3"'):
        counted = text.replace("<ogr:FeatureCollection", f"<ogr:FeatureCollection {stated}")
        path.write_bytes(counted.encode("gb18030"))
        assert len(prepared(path).frame) == 3
    part = text.replace(
        "<ogr:FeatureCollection",
        '<ogr:FeatureCollection numberMatched="500" numberReturned="3"',
    )
    path.write_bytes(part.encode("gb18030"))
    with pytest.raises(InputError, match="gml_count") as refused:
        prepared(path)
    assert refused.value.params == {"file": path.name, "found": 3, "expected": 500}


@pytest.mark.parametrize(
    "name", ["parks.geojsonl", "parks.geojsons", "parks.json", "parks.geojson"]
)
def test_a_sequence_is_known_by_its_content(name: str, tmp_path: Path) -> None:
    assert format_of(sequence(tmp_path, name=name)) == "geojsonl"
    whole = FORMATS["geojson"][0](tmp_path)
    assert format_of(whole) == "geojson"


def test_a_kmz_of_links_alone_holds_no_layer(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    link = "<NetworkLink><Link><href>http://example.com/a.kml</href></Link></NetworkLink>"
    (inside / "doc.kml").write_text(f"<kml><Document>{link}</Document></kml>")
    with pytest.raises(InputError, match="import_no_layer"):
        prepared(zipped(tmp_path, inside).rename(tmp_path / "links.kmz"))
