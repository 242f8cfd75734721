"""A coverage as JSON can hold it, with its worst case and its likely interval."""

from typing import Any

from chedun_gis.analysis.coverage import (
    CoverageQuestion,
    CoverageReport,
    CoverageTerms,
    coverage_report,
    coverage_terms,
    known,
    other_lands,
    rule_data,
    share_data,
    zone_data,
)
from chedun_gis.analysis.doubt import likely_coverage, likely_data
from chedun_gis.analysis.nearest import with_near
from chedun_gis.analysis.uncounted import left_out, left_out_data
from chedun_gis.town import Town
from geo.doubt import LikelyShare


def as_data(town: Town, question: CoverageQuestion) -> dict[str, Any]:
    """Return the figure as JSON can hold it; the keys are those of `docs/commands.md`."""
    terms, report = coverage_terms(town, question), coverage_report(town, question)
    found = figure_data(town, terms, report, likely_coverage(town, question))
    return found | {"other_lands": other_lands(town, question)}


def figure_data(
    town: Town, terms: CoverageTerms, report: CoverageReport | None, likely: LikelyShare | None
) -> dict[str, Any]:
    """Return the figure as JSON can hold it, without what it is over other land."""
    mapped = report.found.mapped if report else None
    return {
        **share_data(mapped),
        "unit": "people" if terms.by_people else "m2",
        "low": known(report.found.low.share) if report else None,
        "high": known(report.found.high.share) if report else None,
        "likely": likely_data(likely.likely if likely else None),
        **rule_data(terms.rule, mapped),
        "land": terms.land.id,
        "uncounted": left_out_data(left_out(town, terms), mapped),
        "differs": list(terms.differs),
        "other_lands": None,
        "zones": None if town.loaded("zones").broken else _zones(town, report) if report else [],
        "flips": list(report.flips) if report else [],
        "gaps": len(report.gaps) if report else None,
    }


def _zones(town: Town, report: CoverageReport) -> list[dict[str, Any]]:
    zones = town.frame("zones").set_index("id", drop=False)
    return zone_data(report.zones, with_near(town, zones))
