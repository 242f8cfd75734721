"""List and read a foreign file in a process of its own, and take over what came of it.

The frame comes back as GeoParquet whose geometry the child has checked, what was found beside it as
JSON. A column of mixed values travels as JSON too, cell by cell.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from chedun_gis.compute import Allowance, Tally, Watch, apart, scratch
from chedun_gis.importing.geopackage import without_views
from chedun_gis.importing.limits import files_of, require_size, require_vertices
from chedun_gis.importing.raw import Encoding, Raw, RowSpan, SourceLayer
from chedun_gis.importing.sniff import format_is
from chedun_gis.importing.sources import listed, read
from geo import InputError, Problem
from geo.files import read_vector

_FRAME, _REST = "frame.parquet", "rest.json"
_ROWS_A_GROUP = 10_000
_SECONDS_AT_LEAST, _SECONDS_A_MB = 60.0, 1.0
# Who asks at the command line waits for a city: a million parcels, read without a word.
_AT_THE_COMMAND_LINE = Allowance(memory_mb=8_192, idle_s=900, total_s=900, still_s=120)


def layers_of(path: Path, folder: Path, *, watch: Watch | None = None) -> list[SourceLayer]:
    """List the layers of a file as `sources.listed` does, in a process of its own.

    Raises what that raises, and `chedun_gis.compute.apart`.
    """
    require_size(path)
    found = apart(
        _list, str(path), str(folder), file=path.name, allowance=_allowed(path), watch=watch
    )
    return [SourceLayer(kind, Path(at), name) for kind, at, name in found]


def raw_of(
    source: SourceLayer,
    *,
    encoding: str,
    columns: Mapping[str, str],
    rows: RowSpan | None = None,
    watch: Watch | None = None,
) -> Raw:
    """Read one layer as `sources.read` does, in a process of its own; raises as `layers_of`.

    Also `import_nothing` (file) for a layer without rows, and `import_vertices`.
    """
    with scratch("import") as folder:
        apart(
            _read,
            source,
            encoding,
            dict(columns),
            rows,
            folder,
            file=source.path.name,
            allowance=_allowed(source.path),
            watch=watch,
        )
        return _taken(Path(folder), source)


def vector_of(path: Path) -> gpd.GeoDataFrame:
    """Read a vector file of any number of rows as `geo.files.read_vector`, in a process of its own.

    No view of a GeoPackage is run. Raises what that raises, `import_view` and as `layers_of`.
    """
    source = SourceLayer("vector", path, path.stem)
    with scratch("import") as folder:
        apart(_read_vector, source, folder, file=path.name, allowance=_AT_THE_COMMAND_LINE)
        return _taken(Path(folder), source).frame


def _allowed(path: Path) -> Allowance:
    size_mb = sum(each.stat().st_size for each in files_of(path)) >> 20
    return Allowance(total_s=_SECONDS_AT_LEAST + _SECONDS_A_MB * size_mb)


def _list(report: Tally, path: str, folder: str) -> list[tuple[str, str, str]]:
    report(0, 0)
    return [(each.format, str(each.path), each.name) for each in listed(Path(path), Path(folder))]


def _read(  # noqa: PLR0913, PLR0917 - what is sent to the process
    report: Tally,
    source: SourceLayer,
    encoding: str,
    columns: Mapping[str, str],
    rows: RowSpan | None,
    folder: str,
) -> None:
    raw = read(source, encoding=encoding, columns=columns, rows=rows, report=report)
    if raw.frame.empty and not raw.problems:
        raise InputError("import_nothing", file=source.path.name)
    require_vertices(raw.frame.geometry.to_numpy())
    report(0, 0)
    _keep(raw, Path(folder))


def _read_vector(_: Tally, source: SourceLayer, folder: str) -> None:
    path = source.path
    if path.is_file() and format_is(path, "gpkg"):
        path = without_views(path, Path(folder))
    _keep(Raw(read_vector(path), source), Path(folder))


def _keep(raw: Raw, folder: Path) -> None:
    frame = raw.frame
    names = [str(name) for name in frame.columns]
    plain = frame.set_axis([f"c{at}" for at in range(len(names))], axis=1)
    plain = plain.set_geometry(f"c{names.index(str(frame.geometry.name))}")
    mixed = [name for name in plain.columns if plain[name].dtype == object]
    cells = {name: pd.array([_cell(each) for each in plain[name]], dtype="str") for name in mixed}
    plain.assign(**{name: pd.Series(cells[name], index=plain.index) for name in mixed}).to_parquet(
        folder / _FRAME, index=True, row_group_size=_ROWS_A_GROUP
    )
    rest = {
        "names": names,
        "mixed": mixed,
        "encoding": [raw.encoding.name, raw.encoding.why],
        "placed_by": raw.placed_by,
        "total": raw.total,
        "problems": [
            [each.code, each.level, each.row, each.feature, each.field, dict(each.params)]
            for each in raw.problems
        ],
    }
    (folder / _REST).write_text(json.dumps(rest, default=_plain), encoding="ascii")


def _taken(folder: Path, source: SourceLayer) -> Raw:
    rest = json.loads((folder / _REST).read_text(encoding="ascii"))
    with np.errstate(invalid="ignore"):  # numbers that are none are named later, by their row
        frame = gpd.read_parquet(folder / _FRAME)
    for name in rest["mixed"]:
        cells = [None if pd.isna(cell) else json.loads(cell) for cell in frame[name]]
        frame[name] = pd.Series(cells, index=frame.index, dtype=object)
    frame = frame.set_axis(rest["names"], axis=1).set_geometry(
        rest["names"][list(frame.columns).index(frame.geometry.name)]
    )
    return Raw(
        frame,
        source,
        Encoding(*rest["encoding"]),
        tuple(Problem(*each) for each in rest["problems"]),
        tuple(rest["placed_by"]),
        int(rest["total"]),
    )


def _cell(value: Any) -> str | None:  # noqa: ANN401 - any cell
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return None
    return json.dumps(value, default=_plain)


def _plain(value: object) -> object:
    return value.tolist() if hasattr(value, "tolist") else str(value)
