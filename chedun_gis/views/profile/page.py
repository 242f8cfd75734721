"""Show the one-page profile of a zone or belt: what stands in it, serves it and crosses it."""

from functools import partial

import geopandas as gpd
import streamlit as st

from chedun_gis.profile import Area, Profile, areas, as_json, contents, contents_geojson, profile
from chedun_gis.report import area_report
from chedun_gis.texts import Lang, say
from chedun_gis.town import town
from chedun_gis.views.shared import downloads, html, sheet
from chedun_gis.views.shared.downloads import Download
from chedun_gis.views.shared.plain import literal
from chedun_gis.views.shared.report import report_buttons


def show(lang: Lang) -> None:
    """Draw the page; the link's `area` says of which zone or belt."""
    html.style()
    found = profile(town(), _chosen(areas(town()), lang))
    every = contents(town(), found)
    sheet.show(found, every, lang, key="profile")
    _downloads(found, every, lang)


def _downloads(found: Profile, every: gpd.GeoDataFrame, lang: Lang) -> None:
    """Hand out the figures with what they rest on, and the area with what lies in it."""
    name = "profile-" + found.area.key.rpartition(":")[2]
    with st.container(key="takeaway"):
        downloads.show(
            (
                Download("profile.json", f"{name}.json", as_json(found)),
                Download(
                    "profile.geojson",
                    f"{name}.geojson",
                    contents_geojson(every),
                ),
            ),
            lang,
        )
        area = found.area
        report_buttons(partial(area_report, town(), area, lang=lang), lang, area.key)


def _chosen(known: dict[str, Area], lang: Lang) -> Area:
    """Ask for the area; the link opens on it again."""
    asked = st.query_params.get("area", st.session_state.get("profile_area"))
    keys = list(known)
    if asked is not None and asked not in known:
        st.warning(say("profile.unknown", lang, area=literal(asked[:80])))
    with st.container(key="chooser"):
        key = st.selectbox(
            say("profile.choose", lang),
            keys,
            index=keys.index(asked) if asked in known else 0,
            format_func=lambda each: " · ".join(dict.fromkeys(_names(known[each], lang))),
            key=f"profile_area_{lang}",
        )
    st.session_state["profile_area"] = key
    st.query_params["area"] = key
    return known[key]


def _names(area: Area, lang: Lang) -> tuple[str, str]:
    return area.title[lang], area.kind[lang]
