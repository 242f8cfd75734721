"""A coverage as finished tables and texts, as a page shows it: in parts where it is large."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import numpy as np
import pandas as pd

from chedun_gis.analysis.coverage import (
    CoverageQuestion,
    CoverageReport,
    composed,
    coverage_evidence,
    coverage_terms,
    share_data,
)
from chedun_gis.analysis.coverage_data import figure_data
from chedun_gis.analysis.coverage_places import placed_gaps, zones_missed
from chedun_gis.analysis.coverage_rows import (
    MOST_PARCELS,
    RangeRows,
    mapped_rows,
    parts_for,
    range_of_rows,
    range_together,
    rows_of,
    sent,
)
from chedun_gis.analysis.demands import DEMANDS
from chedun_gis.analysis.doubt import likely_coverage
from chedun_gis.analysis.evidence import (
    DrawnEvidence,
    DrawnPart,
    drawn_features,
    drawn_lines,
    listed,
)
from chedun_gis.analysis.nearest import with_near
from chedun_gis.compute import Cut, HeavyQuestion
from chedun_gis.texts import LANGS, Untold, text, told
from chedun_gis.town import Town
from geo import Floats
from geo.doubt import LikelyShare
from geo.files import collection_of, feature_texts, to_geojson
from layers import RuleSet, Text

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
# Features that are written already, each with its id.
Lines = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class CoverageSheet:
    """What is shown of a coverage.

    `total` and `covered` are m², or people; the shares NaN where there is nothing to cover. `zones`
    are those of `zones_missed`, `gaps` those of `placed_gaps` with the name of the `nearest`
    service, by their number; `missed_people` live in all gaps. `flips` has the shares of the
    parcels whose verdict is open: at the low bound, as mapped, at the high bound. `likely` is the
    likely interval; `figure` is what JSON says of it all.
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
    likely: LikelyShare
    evidence: DrawnEvidence
    figure: Mapping[str, Any]
    gap_file: str
    parcel_file: str

    def figure_file(self, by_land: "Sequence[CoverageShare | None]") -> str:
        """Return the figure as a file, with what the rule gives over each land of `DEMANDS`."""
        other_lands = [
            {"land": land, **share_data(found)}
            for land, found in zip(DEMANDS, by_land, strict=True)
            if land != self.figure["land"]
        ]
        return json.dumps(
            dict(self.figure) | {"other_lands": other_lands}, ensure_ascii=False, indent=1
        )


@dataclass(frozen=True, slots=True)
class CoverageShare:
    """How much of the demand is covered, in m² or people; `share` is NaN when there is none."""

    total: float
    covered: float
    share: float


@dataclass(frozen=True, slots=True)
class SheetPart:
    """What is worked out of some rows: their coverage, and how they are drawn and written.

    `homes` and `services` are the lines of the map by id, `parcels` those of the file.
    """

    bounds: RangeRows
    homes: Lines
    services: Lines
    parcels: Lines


def _parts_of(town: Town, question: CoverageQuestion, threshold: float) -> int:
    """Return into how many parts a coverage is cut, 0 for one that is measured in place."""
    del threshold
    return parts_for(len(coverage_terms(town, question).demand))


def coverage_part(
    town: Town, question: CoverageQuestion, threshold: float, number: int, of: int
) -> SheetPart | None:
    """Return one part of a coverage; None where nothing is known to measure."""
    del threshold
    terms = coverage_terms(town, question)
    if terms.missing:
        return None
    rows = rows_of(terms.demand, number, of)
    found = range_of_rows(town, question, rows)
    ids = [str(each) for each in rows["id"]]
    parcels = feature_texts(found.mapped.parcels.assign(id=ids), _PARCEL_COLUMNS)
    return SheetPart(
        sent(found),
        drawn_lines(rows),
        drawn_lines(rows_of(terms.services, number, of)),
        list(zip(ids, parcels, strict=True)),
    )


def coverage_sheet(
    town: Town,
    question: CoverageQuestion,
    threshold: float,
    parts: tuple[SheetPart | None, ...],
) -> CoverageSheet | None:
    """Return the sheet of a coverage from its parts; None where nothing is known to measure.

    `threshold` is the share by which a parcel's verdict is open.
    """
    terms = coverage_terms(town, question)
    known = [part for part in parts if part is not None]
    found = range_together(terms.demand, [part.bounds for part in known])
    if found is None:
        return None
    likely = likely_coverage(town, question, threshold=threshold)
    if likely is None:
        return None
    return _sheet(town, composed(town, terms, found, threshold=threshold), likely, known)


def _sheet(
    town: Town, report: CoverageReport, likely: LikelyShare, parts: Sequence[SheetPart]
) -> CoverageSheet:
    terms, found, names = report.terms, report.found, report.services
    mapped = found.mapped
    holes = report.gaps.assign(id=[f"gap-{number}" for number in report.gaps.index])
    placed = placed_gaps(town, report)
    holes = with_near(town, holes)
    table = pd.DataFrame(placed[["zone", "near", "area_m2", "people", "nearest_m"]])
    open_ = list(report.flips)
    flips = pd.DataFrame(index=open_)
    for lang in LANGS:
        called = names[f"name_{lang}"]
        table[f"nearest_{lang}"] = [called.get(each, "—") for each in placed["nearest"]]
        flips[f"name_{lang}"] = terms.demand.loc[open_, f"name_{lang}"].to_numpy()
    for bound in _BOUNDS:
        flips[bound] = getattr(found, bound).parcels.loc[open_, "share"].to_numpy()
    ids, texts = zip(*_joined(part.parcels for part in parts), strict=True)
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
        evidence=drawn_from(report, text("coverage.radius_of", service=terms.kind.title), parts),
        likely=likely,
        figure=figure_data(town, terms, report, likely),
        gap_file=to_geojson(holes, _GAP_COLUMNS),
        parcel_file=collection_of(ids, texts),
    )


def drawn_from(report: CoverageReport, title: Text, parts: Sequence[SheetPart]) -> DrawnEvidence:
    """Return the places of a coverage as the map draws them, the most of it drawn by the parts."""
    evidence = coverage_evidence(report, title)
    homes, gaps, services = evidence.parts
    features = (
        listed(_joined(part.homes for part in parts)),
        drawn_features(gaps.frame),
        listed(_joined(part.services for part in parts)),
    )
    return DrawnEvidence(
        title,
        tuple(
            DrawnPart(each.title, each.geometry, each.symbol, written, each.edit)
            for each, written in zip((homes, gaps, services), features, strict=True)
        ),
    )


def _joined(parts: Iterable[Lines]) -> Lines:
    return [line for each in parts for line in each]


# Of 50,000 parcels one such sheet takes some fifty megabytes.
COVERAGE_SHEET: Final = HeavyQuestion(coverage_sheet, Cut(_parts_of, coverage_part), most=6)


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
