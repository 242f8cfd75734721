"""A frame that asks much of every format, and the round trip through one."""

import datetime as dt
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry import MultiPolygon, Polygon, box

from chedun_gis.handoff import FileTarget
from chedun_gis.handoff.losses import Fitted, fit
from chedun_gis.handoff.reading import read_layer
from chedun_gis.handoff.verify import Verification, verify
from chedun_gis.handoff.writing import write_layer

METRIC = "EPSG:4549"
X, Y = 620_000.0, 3_430_000.0
LONG = "途经站点、" * 100  # 500 characters: 1,000 bytes in GBK, 1,500 in UTF-8


def square(x: float, y: float, side: float = 100.0) -> Polygon:
    """Return a square of `side` metres, `x` and `y` metres from the corner of the toy place."""
    return box(X + x, Y + y, X + x + side, Y + y + side)


def hard_frame() -> gpd.GeoDataFrame:
    """Return three areas (one with a hole, one of two parts, one without geometry)."""
    hole = Polygon(square(0, 0).exterior.coords, [square(30, 30, 40).exterior.coords[::-1]])
    parts = MultiPolygon([square(300, 0), square(300.1234567, 200.7654321)])
    columns: dict[str, Any] = {
        "id": ["a", "b", "c"],
        "name_zh": ["甲，乙,丙", '引"号"\n换行', "=1+1"],
        "long_text": [LONG, "短", None],
        "empty_text": ["", None, " "],
        "rare_character": ["20 m²", "𠮷", "车墩"],
        "名称很长的中文字段名": ["一", "二", None],
        "small_integer": pd.array([1, None, -3], dtype="Int64"),
        "big_integer": [2**62, 2**62 + 1, 1],
        "number": [0.1, None, 1 / 3],
        "yes_or_no": pd.array([True, None, False], dtype="boolean"),
        "all_yes": [True, False, True],
        "day": [dt.date(2026, 11, 23), None, dt.date(1999, 1, 2)],
        "moment": pd.to_datetime(["2026-11-23T10:20:30", None, "1999-01-02T00:00:00"]),
        "names": [["甲", "乙"], None, ["丙"]],
        "mixed": [1, "二", 3.5],
    }
    return gpd.GeoDataFrame(columns, geometry=[hole, parts, None], crs=METRIC)


def round_trip(
    frame: gpd.GeoDataFrame, target: FileTarget, folder: Path, *, kind: str = "Polygon"
) -> tuple[Fitted, gpd.GeoDataFrame, Verification]:
    """Fit, write, read back and compare a frame."""
    fitted = fit(frame.to_crs(target.crs), fmt=target.fmt, encoding=target.encoding, kind=kind)
    path = folder / f"toy{target.fmt.suffix}"
    write_layer(fitted, path, target=target, name="toy", kind=kind)
    read = read_layer(path, target=target, name="toy")
    return fitted, read, verify(fitted, read, fmt=target.fmt, metric_crs=METRIC)
