"""Show the list of projects with its filters; a click selects the card and flies the map there."""

import pandas as pd
import streamlit as st

from chedun_gis.handoff import export_layer
from chedun_gis.map import ProjectFilter, filter_projects
from chedun_gis.texts import Lang, say
from chedun_gis.town import town
from chedun_gis.views.map.selection import select
from layers import LAYERS


def show(lang: Lang) -> None:
    """Draw filters, list and export button."""
    loaded = town().loaded("projects")
    if loaded.broken:
        return
    projects = loaded.frame
    st.html(f'<h4 class="panel-title">{say("list.title", lang)}</h4>')
    shown = filter_projects(projects, _filters(lang))
    st.caption(say("list.shown", lang, shown=len(shown), total=len(projects)))
    if shown.empty:
        st.info(say("list.none", lang))
        return
    _table(shown, lang)
    st.download_button(
        say("list.export", lang),
        data=lambda: export_layer(town(), "projects", ids=list(shown["id"])),
        file_name="projects.geojson",
        mime="application/geo+json",
        key="export_list",
        icon=":material/download:",
        on_click="ignore",
    )


def _filters(lang: Lang) -> ProjectFilter:
    layer = LAYERS["projects"]
    text = st.text_input(
        say("list.search", lang),
        key="project_text",
        placeholder=say("list.search", lang),
        label_visibility="collapsed",
        icon=":material/search:",
    )
    zones = town().loaded("zones").frame
    names = dict(zip(zones["id"], zones[f"name_{lang}"], strict=True))
    used = [zone for zone in town().frame("projects")["zone_id"].dropna().unique() if zone in names]
    stage, sector, zone = st.columns(3)
    stages = layer.column("stage").choices
    sectors = layer.column("sector").choices
    return ProjectFilter(
        stages=_chosen(stage, "stage", {key: title[lang] for key, title in stages.items()}, lang),
        sectors=_chosen(sector, "sector", {k: title[lang] for k, title in sectors.items()}, lang),
        zones=_chosen(zone, "zone", {key: names[key] for key in sorted(used)}, lang),
        text=text,
    )


def _chosen(
    place: "st.delta_generator.DeltaGenerator", name: str, titles: dict[str, str], lang: Lang
) -> tuple[str, ...]:
    values = place.multiselect(
        say(f"list.{name}", lang),
        list(titles),
        format_func=titles.__getitem__,
        key=f"project_{name}",
        placeholder=say("list.all", lang),
    )
    return tuple(values)


def _table(shown: pd.DataFrame, lang: Lang) -> None:
    layer = LAYERS["projects"]
    ids = list(shown["id"])
    stages, sectors = layer.column("stage").choices, layer.column("sector").choices
    rows = pd.DataFrame(
        {
            say("list.name", lang): shown[f"name_{lang}"],
            say("list.stage", lang): [stages[value][lang] for value in shown["stage"]],
            say("list.sector", lang): [sectors[value][lang] for value in shown["sector"]],
        }
    )

    def picked() -> None:
        chosen = st.session_state["project_table"]["selection"]["rows"]
        if chosen:
            select("projects", ids[chosen[0]], fly=True)

    st.dataframe(
        rows,
        key="project_table",
        hide_index=True,
        on_select=picked,
        selection_mode="single-row",
        height=330,
        width="stretch",
    )
