"""Write what was found of each part as parts again: a folder that is whole or not there."""

import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyproj

from chedun_gis.parts.part_set import SOURCE_ROW, Part, PartSet, write_manifest, write_part
from chedun_gis.town import unfinished
from geo import InputError


@contextmanager
def result_folder(out: Path | None) -> Iterator[Path | None]:
    """Give a folder to write into, which becomes `out` when all went well; None for none.

    Raises `InputError` with `parts_there` (folder) where `out` holds something, and
    `out_not_writable` (file).
    """
    if out is None:
        yield None
        return
    try:
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise InputError("parts_there", folder=out.name)
        with unfinished(out) as folder:
            folder.mkdir()
            yield folder
            folder.replace(out)
    except OSError as error:
        raise InputError("out_not_writable", file=str(out)) from error


def write_result(
    folder: Path, parts: PartSet, written: Mapping[int, Part], names: Iterable[str]
) -> None:
    """Write the manifest of what workers have written of all parts of a set.

    `names` are the columns beside `id` and `source_row`.
    """
    found = tuple(written[number] for number in range(len(parts.parts)))
    for left in {*folder.iterdir()} - {folder / part.file for part in found}:
        left.unlink()  # what a killed worker had half written
    own = ("id",) if "id" in parts.columns else ()
    columns = (*own, SOURCE_ROW, *names)
    write_manifest(replace(parts, columns=columns, parts=found), folder)


def write_rows(
    folder: str, parts: PartSet, part: Part, rows: gpd.GeoDataFrame, names: tuple[str, ...]
) -> Part:
    """Write the rows of a part, in a worker; another try, of one that was killed, does it again."""
    columns = [name for name in ("id", SOURCE_ROW, *names) if name in rows]
    table = pa.table({name: pa.array(rows[name], from_pandas=True) for name in columns})
    path = Path(folder) / part.file
    half = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    shapes = np.asarray(rows.geometry.array, dtype=object)
    size, digest = write_part(half, table, shapes, pyproj.CRS.from_wkt(parts.crs))
    half.replace(path)
    return replace(part, size_bytes=size, sha256=digest)


def worker_name() -> str:
    """Return by what this process can be told from others, also those of other machines."""
    machine = os.uname().nodename if hasattr(os, "uname") else ""
    return f"{machine}:{os.getpid()}"
