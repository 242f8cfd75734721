"""A coverage as finished tables and texts, as a page shows it: in parts where it is large."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from chedun_gis.analysis.coverage import (
    CoverageQuestion,
    CoverageReport,
    composed,
    coverage_terms,
    gaps_sent,
    share_data,
)
from chedun_gis.analysis.coverage_data import figure_data
from chedun_gis.analysis.coverage_places import placed_gaps, zones_missed
from chedun_gis.analysis.coverage_rows import (
    MOST_PARCELS,
    RangeRows,
    bounds_part,
    mapped_rows,
    parts_for,
    range_together,
    rows_of,
)
from chedun_gis.analysis.demands import DEMANDS
from chedun_gis.analysis.doubt import likely_coverage, likely_data
from chedun_gis.analysis.nearest import with_near
from chedun_gis.analysis.shades import Shades, shades_by_id
from chedun_gis.compute import Cut, HeavyQuestion
from chedun_gis.texts import LANGS, Untold, told
from chedun_gis.town import Town
from geo import Floats
from geo.doubt import LikelyShare
from geo.files import to_geojson
from layers import RuleSet

_NEAR: Final = ("near_zh", "near_en")
_GAP_COLUMNS: Final = (
    "id",
    "area_m2",
    "uncovered",
    "people",
    "parcels",
    "nearest",
    "nearest_m",
    *_NEAR,
)
_PARCEL_COLUMNS: Final = ("id", "total", "covered", "uncovered", "share")
_BOUNDS: Final = ("low", "mapped", "high")


@dataclass(frozen=True, slots=True)
class CoverageSheet:
    """What is shown of a coverage.

    `total` and `covered` are m², or people; the shares NaN where there is nothing to cover. `zones`
    are those of `zones_missed`, `gaps` those of `placed_gaps` with the name of the `nearest`
    service, by their number; `missed_people` live in all gaps. `flips` has the shares of the
    parcels whose verdict is open: at the low bound, as mapped, at the high bound. `holes` are the
    gaps as places of the map, `shades` the colours of parcels that are drawn from tiles, None of
    others; `figure` is what JSON says of it all, but for the likely interval.
    """

    total: float
    covered: float
    share: float
    low_share: float
    high_share: float
    missed_people: float
    zones: pd.DataFrame
    gaps: pd.DataFrame
    flips: pd.DataFrame
    holes: gpd.GeoDataFrame
    shades: Shades | None
    figure: Mapping[str, Any]

    def figure_file(
        self, by_land: "Sequence[CoverageShare | None]", likely: LikelyShare | None
    ) -> str:
        """Return the figure as a file, with what the rule gives over each land of `DEMANDS`."""
        other_lands = [
            {"land": land, **share_data(found)}
            for land, found in zip(DEMANDS, by_land, strict=True)
            if land != self.figure["land"]
        ]
        found = likely_data(likely.likely if likely else None)
        more = {"likely": found, "other_lands": other_lands}
        return json.dumps(dict(self.figure) | more, ensure_ascii=False, indent=1)


@dataclass(frozen=True, slots=True)
class CoverageShare:
    """How much of the demand is covered, in m² or people; `share` is NaN when there is none."""

    total: float
    covered: float
    share: float


def _parts_of(town: Town, question: CoverageQuestion, threshold: float) -> int:
    """Return into how many parts a coverage is cut, 0 for one that is measured in place."""
    del threshold
    return parts_for(len(coverage_terms(town, question).demand))


def coverage_part(
    town: Town, question: CoverageQuestion, threshold: float, number: int, of: int
) -> RangeRows:
    """Return one part of a coverage; None where nothing is known to measure."""
    del threshold
    return bounds_part(town, question, number, of)


def coverage_sheet(
    town: Town, question: CoverageQuestion, threshold: float, parts: tuple[RangeRows, ...]
) -> CoverageSheet | None:
    """Return the sheet of a coverage from its parts; None where nothing is known to measure.

    `threshold` is the share by which a parcel's verdict is open.
    """
    report = _report(town, question, threshold, parts)
    return None if report is None else _sheet(town, report)


def _report(
    town: Town, question: CoverageQuestion, threshold: float, parts: tuple[RangeRows, ...]
) -> CoverageReport | None:
    terms = coverage_terms(town, question)
    found = range_together(town, question, terms.demand, parts)
    return None if found is None else composed(town, terms, found, threshold=threshold)


def _sheet(town: Town, report: CoverageReport) -> CoverageSheet:
    terms, found, names = report.terms, report.found, report.services
    mapped = found.mapped
    placed = placed_gaps(town, report)
    table = pd.DataFrame(placed[["zone", "near", "area_m2", "people", "nearest_m"]])
    open_ = list(report.flips)
    flips = pd.DataFrame(index=open_)
    for lang in LANGS:
        called = dict(zip(names.index, names[f"name_{lang}"], strict=True))
        table[f"nearest_{lang}"] = [called.get(each, "—") for each in placed["nearest"]]
        flips[f"name_{lang}"] = terms.demand.loc[open_, f"name_{lang}"].to_numpy()
    for bound in _BOUNDS:
        flips[bound] = getattr(found, bound).parcels.loc[open_, "share"].to_numpy()
    return CoverageSheet(
        total=mapped.total,
        covered=mapped.covered,
        share=mapped.share,
        low_share=found.low.share,
        high_share=found.high.share,
        missed_people=float(report.gaps["people"].sum()),
        zones=zones_missed(town, report),
        gaps=table,
        flips=flips,
        holes=gaps_sent(report.gaps),
        shades=shades_by_id(town, mapped.parcels["share"]),
        figure=figure_data(town, terms, report, None),
    )


def coverage_files(
    town: Town, question: CoverageQuestion, threshold: float, parts: tuple[RangeRows, ...]
) -> tuple[str, str]:
    """Return the gaps of a coverage and its parcels, each as GeoJSON; "" where there are none."""
    report = _report(town, question, threshold, parts)
    if report is None:
        return "", ""
    named = report.gaps.assign(id=[f"gap-{number}" for number in report.gaps.index])
    holes = with_near(town, named)
    parcels = report.found.mapped.parcels.assign(id=report.demand["id"])
    return to_geojson(holes, _GAP_COLUMNS), to_geojson(parcels, _PARCEL_COLUMNS)


def _doubted(town: Town, question: CoverageQuestion, threshold: float) -> int:
    """Return 0 where the likely interval is found in place, else that it is one piece of work."""
    return min(1, _parts_of(town, question, threshold))


def _no_part(
    _town: Town, _question: CoverageQuestion, _threshold: float, _number: int, _of: int
) -> None:
    """Return nothing: the draws are one piece."""


def likely_sheet(
    town: Town, question: CoverageQuestion, threshold: float, parts: tuple[None, ...]
) -> LikelyShare | None:
    """Return the likely interval of a coverage; None where nothing is known to measure."""
    del parts
    return likely_coverage(town, question, threshold=threshold)


# Of 50,000 parcels one such sheet takes a megabyte or two, the files twenty.
COVERAGE_SHEET: Final = HeavyQuestion(coverage_sheet, Cut(_parts_of, coverage_part), most=24)
COVERAGE_FILES: Final = HeavyQuestion(coverage_files, Cut(_parts_of, coverage_part), most=1)
# The draws take longer than the coverage itself, which need not wait for them.
COVERAGE_LIKELY: Final = HeavyQuestion(likely_sheet, Cut(_doubted, _no_part), most=24)


def by_rules(question: CoverageQuestion, rules: Iterable[RuleSet]) -> tuple[CoverageQuestion, ...]:
    """Return the same question by each rule."""
    return tuple(replace(question, rule=rule.name) for rule in rules)


def by_lands(question: CoverageQuestion) -> tuple[CoverageQuestion, ...]:
    """Return the same question over each land of `DEMANDS`."""
    return tuple(replace(question, demand=land) for land in DEMANDS)


def _share_parts_of(town: Town, questions: tuple[CoverageQuestion, ...]) -> int:
    """Return into how many parts the shares are cut: each takes some rows of every question."""
    found = [told(partial(coverage_terms, town, each)) for each in questions]
    most = max((len(each.demand) for each in found if not isinstance(each, Untold)), default=0)
    return 0 if most <= MOST_PARCELS else -(-most * len(questions) // (3 * MOST_PARCELS))


def share_part(
    town: Town, questions: tuple[CoverageQuestion, ...], number: int, of: int
) -> tuple[tuple[Floats, Floats] | None, ...]:
    """Return what counts in all and what is uncovered, by parcel of one part, for each question."""
    return tuple(_amounts(town, each, number, of) for each in questions)


def _amounts(
    town: Town, question: CoverageQuestion, number: int, of: int
) -> tuple[Floats, Floats] | None:
    terms = told(partial(coverage_terms, town, question))
    if isinstance(terms, Untold) or terms.missing:
        return None
    parcels = mapped_rows(town, question, rows_of(terms.demand, number, of)).parcels
    return parcels["total"].to_numpy(dtype=float), parcels["uncovered"].to_numpy(dtype=float)


def coverage_shares(
    town: Town,
    questions: tuple[CoverageQuestion, ...],
    parts: tuple[tuple[tuple[Floats, Floats] | None, ...], ...],
) -> tuple[CoverageShare | None, ...]:
    """Return the share of each question from its parts; None also where a layer has errors."""
    del town, questions
    return tuple(map(_share, zip(*parts, strict=True)))


def _share(parts: tuple[tuple[Floats, Floats] | None, ...]) -> CoverageShare | None:
    known = [part for part in parts if part is not None]
    if not known:
        return None
    total, uncovered = (math.fsum(np.concatenate(each)) for each in zip(*known, strict=True))
    covered = total - uncovered
    return CoverageShare(total, covered, covered / total if total else math.nan)


COVERAGE_SHARES: Final = HeavyQuestion(coverage_shares, Cut(_share_parts_of, share_part), most=32)
