"""Answer for each area of the bus target which lines reach it, and where the second is missing."""

from collections.abc import Collection
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from chedun_gis.evidence import Evidence, Part
from chedun_gis.store import Store
from chedun_gis.tables import read_table
from geo.routes import REGULAR, with_routes
from geo.transit import LineService, missing, serve, verdicts
from layers.model import Pattern, Symbol, Text

CLAUSE = "8.2.3"
REQUIRED_LINES = 2
RADII_M = (300.0, 500.0)
# Smaller places count in the figures but would only be specks on the map.
_LEAST_SHOWN_M2 = 1.0


@dataclass(frozen=True, slots=True)
class BusReport:
    """The lines within `radius_m` of each area: answer, verdicts and gaps by zone id."""

    radius_m: float
    zones: gpd.GeoDataFrame
    service: LineService
    verdicts: pd.DataFrame
    gaps: gpd.GeoDataFrame


def target_areas(store: Store) -> gpd.GeoDataFrame:
    """Return the market town and the main industrial parks, by id (plan 8.2.3)."""
    zones = store.frame("zones")
    return zones[zones["bus_target"].astype(bool)].set_index("id", drop=False)


def counted_stops(store: Store, kinds: Collection[str] = REGULAR) -> gpd.GeoDataFrame:
    """Return the town's stops with the lines that count there in the column `routes`."""
    services = pd.DataFrame(read_table(store.data_dir, "bus_services"))
    return with_routes(store.frame("bus_stops"), services, kinds=kinds)


def bus_report(
    store: Store, *, radius_m: float = 500.0, kinds: Collection[str] = REGULAR
) -> BusReport:
    """Return the bus service of the market town and the main industrial parks (plan 8.2.3).

    `kinds` are the kinds of service that count; night, shuttle and commuter lines do not unless
    named.
    """
    areas = target_areas(store)
    return bus_of(areas, counted_stops(store, kinds), radius_m=radius_m)


def bus_of(
    areas: gpd.GeoDataFrame,
    stops: gpd.GeoDataFrame,
    *,
    radius_m: float,
    required: int = REQUIRED_LINES,
) -> BusReport:
    """Return the bus service of any areas by stops that carry the lines that count."""
    service = serve(areas, stops, radius_m=radius_m)
    return BusReport(
        radius_m,
        areas,
        service,
        verdicts(service, required=required),
        missing(service, required=required),
    )


def bus_evidence(report: BusReport) -> Evidence:
    """Return the places with two lines or more, with one, and with none."""
    faces = report.service.faces
    faces = faces[faces["area_m2"] > _LEAST_SHOWN_M2]
    joined = [("、".join(lines) or "—") for lines in faces["lines"]]
    shown = faces.assign(id=[str(i) for i in range(len(faces))], name=joined)
    count = shown["line_count"]
    parts: tuple[tuple[str, str, str, Pattern, pd.Series[bool]], ...] = (
        ("两条及以上", "Two lines or more", "#1971c2", "solid", count >= REQUIRED_LINES),
        ("一条", "One line", "#f08c00", "diagonal", count == 1),
        ("无公交", "No line", "#c92a2a", "cross", count == 0),
    )
    return Evidence(
        Text(
            f"公交线路（站点 {report.radius_m:g} 米内）",
            f"Bus lines (within {report.radius_m:g} m of a stop)",
        ),
        tuple(
            Part(
                Text(zh, en),
                "Polygon",
                Symbol(Text(zh, en), colour, pattern=pattern, weight=0.8, fill_opacity=0.45),
                shown[chosen],
            )
            for zh, en, colour, pattern, chosen in parts
        ),
    )
