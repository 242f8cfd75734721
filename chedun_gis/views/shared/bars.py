"""Draw bars beside their names, in Vega-Lite's own words.

Altair puts the same together and checks it against its schema each time that a page is drawn, which
takes longer than all else on most of them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

Spec = dict[str, Any]
_PERCENT = [0, 100]


def show(
    rows: pd.DataFrame,
    encoding: Mapping[str, Any],
    *,
    mark: Mapping[str, Any],
    words: str = "",
    height_px: int | None = None,
) -> None:
    """Draw the rows; `encoding` says which column is what, `words` which stands behind each bar."""
    spec: Spec = {"mark": {"type": "bar", **mark}, "encoding": dict(encoding)}
    if words:
        text = {"type": "text", "align": "left", "dx": 5, "color": "#808495"}
        places = {each: encoding[each] for each in ("x", "y")}
        written = {**places, "text": {"field": words, "type": "quantitative"}}
        spec = {"layer": [spec, {"mark": text, "encoding": written}]}
    if height_px is not None:
        spec["height"] = height_px
    st.vega_lite_chart(rows, spec, width="stretch")


def names(field: str, *, most_px: int = 220) -> Spec:
    """Name each bar, in the order of the rows."""
    axis = {"labelLimit": most_px}
    return {"field": field, "type": "nominal", "sort": None, "title": None, "axis": axis}


def parts(field: str, order: Sequence[str]) -> Spec:
    """Lay the bars of one name side by side."""
    return {"field": field, "type": "nominal", "sort": list(order)}


def lengths(field: str, title: str | None = None, **axis: Any) -> Spec:  # noqa: ANN401 - Vega's
    """Let a bar be as long as a number says; without a title it has no axis."""
    found = None if title is None else axis
    return {"field": field, "type": "quantitative", "title": title, "axis": found}


def percents(field: str, title: str) -> Spec:
    """Let a bar be as long as a percentage says, of all that there is."""
    scale = {"domain": _PERCENT}
    return {"field": field, "type": "quantitative", "title": title, "scale": scale}


def colours(field: str, known: Mapping[str, str], legend: Mapping[str, Any] | None = None) -> Spec:
    """Colour the bars by what they are; without a legend the names say it."""
    scale = {"domain": list(known), "range": list(known.values())}
    found = None if legend is None else {"orient": "bottom", "title": None, **legend}
    return {"field": field, "type": "nominal", "scale": scale, "legend": found}


def ordered(field: str) -> Spec:
    """Lay the parts of a bar behind one another by a number."""
    return {"field": field, "type": "quantitative"}


def told(titles: Mapping[str, str], **numbers: str) -> list[Spec]:
    """Tell columns beside the pointer, by their titles; of numbers, how they are set."""
    return [
        {"field": each, "title": title}
        | (
            {"type": "quantitative", "format": numbers[each]}
            if each in numbers
            else {"type": "nominal"}
        )
        for each, title in titles.items()
    ]
