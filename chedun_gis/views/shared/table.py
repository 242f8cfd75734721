"""Show columns side by side as a table, its headings in the language of the page."""

from collections.abc import Mapping
from typing import Any, Literal

import pandas as pd
import streamlit as st

from chedun_gis.texts import TEXTS, Lang, say


def show(
    columns: Mapping[str, Any],
    lang: Lang,
    *,
    formats: Mapping[str, str] | None = None,
    height: int | Literal["content", "auto"] = "content",
) -> None:
    """Show columns under the keys of their titles; `formats` says how numbers are set.

    What is no key of a text stands as it is: a mark, or a heading that the page puts together.
    """
    st.dataframe(
        frame(columns, lang),
        hide_index=True,
        width="stretch",
        height=height,
        column_config=numbers(formats or {}, lang),
    )


def frame(columns: Mapping[str, Any] | pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """Return columns under their titles."""
    return pd.DataFrame(columns).rename(columns={key: _title(str(key), lang) for key in columns})


def numbers(formats: Mapping[str, str], lang: Lang) -> dict[str, Any]:
    """Return how the numbers of some columns are set, by title."""
    return {
        _title(key, lang): st.column_config.NumberColumn(format=form)
        for key, form in formats.items()
    }


def _title(key: str, lang: Lang) -> str:
    return say(key, lang) if key in TEXTS else key
