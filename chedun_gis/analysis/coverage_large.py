"""The coverage of a layer that is too large to be held: measured some rows of its file at a time.

What would have to look at all parcels at once (gaps that reach over many of them, the verdict of
each, the likely interval) is not asked of it; the parcels that miss most stand for the gaps.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from chedun_gis.analysis.coverage import (
    CoverageQuestion,
    ServiceTerms,
    coverage_terms,
    people_of,
    service_terms,
)
from chedun_gis.analysis.coverage_places import counted
from chedun_gis.analysis.coverage_rows import parts_for, reaching
from chedun_gis.analysis.evidence import Evidence, EvidencePart
from chedun_gis.analysis.nearest import nearest_names
from chedun_gis.analysis.shades import RowShades, Shades, coverage_shades, shade_of
from chedun_gis.compute import Cut, HeavyQuestion, get_ready
from chedun_gis.texts import hectares, text
from chedun_gis.town import MOST_AT_ONCE, LargeLayer, Town, answered, rows
from geo import Floats
from geo.coverage import (
    Bounded,
    Coverage,
    CoverageRange,
    bounded,
    coverage_by_zone,
    range_within,
)
from layers import Symbol, Text

# So many rows are read and measured in a second or two.
_ROWS: Final = 25_000
_FIELDS: Final = ("id", "name_zh", "name_en", "kind", "population", "accuracy_m")
# So many parcels that miss most are named.
MOST_NAMED: Final = 500
_ZONE_COLUMNS: Final = ("total", "uncovered", "ground_m2", "area_m2", "people")
# A zone with less of the land than this has no share: an outline that cuts off a sliver.
_LEAST_M2: Final = 1.0


@dataclass(frozen=True, slots=True)
class LargePart:
    """What was measured of some rows: by parcel, by zone, and the parcels that miss most.

    `total` and `uncovered` (low bound, as mapped, high bound) are m², or people; `people` live in
    what is not covered. `shades` has a shade for each row of the file, also for those that are not
    of the land. `zones` has the columns of `_ZONE_COLUMNS` by zone, in the layer's order.
    `worst` has `id`, names, `area_m2` and `people` not covered, and the place that is not.
    """

    total: Floats
    uncovered: tuple[Floats, Floats, Floats]
    people: Floats
    shades: RowShades
    zones: Floats
    worst: gpd.GeoDataFrame


@dataclass(frozen=True, slots=True)
class LargeCoverage:
    """The coverage of a large layer; shares are NaN where there is nothing to cover.

    `total` and `covered` are m², or people; `zones` and `worst` as those of `CoverageSheet` and
    `LargePart`, the parcel that misses most first. `shades` colours the parcels on the map.
    """

    parcels: int
    total: float
    covered: float
    share: float
    low_share: float
    high_share: float
    missed_people: float
    zones: pd.DataFrame
    worst: gpd.GeoDataFrame
    shades: Shades


def is_too_large(town: Town) -> bool:
    """Tell whether the homes are so many that they are measured by the rows of their file."""
    large = town.large("residential")
    return large is not None and large.count > MOST_AT_ONCE


def _homes(town: Town) -> LargeLayer:
    large = town.large("residential")
    if large is None:
        raise TypeError("residential")
    return large


def large_parts(town: Town, question: CoverageQuestion) -> int:
    """Return into how many parts the rows are cut."""
    del question
    return max(1, -(-_homes(town).count // _ROWS))


def large_part(town: Town, question: CoverageQuestion, number: int, of: int) -> LargePart | None:
    """Return what some rows say; None where no service counts."""
    terms, homes = service_terms(town, question), _homes(town)
    if terms.services.empty:
        return None
    first, last = number * homes.count // of, (number + 1) * homes.count // of
    read = rows(homes, first, last, columns=_FIELDS)
    asked = read["kind"].isin(terms.land.kinds)
    demand = read[asked].set_index("id", drop=False)
    # The file was checked when it was written, and is known by its digest.
    found = range_within(
        demand, reaching_many(town, question), weight=terms.weight_of(demand), sound=True
    )
    shades = np.zeros(len(read), dtype=np.uint8)
    shades[asked.to_numpy()] = shade_of(found.mapped.parcels["share"])
    return _part(town, demand, found, shades, in_people=terms.by_people)


# Of 47,000 parks some three hundred megabytes: those of one question alone are kept.
@answered(most=1)
def reaching_many(town: Town, question: CoverageQuestion) -> Bounded:
    """Return the services of a question, prepared once for all parts of a large layer."""
    services = service_terms(town, question).services
    return bounded(services, services["radius_m"])


def be_ready(town: Town) -> None:
    """Let workers read a large town's homes and prepare its parks before anybody asks."""
    if parts_for(town.loaded("residential").count):
        get_ready(_prepared, town)


def _prepared(town: Town) -> None:
    question = CoverageQuestion()
    if is_too_large(town):
        reaching_many(town, question)
    else:
        coverage_terms(town, question)
        reaching(town, question)


def _part(
    town: Town,
    demand: gpd.GeoDataFrame,
    found: CoverageRange,
    shades: RowShades,
    *,
    in_people: bool,
) -> LargePart:
    people = people_of(demand).fillna(0)
    by_area = counted(found.mapped, found.mapped.parcels.geometry.area)
    by_people = counted(found.mapped, people)
    zones = town.loaded("zones").frame
    area, living = (coverage_by_zone(each, zones) for each in (by_area, by_people))
    own = living if in_people else area
    columns = (
        own["total"],
        own["uncovered"],
        area["total"],
        area["uncovered"],
        living["uncovered"],
    )
    return LargePart(
        total=found.mapped.parcels["total"].to_numpy(dtype=float),
        uncovered=(
            found.low.parcels["uncovered"].to_numpy(dtype=float),
            found.mapped.parcels["uncovered"].to_numpy(dtype=float),
            found.high.parcels["uncovered"].to_numpy(dtype=float),
        ),
        people=by_people.parcels["uncovered"].to_numpy(dtype=float),
        shades=shades,
        zones=np.column_stack([each.to_numpy(dtype=float) for each in columns]),
        worst=_worst(demand, found.mapped, (by_area, by_people)),
    )


def _worst(
    demand: gpd.GeoDataFrame, found: Coverage, missed: tuple[Coverage, Coverage]
) -> gpd.GeoDataFrame:
    """Return the parcels of which most is missed; the shapes of no others are made."""
    area, people = (each.parcels["uncovered"].to_numpy(dtype=float) for each in missed)
    ids = demand["id"].to_numpy()
    open_ = found.remains.open_rows
    rows = open_[np.lexsort((ids[open_], -area[open_]))][:MOST_NAMED]
    table = gpd.GeoDataFrame(
        {
            **{name: demand[name].to_numpy()[rows] for name in ("id", "name_zh", "name_en")},
            "area_m2": area[rows],
            "people": people[rows],
        },
        geometry=found.left_of(rows),
        crs=demand.crs,
    )
    return table[~shapely.is_missing(table.geometry.to_numpy())]


def _ranked(found: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    ranked = found.sort_values(["area_m2", "id"], ascending=[False, True], kind="stable")
    return ranked.head(MOST_NAMED).reset_index(drop=True)


def large_coverage(
    town: Town, question: CoverageQuestion, parts: tuple[LargePart | None, ...]
) -> LargeCoverage | None:
    """Return the coverage from its parts; None where nothing is known to measure.

    Sums are exact: in what parts they were measured does not show.
    """
    del question
    known = [part for part in parts if part is not None]
    if not sum(len(part.total) for part in known):
        return None
    total = _sum([part.total for part in known])
    low, mapped, high = (_sum([part.uncovered[at] for part in known]) for at in range(3))
    return LargeCoverage(
        parcels=sum(len(part.total) for part in known),
        total=total,
        covered=total - mapped,
        share=_share(total - mapped, total),
        low_share=_share(total - low, total),
        high_share=_share(total - high, total),
        missed_people=_sum([part.people for part in known]),
        zones=_zones(town, [part.zones for part in known]),
        worst=_ranked(_together([part.worst for part in known])),
        shades=coverage_shades(_homes(town), np.concatenate([part.shades for part in known])),
    )


def _share(covered: float, total: float) -> float:
    return covered / total if total else math.nan


def _sum(parts: Sequence[Floats]) -> float:
    return math.fsum(np.concatenate(parts))


def _zones(town: Town, parts: Sequence[Floats]) -> pd.DataFrame:
    """Return what is missed by zone as `zones_missed` does, from what each part found."""
    zones = town.loaded("zones").frame.set_index("id", drop=False)
    stacked = np.array(parts, dtype=float).reshape(len(parts), len(zones), len(_ZONE_COLUMNS))
    sums = [
        [math.fsum(stacked[:, zone, at]) for at in range(len(_ZONE_COLUMNS))]
        for zone in range(len(zones))
    ]
    table = pd.DataFrame(sums, index=zones.index, columns=list(_ZONE_COLUMNS), dtype=float)
    table["share"] = (table["total"] - table["uncovered"]).div(table["total"])
    table["near"] = pd.Series(
        nearest_names(town, zones.geometry.to_numpy()), index=table.index, dtype=object
    )
    kept = table[(table["total"] > 0) & (table["ground_m2"] >= _LEAST_M2)]
    return kept[["share", "area_m2", "people", "near"]].sort_values(
        "area_m2", ascending=False, kind="stable"
    )


def _together(frames: Sequence[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), crs=frames[0].crs)


LARGE_COVERAGE: Final = HeavyQuestion(large_coverage, Cut(large_parts, large_part), most=8)


def large_places(terms: ServiceTerms, found: LargeCoverage, title: Text) -> Evidence:
    """Return the services, and what they miss of the parcels that miss most, for the map."""
    missed = found.worst.assign(
        name=[
            f"{name}  {hectares(area)} ha"
            for name, area in zip(found.worst["name_zh"], found.worst["area_m2"], strict=True)
        ]
    )
    points = terms.services.geometry.geom_type.eq("Point").all()
    services = Symbol(Text("", ""), "#2b8a3e", fill_opacity=0.7)
    gap = Symbol(Text("", ""), "#c92a2a", pattern="cross", weight=1, fill_opacity=0.6)
    return Evidence(
        title,
        (
            EvidencePart(text("evidence.worst"), "Polygon", gap, missed),
            EvidencePart(
                text("evidence.services"),
                "Point" if points else "Polygon",
                services,
                terms.services,
            ),
        ),
    )


def large_data(terms: ServiceTerms, found: LargeCoverage) -> dict[str, Any]:
    """Return the figure as JSON can hold it; what is not asked of so many parcels is null."""
    return {
        "value": None if math.isnan(found.share) else found.share,
        "numerator": found.covered,
        "denominator": found.total,
        "unit": "people" if terms.by_people else "m2",
        "low": None if math.isnan(found.low_share) else found.low_share,
        "high": None if math.isnan(found.high_share) else found.high_share,
        "likely": None,
        "rule": terms.rule.id,
        "land": terms.land.id,
        "differs": list(terms.differs),
        "parcels": found.parcels,
        "gaps": None,
        "flips": None,
    }
