"""Draw the values of an indicator by year, its target, and a straight line to the plan's end."""

from itertools import accumulate
from typing import Any, Final

import pandas as pd
import streamlit as st

from chedun_gis.indicators import Result, progress_of
from chedun_gis.register import Counted, IndicatorValue
from chedun_gis.texts import Lang, say, today

_HEIGHT_PX: Final = 200
_VALUES, _FORECAST, _TARGET = "#1971c2", "#e67700", "#2b8a3e"


def show(result: Result, known: tuple[Counted[IndicatorValue], ...], lang: Lang) -> None:
    """Draw the chart; of a total the years are added up, of a rise they are parts of the base."""
    adds, target = result.indicator.adds, result.indicator.target.value
    facts = [each.fact for each in known]
    first, last = result.plan.first_year, result.plan.last_year
    if adds == "sum":
        facts = [each for each in facts if first <= each.year <= last]
    numbers = [each.value for each in facts]
    if adds == "sum":
        numbers = list(accumulate(numbers))
    base = [each.value for each in facts if each.year < first and each.value > 0]
    if adds == "rise" and base:
        numbers = [100 * (each / base[-1] - 1) for each in numbers]
    if not numbers:
        return
    rows = [
        {"year": each.year, "value": number} for each, number in zip(facts, numbers, strict=True)
    ]
    layers = [_line(rows, say("series.values", lang), _VALUES, lang)]
    forecast = progress_of(result, today()).forecast
    # A difference of two series, or a rise from nothing known, is on another scale.
    other_scale = adds == "against" or (adds == "rise" and not base)
    if forecast is not None and not other_scale:
        before = [each for each in rows if each["year"] < last]
        ahead = [*before[-1:], {"year": last, "value": forecast}]
        layers.append(_line(ahead, say("series.forecast", lang), _FORECAST, lang, dash=[6, 4]))
    if target is not None and not other_scale:
        ends = (min(first, facts[0].year), max(last, facts[-1].year))
        reach = [{"year": year, "value": target} for year in ends]
        layers.append(_line(reach, say("series.target", lang), _TARGET, lang, dash=[2, 2]))
    spec = {"layer": layers, "height": _HEIGHT_PX, "resolve": {"scale": {"color": "independent"}}}
    st.vega_lite_chart(spec, width="stretch")


def _line(
    rows: list[dict[str, Any]],
    name: str,
    colour: str,
    lang: Lang,
    *,
    dash: list[int] | None = None,
) -> dict[str, Any]:
    """Return a line of Vega-Lite through rows; what it is stands in the legend."""
    mark = {"type": "line", "point": dash is None, "strokeDash": dash or [1, 0]}
    frame = pd.DataFrame(rows).assign(kind=name)
    number = {"type": "quantitative", "title": None, "scale": {"zero": False, "nice": False}}
    axis = {"format": "d", "tickMinStep": 1}
    shown = {"type": "nominal", "title": None, "legend": {"orient": "bottom"}}
    return {
        "data": {"values": frame.to_dict("records")},
        "mark": mark,
        "encoding": {
            "x": {**number, "field": "year", "axis": axis},
            "y": {**number, "field": "value"},
            "color": {**shown, "field": "kind", "scale": {"domain": [name], "range": [colour]}},
            "tooltip": [
                {"field": "kind", "type": "nominal", "title": say("series.line", lang)},
                {"field": "year", "type": "quantitative", "title": say("values.year", lang)},
                {"field": "value", "type": "quantitative", "title": say("values.value", lang)},
            ],
        },
    }
