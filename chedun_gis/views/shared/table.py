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
    titles = {key: say(key, lang) if key in TEXTS else key for key in columns}
    numbers = {
        titles[key]: st.column_config.NumberColumn(format=form)
        for key, form in (formats or {}).items()
    }
    st.dataframe(
        pd.DataFrame(columns).rename(columns=titles),
        hide_index=True,
        width="stretch",
        height=height,
        column_config=numbers,
    )
