"""Widen a line to a belt and show what lies inside; compare any two polygon layers."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from chedun_gis.analysis import LINE_LAYERS, BeltQuestion, NamedLine, lines_of
from chedun_gis.compute import ask
from chedun_gis.profile import (
    CONTENTS_FILE,
    PROFILE_SHEET,
    Area,
    Profile,
    ProfileSheet,
    as_json,
    belt_area,
    share_of,
)
from chedun_gis.texts import Lang, percent, say
from chedun_gis.town import town
from chedun_gis.views.belt import overlap
from chedun_gis.views.shared import choices, downloads, html, link, sheet
from chedun_gis.views.shared.downloads import Download
from chedun_gis.views.shared.waiting import waited_at_once
from geo.areas import Ends, Side
from layers import LAYERS

# The first of each is meant when nothing is said.
_SIDES: Mapping[str, Side] = {"both": "both", "left": "left", "right": "right"}
_ENDS: Mapping[str, Ends] = {"flat": "flat", "round": "round"}
_LEAST_M, _MOST_M, _STEP_M = 10, 2000, 10
_WIDTHS_M = range(_LEAST_M, _MOST_M + 1, _STEP_M)
_WIDTH_M = 200
# The line that was widened last, and how wide the link said.
_WIDENED = "belt_widened"


def show(lang: Lang) -> None:
    """Draw the page."""
    html.style()
    with st.container(key="chooser"):
        st.header(say("belt.title", lang))
        st.write(say("belt.intro", lang))
        area = _belt(_line(lang), lang)
    if area is not None:
        made: ProfileSheet = waited_at_once(PROFILE_SHEET, town(), area, lang=lang, key="belt")
        sheet.show(made, lang)
        _downloads(made.found, lang)
    with st.container(key="overlap"):
        overlap.show(area, lang)


def _line(lang: Lang) -> NamedLine:
    """Ask for a line: the layer, then the name."""
    left, right = st.columns([2, 3])
    layers = {each: LAYERS[each].title[lang] for each in LINE_LAYERS}
    layer = choices.select(left, say("belt.layer", lang), layers, lang, name="along")
    known = lines_of(town(), layer)
    titles = {name: line.title[lang] for name, line in known.items()}
    name = choices.select(right, say("belt.line", lang), titles, lang, name="line")
    line, width = st.session_state.get(_WIDENED, ((layer, name), ""))
    if line != (layer, name) and width == link.said("width"):
        link.prepare("belt", {"width": None})  # each line begins with its own
    st.session_state[_WIDENED] = (layer, name), link.said("width")
    return known[name]


def _belt(line: NamedLine, lang: Lang) -> Area | None:
    """Ask how wide, on which side, with which ends; None when nothing of it is in the town."""
    width, limit = st.columns([3, 2], vertical_alignment="bottom")
    side, ends = st.columns([3, 2], vertical_alignment="bottom")
    first_m = _first_width(line)
    question = BeltQuestion(
        line.name,
        width_m=choices.slide(
            width, say("belt.width", lang), _WIDTHS_M, lang, name="width", otherwise=first_m
        ),
        side=_SIDES[
            choices.segments(
                side,
                say("belt.side", lang),
                {each: say(f"belt.side.{each}", lang) for each in _SIDES},
                lang,
                name="side",
                help=say("belt.side_help", lang),
            )
        ],
        ends=_ENDS[
            choices.segments(
                ends,
                say("belt.ends", lang),
                {each: say(f"belt.ends.{each}", lang) for each in _ENDS},
                lang,
                name="ends",
            )
        ],
        in_town=choices.switch(
            limit, say("belt.within", lang), lang, name="within", otherwise=True
        ),
    )
    area = belt_area(town(), question)
    if area is None:
        st.info(say("belt.outside", lang))
        return None
    share = share_of(area.shape, town().frame("town_boundary"))
    st.caption(say("belt.of_town", lang, share=percent(share, lang, 1)))
    return area


def _first_width(line: NamedLine) -> int:
    """Return the plan's own width where the layer holds one, as far as the slider reaches."""
    stated = line.features["width_m"].iloc[0] if "width_m" in line.features else _WIDTH_M
    steps = round(float(stated) / _STEP_M)
    return min(max(steps * _STEP_M, _LEAST_M), _MOST_M)


def _downloads(found: Profile, lang: Lang) -> None:
    """Hand out the belt with what lies in it, the list of that, and the figures."""
    file = partial(ask, CONTENTS_FILE, town(), found.area)
    with st.container(key="takeaway"):
        downloads.show(
            (
                Download(
                    "belt.geojson",
                    "belt.geojson",
                    partial(file, "geojson"),
                ),
                Download("belt.csv", "belt.csv", partial(file, "csv")),
                Download("profile.json", "belt.json", lambda: as_json(found)),
            ),
            lang,
        )
