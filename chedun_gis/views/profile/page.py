"""Show the one-page profile of a zone or belt: what stands in it, serves it and crosses it."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from chedun_gis.compute import ask
from chedun_gis.profile import (
    CONTENTS_FILE,
    PROFILE_SHEET,
    Area,
    Profile,
    ProfileSheet,
    areas,
    as_json,
)
from chedun_gis.report import ReportRequest
from chedun_gis.texts import Lang, say, today
from chedun_gis.town import town
from chedun_gis.views.shared import choices, downloads, html, link, sheet
from chedun_gis.views.shared.downloads import Download
from chedun_gis.views.shared.plain import literal
from chedun_gis.views.shared.report import report_buttons
from chedun_gis.views.shared.waiting import waited_at_once


def show(lang: Lang) -> None:
    """Draw the page; the link's `area` says of which zone or belt."""
    html.style()
    area = _chosen(areas(town()), lang)
    made: ProfileSheet = waited_at_once(PROFILE_SHEET, town(), area, lang=lang, key="profile")
    sheet.show(made, lang)
    _downloads(made.found, lang)


def _downloads(found: Profile, lang: Lang) -> None:
    """Hand out the figures with what they rest on, and the area with what lies in it."""
    about = found.area.title[lang]
    file = partial(ask, CONTENTS_FILE, town(), found.area, "geojson")
    with st.container(key="takeaway"):
        downloads.show(
            (
                Download("profile.json", "profile.json", lambda: as_json(found), about),
                Download("profile.geojson", "profile.geojson", file, about),
            ),
            lang,
        )
        area = found.area
        request = ReportRequest(today().isoformat(), lang, area=area.key)
        report_buttons(lang, area.key, title=area.title[lang], request=request)


def _chosen(known: Mapping[str, Area], lang: Lang) -> Area:
    """Ask for the area; the link opens on it again."""
    asked = link.said("area")
    if asked and asked not in known:
        st.warning(say("profile.unknown", lang, area=literal(asked[:80])))
    titles = {key: " · ".join(dict.fromkeys(_names(known[key], lang))) for key in known}
    chooser = st.container(key="chooser")
    return known[choices.select(chooser, say("profile.choose", lang), titles, lang, name="area")]


def _names(area: Area, lang: Lang) -> tuple[str, str]:
    return area.title[lang], area.kind[lang]
