"""Nesting and arcs are found in the bytes, before a parser sees them."""

import struct

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo import InputError
from geo.files import MOST_NESTED, from_wkb

POINT = struct.pack("<BIdd", 1, 1, 1.0, 2.0)
ARC = struct.pack("<BII6d", 1, 8, 3, 0.0, 0.0, 1.0, 1.0, 2.0, 0.0)


def collections(levels: int, inside: bytes = POINT, order: str = "<", kind: int = 7) -> bytes:
    return struct.pack(f"{order}BII", order == "<", kind, 1) * levels + inside


def refused(blob: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        from_wkb([None, POINT, blob])
    return caught.value


@pytest.mark.parametrize("order", ["<", ">"])
# A collection, several polygons, and a collection with Z by either way of writing it.
@pytest.mark.parametrize("kind", [7, 6, 1007, 0x80000007])
def test_what_nests_too_deep_is_refused_by_its_row(order: str, kind: int) -> None:
    fault = refused(collections(100_000, order=order, kind=kind))
    assert (fault.code, fault.params) == ("geometry_nested", {"row": 3, "limit": MOST_NESTED})


def test_the_limit_is_the_last_that_is_read() -> None:
    # The point inside is a level too.
    (shape,) = from_wkb([collections(MOST_NESTED - 1)])
    assert shapely.get_coordinates(shape).tolist() == [[1.0, 2.0]]
    assert refused(collections(MOST_NESTED)).code == "geometry_nested"


def test_nesting_behind_a_good_part_is_found() -> None:
    wide = struct.pack("<BII", 1, 7, 2) + POINT + collections(50_000)
    assert refused(wide).code == "geometry_nested"


@pytest.mark.parametrize("blob", [ARC, struct.pack("<BII", 1, 10, 1) + ARC, collections(2, ARC)])
def test_arcs_are_refused(blob: bytes) -> None:
    assert refused(blob).code == "geometry_curved"


@pytest.mark.parametrize(
    "blob",
    [b"", b"\x01", b"junk", POINT[:-3], struct.pack("<BII", 1, 3, 1 << 31), b"\x01\x63\0\0\0"],
)
def test_torn_bytes_are_a_missing_geometry(blob: bytes) -> None:
    assert from_wkb([blob]).tolist() == [None]


@given(st.binary(max_size=200))
def test_any_bytes_are_a_geometry_or_none_or_a_refusal(blob: bytes) -> None:
    for given_bytes in (blob, b"\x01\x07\x00\x00\x00" + blob, b"\x01\x06\x00\x00\x00" + blob):
        try:
            (shape,) = from_wkb([given_bytes])
        except InputError:
            continue
        assert shape is None or isinstance(shape, shapely.Geometry)


def test_every_kind_comes_as_it_went() -> None:
    shapes = shapely.from_wkt(
        [
            "POINT (1 2)",
            "LINESTRING Z (1 2 3, 4 5 6)",
            "POLYGON ((0 0, 9 0, 9 9, 0 0), (1 0.5, 2 0.5, 2 1, 1 0.5))",
            "MULTIPOINT M ((1 2 3), (4 5 6))",
            "MULTILINESTRING ((0 0, 1 1), (2 2, 3 3))",
            "MULTIPOLYGON ZM (((0 0 1 2, 9 0 1 2, 9 9 1 2, 0 0 1 2)))",
            "GEOMETRYCOLLECTION (POINT (1 2), GEOMETRYCOLLECTION (LINESTRING (0 0, 1 1)))",
            "POINT EMPTY",
            "MULTIPOLYGON EMPTY",
        ]
    )
    for flavour in ("iso", "extended"):
        blobs = list(shapely.to_wkb(shapes, flavor=flavour, byte_order=0, include_srid=False))
        assert np.asarray(shapely.equals_identical(from_wkb(blobs), shapes)).all()
    with_srid = [shapely.to_wkb(shapely.set_srid(each, 4326), include_srid=True) for each in shapes]
    assert np.asarray(shapely.equals_identical(from_wkb(with_srid), shapes)).all()
