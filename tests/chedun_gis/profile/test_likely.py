"""An area's likely intervals are those of the questions about the whole town."""

import pytest
from shapely.geometry import box

from chedun_gis.analysis import (
    BusQuestion,
    CoverageQuestion,
    count_interval,
    likely_bus,
    likely_coverage,
    likely_inside,
    share_interval,
    target_areas,
)
from chedun_gis.profile import areas, data, profile
from chedun_gis.report import report_of
from chedun_gis.report.to_html import to_html
from chedun_gis.texts import Untold
from chedun_gis.town import open_town


def test_of_all_homes_it_is_the_towns() -> None:
    town = open_town()
    whole = likely_coverage(town, CoverageQuestion())
    everywhere = box(*town.frame("residential").total_bounds).buffer(10)
    inside = likely_inside(town, CoverageQuestion(), everywhere)
    assert whole is not None
    assert inside is not None
    assert inside.values == pytest.approx(whole.values, abs=1e-6)
    nowhere = box(0, 0, 1, 1)
    assert likely_inside(town, CoverageQuestion(), nowhere) is None


def test_an_area_of_the_bus_target_has_the_lines_of_the_bus_page() -> None:
    town = open_town()
    found = likely_bus(town, BusQuestion())
    assert found is not None
    for name, likely in zip(target_areas(town)["id"], found.areas, strict=True):
        bus = profile(town, areas(town)[f"zones:{name}"]).bus
        assert not isinstance(bus, Untold)
        assert bus.likely == likely


def test_the_homes_of_an_area_lie_between_its_bounds_and_all_forms_say_so() -> None:
    town = open_town()
    spoken = 0
    for area in areas(town).values():
        found = profile(town, area)
        assert not isinstance(found.parks, Untold)
        assert not isinstance(found.bus, Untold)
        parks, likely = found.parks, found.parks.likely
        assert (likely is None) == (parks.share is None)
        if likely is None or likely.width == 0 or spoken:
            continue
        spoken += 1
        told = data.as_data(found)
        assert told["park_coverage"]["likely"]["low"] == likely.low
        assert told["bus"]["likely_line_count"]["high"] == found.bus.likely.high
        page = to_html(report_of(town, f"zone:{area.key}", date="2026-11-30", lang="en"))
        assert share_interval(likely, "en") in page
        assert count_interval(found.bus.likely, "en") in page
    assert spoken
