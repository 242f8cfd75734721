"""What the tools draw as bars is Vega-Lite as its schema has it, and holds what it names."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import altair as alt
import pyarrow.ipc
import pytest

from chedun_gis.town.settings import DATA_DIR
from tests.chedun_gis.views.pages import opened, town_served

# How many charts each tool draws of the shipped town.
CHARTS = {"score": 1, "water": 1, "bus": 2, "profile": 1, "belt": 1, "scenario": 1}


@pytest.fixture(autouse=True)
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with town_served(DATA_DIR, tmp_path, monkeypatch):
        yield


def columns_of(spec: Any) -> Iterator[str]:  # noqa: ANN401 - any part of a chart
    """Return what is named as a column anywhere in a chart."""
    if isinstance(spec, list):
        for each in spec:
            yield from columns_of(each)
    elif isinstance(spec, dict):
        for name, value in spec.items():
            if name == "field":
                yield value
            else:
                yield from columns_of(value)


def tips_of(spec: Any) -> Iterator[dict[str, str]]:  # noqa: ANN401 - any part of a chart
    """Return what is told beside the pointer anywhere in a chart."""
    for each in (spec, *spec.get("layer", ())):
        yield from each["encoding"].get("tooltip", ()) if "encoding" in each else ()


@pytest.mark.parametrize("tool", CHARTS)
def test_the_charts_of_a_tool_are_as_the_schema_has_them(tool: str) -> None:
    charts = opened(tool, "zh").get("vega_lite_chart")
    assert len(charts) == CHARTS[tool]
    for chart in charts:
        spec = json.loads(chart.proto.spec)
        alt.Chart.from_dict({**spec, "data": {"values": []}}, validate=True)
        rows = pyarrow.ipc.open_stream(chart.proto.data.data).read_all()
        assert rows.num_rows
        assert set(columns_of(spec)) <= set(rows.column_names)
        for each in tips_of(spec):
            # In the page's language: no column's own name.
            assert re.search("[\u4e00-\u9fff]", each["title"]), each
