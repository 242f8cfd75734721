"""Read the facts: points, bridges and roads, in metres of the town's CRS."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import geopandas as gpd
import pyproj
import shapely
from shapely import LineString, Point

FACTS: Final = Path(__file__).parent / "facts"
BEFORE: Final = Path(__file__).parents[1] / "data" / "town_before"
METRIC: Final = "EPSG:4549"
_TO_METRES: Final = pyproj.Transformer.from_crs("EPSG:4326", METRIC, always_xy=True)


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of a file of facts, and the point that it states."""

    row: dict[str, str]
    point: Point

    def __getitem__(self, name: str) -> str:
        """Return a value as it stands in the file."""
        return self.row[name]

    @property
    def accuracy_m(self) -> float:
        """How far the point may be off."""
        return float(self.row["accuracy_m"])

    @property
    def place(self) -> str:
        """The point as a text says it, in degrees east and north."""
        return f"{self.row['lon_deg']}, {self.row['lat_deg']}"


def at(lon_deg: float, lat_deg: float) -> Point:
    """Return a point in metres."""
    return Point(*_TO_METRES.transform(lon_deg, lat_deg))


@cache
def facts(name: str) -> tuple[Fact, ...]:
    """Return the rows of a file of points."""
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(Fact(row, at(float(row["lon_deg"]), float(row["lat_deg"]))) for row in rows)


@cache
def anchors() -> dict[str, Fact]:
    """Return the anchors by their key."""
    return {each["key"]: each for each in facts("anchors")}


@cache
def elevated() -> tuple[tuple[str, str, LineString], ...]:
    """Return name, kind and line of each piece of road on piers or a bridge."""
    with (FACTS / "elevated_roads.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = []
    for row in rows:
        points = [tuple(map(float, each.split(","))) for each in row["lonlat_deg"].split()]
        found.append((row["name_zh"], row["kind"], LineString([at(*each) for each in points])))
    return tuple(found)


@cache
def before(layer: str) -> gpd.GeoDataFrame:
    """Return a layer as it was drawn before, in metres, by id."""
    frame = gpd.read_file(BEFORE / f"{layer}.geojson").to_crs(METRIC)
    return frame.set_index("id", drop=False)


@cache
def town() -> shapely.Geometry:
    """Return the town's area."""
    return before("town_boundary").geometry.iloc[0]
