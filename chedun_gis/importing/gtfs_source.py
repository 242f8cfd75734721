"""Take bus stops and bus lines from a GTFS feed as a file's layers `stops` and `lines`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd
import shapely

from geo import Problem
from geo.files import read_files
from geo.transit import GTFS_FILES, Feed, Findings, read_gtfs, read_table

LAYERS: Final = ("stops", "lines")

_FILES: Final = {
    "routes.txt": (("route_id",), ("route_short_name", "route_long_name")),
    "trips.txt": (("route_id", "trip_id"), ("shape_id", "direction_id")),
    "stop_times.txt": (("trip_id", "stop_id", "stop_sequence"), ()),
    "shapes.txt": (("shape_id", "shape_pt_lat", "shape_pt_lon", "shape_pt_sequence"), ()),
}

_LINE_COLUMNS: Final = (
    "id",
    "name_zh",
    "line",
    "route",
    "kind",
    "direction",
    "first_stop",
    "last_stop",
    "stops",
)


def unpack_feed(path: Path, folder: Path) -> None:
    """Put the files of a feed into a folder; raises what `geo.files.read_files` raises."""
    for name, content in read_files(path, {*GTFS_FILES, *_FILES}).items():
        (folder / name).write_bytes(content)


def read_feed(path: Path, layer: str) -> tuple[gpd.GeoDataFrame, list[Problem]]:
    """Return the stops or the lines of a feed; problems as `geo.transit.read_gtfs`.

    A line is drawn by the shape of its longest trip in each direction, or from stop to stop where
    the feed has no shapes.
    """
    content = read_files(path, {*GTFS_FILES, *_FILES})
    feed, problems = read_gtfs(path, content)
    if layer == "lines":
        return _lines(content, feed), problems
    called = feed.stops[feed.stops["lines"].map(bool).astype(bool)]
    return called.reset_index(drop=True), problems


def _lines(content: Mapping[str, bytes], feed: Feed) -> gpd.GeoDataFrame:
    tables = _tables(content)
    stops = feed.stops.set_index("id")
    calls = tables["stop_times.txt"]
    calls = calls[calls["stop_id"].isin(stops.index)]
    order = pd.to_numeric(calls["stop_sequence"], errors="coerce")
    calls = calls.assign(order=order).sort_values("order")
    stops_of = {str(trip): list(group["stop_id"]) for trip, group in calls.groupby("trip_id")}
    shapes = _shapes(tables["shapes.txt"])
    trips = _trips(tables, stops_of)
    rows = []
    for service in feed.services.to_dict("records"):
        for trip in trips[trips["line"] == service["line"]].to_dict("records"):
            called = stops.loc[stops_of.get(str(trip["trip_id"]), [])]
            direction = int(trip["direction_id"] == "1")
            rows.append(
                {
                    "id": f"{service['line']}-{direction}",
                    "name_zh": service["line"],
                    "line": service["line"],
                    "route": service["route"],
                    "kind": service["kind"],
                    "direction": direction,
                    "first_stop": next(iter(called["name_zh"]), None),
                    "last_stop": next(iter(called["name_zh"][::-1]), None),
                    "stops": tuple(called["name_zh"]),
                    "geometry": shapes.get(str(trip["shape_id"])) or _joined(list(called.geometry)),
                }
            )
    table = pd.DataFrame(rows, columns=[*_LINE_COLUMNS, "geometry"])
    return gpd.GeoDataFrame(table, geometry="geometry", crs=feed.stops.crs)


def _trips(tables: Mapping[str, pd.DataFrame], stops_of: Mapping[str, list[str]]) -> pd.DataFrame:
    """Return the trip with the most stops of each line in each direction."""
    trips = tables["trips.txt"].merge(tables["routes.txt"], on="route_id")
    name = trips["route_short_name"].where(
        trips["route_short_name"] != "", trips["route_long_name"]
    )
    length = [len(stops_of.get(trip, ())) for trip in trips["trip_id"]]
    trips = trips.assign(line=name, length=length).sort_values("length", ascending=False)
    return trips.drop_duplicates(["line", "direction_id"]).sort_values(["line", "direction_id"])


def _tables(content: Mapping[str, bytes]) -> Mapping[str, pd.DataFrame]:
    # What is wrong with the feed has been found by `read_gtfs` already; shapes are optional.
    unheard = Findings()
    return {
        file: read_table(
            content.get(file), file, needed=needed, optional=optional, findings=unheard
        )
        for file, (needed, optional) in _FILES.items()
    }


def _shapes(table: pd.DataFrame) -> dict[str, shapely.Geometry]:
    numbers = table.assign(
        x=pd.to_numeric(table["shape_pt_lon"], errors="coerce"),
        y=pd.to_numeric(table["shape_pt_lat"], errors="coerce"),
        order=pd.to_numeric(table["shape_pt_sequence"], errors="coerce"),
    ).dropna(subset=["x", "y", "order"])
    ordered = numbers.sort_values(["shape_id", "order"])
    return {
        str(name): shapely.LineString(group[["x", "y"]].to_numpy())
        for name, group in ordered.groupby("shape_id")
        if len(group) > 1
    }


def _joined(places: list[shapely.Geometry]) -> shapely.Geometry | None:
    return shapely.LineString(places) if len(places) > 1 else None
