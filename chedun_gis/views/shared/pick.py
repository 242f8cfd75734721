"""Show a table whose rows are picked by a click anywhere in them, or elsewhere."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Literal

import pandas as pd
import streamlit as st

from chedun_gis.texts import Lang, say
from chedun_gis.views.shared import table

# So many rows are sent at a time.
A_PAGE: Final = 500


def show(  # noqa: PLR0913 - what stands in the table, and what is done with it
    columns: Mapping[str, Any] | pd.DataFrame,
    ids: Sequence[str],
    lang: Lang,
    *,
    key: str,
    chosen: str | None,
    pick: Callable[[str], None],
    formats: Mapping[str, str] | None = None,
    height: int | Literal["content", "auto"] = "content",
) -> None:
    """Show columns as `table.show`; `pick` gets the id of a clicked row before the page is drawn.

    `chosen` is the id that is picked by now: when it was picked elsewhere, its row is marked. Of
    more than `A_PAGE` rows a page is sent; the others are turned to.
    """
    own, turn = st.session_state.get(key, ("", 0))
    if chosen != own:
        turn += 1
        st.session_state[key] = (chosen, turn)
        if chosen in ids:
            st.session_state[f"{key}-page"] = ids.index(chosen) // A_PAGE + 1
    shown = table.frame(columns, lang)
    first = _first(len(ids), key, lang)
    ids, shown = ids[first : first + A_PAGE], shown.iloc[first : first + A_PAGE]
    widget = f"{key}-{turn}-{first}"

    def picked() -> None:
        found = _picked(st.session_state[widget]["selection"], chosen, ids)
        if found is not None:
            st.session_state[key] = (found, turn)
            pick(found)

    rows = [ids.index(chosen)] if chosen in ids else []
    st.dataframe(
        shown,
        key=widget,
        hide_index=True,
        width="stretch",
        height=height,
        column_config=table.numbers(formats or {}, lang),
        on_select=picked,
        selection_mode=["single-row", "single-cell"],
        selection_default={"selection": {"rows": rows}} if rows else None,
    )


def _first(count: int, key: str, lang: Lang) -> int:
    """Return the row at which the page begins; asks for the page where there are several."""
    place = st.container()  # always there, so that what stands below keeps its place
    pages = max(1, -(-count // A_PAGE))
    if pages == 1:
        return 0
    at = f"{key}-page"
    st.session_state[at] = min(max(int(st.session_state.get(at, 1)), 1), pages)
    told = {"pages": f"{pages:,}", "rows": f"{A_PAGE:,}", "count": f"{count:,}"}
    with place:
        page = st.number_input(say("table.page", lang, **told), 1, pages, key=at)
    return (int(page) - 1) * A_PAGE


def _picked(selection: Mapping[str, Any], chosen: str | None, ids: Sequence[str]) -> str | None:
    """Return what was clicked: of a row and a cell that are marked, the one not chosen before."""
    rows = [*selection.get("rows", ()), *(row for row, _ in selection.get("cells", ()))]
    found = [ids[row] for row in rows if row < len(ids)]
    return next((each for each in found if each != chosen), found[0] if found else None)
