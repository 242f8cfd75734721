"""Show the coverage of a layer that is too large to be held: figures, zones, what misses most."""

import streamlit as st

from chedun_gis.analysis import (
    LARGE_COVERAGE,
    MOST_NAMED,
    CoverageQuestion,
    LargeCoverage,
    ServiceTerms,
    large_places,
    service_terms,
)
from chedun_gis.texts import HECTARE_M2, Lang, hectares, percent, say, text, verdict_of
from chedun_gis.town import MOST_AT_ONCE, Town
from chedun_gis.views.coverage import tables
from chedun_gis.views.shared import pick, stage
from chedun_gis.views.shared.drawer import drawer
from chedun_gis.views.shared.waiting import waited_at_once
from layers import Threshold

_HEIGHT_PX = 250


def show(here: Town, question: CoverageQuestion, threshold: Threshold | None, lang: Lang) -> None:
    """Draw what stands below the choices."""
    terms = service_terms(here, question)
    count = here.loaded("residential").count
    told = {"count": f"{count:,}", "limit": f"{MOST_AT_ONCE:,}", "named": MOST_NAMED}
    st.info(say("coverage.large", lang, **told), icon=":material/splitscreen:")
    found: LargeCoverage | None = waited_at_once(
        LARGE_COVERAGE, here, question, lang=lang, key="coverage"
    )
    if found is None:
        words = {"service": terms.kind.title[lang], "demand": terms.land.title[lang]}
        key = "coverage.no_service" if terms.services.empty else "coverage.no_demand"
        st.info(say(key, lang, **words))
        return
    _figures(terms, found, threshold, lang)
    title = text("coverage.radius_of", service=terms.kind.title)
    places = large_places(terms, found, title)
    stage.show(places, lang, on_place=lambda _: None, shades=found.shades)
    _worst(found, lang)
    tables.by_zone(found.zones, here, lang)


def _figures(
    terms: ServiceTerms, found: LargeCoverage, threshold: Threshold | None, lang: Lang
) -> None:
    share, interval = st.columns(2)
    total, people = st.columns(2)
    share.metric(
        say("coverage.share", lang),
        percent(found.share, lang),
        delta=verdict_of(threshold, found.share, lang),
        delta_color="off",
        delta_arrow="off",
        border=True,
    )
    low, high = (percent(each, lang, 0) for each in (found.low_share, found.high_share))
    interval.metric(say("coverage.interval", lang), f"{low} – {high}", border=True)
    areas = f"{hectares(found.covered, 1)} / {hectares(found.total, 1)} ha"
    total.metric(
        say("coverage.covered_people" if terms.by_people else "coverage.covered", lang),
        f"{found.covered:,.0f} / {found.total:,.0f}" if terms.by_people else areas,
        border=True,
    )
    people.metric(say("coverage.people", lang), f"{found.missed_people:,.0f}", border=True)
    st.caption(say("coverage.over", lang, land=terms.land.title[lang]))


def _worst(found: LargeCoverage, lang: Lang) -> None:
    worst = found.worst
    with drawer(say("coverage.worst", lang, count=len(worst)), lang) as opened:
        if not opened or worst.empty:
            return
        pick.show(
            {
                "coverage.parcel": worst[f"name_{lang}"].to_numpy(),
                "coverage.missed_area": worst["area_m2"].to_numpy() / HECTARE_M2,
                "coverage.people": worst["people"].to_numpy(),
            },
            list(worst["id"]),
            lang,
            key=f"coverage_worst_{lang}",
            chosen=stage.now().mark or None,
            pick=stage.point_at,
            formats={"coverage.missed_area": "%.2f", "coverage.people": "%.0f"},
            height=_HEIGHT_PX,
        )
