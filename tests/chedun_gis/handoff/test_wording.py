"""Chinese where people read a file, codes where programs do; and what goes out comes in again."""

import csv
import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import pandas as pd
import pyogrio
import pytest

from chedun_gis.handoff import FORMATS, Request, target_of, to_folder, to_zip
from chedun_gis.handoff.wording import title_of, wording_of
from chedun_gis.importing import Options, open_file, prepare
from chedun_gis.town import Town, open_town
from layers import LAYERS
from tests.conftest import PLACE, feature

PEOPLE = ("kml", "csv", "xlsx")
GIVEN = ("parks", "roads", "bus_stops", "projects")
MACHINES = ("geojson", "gpkg", "shp", "geoparquet", "fgb")


def quiet(*_: object) -> None:
    """Tell no progress."""


def written(town: Town, out: Path, fmt: str, *layers: str) -> Path:
    """Return the one file of data that was written."""
    handoff = to_folder(town, Request(layers, target_of(fmt, PLACE)), out, progress=quiet)
    assert handoff.differences == 0
    (path,) = (each for each in out.glob(f"*/*{FORMATS[fmt].suffix}") if each.is_file())
    return path


def rows_of(path: Path) -> dict[str, Any]:
    """Return the first row as a person sees it."""
    if path.suffix == ".xlsx":
        (sheet,) = openpyxl.load_workbook(path).worksheets
        head, row = sheet.iter_rows(values_only=True)
        return dict(zip(head, row, strict=True)) | {"sheet": sheet.title}
    if path.suffix == ".csv":
        return dict(next(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))))
    return dict(pyogrio.read_dataframe(path).iloc[0]) | {
        "sheet": str(pyogrio.list_layers(path)[0][0])
    }


def test_every_format_says_which_it_is() -> None:
    named = {each.id for each in FORMATS.values() if each.for_people}
    assert named == {*PEOPLE, "txt"}
    assert set(FORMATS) - named == set(MACHINES)


@pytest.mark.parametrize("fmt", PEOPLE)
def test_people_read_titles_and_words(
    fmt: str, toy_with: Callable[..., Path], tmp_path: Path
) -> None:
    one = feature(
        LAYERS["roads"],
        "road-1",
        kind="local",
        stage="planned",
        basis="schematic",
        accuracy_m=20,
        new_town_road=True,
    )
    path = written(open_town(toy_with("roads", one)), tmp_path / "out", fmt, "roads")
    row = rows_of(path)
    kind = LAYERS["roads"].column("kind")
    assert row[kind.title.zh] == kind.choices["local"].zh
    assert (row["阶段"], row["依据"], row["编号"], row["名称"]) == (
        "规划",
        "示意",
        "road-1",
        "示例",
    )
    assert float(row["位置精度（米）"]) == 20
    assert row[LAYERS["roads"].column("new_town_road").title.zh] == "是"
    assert row.get("sheet", "道路与轨道") == "道路与轨道"
    assert path.parent.name == "数据"
    stem = "车墩镇图层" if FORMATS[fmt].one_file else "道路与轨道"
    assert path.name == f"{stem}{FORMATS[fmt].suffix}"
    if fmt == "kml":
        assert row["Name"] == "示例"


@pytest.mark.parametrize("fmt", MACHINES)
def test_programs_read_names_and_codes(fmt: str, toy_dir: Path, tmp_path: Path) -> None:
    path = written(open_town(toy_dir), tmp_path / "out", fmt, "parks")
    read = gpd.read_parquet(path) if fmt == "geoparquet" else pyogrio.read_dataframe(path)
    kind = LAYERS["parks"].column("kind")
    assert read["kind"].tolist() == [next(iter(kind.choices))]
    assert {"id", "name_zh", "basis", "accuracy_m"} <= set(read.columns)
    assert path.parent.name == "data"
    assert path.stem == ("chedun" if FORMATS[fmt].one_file else "parks")


@pytest.mark.parametrize("layer_id", LAYERS)
def test_no_two_fields_or_words_of_a_layer_are_one(layer_id: str) -> None:
    layer = LAYERS[layer_id]
    wording = wording_of(layer, FORMATS["xlsx"])
    assert len(set(wording.titles.values())) == len(layer.all_fields)
    for words in wording.words.values():
        assert len(set(words.values())) == len(words)
    # What Excel allows as the name of a sheet, and every system as that of a file.
    assert len(wording.layer) <= 31
    assert not set(wording.layer) & set('[]:*?/\\<>|"')


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """The file in which a layer of the town is given in a format, written once."""
    home, town = tmp_path_factory.mktemp("given"), open_town()

    @cache
    def made(fmt: str) -> Path:
        handoff = to_folder(town, Request(GIVEN, target_of(fmt, PLACE)), home / fmt, progress=quiet)
        assert handoff.differences == 0
        return home / fmt / "数据"

    def of(fmt: str, layer_id: str) -> Path:
        name = "车墩镇图层" if FORMATS[fmt].one_file else LAYERS[layer_id].title.zh
        return made(fmt) / f"{name}{FORMATS[fmt].suffix}"

    return of


@pytest.mark.parametrize("layer_id", GIVEN)
@pytest.mark.parametrize("fmt", PEOPLE)
def test_what_people_were_given_comes_in_as_it_was(
    fmt: str, layer_id: str, given: Callable[[str, str], Path]
) -> None:
    town, layer = open_town(), LAYERS[layer_id]
    path = given(fmt, layer_id)
    options = Options(
        source_layer=layer.title.zh if FORMATS[fmt].one_file else "",
        datum="wgs84",
        crs="" if fmt == "kml" else town.place.metric_crs,
    )
    found = prepare(open_file(path, options), layer, options, town)
    # A table with a hole in place of a geometry is asked about; all else is as it was.
    placed = town.frame(layer_id)[~town.frame(layer_id).geometry.isna()].set_index("id")
    again = found.frame.set_index("id").loc[placed.index]
    for field in layer.all_fields:
        if field.name != "id":
            was, now = placed[field.name], again[field.name]
            same = (was.isna() & now.isna()) | (was.astype(object) == now.astype(object))
            assert same.all(), (field.name, pd.concat([was[~same], now[~same]], axis=1))


def test_the_names_in_a_zip_are_marked_as_utf_8(toy_dir: Path, tmp_path: Path) -> None:
    request = Request(("parks",), target_of("csv", PLACE))
    to_zip(open_town(toy_dir), request, tmp_path / "out.zip", progress=quiet)
    with zipfile.ZipFile(tmp_path / "out.zip") as packed:
        named = {each.filename: bool(each.flag_bits & 0x800) for each in packed.infolist()}
    assert {"元数据.html", "车墩镇规划一张图.qgs", "数据/公园绿地.csv"} <= set(named)
    assert all(marked for name, marked in named.items() if not name.isascii())


def test_a_length_is_titled_with_its_unit() -> None:
    titles = {title_of(field) for field in LAYERS["bus_lines"].all_fields if field.unit}
    assert titles == {"全长（公里）", "位置精度（米）"}
