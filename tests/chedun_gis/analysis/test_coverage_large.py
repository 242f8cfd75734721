"""The coverage of a layer that is too large to be held is that of one that is not."""

import math
from collections.abc import Iterator

import geopandas as gpd
import pandas as pd
import pytest

from chedun_gis.analysis import (
    CoverageQuestion,
    coverage_large,
    coverage_report,
    is_too_large,
    large_data,
    large_places,
    service_terms,
    zones_missed,
)
from chedun_gis.analysis.coverage_large import large_coverage, large_part, large_parts
from chedun_gis.compute import ask
from chedun_gis.indicators import SCORECARD, indicators
from chedun_gis.indicators.results import in_parts
from chedun_gis.town import LargeFile, Town, TownSource, Workspace, large, open_town
from geo import InputError
from layers import LAYERS, Text
from tests.people import ALONE

QUESTIONS = (
    CoverageQuestion(),
    CoverageQuestion(by_people=True),
    CoverageQuestion(demand="residential_land", radius_m=200.0),
)
HOMES = LAYERS["residential"]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The shipped town with its own homes as a large layer, held to less than there are."""
    shipped, folder = open_town(), tmp_path_factory.mktemp("large")
    with LargeFile(HOMES, shipped.place, folder) as out:
        out.add(shipped.frame("residential"))
        out.close(folder / "out.parquet")
    space = Workspace(folder / "space")
    space.accept(HOMES, folder / "out.parquet", {}, by=ALONE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(large, "MOST_AT_ONCE", 100)
        patch.setattr(coverage_large, "MOST_AT_ONCE", 100)
        patch.setattr(coverage_large, "_ROWS", 150)
        yield TownSource(workspace=space).town()


def measured(town: Town, question: CoverageQuestion, of: int) -> coverage_large.LargeCoverage:
    parts = tuple(large_part(town, question, number, of) for number in range(of))
    found = large_coverage(town, question, parts)
    assert found is not None
    return found


@pytest.mark.parametrize("question", QUESTIONS)
def test_it_is_that_of_the_same_layer_when_held(town: Town, question: CoverageQuestion) -> None:
    shipped = open_town()
    report = coverage_report(shipped, question)
    assert report is not None
    assert is_too_large(town)
    assert not is_too_large(shipped)
    assert large_parts(town, question) > 1
    found = measured(town, question, large_parts(town, question))
    mapped = report.found.mapped
    assert found.parcels == len(report.demand)
    assert (found.total, found.covered, found.share) == (mapped.total, mapped.covered, mapped.share)
    bounds = report.found.low.share, report.found.high.share
    assert (found.low_share, found.high_share) == pytest.approx(bounds, abs=1e-12)
    zones = zones_missed(shipped, report)
    assert set(found.zones.index) == set(zones.index)
    ours = found.zones.loc[zones.index]
    pd.testing.assert_frame_equal(
        ours[["share", "area_m2", "people"]], zones[["share", "area_m2", "people"]], rtol=1e-9
    )
    # The parcel that misses most is named first, with what of it is not covered.
    missed = report.found.mapped.left.area.sort_values(ascending=False)
    assert found.worst["id"].iloc[0] == missed.index[0]
    assert found.worst.geometry.area.iloc[0] == pytest.approx(missed.iloc[0])
    assert found.worst["area_m2"].is_monotonic_decreasing


def test_in_how_many_parts_it_is_measured_does_not_show(town: Town) -> None:
    one, seven = (measured(town, QUESTIONS[0], of) for of in (1, 7))
    assert (one.total, one.covered, one.low_share, one.high_share) == (
        seven.total,
        seven.covered,
        seven.low_share,
        seven.high_share,
    )
    assert list(one.worst["id"]) == list(seven.worst["id"])


def test_what_is_not_asked_is_said(town: Town) -> None:
    with pytest.raises(InputError, match="layer_large"):
        coverage_report(town, QUESTIONS[0])
    terms = service_terms(town, QUESTIONS[0])
    found = measured(town, QUESTIONS[0], 2)
    told = large_data(terms, found)
    assert told["value"] == found.share
    assert told["likely"] is told["gaps"] is None
    worst, services = large_places(terms, found, Text("公园", "Parks")).parts
    assert isinstance(worst.frame, gpd.GeoDataFrame)
    assert len(services.frame) == len(terms.services)


def test_without_a_service_nothing_is_known(town: Town) -> None:
    assert large_coverage(town, QUESTIONS[0], (None, None)) is None
    assert math.isnan(coverage_large._share(0.0, 0.0))


def test_the_scorecard_goes_without_what_it_cannot_measure(town: Town) -> None:
    found = {each.indicator.id: each.measurement for each in ask(SCORECARD, town, (), "")}
    untold = {name for name, each in found.items() if each.missing}
    assert untold == {each.id for each in indicators(town) if each.id in in_parts()}
    for name in untold:
        assert found[name].value is None
        assert "residential" in found[name].detail.zh
    # The bus does not ask for homes.
    assert found["bus-two-lines"].value is not None
