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


def choose(opened: Opened, layer: Layer, options: Options, lang: Lang) -> Options:
    """Return the options with CRS and datum as chosen; what was found stands above the choice."""
    stem = f"import_{layer.id}_{opened.sha256[:12]}_{opened.raw.source.name}"
    above = st.container()
    left, right = st.columns(2)
    first, _ = where(opened, layer, options, town())
    with left:
        options = _stated(opened, first, options, (stem, lang))
    placed, _ = where(opened, layer, options, town())
    with right:
        options = replace(options, datum=_datum(placed, stem, lang))
    with above:
        _tell(where(opened, layer, options, town())[0], lang)
    return options


def _tell(located: Located, lang: Lang) -> None:
    """Say what was found: in the way where something is open, else quietly."""
    text = "\n\n".join(literal(each) for each in finding_sentences(located, lang))
    if located.open:
        st.warning(text, icon=":material/explore:")
    else:
        st.info(text, icon=":material/explore:")


def _stated(opened: Opened, found: Located, options: Options, at: tuple[str, Lang]) -> Options:
    """Ask for the CRS; a local grid comes with its control points."""
    stem, lang = at
    stated, place = opened.raw.frame.crs, town().place
    offered = [found.offer["crs"]] if "crs" in found.offer else []
    names = ["", *dict.fromkeys([*offered, *place.usual_crs, _WEB_MERCATOR]), _GRID, _OTHER]

    def title(name: str) -> str:
        if not name:
            said = stated.name if stated is not None else ""
            return say("import.crs.file", lang, name=said) if said else say("import.crs.none", lang)
        if name in {_GRID, _OTHER}:
            return say(f"import.crs.{name}", lang)
        words = title_of(name).replace(SWAPPED, say("import.crs.swapped", lang))
        return words + (say("import.crs.offered", lang) if name in offered else "")

    chosen = st.selectbox(
        say("import.crs", lang), names, format_func=title, key=f"{stem}_crs_{len(offered)}"
    )
    if chosen == _GRID:
        return grid.choose(options, stem, lang)
    if chosen == _OTHER:
        chosen = st.text_input(
            say("import.crs.write", lang), placeholder=place.metric_crs, key=f"{stem}_crs_own"
        ).strip()
    return replace(options, crs=str(chosen))


def _datum(found: Located, stem: str, lang: Lang) -> str:
    offered = found.offer.get("datum", "")

    def title(name: str) -> str:
        words = say(f"import.datum.{name or 'open'}", lang)
        return words + (say("import.crs.offered", lang) if name and name == offered else "")

    return str(
        st.selectbox(
            say("import.datum", lang), ("", *DATUMS), format_func=title, key=f"{stem}_datum"
        )
    )
