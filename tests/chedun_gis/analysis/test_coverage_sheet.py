"""A coverage in parts, by workers, is the coverage in one piece, to the last bit."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from chedun_gis.analysis import (
    COVERAGE_LIKELY,
    COVERAGE_SHARES,
    COVERAGE_SHEET,
    DEMANDS,
    CoverageQuestion,
    as_data,
    by_lands,
    coverage_evidence,
    coverage_report,
    covered,
    drawn,
    likely_coverage,
    places_of,
    zones_missed,
)
from chedun_gis.analysis.coverage_sheet import coverage_files, coverage_part, coverage_sheet
from chedun_gis.compute import ask, in_parts
from chedun_gis.town import installation, open_town
from geo.files import to_geojson
from layers import Text
from tests.large import large_town

QUESTIONS = (
    CoverageQuestion(),
    CoverageQuestion(by_people=True),
    CoverageQuestion(demand="residential_land", radius_m=200.0),
)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("of", [1, 2, 7])
def test_parts_make_the_whole(question: CoverageQuestion, of: int) -> None:
    town = open_town()
    report = coverage_report(town, question, threshold=1.0)
    assert report is not None
    parts = tuple(coverage_part(town, question, 1.0, number, of) for number in range(of))
    sheet = coverage_sheet(town, question, 1.0, parts)
    assert sheet is not None
    mapped = report.found.mapped
    assert (sheet.total, sheet.covered, sheet.share) == (mapped.total, mapped.covered, mapped.share)
    assert (sheet.low_share, sheet.high_share) == (report.found.low.share, report.found.high.share)
    assert sheet.gaps["area_m2"].tolist() == report.gaps["area_m2"].tolist()
    assert sheet.zones.equals(zones_missed(town, report))
    assert tuple(sheet.flips.index) == report.flips
    shares = ask(COVERAGE_SHARES, town, by_lands(question))
    likely = likely_coverage(town, question)
    assert json.loads(sheet.figure_file(shares, likely)) == as_data(town, question)
    title = Text("公园", "Parks")
    shown = places_of(town, question, sheet.holes, title)
    assert drawn(shown) == drawn(coverage_evidence(report, title))
    parcels = report.found.mapped.parcels.assign(id=report.demand["id"])
    columns = ("id", "total", "covered", "uncovered", "share")
    assert coverage_files(town, question, 1.0, parts)[1] == to_geojson(parcels, columns)


def test_shares_over_each_land_are_those_of_the_question() -> None:
    town, question = open_town(), CoverageQuestion()
    for land, share in zip(DEMANDS, ask(COVERAGE_SHARES, town, by_lands(question)), strict=True):
        found = covered(town, replace(question, demand=land))
        assert found is not None
        assert (share.total, share.covered, share.share) == (
            found.total,
            found.covered,
            found.share,
        )


@pytest.fixture
def rows_of_homes(
    toy_dir: Path, toy_with: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    large_town(toy_with)
    monkeypatch.setenv("CHEDUN_DATA_DIR", str(toy_dir))
    for shared in (installation.settings, installation.source):
        shared.forget()
    yield
    for shared in (installation.settings, installation.source):
        shared.forget()


@pytest.mark.usefixtures("rows_of_homes")
def test_over_5_000_parcels_workers_answer() -> None:
    town, seen = installation.town(), set[tuple[str, int]]()
    question = CoverageQuestion(demand="residential_land")
    report = coverage_report(town, question, threshold=1.0)
    assert report is not None
    assert len(report.demand) == 5_100
    assert 0 < report.found.mapped.share < 1
    sheet = ask(
        COVERAGE_SHEET,
        town,
        question,
        1.0,
        watch=lambda step, _, total: seen.add((step, total)),
    )
    assert sheet.share == report.found.mapped.share
    assert len(sheet.gaps) == len(report.gaps)
    likely, here = ask(COVERAGE_LIKELY, town, question, 1.0), likely_coverage(town, question)
    assert here is not None
    assert (likely.likely, likely.parcels) == (here.likely, here.parcels)
    assert ("parts", 3) in seen
    assert os.getpid() not in in_parts().pids  # type: ignore[attr-defined]
    assert in_parts().pids  # type: ignore[attr-defined]
