"""Tell which projects stand in an area, and which may: many are known by their zone only."""

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import shapely

from chedun_gis.indicators import Input, input_of
from chedun_gis.profile.areas import Area
from chedun_gis.town import Town
from geo import intersection
from layers import STAGES

SITED = ("exact", "approximate")


@dataclass(frozen=True, slots=True)
class Projects:
    """The projects of an area.

    `inside` are those whose site lies in it or that the plan places in this zone; `possible` are
    those known only by another zone that shares ground with the area: their point on the map says
    nothing. Both hold the layer's columns; `inside` has `known_by`, `site` or `zone`. `unplaced`
    counts the town's projects without any place, which no area can count.
    """

    inside: gpd.GeoDataFrame
    possible: gpd.GeoDataFrame
    unplaced: int
    inputs: tuple[Input, ...]

    @property
    def by_stage(self) -> dict[str, int]:
        """How many projects are at each stage, in the order of the stages; none are left out."""
        counts = self.inside["stage"].value_counts()
        return {stage: int(counts[stage]) for stage in STAGES if stage in counts}


def sited(town: Town) -> gpd.GeoDataFrame:
    """Return the projects whose own site is known, exactly or nearly."""
    every = town.frame("projects")
    return every[~every.geometry.isna() & every["location_type"].isin(SITED)]


def projects_in(town: Town, area: Area) -> Projects:
    """Return the projects in an area."""
    every = town.frame("projects")
    placed = every[~every.geometry.isna()]
    sited = placed["location_type"].isin(SITED)
    site_inside = sited & _within(placed, area)
    of_zone = placed["zone_id"].eq(area.zone_id).fillna(value=False) & bool(area.zone_id)
    inside = placed[site_inside | of_zone]
    known = ["site" if each else "zone" for each in site_inside[inside.index]]
    vague = placed[~sited & ~of_zone]
    return Projects(
        inside.assign(known_by=known),
        vague[_may_be_inside(town, vague, area)],
        int(every.geometry.isna().sum()),
        (input_of(town, "projects", inside), area.drawn),
    )


def _within(points: gpd.GeoDataFrame, area: Area) -> "pd.Series[bool]":
    found = shapely.covers(area.shape.geometry.iloc[0], points.geometry.to_numpy())
    return pd.Series(found, index=points.index, dtype=bool)


def _may_be_inside(town: Town, vague: gpd.GeoDataFrame, area: Area) -> "pd.Series[bool]":
    """Tell whose zone shares ground with the area; without a zone the point has to do."""
    zones = town.frame("zones")
    shared = shapely.area(intersection(zones.geometry.to_numpy(), area.shape.geometry.iloc[0])) > 0
    meeting, known = set(zones["id"][shared]), vague["zone_id"].isin(zones["id"])
    of_meeting = vague["zone_id"].isin(meeting)
    found: pd.Series[bool] = of_meeting.where(known, _within(vague, area))
    return found
