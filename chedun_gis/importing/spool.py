"""Read a foreign file of any size in a process of its own, a batch of rows at a time.

What comes of it stands in one stream of Arrow: the columns as they were, the geometry as WKB that
the child has parsed, checked and repaired.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyproj
import shapely
from numpy.typing import NDArray
from pydantic import TypeAdapter

from chedun_gis.compute import Allowance, Tally, Watch, apart
from chedun_gis.importing.gdal import batches_of, feature_count
from chedun_gis.importing.geopackage import without_views
from chedun_gis.importing.geoparquet import parquet_batches
from chedun_gis.importing.limits import files_of
from chedun_gis.importing.sniff import format_of
from chedun_gis.importing.sound import sound
from chedun_gis.importing.whole import shapefile_rows
from chedun_gis.parts import GEOMETRY, ShapeKind
from geo import InputError
from geo.files import from_wkb, geojson_crs_is_known

STREAM: Final = "rows.arrow"
_BY_GDAL: Final = frozenset({"geojson", "gpkg", "shp", "gdb", "fgb"})
_ROWS: Final = 10_000
_KINDS: Final = {0: "point", 4: "point", 3: "polygon", 6: "polygon"}
_KIND: Final[TypeAdapter[ShapeKind]] = TypeAdapter(ShapeKind)
_SECONDS_AT_LEAST: Final = 300.0
_SECONDS_A_MB: Final = 4.0


@dataclass(frozen=True, slots=True)
class Spooled:
    """The rows of a file in a stream of Arrow; `bounds` are those of all in its CRS.

    `kind` is "polygon", "point" or "mixed". The geometry is WKB in the column `geometry`.
    """

    stream: Path
    rows: int
    crs: pyproj.CRS
    bounds: tuple[float, float, float, float]
    kind: ShapeKind


def spooled(path: Path, folder: Path, *, watch: Watch | None = None) -> Spooled:
    """Read the points or polygons of a file into a stream in `folder`.

    GeoParquet, GeoPackage, FlatGeobuf, Shapefile, FileGDB and GeoJSON, of one layer. A geometry
    that is missing or empty, nowhere on earth or tangled, and a line, is named and nothing is
    taken. Raises what `apart`, `sound` and the readers raise, `crs_unknown` (file) and
    `import_nothing` (file).
    """
    if not path.exists():
        raise InputError("file_missing", file=path.name)
    size_mb = sum(each.stat().st_size for each in files_of(path)) >> 20
    allowed = Allowance(
        idle_s=_SECONDS_AT_LEAST, total_s=_SECONDS_AT_LEAST + _SECONDS_A_MB * size_mb, still_s=120
    )
    told = apart(_spool, str(path), str(folder), file=path.name, allowance=allowed, watch=watch)
    crs = pyproj.CRS.from_wkt(told["crs"])
    west, south, east, north = map(float, told["bounds"])
    stream = folder / STREAM
    bounds = (west, south, east, north)
    return Spooled(stream, int(told["rows"]), crs, bounds, _KIND.validate_python(told["kind"]))


def _spool(report: Tally, name: str, folder: str) -> dict[str, Any]:
    path, target = Path(name), Path(folder)
    report(0, 0)
    taken = _Taken(path.name)
    batches, expected = _batches(path, target)
    sink: pa.RecordBatchStreamWriter | None = None
    try:
        with pa.OSFile(str(target / STREAM), "wb") as file:
            for batch, geometry, crs in batches:
                rows = taken.rows_of(batch, geometry, crs)
                if sink is None:
                    sink = pa.ipc.new_stream(file, rows.schema)
                sink.write_batch(rows)
                report(taken.rows, max(expected, taken.rows))
            if sink is None or taken.crs is None:
                raise InputError("import_nothing", file=path.name)
            sink.close()
    except pa.ArrowException as error:
        raise InputError("file_not_vector", file=path.name) from error
    return {
        "rows": taken.rows,
        "crs": taken.crs.to_wkt(),
        "bounds": taken.bounds.tolist(),
        "kind": taken.kind,
    }


def _batches(path: Path, folder: Path) -> tuple[Iterator[tuple[pa.RecordBatch, str, Any]], int]:
    """Return the batches of a file of a known format, and how many rows are expected."""
    kind = format_of(path)
    if kind == "geoparquet":
        return parquet_batches(path, rows=_ROWS), 0
    if kind not in _BY_GDAL:
        raise InputError("parts_format", file=path.name)
    if not geojson_crs_is_known(path):
        raise InputError("crs_unknown", file=path.name)
    if kind == "shp":
        shapefile_rows(path)
    if kind == "gpkg":
        path = without_views(path, folder)
    return batches_of(path, kind, rows=_ROWS), feature_count(path)


class _Taken:
    """What has been taken of a file so far."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._types: set[int] = set()
        self.rows = 0
        self.crs: pyproj.CRS | None = None
        self.bounds: NDArray[np.float64] = np.array([np.inf, np.inf, -np.inf, -np.inf])

    @property
    def kind(self) -> str:
        kinds = {_KINDS.get(each, "") for each in self._types}
        if "" in kinds:
            found = ", ".join(sorted(shapely.GeometryType(each).name for each in self._types))
            raise InputError("feature_kind", found=found.lower(), expected="point, polygon")
        return kinds.pop() if len(kinds) == 1 else "mixed"

    def rows_of(self, batch: pa.RecordBatch, geometry: str, crs: object) -> pa.RecordBatch:
        """Return a batch whose geometry is parsed, checked and repaired."""
        if not crs:
            raise InputError("crs_unknown", file=self._file)
        self.crs = self.crs or pyproj.CRS.from_user_input(crs)
        blobs = batch.column(geometry)
        blobs = blobs.storage if isinstance(blobs, pa.ExtensionArray) else blobs
        shapes = from_wkb(blobs.to_pylist(), first_row=self.rows + 1)
        rest = batch.drop_columns([geometry])
        named = rest.column("id").to_pylist() if "id" in rest.schema.names else None
        ids = named or list(range(self.rows + 1, self.rows + len(shapes) + 1))
        missing = np.asarray(shapely.is_missing(shapes) | shapely.is_empty(shapes))
        if missing.any():
            feature = ids[int(np.argmax(missing))]
            raise InputError("feature_empty", feature=feature, count=int(missing.sum()))
        shapes = np.asarray(shapely.force_2d(sound(shapes, self.crs, ids)), dtype=object)
        self.rows += len(shapes)
        self._types |= {int(each) for each in np.unique(shapely.get_type_id(shapes))}
        _ = self.kind  # refused at once, not after millions of rows
        if len(shapes):
            box = np.asarray(shapely.total_bounds(shapes))
            self.bounds[:2] = np.minimum(self.bounds[:2], box[:2])
            self.bounds[2:] = np.maximum(self.bounds[2:], box[2:])
        names = _free(rest.schema.names)
        columns = [*rest.columns, pa.array(shapely.to_wkb(shapes), pa.binary())]
        return pa.RecordBatch.from_arrays(columns, names=[*names, GEOMETRY])


def _free(names: list[str]) -> list[str]:
    """Return names that none of our own columns has."""
    ours = {GEOMETRY, "bbox", "source_row", "curve_place"}
    return [f"{name}_" if name in ours else name for name in names]
