"""Look through well-known binary before any parser does: how deep it nests, and whether it curves.

Every parser of WKB calls itself for each level, and ends the process when there are too many.
"""

import struct
from collections.abc import Iterable
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geo import InputError

MOST_NESTED: Final = 8

_POINT, _LINE, _POLYGON = 1, 2, 3
_CIRCULAR, _TRIANGLE = 8, 17
# What holds geometries with a head of their own: multi-parts, collections, curves, surfaces.
_HOLDERS: Final = frozenset({4, 5, 6, 7, 9, 10, 11, 12, 15, 16})
_CURVED: Final = frozenset({_CIRCULAR, 9, 10, 11, 12})
_SIMPLE: Final = frozenset({_POINT, _LINE, _POLYGON})
# Z, M and SRID as PostGIS writes them; ISO 13249-3 adds thousands instead.
_Z, _M, _SRID = 0x80000000, 0x40000000, 0x20000000
_HEAD_BYTES, _COUNT_BYTES, _NUMBER_BYTES = 5, 4, 8


def from_wkb(blobs: Iterable[bytes | None], *, first_row: int = 1) -> NDArray[np.object_]:
    """Return the geometries of WKB (ISO or extended); broken ones are missing, as is None.

    Raises `InputError` with `geometry_nested` (row, limit) for collections in collections deeper
    than `MOST_NESTED`, and `geometry_curved` (row) for arcs, which have no straight form here.
    Rows count from `first_row`.
    """
    given = list(blobs)
    for row, blob in enumerate(given, first_row):
        if blob is None or _base(blob) in _SIMPLE:
            continue
        depth, curved = _looked_through(blob)
        if depth > MOST_NESTED:
            raise InputError("geometry_nested", row=row, limit=MOST_NESTED)
        if curved:
            raise InputError("geometry_curved", row=row)
    values = np.empty(len(given), dtype=object)
    values[:] = given
    with np.errstate(invalid="ignore"):  # numbers that are none are named later, by their row
        return np.asarray(shapely.from_wkb(values, on_invalid="ignore"), dtype=object)


def _base(blob: bytes) -> int:
    """Return the type of the outermost geometry without its dimensions; 0 for none."""
    if len(blob) < _HEAD_BYTES:
        return 0
    return _type(int.from_bytes(blob[1:_HEAD_BYTES], "little" if blob[0] else "big"))[0]


def _type(number: int) -> tuple[int, int, int]:
    """Return the type, the numbers a point has, and the bytes that an SRID takes."""
    plain = number & ~(_Z | _M | _SRID)
    thousands = plain // 1000 if plain < 4000 else 0  # noqa: PLR2004 - Z, M and ZM
    extra = (thousands in {1, 3}) + (thousands in {2, 3})
    extra += bool(number & _Z) + bool(number & _M)
    return plain % 1000, 2 + extra, _COUNT_BYTES if number & _SRID else 0


def _looked_through(blob: bytes) -> tuple[int, bool]:
    """Return how deep a geometry nests, as far as its bytes go, and whether it has arcs."""
    at, deepest, curved = 0, 0, False
    waiting = [1]
    try:
        while waiting:
            if not waiting[-1]:
                waiting.pop()
                continue
            waiting[-1] -= 1
            deepest = max(deepest, len(waiting))
            order = "<" if blob[at] else ">"
            base, numbers, srid = _type(struct.unpack_from(f"{order}I", blob, at + 1)[0])
            curved |= base in _CURVED
            at += _HEAD_BYTES + srid
            if base in _HOLDERS:
                waiting.append(struct.unpack_from(f"{order}I", blob, at)[0])
                at += _COUNT_BYTES
                if len(waiting) > MOST_NESTED + 1:
                    break
            else:
                at = _after(blob, at, (order, base, numbers))
    except (struct.error, IndexError, ValueError):
        pass  # torn: what is left of it is the parser's to refuse
    return deepest, curved


def _after(blob: bytes, at: int, head: tuple[str, int, int]) -> int:
    """Return where the coordinates of a geometry without parts end."""
    order, base, numbers = head
    size = numbers * _NUMBER_BYTES
    if base == _POINT:
        return at + size
    if base in {_LINE, _CIRCULAR}:
        return at + _COUNT_BYTES + size * int(struct.unpack_from(f"{order}I", blob, at)[0])
    if base not in {_POLYGON, _TRIANGLE}:
        raise ValueError(base)
    rings = struct.unpack_from(f"{order}I", blob, at)[0]
    at += _COUNT_BYTES
    for _ in range(rings):
        at += _COUNT_BYTES + size * struct.unpack_from(f"{order}I", blob, at)[0]
    return at
