"""The answer to a search for sites as finished tables and places: what a page shows of it."""

from dataclasses import dataclass, replace
from typing import Final

import geopandas as gpd
import numpy as np
import shapely

from chedun_gis.analysis import DrawnEvidence, drawn
from chedun_gis.compute import HeavyQuestion, tell
from chedun_gis.scenario.siting import (
    SitingQuestion,
    candidate_sites,
    sites_for,
    siting_evidence,
)
from chedun_gis.town import Town
from geo.siting import Ask, Choice


@dataclass(frozen=True, slots=True)
class OwnLand:
    """Land of the planner's own that sites are chosen from: ids, and shapes in metres as WKB."""

    ids: tuple[str, ...]
    shapes_wkb: tuple[bytes, ...]

    @classmethod
    def of(cls, land: gpd.GeoDataFrame) -> "OwnLand":
        """Return the land of a frame by id, in the town's metric CRS."""
        shapes = shapely.to_wkb(np.asarray(land.geometry.array, dtype=object))
        return cls(tuple(land.index), tuple(shapes))

    def frame(self, crs: str) -> gpd.GeoDataFrame:
        """Return the land as a frame by id."""
        ids, shapes = list(self.ids), shapely.from_wkb(list(self.shapes_wkb))
        return gpd.GeoDataFrame({"id": ids}, index=ids, geometry=shapes, crs=crs)


@dataclass(frozen=True, slots=True)
class SitingSheet:
    """The choices, the best first, with the places of each; see `geo.siting.Siting`.

    `before` is the share without new sites; `missed` is the demand that no candidate can serve, in
    m² or people; `gap` NaN when nothing is known of it.
    """

    choices: tuple[Choice, ...]
    places: tuple[DrawnEvidence, ...]
    before: float
    missed: float
    gap: float
    method: str
    optimal: bool
    approximate: bool


def siting_sheet(
    town: Town, question: SitingQuestion, land: OwnLand | None, asked: Ask
) -> SitingSheet:
    """Return the best sites among the candidates of the question, on a grid or on own land.

    Raises what `candidate_sites` and `sites_for` raise.
    """
    frame = None if land is None else land.frame(town.place.metric_crs)
    candidates = candidate_sites(town, question, frame)
    found = sites_for(town, question, candidates, replace(asked, progress=tell))
    choices = (found.best, *found.alternatives)
    return SitingSheet(
        choices=choices,
        places=tuple(
            drawn(siting_evidence(town, question, found, each, candidates)) for each in choices
        ),
        before=found.before.share,
        missed=float(found.unreachable["amount"].sum()),
        gap=found.gap,
        method=found.method,
        optimal=found.optimal,
        approximate=found.approximate,
    )


# A search cannot be cut into parts; it has a process of its own.
SITING: Final = HeavyQuestion(siting_sheet)
