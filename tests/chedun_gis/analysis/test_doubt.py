"""How true a figure is: one answer whoever asks, and what it rests on."""

import json
from dataclasses import replace

import numpy as np
import pytest
from typer.testing import CliRunner

from chedun_gis.analysis import (
    BusQuestion,
    CoverageQuestion,
    as_data,
    coverage_terms,
    doubt_basis,
    errors_of,
    key_of,
    layer_and_id,
    likely_bus,
    likely_coverage,
    likely_of_every,
)
from chedun_gis.analysis.coverage_sheet import coverage_part, coverage_sheet, likely_sheet
from chedun_gis.commands.root import app
from chedun_gis.indicators import as_data as line_data
from chedun_gis.indicators import likely_words, scorecard, worst_words
from chedun_gis.town import Town, open_town
from chedun_gis.town.town import SOURCES, TownPart, with_parts
from layers import SHARED_ERROR, SKETCH_AREA


def with_sources(town: Town, **declared: object) -> Town:
    """Return a town whose sketch says more of its errors."""
    said = dict(town.sources)
    said["sketch-2026"] = replace(said["sketch-2026"], **declared)  # type: ignore[arg-type]
    return with_parts(town, {SOURCES: TownPart("declared", lambda: (said, ()))})


def test_page_command_scorecard_and_file_say_the_same() -> None:
    town = open_town()
    found = likely_coverage(town, CoverageQuestion())
    assert found is not None
    parts = (coverage_part(town, CoverageQuestion(), 1.0, 0, 1),)
    sheet = coverage_sheet(town, CoverageQuestion(), 1.0, parts)
    likely = likely_sheet(town, CoverageQuestion(), 1.0, ())
    assert sheet is not None
    assert likely is not None
    assert likely.likely == found.likely
    printed = CliRunner().invoke(app, ["coverage", "--rule", "park:plan-2025", "--json"])
    assert json.loads(printed.stdout)["likely"] == as_data(town, CoverageQuestion())["likely"]
    line = next(each for each in scorecard(town) if each.indicator.id == "park-500m")
    assert line_data(line)["likely_low"] == pytest.approx(100 * found.likely.low)
    # It lies within what is possible, and far from filling it.
    worst = line.measurement
    assert worst.low is not None
    assert worst.high is not None
    assert worst.low <= 100 * found.likely.low < 100 * found.likely.high <= worst.high
    assert worst_words(line, "en") == "0.3% – 100%"
    assert likely_words(line, "en").endswith("%")


def test_a_sketch_shares_what_its_source_declares() -> None:
    town = open_town()
    parks = town.frame("parks").query("source == 'sketch-2026'")
    assumed = errors_of(town, "parks", parks)
    assert set(assumed.shared) == {SHARED_ERROR}
    assert set(zip(assumed.least_area, assumed.most_area, strict=True)) == {SKETCH_AREA}
    told = with_sources(town, shared_error=0.9, sketch_area_least=1.0, sketch_area_most=1.0)
    declared = errors_of(told, "parks", parks)
    assert set(declared.shared) == {0.9}
    assert set(declared.most_area) == {1.0}
    frames = [parks]
    before = likely_coverage(town, CoverageQuestion())
    assert before is not None
    words = [
        " ".join(each.en for each in doubt_basis(here, frames, before.likely).assumptions)
        for here in (town, told)
    ]
    assert "assumed that its features share 25 %" in words[0]
    assert "share 90 % of the variance of their error (declared)" in words[1]


def test_what_moves_together_leaves_less_in_doubt() -> None:
    """Homes and parks of one sketch that is off as a whole keep their distances."""
    town = open_town()
    # Of one source and accuracy the shared part is one shift.
    terms = coverage_terms(town, CoverageQuestion())
    one = {"accuracy_m": 500, "source": "sketch-2026", "basis": "schematic"}
    alike = replace(terms, demand=terms.demand.assign(**one), services=terms.services.assign(**one))
    apart, together = (
        likely_of_every(
            with_sources(town, shared_error=share, sketch_area_least=1.0, sketch_area_most=1.0),
            [alike],
        )
        for share in (0.0, 1.0)
    )
    assert together.likely.width == pytest.approx(0, abs=0.001)
    assert apart.likely.width > 0.05


def test_points_and_surveys_keep_their_size_and_lines_are_counted() -> None:
    town = open_town()
    stops = errors_of(town, "bus_stops", town.frame("bus_stops"))
    assert set(stops.most_area) == {1.0}
    surveyed = town.frame("parks").assign(basis="surveyed")
    assert set(errors_of(town, "parks", surveyed).most_area) == {1.0}
    nameless = surveyed.drop(columns=["source", "basis", "id"])
    assert set(errors_of(town, "parks", nameless).shared) == {0.0}
    found = likely_bus(town, BusQuestion())
    assert found is not None
    assert found.counts.shape == (8, 200)
    assert np.isin(found.verdicts, [0, 1]).sum() < 8
    assert layer_and_id(key_of("parks", "a:b")) == ("parks", "a:b")
