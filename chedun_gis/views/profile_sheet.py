"""Lay a profile out as one sheet: head, figures, map, and what lies inside."""

from html import escape

import altair as alt
import geopandas as gpd
import pandas as pd
import streamlit as st

from chedun_gis.clause import clause_of
from chedun_gis.profile import Profile, inputs_of, schematic
from chedun_gis.profile_contents import contents_evidence
from chedun_gis.scorecard import input_words
from chedun_gis.texts import Lang, say
from chedun_gis.views import evidence_map, profile_html, profile_lists
from chedun_gis.views.profile_html import Tile
from layers import LAYERS
from layers.model import STAGES

_HECTARE_M2 = 10_000
_KM_M = 1_000
_MAP_HEIGHT_PX = 500
_BAR_PX = 30


def show(found: Profile, every: gpd.GeoDataFrame, lang: Lang, *, key: str) -> None:
    """Draw the sheet; `every` are its contents, `key` tells the maps of two pages apart."""
    with st.container(key="sheet"):
        st.html(_head(found, lang) + profile_html.tiles(figures(found, lang), lang))
        left, right = st.columns([3, 2], gap="medium")
        with left:
            evidence_map.show(
                contents_evidence(every, lang), lang, key=key, height_px=_MAP_HEIGHT_PX
            )
        with right:
            _stages(found, lang)
            st.html(profile_lists.projects(found.projects, lang))
        first, second, third = st.columns([3, 3, 4], gap="medium")
        first.html(profile_lists.bus(found.bus, lang) + profile_lists.parks(found.parks, lang))
        second.html(profile_lists.rivers(found, lang) + profile_lists.industry(found, lang))
        third.html(profile_lists.land(found, lang))
        st.html(_basis(found, lang))


def figures(found: Profile, lang: Lang) -> tuple[Tile, ...]:
    """Return the six figures at the head of the sheet."""
    return (
        _area(found, lang),
        _projects(found, lang),
        _bus(found, lang),
        _parks(found, lang),
        _rivers(found, lang),
        _industry(found, lang),
    )


def _head(found: Profile, lang: Lang) -> str:
    area = found.area
    stage = f'<span class="stage">{escape(STAGES[area.stage][lang])}</span>' if area.stage else ""
    clause = clause_of(area.clause, lang) if area.clause else ""
    target = area.target[lang] if area.target else ""
    return (
        f'<div class="sheet-head"><div><p>{escape(area.kind[lang])}</p>'
        f"<h2>{escape(area.title[lang])}</h2></div>"
        f"<div>{stage}<p>{escape(clause)}</p><p>{escape(target)}</p></div></div>"
    )


def _stages(found: Profile, lang: Lang) -> None:
    """Chart the projects by stage, in the colours of the map."""
    projects = found.projects
    st.html(profile_html.heading(say("profile.by_stage", lang), projects.inputs, lang))
    if not projects.by_stage:
        return
    symbols = LAYERS["projects"].style.symbols
    rows = pd.DataFrame(
        {
            "stage": [STAGES[stage][lang] for stage in projects.by_stage],
            "count": list(projects.by_stage.values()),
        }
    )
    colours = [symbols[stage].colour for stage in projects.by_stage]
    base = alt.Chart(rows).encode(
        y=alt.Y("stage:N", sort=None, title=None, axis=alt.Axis(labelLimit=220)),
        x=alt.X("count:Q", title=None, axis=None),
    )
    scale = alt.Scale(domain=rows["stage"].tolist(), range=colours)
    bars = base.mark_bar(height=16, cornerRadius=3).encode(
        color=alt.Color("stage:N", scale=scale, legend=None), tooltip=["stage", "count"]
    )
    words = base.mark_text(align="left", dx=5, color="#808495").encode(text="count:Q")
    st.altair_chart((bars + words).properties(height=_BAR_PX * len(rows)), width="stretch")


def _area(found: Profile, lang: Lang) -> Tile:
    area = found.area
    width = say("profile.width", lang, metres=f"{area.width_m:g}") if area.width_m else ""
    return Tile(
        say("profile.area", lang),
        say("profile.hectares", lang, area=f"{area.area_m2 / _HECTARE_M2:,.1f}"),
        (width, say("profile.outline", lang, metres=f"{area.drawn.accuracy_high_m:g}")),
        (area.drawn,),
    )


def _projects(found: Profile, lang: Lang) -> Tile:
    projects = found.projects
    maybe = len(projects.possible)
    return Tile(
        say("profile.projects", lang),
        say("profile.count", lang, count=len(projects.inside)),
        (say("profile.maybe", lang, count=maybe) if maybe else say("profile.all_known", lang),),
        projects.inputs,
    )


def _bus(found: Profile, lang: Lang) -> Tile:
    bus = found.bus
    share = profile_html.percent(bus.share)
    return Tile(
        say("profile.bus", lang, radius=f"{bus.terms.radius_m:g}"),
        say("profile.bus_value", lang, count=len(bus.lines)),
        (say("profile.bus_share", lang, share=share), profile_lists.bus_verdict(bus, lang)),
        bus.inputs,
    )


def _parks(found: Profile, lang: Lang) -> Tile:
    parks = found.parks
    clause = clause_of(parks.rule.clause, lang)
    return Tile(
        say("profile.parks", lang),
        profile_lists.park_share(parks, lang),
        (profile_lists.park_interval(parks, lang), profile_lists.park_verdict(parks, lang), clause),
        parks.inputs,
    )


def _rivers(found: Profile, lang: Lang) -> Tile:
    rivers = [each for each in found.rivers if each.water_kind == "river"]
    shore_m = sum(each.length_m for each in found.rivers if each.water_kind == "lake")
    shore = say("profile.shoreline", lang, length=f"{shore_m / _KM_M:,.2f}") if shore_m else ""
    return Tile(
        say("profile.rivers", lang),
        say("profile.km", lang, length=f"{found.river_m / _KM_M:,.2f}"),
        (say("profile.river_count", lang, count=len({each.id for each in rivers})), shore),
        (found.area.drawn, *(one for each in rivers for one in each.inputs)),
    )


def _industry(found: Profile, lang: Lang) -> Tile:
    industry = found.industry
    share = profile_html.percent(industry.share)
    return Tile(
        say("profile.industry", lang),
        say("profile.count", lang, count=len(industry.parks)),
        (say("profile.industry_share", lang, share=share) if industry.parks else "",),
        industry.inputs,
    )


def _basis(found: Profile, lang: Lang) -> str:
    used = tuple(inputs_of(found))
    words = " · ".join(input_words(each, lang) for each in used)
    title = profile_html.heading(say("profile.rests_on", lang), used, lang)
    sketch = profile_html.note(say("indicator.sketch_warning", lang)) if schematic(used) else ""
    return title + profile_html.note(words) + sketch
