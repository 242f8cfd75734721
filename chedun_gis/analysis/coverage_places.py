"""Say of what a coverage misses where it is and who lives there: by gap and by zone."""

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from chedun_gis.analysis.coverage import CoverageReport, people_of
from chedun_gis.analysis.nearest import nearest_names
from chedun_gis.town import Town
from geo.coverage import Coverage, coverage_by_zone


def placed_gaps(town: Town, report: CoverageReport) -> gpd.GeoDataFrame:
    """Return the gaps of a report, each with its `zone` (id) and the named place `near` it.

    Both are those of a point inside the gap; None outside all zones, and without a named place.
    """
    found = report.gaps
    spots = np.asarray(shapely.point_on_surface(found.geometry.to_numpy()), dtype=object)
    return found.assign(zone=_zones_of(town, spots))


def _zones_of(town: Town, spots: NDArray[np.object_]) -> NDArray[np.object_]:
    zones = town.loaded("zones").frame
    found = np.full(len(spots), None, dtype=object)
    if zones.empty:
        return found
    tree = shapely.STRtree(zones.geometry.to_numpy())
    spot, zone = tree.query(spots, predicate="intersects")
    found[spot] = zones["id"].to_numpy(dtype=object)[zone]
    return found


def zones_missed(town: Town, report: CoverageReport) -> pd.DataFrame:
    """Return for each zone with homes its `share`, and what is not covered: `area_m2` and `people`.

    `near` is the named place nearest to a point in the zone, None without one.

    The share is that of the report; people are taken as evenly spread over each parcel, and a
    parcel whose population is unknown counts for nothing. Zones with a sliver of the demand have no
    figure and are left out. The one that misses most comes first.
    """
    zones = town.loaded("zones").frame.set_index("id", drop=False)
    shares = report.zones["share"]
    found = report.found.mapped
    # In one of both the report counts already.
    area = people = report.zones
    if report.terms.by_people:
        area = coverage_by_zone(counted(found, found.parcels.geometry.area), zones)
    else:
        people = coverage_by_zone(counted(found, people_of(report.demand).fillna(0)), zones)
    table = pd.DataFrame(
        {"share": shares, "area_m2": area["uncovered"], "people": people["uncovered"]}
    )
    names = nearest_names(town, zones.geometry.loc[table.index].to_numpy())
    table["near"] = pd.Series(names, index=table.index, dtype=object)
    return table[shares.notna()].sort_values("area_m2", ascending=False, kind="stable")


def counted(found: Coverage, amount: "pd.Series[float]") -> Coverage:
    """Return the same coverage counted in another amount of each parcel, spread evenly over it."""
    whole = found.parcels["total"].to_numpy(dtype=float)
    part = np.divide(found.parcels["uncovered"], whole, out=np.zeros(len(whole)), where=whole > 0)
    total = amount.to_numpy(dtype=float)
    return replace(found, parcels=found.parcels.assign(total=total, uncovered=total * part))
