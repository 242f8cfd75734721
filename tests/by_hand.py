"""The shipped town measured from its files by plain overlay, without any code of ours.

To hold the program's figures against: buffers of 1,024 corners joined and cut, which is slow and
lacks less than 0.001 % of a disc.
"""

import csv
import functools
from collections.abc import Collection
from pathlib import Path

import geopandas as gpd
import shapely

DATA = Path(__file__).resolve().parent.parent / "data"
# Shares agree to a ten-thousandth of a percentage point.
AGREE = 1e-6
# Park green space: the kinds of park but for squares.
GREEN = ("comprehensive", "community", "specialised", "pocket")


@functools.cache
def layer(name: str) -> gpd.GeoDataFrame:
    """Return a layer's features by id, in the town's metres."""
    return gpd.read_file(DATA / f"{name}.geojson").to_crs("EPSG:4549").set_index("id")


def homes(*kinds: str) -> gpd.GeoDataFrame:
    """Return the homes of some kinds; built urban ones and resettlement when none is named."""
    land = layer("residential")
    return land[land["kind"].isin(kinds or ("urban", "resettlement"))]


def parks(
    *kinds: str, stages: Collection[str] = ("completed",), least_m2: float = 0
) -> gpd.GeoSeries:
    """Return the parks of some kinds (all but country parks, if none is named) from an area on."""
    found = layer("parks")
    kept = found["stage"].isin(list(stages)) & (found.area >= least_m2)
    chosen = found["kind"].isin(kinds) if kinds else found["kind"] != "country"
    return found.geometry[kept & chosen]


def reach(*services: tuple[gpd.GeoSeries, float]) -> shapely.Geometry:
    """Return all that lies within the radius of some service; each group has its own."""
    discs = [shapely.buffer(shapes.to_numpy(), m, quad_segs=256) for shapes, m in services]
    return shapely.union_all([disc for group in discs for disc in group])


@functools.cache
def by_the_plan() -> shapely.Geometry:
    """Return what the plan's rule counts as served: 500 m around park green space."""
    return reach((parks(*GREEN), 500))


def inside_m2(land: gpd.GeoDataFrame, area: shapely.Geometry) -> float:
    """Return how much of the land lies in an area."""
    return float(land.intersection(area).area.sum())


def share(land: gpd.GeoDataFrame, area: shapely.Geometry) -> float:
    """Return the share of the land that lies in an area, 0 to 1."""
    return inside_m2(land, area) / float(land.area.sum())


@functools.cache
def _regular() -> dict[str, str]:
    """Return the line that each name at a stop stands for, of the regular ones."""
    with (DATA / "bus_services.csv").open(encoding="utf-8") as file:
        rows = {row["line"]: row for row in csv.DictReader(file)}
    lines = {name: row["route"] for name, row in rows.items()}
    return {name: line for name, line in lines.items() if rows[line]["kind"] == "regular"}


def lines_near(shape: shapely.Geometry, radius_m: float = 500) -> set[str]:
    """Return the regular lines that stop within the radius of a shape."""
    stops = layer("bus_stops")
    names = (text.split("、") for text in stops["lines"][stops.distance(shape) <= radius_m])
    known = _regular()
    return {known[name] for each in names for name in each if name in known}
