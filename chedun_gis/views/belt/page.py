"""Widen a line to a belt and show what lies inside; compare any two polygon layers."""

import geopandas as gpd
import streamlit as st

from chedun_gis.analysis import LINE_LAYERS, BeltQuestion, NamedLine, lines_of
from chedun_gis.profile import (
    Area,
    Profile,
    as_json,
    belt_area,
    contents,
    contents_csv,
    contents_geojson,
    profile,
    share_of,
)
from chedun_gis.texts import Lang, percent, say
from chedun_gis.town import town
from chedun_gis.views.belt import overlap
from chedun_gis.views.shared import downloads, html, sheet
from chedun_gis.views.shared.downloads import Download
from geo.areas import Ends, Side
from layers import LAYERS

_SIDES: tuple[Side, ...] = ("both", "left", "right")
_ENDS: tuple[Ends, ...] = ("flat", "round")
_LEAST_M, _MOST_M, _STEP_M = 10, 2000, 10
_WIDTH_M = 200


def show(lang: Lang) -> None:
    """Draw the page."""
    html.style()
    with st.container(key="chooser"):
        st.header(say("belt.title", lang))
        st.write(say("belt.intro", lang))
        area = _belt(_line(lang), lang)
    if area is not None:
        found = profile(town(), area)
        every = contents(town(), found)
        sheet.show(found, every, lang, key="belt")
        _downloads(found, every, lang)
    with st.container(key="overlap"):
        overlap.show(area, lang)


def _line(lang: Lang) -> NamedLine:
    """Ask for a line: the layer, then the name."""
    left, right = st.columns([1, 2])
    layer = left.selectbox(
        say("belt.layer", lang),
        LINE_LAYERS,
        format_func=lambda each: LAYERS[each].title[lang],
        key=f"belt_layer_{lang}",
    )
    known = lines_of(town(), layer)
    chosen = right.selectbox(
        say("belt.line", lang),
        tuple(known),
        format_func=lambda each: known[each].title[lang],
        key=f"belt_line_{layer}_{lang}",
    )
    return known[chosen]


def _belt(line: NamedLine, lang: Lang) -> Area | None:
    """Ask how wide, on which side, with which ends; None when nothing of it is in the town."""
    width, side, ends, limit = st.columns([4, 3, 2, 2], vertical_alignment="bottom")
    question = BeltQuestion(
        line.name,
        width_m=width.slider(
            say("belt.width", lang),
            _LEAST_M,
            _MOST_M,
            _first_width(line),
            _STEP_M,
            key=f"belt_width_{line.layer}_{line.features.index[0]}_{lang}",
        ),
        side=side.segmented_control(
            say("belt.side", lang),
            _SIDES,
            default="both",
            format_func=lambda each: say(f"belt.side.{each}", lang),
            help=say("belt.side_help", lang),
        )
        or "both",
        ends=ends.segmented_control(
            say("belt.ends", lang),
            _ENDS,
            default="flat",
            format_func=lambda each: say(f"belt.ends.{each}", lang),
        )
        or "flat",
        in_town=limit.toggle(say("belt.within", lang), value=True),
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


def _downloads(found: Profile, every: gpd.GeoDataFrame, lang: Lang) -> None:
    """Hand out the belt with what lies in it, the list of that, and the figures."""
    with st.container(key="takeaway"):
        downloads.show(
            (
                Download("belt.geojson", "belt.geojson", contents_geojson(every)),
                Download("belt.csv", "belt.csv", contents_csv(every)),
                Download("profile.json", "belt.json", as_json(found)),
            ),
            lang,
        )
