"""Write areas as boundary-point text, the land administration's form for plots (国土 TXT).

A plot is a line of attributes ending in `@`, then a line for each point: its number, the ring it
belongs to, northing (X), easting (Y) in metres. Rings are numbered from 1; a ring inside an earlier
one is a hole. The first point stands again at the end of its ring.
"""

from collections.abc import Iterator

import geopandas as gpd
import pyproj
import shapely

from chedun_gis.texts import HECTARE_M2

_DECIMALS = 3
_ZONE_DEGREES = 3


def boundary_text(frame: gpd.GeoDataFrame, *, made_on: str) -> str:
    """Return the text of a frame of areas with the columns `id` and, if it has one, `name_zh`.

    The frame is in a CGCS2000 3-degree zone. Where the CRS has the zone in front of the easting
    (EPSG:4513 to 4533), so have the points.
    """
    lines = [*_header(pyproj.CRS.from_user_input(frame.crs), made_on), "[地块坐标]"]
    names = frame["name_zh"] if "name_zh" in frame else frame["id"]
    for plot_id, name, shape in zip(frame["id"], names, frame.geometry, strict=True):
        points = list(_points(shape))
        area_ha = shape.area / HECTARE_M2
        title = "" if name is None else name
        lines.append(f"{len(points)},{area_ha:.4f},{plot_id},{title},面,,,,@")
        lines += points
    return "\r\n".join(lines) + "\r\n"


def zone_of(crs: pyproj.CRS) -> int:
    """Return the number of a 3-degree zone: its central meridian divided by three."""
    operation = crs.coordinate_operation
    values = {each.name: each.value for each in operation.params} if operation else {}
    return round(float(values["Longitude of natural origin"]) / _ZONE_DEGREES)


def _header(crs: pyproj.CRS, made_on: str) -> list[str]:
    return [
        "[属性描述]",
        "格式版本号=1.01",
        "数据产生单位=",
        f"数据产生日期={made_on}",
        "坐标系=2000国家大地坐标系",
        f"几度分带={_ZONE_DEGREES}",
        "投影类型=高斯克吕格",
        "计量单位=米",
        f"带号={zone_of(crs)}",
        f"精度={10**-_DECIMALS}",
        "转换参数=0,0,0,0,0,0,0",
    ]


def _points(shape: shapely.Geometry) -> Iterator[str]:
    number = 1
    for ring, part in enumerate(_rings(shape), start=1):
        first = number
        for x, y in part[:-1]:
            yield f"J{number},{ring},{y:.{_DECIMALS}f},{x:.{_DECIMALS}f}"
            number += 1
        x, y = part[0]
        yield f"J{first},{ring},{y:.{_DECIMALS}f},{x:.{_DECIMALS}f}"


def _rings(shape: shapely.Geometry) -> Iterator[list[tuple[float, float]]]:
    for polygon in shapely.get_parts(shape):
        for ring in (polygon.exterior, *polygon.interiors):
            yield [(x, y) for x, y, *_ in ring.coords]
