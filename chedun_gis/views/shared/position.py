"""Ask in which CRS and datum the coordinates are, with what the numbers say."""

from dataclasses import replace

import streamlit as st

from chedun_gis.importing import (
    SWAPPED,
    Located,
    Opened,
    Options,
    finding_sentences,
    title_of,
    where,
)
from chedun_gis.texts import Lang, say
from chedun_gis.town import town
from chedun_gis.views.shared import grid
from chedun_gis.views.shared.plain import literal
from geo.position import DATUMS
from layers import Layer

_WEB_MERCATOR = "EPSG:3857"
_GRID, _OTHER = "grid", "other"


def choose(opened: Opened, layer: Layer, options: Options, lang: Lang) -> tuple[Options, Located]:
    """Return the options with CRS and datum as chosen, and where the features then are.

    What was found stands above the choice, and what the numbers suggest is marked in it: so the
    file is located by what the widgets hold already, before they are drawn.
    """
    stem = f"import_{layer.id}_{opened.sha256[:12]}_{opened.raw.source.name}"
    above = st.container()
    left, right = st.columns(2)
    crs, below, datum = left.container(), left.container(), right.container()
    chosen = str(st.session_state.get(f"{stem}_crs") or "")
    with below:
        if chosen == _GRID:
            options = grid.choose(options, stem, lang)
        else:
            options = replace(options, crs=_written(stem, lang) if chosen == _OTHER else chosen)
    options = replace(options, datum=str(st.session_state.get(f"{stem}_datum") or ""))
    located, _ = where(opened, layer, options, town())
    with crs:
        _ask_crs(opened, located.offer.get("crs", ""), stem, lang)
    with datum:
        _ask_datum(located.offer.get("datum", ""), stem, lang)
    with above:
        _tell(located, lang)
    return options, located


def _tell(located: Located, lang: Lang) -> None:
    """Say what was found: in the way where something is open, else quietly."""
    text = "\n\n".join(literal(each) for each in finding_sentences(located, lang))
    if located.open:
        st.warning(text, icon=":material/explore:")
    else:
        st.info(text, icon=":material/explore:")


def _ask_crs(opened: Opened, offered: str, stem: str, lang: Lang) -> None:
    stated = opened.raw.frame.crs
    usual = (*town().place.usual_crs, _WEB_MERCATOR)
    names = dict.fromkeys(("", *filter(None, [offered]), *usual, _GRID, _OTHER))

    def title(name: str) -> str:
        if not name:
            said = stated.name if stated is not None else ""
            return say("import.crs.file", lang, name=said) if said else say("import.crs.none", lang)
        if name in {_GRID, _OTHER}:
            return say(f"import.crs.{name}", lang)
        words = title_of(name).replace(SWAPPED, say("import.crs.swapped", lang))
        return words + (say("import.crs.offered", lang) if name == offered else "")

    st.selectbox(say("import.crs", lang), tuple(names), format_func=title, key=f"{stem}_crs")


def _written(stem: str, lang: Lang) -> str:
    """Ask for a CRS by its code, PROJ or WKT."""
    label, example = say("import.crs.write", lang), town().place.metric_crs
    return st.text_input(label, placeholder=example, key=f"{stem}_crs_own").strip()


def _ask_datum(offered: str, stem: str, lang: Lang) -> None:
    def title(name: str) -> str:
        words = say(f"import.datum.{name or 'open'}", lang)
        return words + (say("import.crs.offered", lang) if name and name == offered else "")

    label = say("import.datum", lang)
    st.selectbox(label, ("", *DATUMS), format_func=title, key=f"{stem}_datum")
