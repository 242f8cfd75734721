"""How far lines serve an area: words for the share, beside the plan's own verdict."""

from dataclasses import replace

import pandas as pd
import pytest

from chedun_gis.analysis import bus_report, bus_table, served
from chedun_gis.texts import LANGS, say
from chedun_gis.town import open_town


def test_the_share_tells_a_whole_area_from_a_corner_of_it() -> None:
    report = bus_report(open_town())
    verdicts = pd.DataFrame(
        {
            "lines": [("1",), ("1", "2"), ("1", "2"), ("1", "2"), ("1", "2")],
            "line_count": [1, 2, 2, 2, 2],
            "met": [False, True, True, True, True],
            "share": [0.0, 0.099, 0.1, 0.899, 0.9],
        }
    )
    found = served(replace(report, verdicts=verdicts))
    assert found.to_list() == ["missed", "hardly", "partly", "partly", "met"]


@pytest.mark.parametrize("lang", LANGS)
def test_the_table_says_what_the_page_says(lang: str) -> None:
    report = bus_report(open_town())
    table = bus_table(report, lang)  # type: ignore[arg-type]
    assert len(table) == len(report.zones)
    words = {say(f"bus.served.{each}", lang) for each in served(report)}  # type: ignore[arg-type]
    assert set(table[say("bus.met", lang)]) == words  # type: ignore[arg-type]
