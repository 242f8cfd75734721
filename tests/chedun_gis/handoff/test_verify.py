"""Reading back notices what has changed: features, fields, values, types, geometry, CRS."""

from collections.abc import Callable

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shapely.geometry import MultiPolygon

from chedun_gis.handoff import FORMATS
from chedun_gis.handoff.losses import Fitted
from chedun_gis.handoff.verify import Verification, verify
from tests.chedun_gis.handoff.frames import METRIC, square


def toy() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"id": ["a", "b"], "text": ["甲", "乙"], "number": [1, 2], "yes": [True, False]},
        geometry=[square(0, 0), MultiPolygon([square(200, 0), square(400, 0)])],
        crs=METRIC,
    )


def compared(
    change: Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame], fmt: str = "gpkg"
) -> Verification:
    written = toy()
    names = {name: name for name in written.columns}
    return verify(Fitted(written, names, ()), change(toy()), fmt=FORMATS[fmt], metric_crs=METRIC)


def moved(frame: gpd.GeoDataFrame, metres: float) -> gpd.GeoDataFrame:
    return frame.set_geometry(frame.translate(xoff=metres))


@pytest.mark.parametrize(
    "change",
    [
        lambda frame: frame,
        lambda frame: frame.iloc[::-1],  # another order, found by id
        lambda frame: frame.set_geometry(frame.reverse()),  # rings the other way round
        lambda frame: frame.set_geometry(frame.normalize()),  # begun at another vertex
        lambda frame: moved(frame, 0.0009),
        lambda frame: frame.to_crs("EPSG:4326").to_crs(METRIC),
        lambda frame: frame.assign(extra=1),
    ],
)
def test_what_is_the_same(change: Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame]) -> None:
    assert compared(change).same


@pytest.mark.parametrize(
    ("code", "count", "change"),
    [
        ("features", 1, lambda frame: frame.iloc[:1]),
        ("field", 1, lambda frame: frame.drop(columns="text")),
        ("value", 1, lambda frame: frame.assign(text=["甲", "丙"])),
        ("value", 1, lambda frame: frame.assign(text=["甲", None])),
        ("value", 2, lambda frame: frame.assign(number=["1", "2"])),
        ("value", 2, lambda frame: frame.assign(number=[1.0, 2.0])),
        ("value", 2, lambda frame: frame.assign(yes=[1, 0])),
        ("value", 1, lambda frame: frame.assign(number=[1, 3])),
        ("geometry", 2, lambda frame: moved(frame, 0.0011)),
        ("geometry", 1, lambda frame: frame.set_geometry([frame.geometry[0], None], crs=METRIC)),
        # A part lost, a vertex more, a line instead of an area.
        (
            "geometry",
            1,
            lambda frame: frame.set_geometry([square(0, 0), square(200, 0)], crs=METRIC),
        ),
        ("geometry", 2, lambda frame: frame.set_geometry(frame.segmentize(60))),
        ("geometry", 2, lambda frame: frame.set_geometry(frame.boundary)),
        ("crs", 1, lambda frame: frame.to_crs("EPSG:4490")),
    ],
)
def test_what_differs_is_named(
    code: str, count: int, change: Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame]
) -> None:
    found = compared(change)
    assert not found.same
    assert (found.count, {each.code for each in found.differences}) == (count, {code})


def test_only_where_a_format_has_no_null_is_empty_text_the_same() -> None:
    def emptied(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        return frame.assign(text=["甲", ""])

    written = toy().assign(text=["甲", None])
    fitted = Fitted(written, {name: name for name in written.columns}, ())
    read = emptied(toy())
    for fmt, same in (("csv", True), ("gpkg", False)):
        assert verify(fitted, read, fmt=FORMATS[fmt], metric_crs=METRIC).same is same


def test_whole_numbers_with_gaps_come_as_floating_ones() -> None:
    written = toy().assign(number=pd.array([1, None], dtype="Int64"))
    fitted = Fitted(written, {name: name for name in written.columns}, ())
    read = toy().assign(number=[1.0, float("nan")])
    assert verify(fitted, read, fmt=FORMATS["gpkg"], metric_crs=METRIC).same


def test_all_differences_are_counted_and_the_first_are_listed() -> None:
    written = gpd.GeoDataFrame(
        {"id": [str(i) for i in range(30)]},
        geometry=[square(200.0 * i, 0) for i in range(30)],
        crs=METRIC,
    )
    fitted = Fitted(written, {"id": "id"}, ())
    read = written.set_geometry(shapely.buffer(written.geometry.to_numpy(), 1, join_style="mitre"))
    found = verify(fitted, read.set_crs(METRIC), fmt=FORMATS["gpkg"], metric_crs=METRIC)
    assert (found.count, len(found.differences)) == (30, 20)
    # The corners have moved by a metre each way.
    assert found.farthest_m == pytest.approx(2**0.5)
