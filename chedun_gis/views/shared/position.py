"""Ask in which CRS and datum the coordinates are, with what the numbers say."""

from dataclasses import replace

import streamlit as st

from chedun_gis.importing import (
    SWAPPED,
    Located,
    Opened,
    Options,
    crs_suggested,
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

    What was found stands above the choice, and what the numbers suggest is marked in it.
    """
    stem = f"import_{layer.id}_{opened.sha256[:12]}_{opened.raw.source.name}"
    above = st.container()
    left, right = st.columns(2)
    with left:
        options = _stated(opened, options, stem, lang)
    options = replace(options, datum=str(st.session_state.get(f"{stem}_datum") or ""))
    located, _ = where(opened, layer, options, town())
    with right:
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


def _stated(opened: Opened, options: Options, stem: str, lang: Lang) -> Options:
    """Ask for the CRS; a local grid comes with its control points."""
    stated, place = opened.raw.frame.crs, town().place
    offered = crs_suggested(opened, town())
    usual = (*place.usual_crs, _WEB_MERCATOR)
    names = dict.fromkeys(("", *filter(None, [offered]), *usual, _GRID, _OTHER))

    def title(name: str) -> str:
        if not name:
            said = stated.name if stated is not None else ""
            return say("import.crs.file", lang, name=said) if said else say("import.crs.none", lang)
        if name in {_GRID, _OTHER}:
            return say(f"import.crs.{name}", lang)
        words = title_of(name).replace(SWAPPED, say("import.crs.swapped", lang))
        return words + (say("import.crs.offered", lang) if name == offered else "")

    label = say("import.crs", lang)
    chosen = st.selectbox(label, tuple(names), format_func=title, key=f"{stem}_crs")
    if chosen == _GRID:
        return grid.choose(options, stem, lang)
    if chosen == _OTHER:
        label, example = say("import.crs.write", lang), place.metric_crs
        chosen = st.text_input(label, placeholder=example, key=f"{stem}_crs_own").strip()
    return replace(options, crs=str(chosen))


def _ask_datum(offered: str, stem: str, lang: Lang) -> None:
    def title(name: str) -> str:
        words = say(f"import.datum.{name or 'open'}", lang)
        return words + (say("import.crs.offered", lang) if name and name == offered else "")

    label = say("import.datum", lang)
    st.selectbox(label, ("", *DATUMS), format_func=title, key=f"{stem}_datum")
