"""GeoParquet some rows at a time: the file's own features, and nothing that is no GeoParquet."""

import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from shapely import box

from geo import InputError
from geo.files import geoparquet_batches


def homes(count: int) -> gpd.GeoDataFrame:
    shapes = [box(i, 0, i + 1, 1) for i in range(count)]
    people = {"people": range(count), "name": ["home"] * count}
    return gpd.GeoDataFrame(people, geometry=shapes, crs="EPSG:4549")


@pytest.mark.parametrize("rows_a_group", [3, 100])
def test_batches_are_the_files_rows_in_order(tmp_path: Path, rows_a_group: int) -> None:
    path = tmp_path / "homes.parquet"
    whole = homes(10)
    whole.to_parquet(path, row_group_size=rows_a_group)
    batches = list(geoparquet_batches(path, columns=["people"], rows=4))
    assert all(len(batch) <= 4 for batch in batches)
    assert all(batch.crs == whole.crs for batch in batches)
    together = pd.concat(batches)
    assert together.index.tolist() == list(range(10))
    assert together["people"].tolist() == list(range(10))
    assert together.columns.tolist() == ["people", "geometry"]
    assert together.geometry.geom_equals_exact(whole.geometry, 0).all()
    assert not list(geoparquet_batches(_written(tmp_path, homes(0))))


def test_a_file_without_a_crs_is_in_degrees_as_its_specification_says(tmp_path: Path) -> None:
    path = _written(tmp_path, homes(1))
    table = pq.read_table(path)
    stated = json.loads(table.schema.metadata[b"geo"])
    del stated["columns"]["geometry"]["crs"]
    pq.write_table(table.replace_schema_metadata({b"geo": json.dumps(stated)}), path)
    (batch,) = geoparquet_batches(path)
    assert batch.crs.is_geographic


@pytest.mark.parametrize(
    ("blob", "code"),
    [
        (b"\x01\x03\x00", "feature_empty"),
        (None, "feature_empty"),
        (shapely.from_wkt("POLYGON((0 0,1 1,1 0,0 1,0 0))").wkb, "feature_invalid"),
    ],
)
def test_a_shape_that_is_missing_or_wrong_is_named_by_its_row(
    tmp_path: Path, blob: bytes | None, code: str
) -> None:
    path = _written(tmp_path, homes(1))
    table = pq.read_table(path)
    blobs = pa.array([table["geometry"][0].as_py(), blob], pa.binary())
    stated = pa.table({"geometry": blobs}).replace_schema_metadata(table.schema.metadata)
    pq.write_table(stated, path)
    batches = geoparquet_batches(path, rows=1)
    assert len(next(batches)) == 1
    with pytest.raises(InputError) as caught:
        next(batches)
    assert (caught.value.code, caught.value.params["feature"]) == (code, "1")


def test_what_is_no_geoparquet_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "text.parquet"
    text.write_text("PAR1, it says")
    plain = tmp_path / "plain.parquet"
    pq.write_table(pa.table({"people": [1]}), plain)
    native = tmp_path / "native.parquet"
    homes(1).to_parquet(native, geometry_encoding="geoarrow")
    unknown = _written(tmp_path, homes(1))
    table = pq.read_table(unknown)
    stated = json.loads(table.schema.metadata[b"geo"])
    stated["columns"]["geometry"]["crs"] = None
    pq.write_table(table.replace_schema_metadata({b"geo": json.dumps(stated)}), unknown)
    for path, code in (
        (text, "file_not_vector"),
        (plain, "file_not_vector"),
        (native, "file_not_vector"),
        (unknown, "crs_unknown"),
        (tmp_path / "none.parquet", "file_missing"),
    ):
        with pytest.raises(InputError) as caught:
            list(geoparquet_batches(path))
        assert caught.value.code == code, path.name
    sound = tmp_path / "sound.parquet"
    homes(1).to_parquet(sound)
    with pytest.raises(InputError, match="column_missing"):
        list(geoparquet_batches(sound, columns=["households"]))


def _written(folder: Path, frame: gpd.GeoDataFrame) -> Path:
    path = folder / "written.parquet"
    frame.to_parquet(path)
    return path
