"""Cut a file of any size into parts: neighbours into one part, in memory that does not grow.

The rows pass through the disk twice: once as the child has read them, once by the part that they
belong to. In memory there are a batch, eight bytes a row for its place along the curve, and in the
end one part at a time.
"""

import math
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyproj
import shapely

from chedun_gis.compute import Watch
from chedun_gis.importing.placed import require_placed
from chedun_gis.importing.spool import Spooled, spooled
from chedun_gis.parts import (
    GEOMETRY,
    MOST_ROWS,
    SOURCE_ROW,
    Part,
    PartSet,
    ShapeKind,
    write_manifest,
    write_part,
)
from chedun_gis.town import unfinished
from geo import Floats, Geometries, InputError, Integers, curve_of, tiles_of, to_metric

ROWS_A_PART: Final = 50_000
# As many files are open at once while rows are handed out.
MOST_PARTS: Final = 500
PLACE: Final = "curve_place"


@dataclass(frozen=True, slots=True)
class _Handed:
    """What is known of a part before it is in order."""

    stream: Path
    crs: pyproj.CRS
    number: int


def partition(
    path: Path,
    out: Path,
    *,
    parts: int | None = None,
    crs: str | None = None,
    watch: Watch = lambda *_: None,
) -> PartSet:
    """Cut the points or polygons of a file into a folder of parts, which is whole or not there.

    `parts` is how many, by default one for each 50,000 rows. The rows are in the metric CRS of
    their place, the CGCS2000 3-degree zone in China, local UTM elsewhere, or in `crs`. `watch` is
    told "reading", "sorting" and "writing" with rows or parts done; what it raises stops the work.

    Raises `InputError` with `parts_there` (folder) for a folder that holds something,
    `parts_count` (count, least, most), what `spooled` and `require_placed`
    raise, and `out_not_writable` (file).
    """
    try:
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise InputError("parts_there", folder=out.name)
        with unfinished(out) as part:
            part.mkdir()
            found = _made(path, part, parts, crs, watch)
            part.replace(out)
    except OSError as error:
        raise InputError("out_not_writable", file=str(out)) from error
    return PartSet(str(out.resolve()), *found)


def _made(
    path: Path, folder: Path, parts: int | None, wanted: str | None, watch: Watch
) -> tuple[str, ShapeKind, int, tuple[str, ...], tuple[Part, ...]]:
    work = folder / "work"
    work.mkdir()
    watch("reading", 0, 0)
    rows = spooled(path, work, watch=watch)
    count = _count(rows.rows, parts)
    own = require_placed(path.name, rows.crs, rows.bounds)
    crs = own if wanted is None else pyproj.CRS.from_wkt(wanted)
    handed = _handed_out(rows, crs, count, work, watch)
    rows.stream.unlink()
    made: list[Part] = []
    columns: tuple[str, ...] = ()
    for each in handed:
        watch("writing", len(made), count)
        part, columns = _in_order(each, folder)
        made.append(part)
    for left in work.iterdir():  # such as the copy of a GeoPackage
        left.unlink()
    work.rmdir()
    found = PartSet(str(folder), crs.to_wkt(), rows.kind, rows.rows, columns, tuple(made))
    write_manifest(found, folder)
    watch("writing", count, count)
    return found.crs, found.kind, found.rows, found.columns, found.parts


def _count(rows: int, asked: int | None) -> int:
    """Return into how many parts the rows go."""
    least = max(1, math.ceil(rows / MOST_ROWS))
    count = max(1, math.ceil(rows / ROWS_A_PART)) if asked is None else asked
    if not least <= count <= min(MOST_PARTS, max(rows, 1)):
        raise InputError("parts_count", count=count, least=least, most=min(MOST_PARTS, rows))
    return count


def _handed_out(
    rows: Spooled, crs: pyproj.CRS, count: int, work: Path, watch: Watch
) -> list[_Handed]:
    """Write each row to the stream of its part, projected, with its place along the curve."""
    place = np.concatenate([curve_of(_boxes(batch, rows.crs, crs)) for batch in _batches(rows)])
    order = np.argsort(place, kind="stable")
    part_of = np.empty(len(order), dtype=np.int32)
    cuts = [number * len(order) // count for number in range(count + 1)]
    for number in range(count):
        part_of[order[cuts[number] : cuts[number + 1]]] = number
    handed = [_Handed(work / f"part-{number:04d}.arrow", crs, number) for number in range(count)]
    with ExitStack() as stack:
        sinks: dict[int, pa.RecordBatchStreamWriter] = {}
        done = 0
        for batch in _batches(rows):
            here = slice(done, done + batch.num_rows)
            table = _projected(batch, rows.crs, crs, place[here], done + 1)
            for number in np.unique(part_of[here]).tolist():
                if number not in sinks:
                    file = stack.enter_context(pa.OSFile(str(handed[number].stream), "wb"))
                    sink = pa.ipc.new_stream(file, table.schema)
                    sinks[number] = stack.enter_context(sink)
                sinks[number].write_table(table.take(np.flatnonzero(part_of[here] == number)))
            done += batch.num_rows
            watch("sorting", done, rows.rows)
    return handed


def _batches(rows: Spooled) -> Iterator[pa.RecordBatch]:
    with pa.OSFile(str(rows.stream), "rb") as file:
        yield from pa.ipc.open_stream(file)


def _shapes(batch: pa.RecordBatch) -> Geometries:
    """Return the geometry of rows that the child has looked through."""
    values = np.array(batch.column(GEOMETRY).to_pylist(), dtype=object)
    return np.asarray(shapely.from_wkb(values), dtype=object)


def _boxes(batch: pa.RecordBatch, source: pyproj.CRS, crs: pyproj.CRS) -> Floats:
    """Return the middle of each feature in metres, as a box without a size: enough for its place.

    The middle of a box in degrees is not that in metres by less than anybody cuts by.
    """
    bounds = np.asarray(shapely.bounds(_shapes(batch))).reshape(-1, 4)
    middle = shapely.points((bounds[:, :2] + bounds[:, 2:]) / 2)
    placed = to_metric(gpd.GeoDataFrame(geometry=middle, crs=source), crs=crs)
    xy = shapely.get_coordinates(placed.geometry.to_numpy())
    return np.hstack([xy, xy])


def _projected(
    batch: pa.RecordBatch, source: pyproj.CRS, crs: pyproj.CRS, place: Integers, first_row: int
) -> pa.Table:
    frame = to_metric(gpd.GeoDataFrame(geometry=_shapes(batch), crs=source), crs=crs)
    table = pa.Table.from_batches([batch.drop_columns([GEOMETRY])])
    blobs = shapely.to_wkb(frame.geometry.to_numpy())
    numbers = np.arange(first_row, first_row + batch.num_rows, dtype=np.int64)
    for name, values in ((SOURCE_ROW, numbers), (GEOMETRY, blobs), (PLACE, place)):
        table = table.append_column(name, pa.array(values))
    return table


def _in_order(handed: _Handed, folder: Path) -> tuple[Part, tuple[str, ...]]:
    """Write one part in the order of the curve; return it and its columns."""
    with pa.OSFile(str(handed.stream), "rb") as file:
        table = pa.ipc.open_stream(file).read_all()
    handed.stream.unlink()
    place = table.column(PLACE).to_numpy()
    row = table.column(SOURCE_ROW).to_numpy()
    table = table.drop_columns([PLACE]).take(np.lexsort((row, place)))
    blobs = np.array(table.column(GEOMETRY).to_pylist(), dtype=object)
    shapes = np.asarray(shapely.from_wkb(blobs), dtype=object)
    bounds = np.asarray(shapely.bounds(shapes)).reshape(-1, 4)
    name = f"part-{handed.number:04d}.parquet"
    rest = table.drop_columns([GEOMETRY])
    size, digest = write_part(folder / name, rest, shapes, handed.crs)
    west, south = bounds[:, :2].min(axis=0).tolist()
    east, north = bounds[:, 2:].max(axis=0).tolist()
    tiles = tuple(tuple(each) for each in np.unique(tiles_of(bounds), axis=0).tolist())
    part = Part(name, len(shapes), (west, south, east, north), tiles, size, digest)
    return part, tuple(rest.column_names)
