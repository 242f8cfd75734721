"""What is asked of how true the figures are."""

from chedun_gis.analysis import (
    SERVICE_KINDS,
    BusQuestion,
    CoverageQuestion,
    SurveyQuestion,
    coverage_terms,
    doubt_basis,
    likely_bus,
    likely_coverage,
    likely_of_frames,
    survey_data,
)
from chedun_gis.analysis.survey import survey_sheet
from chedun_gis.indicators.score import likely_score, score_part
from chedun_gis.town import Town
from tests.whole.digests import digest


def doubt_of(town: Town) -> str:
    """Between which values coverages and lines likely lie, and what that rests on."""
    found: list[object] = []
    for kind in SERVICE_KINDS:
        question = CoverageQuestion(kind)
        terms, likely = coverage_terms(town, question), likely_coverage(town, question)
        if likely is not None:
            basis = doubt_basis(town, (terms.demand, terms.services), likely.likely)
            found += [likely.values, likely.verdicts, str(basis)]
    homes = town.frame("residential")
    stops = likely_of_frames(
        town, ("residential", homes), ("bus_stops", town.frame("bus_stops")), radius_m=300.0
    )
    lines = likely_bus(town, BusQuestion())
    assert lines is not None
    assert stops is not None
    sheet = survey_sheet(town, SurveyQuestion(("school",), steps=1))
    found += [sheet.steps, sheet.order, str(survey_data(sheet))]
    results = likely_score(town, (), (score_part(town, (), 0, 1),))
    return digest(*found, stops.values, lines.counts, str([each.likely for each in results]))
