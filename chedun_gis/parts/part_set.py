"""A layer of any size as parts: GeoParquet files in the order of a Hilbert curve, and a manifest.

The manifest says of each part how many rows it has, where they lie, and the SHA-256 of its bytes:
machines that each have a copy of the folder work on the same data or say so.
"""

import hashlib
import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyproj
import shapely
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pyproj.exceptions import CRSError

from chedun_gis.compute import Allowance, Tally, apart, scratch
from geo import Floats, Geometries, InputError, tile_box
from geo.files import from_wkb, read_plain

MANIFEST: Final = "parts.json"
GEOMETRY: Final = "geometry"
SOURCE_ROW: Final = "source_row"
MOST_ROWS: Final = 100_000
_FORMAT: Final = "chedun-parts-1"
_BBOX: Final = "bbox"
_MOST_MANIFEST_MB: Final = 50
_MOST_PART_MB: Final = 1_024
_ROWS_A_GROUP: Final = 10_000
_WHOLE: Final = Allowance(memory_mb=8_192, idle_s=900, total_s=900, still_s=120)

PartBox = tuple[float, float, float, float]
ShapeKind = Literal["polygon", "point", "mixed"]
_Count = Annotated[int, Field(ge=0, le=MOST_ROWS)]


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a set: its rows, the box around them in metres, and the tiles they belong to."""

    __pydantic_config__ = ConfigDict(extra="forbid", allow_inf_nan=False)

    file: Annotated[str, Field(pattern=r"^part-\d{4}\.parquet$")]
    rows: _Count
    bounds: PartBox
    tiles: tuple[tuple[int, int, int], ...]
    size_bytes: int
    sha256: str

    @property
    def reach(self) -> Floats:
        """The boxes (n × 4) within which services are looked for; those of the tiles."""
        return tile_box(np.array(self.tiles, dtype=np.int64).reshape(-1, 3))


@dataclass(frozen=True, slots=True)
class PartSet:
    """All parts of a layer in one metric CRS; `columns` are those beside the geometry."""

    folder: str
    crs: str
    kind: ShapeKind
    rows: int
    columns: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        """The name of the folder, as a person is told it."""
        return Path(self.folder).name

    @property
    def crs_name(self) -> str:
        """The code of the CRS where it has one, else what it is called."""
        crs = pyproj.CRS.from_wkt(self.crs)
        code = crs.to_epsg()
        return f"EPSG:{code}" if code else str(crs.name)


@dataclass(frozen=True, slots=True)
class _Manifest:
    """What the file says."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    format: Literal["chedun-parts-1"]
    crs: str
    kind: ShapeKind
    rows: int
    columns: tuple[str, ...]
    parts: tuple[Part, ...]


_READ: Final = TypeAdapter(_Manifest)


def is_part_set(name: str) -> bool:
    """Tell whether a name is that of a folder with a manifest of parts."""
    return bool(name) and (Path(name) / MANIFEST).is_file()


def open_parts(folder: Path) -> PartSet:
    """Return the set that lies in a folder, as its manifest says.

    Raises `InputError` with `parts_missing` (folder) for a folder without a manifest,
    `parts_broken` (folder) for one that says something else, and `crs_not_metric` (crs).
    """
    file = folder / MANIFEST
    if not file.is_file():
        raise InputError("parts_missing", folder=folder.name)
    try:
        told = _READ.validate_json(read_plain(file, most_mb=_MOST_MANIFEST_MB))
        crs = pyproj.CRS.from_wkt(told.crs)
    except (ValidationError, CRSError) as error:
        raise InputError("parts_broken", folder=folder.name) from error
    if not crs.is_projected:
        raise InputError("crs_not_metric", crs=crs.name)
    if told.rows != sum(part.rows for part in told.parts):
        raise InputError("parts_broken", folder=folder.name)
    where = str(folder.resolve())
    return PartSet(where, told.crs, told.kind, told.rows, told.columns, told.parts)


def require_kind_of(found: PartSet, *allowed: ShapeKind) -> None:
    """Refuse a set of another kind, which no part alone might show.

    Raises `InputError("feature_kind")` (found, expected).
    """
    if found.kind not in allowed:
        kinds = "point, polygon" if found.kind == "mixed" else found.kind
        raise InputError("feature_kind", found=kinds, expected=" / ".join(allowed))


def write_manifest(found: PartSet, folder: Path) -> None:
    """Write the manifest of a set whose parts stand in a folder already: last, so all is there."""
    told = {"format": _FORMAT, **asdict(found)}
    del told["folder"]
    (folder / MANIFEST).write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")


def read_part(
    found: PartSet, part: Part, *, columns: Collection[str] | None = None
) -> gpd.GeoDataFrame:
    """Return the rows of a part, with some columns or all, by numbers from 0.

    Raises `InputError` with `file_missing`, `part_changed` (file) for other bytes than the
    manifest's, and what `geo.files.from_wkb` raises.
    """
    content = read_plain(Path(found.folder) / part.file, most_mb=_MOST_PART_MB)
    if hashlib.sha256(content).hexdigest() != part.sha256:
        raise InputError("part_changed", file=part.file)
    wanted = [each for each in found.columns if columns is None or each in columns]
    try:
        file = pq.ParquetFile(pa.BufferReader(content))
        groups = (file.metadata.row_group(at) for at in range(file.metadata.num_row_groups))
        unpacked = sum(group.total_byte_size for group in groups)
        if file.metadata.num_rows != part.rows or unpacked > _MOST_PART_MB << 20:
            raise InputError("part_changed", file=part.file)
        table = file.read([*wanted, GEOMETRY])
    except (pa.ArrowException, OSError, KeyError) as error:
        raise InputError("part_changed", file=part.file) from error
    shapes = from_wkb(table.column(GEOMETRY).to_pylist())
    rest = table.drop_columns([GEOMETRY]).to_pandas(ignore_metadata=True)
    return gpd.GeoDataFrame(rest, geometry=shapes, crs=found.crs)


def frame_of(found: PartSet) -> gpd.GeoDataFrame:
    """Return all rows of a set in the order of their source, read in a process of its own.

    What is asked of a whole layer holds it whole. Raises what `read_part` and `apart` raise.
    """
    with scratch("parts") as folder:
        file = Path(folder) / "all.parquet"
        apart(_gather, found.folder, str(file), file=found.name, allowance=_WHOLE)
        return gpd.read_parquet(file)


def _gather(report: Tally, folder: str, file: str) -> None:
    found = open_parts(Path(folder))
    read = []
    for number, part in enumerate(found.parts):
        read.append(read_part(found, part))
        report(number + 1, len(found.parts))
    rows = pd.concat(read, ignore_index=True).sort_values(SOURCE_ROW, ignore_index=True)
    rows.to_parquet(file)


def write_part(path: Path, rows: pa.Table, shapes: Geometries, crs: pyproj.CRS) -> tuple[int, str]:
    """Write a part as GeoParquet 1.1 with the boxes of its features; return its size and SHA-256.

    `rows` are the columns beside the geometry.
    """
    bounds = np.asarray(shapely.bounds(shapes)).reshape(-1, 4)
    names = ("xmin", "ymin", "xmax", "ymax")
    boxes = pa.StructArray.from_arrays([pa.array(each) for each in bounds.T], names=list(names))
    table = rows.append_column(GEOMETRY, pa.array(shapely.to_wkb(shapes), pa.binary()))
    table = table.append_column(_BBOX, boxes).replace_schema_metadata(
        {"geo": json.dumps(_described(shapes, crs, names))}
    )
    pq.write_table(table, path, row_group_size=_ROWS_A_GROUP, compression="zstd")
    content = path.read_bytes()
    return len(content), hashlib.sha256(content).hexdigest()


def _described(shapes: Geometries, crs: pyproj.CRS, names: tuple[str, ...]) -> dict[str, Any]:
    kinds = sorted({str(each) for each in gpd.GeoSeries(shapes).geom_type}) if len(shapes) else []
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": kinds,
        "crs": crs.to_json_dict(),
        "covering": {"bbox": {name: [_BBOX, name] for name in names}},
    }
    if len(shapes):
        column["bbox"] = [float(each) for each in shapely.total_bounds(shapes)]
    return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
