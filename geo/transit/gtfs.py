"""Read stops and lines from a GTFS feed (gtfs.org, Schedule reference)."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd

from geo import WGS84, Problem
from geo.files import read_files
from geo.transit.gtfs_table import Findings, read_table
from geo.transit.routes import SHORT_TURN

# Columns that must be there and those that may be.
GTFS_FILES: Final = {
    "stops.txt": (("stop_id", "stop_lat", "stop_lon"), ("stop_name", "location_type")),
    "routes.txt": (
        ("route_id", "route_type"),
        ("route_short_name", "route_long_name", "agency_id"),
    ),
    "trips.txt": (("route_id", "trip_id"), ()),
    "stop_times.txt": (("trip_id", "stop_id"), ()),
}

# Route types that are buses: 3 and trolleybuses 11; of the extended types 700 to 716 and 800, and
# commuter coaches. Those that say more than "bus" give the kind of service.
_BUS_TYPES: Final = {3, 11, 208, *range(700, 717), 800}
_KIND_OF_TYPE: Final = {
    208: "commuter",
    705: "night",
    711: "shuttle",
    712: "commuter",
    714: "shuttle",
}
_LIMITS: Final = {"stop_lon": 180.0, "stop_lat": 90.0}
_PLATFORM: Final = ("", "0")
_SHORT_TURN_NAME: Final = re.compile(r"[（(]?区间[车线]?[)）]?$")


@dataclass(frozen=True, slots=True)
class Feed:
    """The buses of a feed, in the form that `geo.transit.with_routes` takes.

    - `stops`: `id`, `name_zh`, `lines` (sorted tuple of names), points in WGS84 degrees.
    - `services`: `line`, `route`, `kind`, `basis`: "stated" where the route type says the kind,
      "assumed" where it says only "bus" (regular, or a short turn by its name): to be checked.
    - `left_out`: names of the lines that are not buses.
    """

    stops: gpd.GeoDataFrame
    services: pd.DataFrame
    left_out: tuple[str, ...]


def read_gtfs(path: Path, content: Mapping[str, bytes] | None = None) -> tuple[Feed, list[Problem]]:
    """Return the bus stops and lines of a GTFS zip or folder, and all that is wrong with it.

    `content` holds the files of the feed by name, where they were read already.

    Uses stops, routes, trips and stop_times. The calendar is ignored: a line that has any trip
    calls at its stops, on whatever days. Directions, trips and routes of one name and operator are
    one line; the same name under two operators is two lines. A name that ends in 区间 is the short
    turn of the line before it, when that is in the feed.

    Rows with problems are left out. Each problem has `file` among its params and the line as
    `row`: `gtfs_file_missing`, `gtfs_empty`, `gtfs_column_missing` (name), `gtfs_encoding`,
    `gtfs_torn`, `gtfs_long` (limit), `gtfs_width` (found, expected), `gtfs_id_missing`,
    `gtfs_id_duplicate` (value), `gtfs_id_unknown` (value, where), `gtfs_number` (value),
    `gtfs_coordinate_missing`, `gtfs_coordinate_outside` (value), `gtfs_more` (code,
    count), and the repair `gtfs_gbk`. With errors, use the feed only when
    the user agrees. Raises what `geo.files.read_files` raises.
    """
    findings = Findings()
    if content is None:
        content = read_files(path, GTFS_FILES)
    stops, routes, trips, calls = (
        read_table(content.get(file), file, needed=needed, optional=optional, findings=findings)
        for file, (needed, optional) in GTFS_FILES.items()
    )
    stops = _with_ids(stops, "stops.txt", "stop_id", findings)
    routes = _with_ids(routes, "routes.txt", "route_id", findings)
    trips = _with_ids(trips, "trips.txt", "trip_id", findings)
    trips = _known(trips, "trips.txt", "route_id", routes, findings)
    calls = _known(calls, "stop_times.txt", "trip_id", trips, findings)
    calls = _known(calls, "stop_times.txt", "stop_id", stops, findings)

    routes = _buses(routes, findings)
    called = calls[["trip_id", "stop_id"]].drop_duplicates()
    called = called.merge(trips[["trip_id", "route_id"]], on="trip_id")
    called = called.merge(routes[["route_id", "line", "bus"]], on="route_id")
    lines: dict[str, set[str]] = defaultdict(set)
    for stop, line, bus in zip(called["stop_id"], called["line"], called["bus"], strict=True):
        lines[stop] |= {line} if bus else set()
    left_out = tuple(sorted(set(routes.loc[~routes["bus"].astype(bool), "line"])))
    return Feed(_points(stops, lines, findings), _services(routes), left_out), findings.all()


def _with_ids(table: pd.DataFrame, file: str, column: str, findings: Findings) -> pd.DataFrame:
    """Leave out rows without an id, and all but the first with the same one."""
    blank = table[column] == ""
    findings.add_rows("gtfs_id_missing", file, table.loc[blank, column])
    table = table[~blank]
    again = table[column].duplicated()
    findings.add_rows("gtfs_id_duplicate", file, table.loc[again, column])
    return table[~again]


def _known(
    table: pd.DataFrame, file: str, column: str, owner: pd.DataFrame, findings: Findings
) -> pd.DataFrame:
    """Leave out rows whose id the file that owns the ids does not have."""
    if owner.empty:  # noted where that file was read
        return table.iloc[:0]
    known = table[column].isin(owner[column])
    where = f"{column.removesuffix('_id')}s.txt"
    findings.add_rows("gtfs_id_unknown", file, table.loc[~known, column], where=where)
    return table[known]


def _buses(routes: pd.DataFrame, findings: Findings) -> pd.DataFrame:
    """Add to the routes `line`, the name, `bus`, `kind` and `parent`, the line it may turn on."""
    types = pd.to_numeric(routes["route_type"], errors="coerce")
    findings.add_rows("gtfs_number", "routes.txt", routes.loc[types.isna(), "route_type"])
    routes = routes[types.notna()]
    types = types[types.notna()]
    name = routes["route_short_name"].where(
        routes["route_short_name"] != "", routes["route_long_name"]
    )
    name = name.where(name != "", routes["route_id"])
    operators = routes.groupby(name)["agency_id"].transform("nunique")
    line = name.where(operators <= 1, name + "（" + routes["agency_id"] + "）")
    by_name = dict(zip(zip(routes["agency_id"], name, strict=True), line, strict=True))
    parents = [(agency, _SHORT_TURN_NAME.sub("", each)) for agency, each in by_name]
    parent = dict(zip(by_name.values(), map(by_name.get, parents), strict=True))
    return routes.assign(
        line=line,
        parent=line.map(parent),
        bus=types.isin(_BUS_TYPES),
        kind=types.map(_KIND_OF_TYPE),
    )


def services_by_name(lines: "pd.Series[str]") -> pd.DataFrame:
    """Return the services of lines of which only the distinct names are known: all assumed.

    A name that ends in 区间 is the short turn of the line before it, where that is among them;
    every other line is regular. Columns as `Feed.services`.
    """
    known = set(lines)
    parents = [_SHORT_TURN_NAME.sub("", line) for line in lines]
    rows = [
        (line, parent, SHORT_TURN, "assumed")
        if parent in known - {line}
        else (line, line, "regular", "assumed")
        for line, parent in zip(lines, parents, strict=True)
    ]
    return pd.DataFrame(rows, columns=["line", "route", "kind", "basis"], dtype=object)


def _services(routes: pd.DataFrame) -> pd.DataFrame:
    """Return one row a line; a line that is a plain bus in one of its routes is regular."""
    buses = routes[routes["bus"].astype(bool)].sort_values(
        "kind", na_position="first", kind="stable"
    )
    buses = buses.drop_duplicates("line").sort_values("line")
    lines = set(buses["line"])
    rows = []
    for line, parent, kind in zip(buses["line"], buses["parent"], buses["kind"], strict=True):
        if isinstance(kind, str):
            rows.append((line, line, kind, "stated"))
        elif parent in lines - {line}:
            rows.append((line, parent, SHORT_TURN, "assumed"))
        else:
            rows.append((line, line, "regular", "assumed"))
    return pd.DataFrame(rows, columns=["line", "route", "kind", "basis"], dtype=object)


def _points(
    stops: pd.DataFrame, lines: dict[str, set[str]], findings: Findings
) -> gpd.GeoDataFrame:
    """Return the platforms, and whatever else trips call at, as points with their bus lines."""
    stops = stops[stops["location_type"].isin(_PLATFORM) | stops["stop_id"].isin(list(lines))]
    x, y = (_coordinates(stops, axis, limit, findings) for axis, limit in _LIMITS.items())
    placed = x.notna() & y.notna()
    stops = stops[placed]
    return gpd.GeoDataFrame(
        {
            "id": stops["stop_id"].to_numpy(),
            "name_zh": stops["stop_name"].to_numpy(),
            "lines": [tuple(sorted(lines.get(stop, ()))) for stop in stops["stop_id"]],
        },
        geometry=gpd.points_from_xy(x[placed], y[placed]),
        crs=WGS84,
    )


def _coordinates(
    stops: pd.DataFrame, column: str, limit: float, findings: Findings
) -> "pd.Series[float]":
    """Return a coordinate of each stop, NaN where there is none or it is on no globe."""
    values = pd.to_numeric(stops[column], errors="coerce").astype(float)
    blank, bad = stops[column] == "", values.isna()
    outside = values.abs() > limit
    findings.add_rows("gtfs_coordinate_missing", "stops.txt", stops.loc[blank, column])
    findings.add_rows("gtfs_number", "stops.txt", stops.loc[bad & ~blank, column])
    findings.add_rows("gtfs_coordinate_outside", "stops.txt", stops.loc[outside, column])
    return values.mask(outside)
