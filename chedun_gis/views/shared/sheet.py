"""Lay a profile out as one sheet: head, figures, map, and what lies inside."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

import pandas as pd
import streamlit as st
from markupsafe import Markup

from chedun_gis.analysis import count_interval, share_interval
from chedun_gis.indicators import input_words
from chedun_gis.profile import (
    Area,
    Bus,
    Industry,
    Parks,
    Profile,
    ProfileSheet,
    Projects,
    River,
    inputs_of,
    river_m,
    schematic,
)
from chedun_gis.texts import Lang, Untold, clause_of, hectares, percent, say
from chedun_gis.views.shared import bars, html, lists, stage
from chedun_gis.views.shared.html import Tile
from layers import LAYERS, STAGES

T = TypeVar("T")

_KM_M = 1_000
_BAR_PX = 30


def show(made: ProfileSheet, lang: Lang) -> None:
    """Draw the sheet, and on the map what lies in the area."""
    found = made.found
    with st.container(key="sheet"):
        st.html(_head(found.area, lang) + html.tiles(figures(found, lang), lang))
        stage.show(made.places[lang], lang)
        _stages(found.projects, lang)
        st.html(lists.bus(found.bus, lang) + lists.parks(found.parks, lang))
        st.html(lists.rivers(found, lang) + lists.industry(found, lang))
        st.html(lists.land(found, lang))
        st.html(_basis(found, lang))


def figures(found: Profile, lang: Lang) -> tuple[Tile, ...]:
    """Return the six figures at the head of the sheet; an untold one says why."""
    return (
        _area(found.area, lang),
        _if_told("projects", found.projects, _projects, lang),
        _if_told("bus_title", found.bus, _bus, lang),
        _if_told("parks", found.parks, _parks, lang),
        _if_told("rivers", found.rivers, partial(_rivers, found.area), lang),
        _if_told("industry", found.industry, _industry, lang),
    )


def _if_told(name: str, part: T | Untold, make: Callable[[T, Lang], Tile], lang: Lang) -> Tile:
    if not isinstance(part, Untold):
        return make(part, lang)
    no_data = say("indicator.no_value", lang)
    return Tile(say(f"profile.{name}", lang), no_data, (part.why[lang],), ())


def _head(area: Area, lang: Lang) -> Markup:
    return html.head(
        area.kind[lang],
        area.title[lang],
        stage=STAGES[area.stage][lang] if area.stage else "",
        clause=clause_of(area.clause, lang) if area.clause else "",
        target=area.target[lang] if area.target else "",
    )


def _stages(projects: Projects | Untold, lang: Lang) -> None:
    """Chart the projects by stage, in the colours of the map, and list them."""
    if isinstance(projects, Untold):
        st.html(lists.untold("by_stage", projects, lang))
        return
    st.html(html.heading(say("profile.by_stage", lang), projects.inputs, lang))
    if projects.by_stage:
        _stage_bars(projects, lang)
    st.html(lists.projects(projects, lang))


def _stage_bars(projects: Projects, lang: Lang) -> None:
    symbols = LAYERS["projects"].style.symbols
    rows = pd.DataFrame(
        {
            "stage": [STAGES[stage][lang] for stage in projects.by_stage],
            "count": list(projects.by_stage.values()),
        }
    )
    colours = [symbols[stage].colour for stage in projects.by_stage]
    known = dict(zip(rows["stage"], colours, strict=True))
    bars.show(
        rows,
        {
            "y": bars.names("stage"),
            "x": bars.lengths("count"),
            "color": bars.colours("stage", known),
            "tooltip": bars.told(
                {
                    "stage": say("profile.stage", lang),
                    "count": say("overview.count", lang),
                },
                count="",
            ),
        },
        mark={"height": 16, "cornerRadius": 3},
        words="count",
        height_px=_BAR_PX * len(rows),
    )


def _area(area: Area, lang: Lang) -> Tile:
    width = say("profile.width", lang, metres=f"{area.width_m:g}") if area.width_m else ""
    return Tile(
        say("profile.area", lang),
        say("profile.hectares", lang, area=hectares(area.area_m2, 1)),
        (width, say("profile.outline", lang, metres=f"{area.drawn.accuracy_high_m:g}")),
        (area.drawn,),
    )


def _projects(projects: Projects, lang: Lang) -> Tile:
    maybe = len(projects.possible)
    return Tile(
        say("profile.projects", lang),
        say("profile.count", lang, count=len(projects.inside)),
        (say("profile.maybe", lang, count=maybe) if maybe else say("profile.all_known", lang),),
        projects.inputs,
    )


def _bus(bus: Bus, lang: Lang) -> Tile:
    share = percent(bus.share, lang, 1)
    return Tile(
        say("profile.bus", lang, radius=f"{bus.terms.radius_m:g}"),
        say("profile.bus_value", lang, count=len(bus.lines)),
        (
            _likely(count_interval(bus.likely, lang), lang),
            say("profile.bus_share", lang, share=share),
            lists.bus_verdict(bus, lang),
        ),
        bus.inputs,
    )


def _likely(interval: str, lang: Lang) -> str:
    return say("doubt.beside", lang, interval=interval) if interval else ""


def _parks(parks: Parks, lang: Lang) -> Tile:
    clause = clause_of(parks.rule.clause, lang)
    likely = _likely(share_interval(parks.likely, lang), lang)
    return Tile(
        say("profile.parks", lang),
        lists.park_share(parks, lang),
        (lists.park_interval(parks, lang), likely, lists.park_verdict(parks, lang), clause),
        parks.inputs,
    )


def _rivers(area: Area, found: list[River], lang: Lang) -> Tile:
    rivers = [each for each in found if each.water_kind == "river"]
    shore_m = sum(each.length_m for each in found if each.water_kind == "lake")
    shore = say("profile.shoreline", lang, length=f"{shore_m / _KM_M:,.2f}") if shore_m else ""
    return Tile(
        say("profile.rivers", lang),
        say("profile.km", lang, length=f"{river_m(found) / _KM_M:,.2f}"),
        (say("profile.river_count", lang, count=len({each.id for each in rivers})), shore),
        (area.drawn, *(one for each in rivers for one in each.inputs)),
    )


def _industry(industry: Industry, lang: Lang) -> Tile:
    share = percent(industry.share, lang, 1)
    return Tile(
        say("profile.industry", lang),
        say("profile.count", lang, count=len(industry.parks)),
        (say("profile.industry_share", lang, share=share) if industry.parks else "",),
        industry.inputs,
    )


def _basis(found: Profile, lang: Lang) -> Markup:
    used = tuple(inputs_of(found))
    words = " · ".join(input_words(each, lang) for each in used)
    title = html.heading(say("profile.rests_on", lang), used, lang)
    sketch = html.note(say("indicator.sketch_warning", lang) if schematic(used) else "")
    return title + html.note(words) + sketch
