"""What is asked of how true the figures are."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from chedun_gis.analysis import (
    SERVICE_KINDS,
    BusQuestion,
    CoverageQuestion,
    SurveyQuestion,
    changes_data,
    count_interval,
    coverage_terms,
    doubt_basis,
    likely_bus,
    likely_coverage,
    likely_inside,
    likely_lines_of,
    likely_of_frames,
    stale_features,
    stale_words,
    survey_changes,
    survey_data,
)
from chedun_gis.analysis.survey import survey_sheet
from chedun_gis.importing import accept_filled, read_filled, surveyed_town
from chedun_gis.indicators.score import likely_score, score_part
from chedun_gis.profile import areas
from chedun_gis.town import Town, Workspace
from geo.files import to_geojson
from tests.people import ALONE
from tests.whole.digests import digest

LATER = date(2040, 1, 1)
FILLED = {"surveyed_on": "2026-11-30", "surveyor": "王"}


def _field(town: Town) -> str:
    """What is taken in from the field, and what it changes."""
    park = town.frame("parks").iloc[[0]].assign(layer="parks", **FILLED)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "order.geojson"
        told = park.assign(feature_id=park["id"])
        path.write_text(to_geojson(told, ("layer", "feature_id", *FILLED)), encoding="utf-8")
        order = read_filled(town, path)
        changes = survey_changes(town, surveyed_town(town, order))
        space = Workspace(Path(folder) / "space")
        accept_filled(order, space, town, by=ALONE)
        [version] = [each for each in space.versions("parks") if each.current]
    return digest(str(changes_data(changes)), version.id, str(changes[0].title))


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
    found += [_field(town), *(stale_words(each, "zh") for each in stale_features(town, LATER))]
    [area] = [each for each in areas(town).values() if each.bus_target][:1]
    inside = likely_inside(town, CoverageQuestion(), area.shape.geometry.iloc[0])
    reached = likely_lines_of(town, BusQuestion(), (area.drawn.layer, area.in_doubt))
    found += [inside and inside.values, count_interval(reached, "en")]
    results = likely_score(town, (), "", (score_part(town, (), "", 0, 1),))
    return digest(*found, stops.values, lines.counts, str([each.likely for each in results]))
