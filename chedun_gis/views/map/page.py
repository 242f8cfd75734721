"""Show how to look at the map, and the list of projects with its filters, which the map follows."""

import pandas as pd
import streamlit as st

from chedun_gis.handoff import export_layer
from chedun_gis.indicators import overview
from chedun_gis.map import FeatureList, ProjectFilter, project_choices, project_list
from chedun_gis.texts import Lang, say
from chedun_gis.town import Town, town
from chedun_gis.views.shared import bars, choices, link, moment, pick, project, stage, submitted
from chedun_gis.views.shared.downloads import file_name
from layers import LAYERS, STAGES

# After every year stands what has none.
_NEVER = 9_999
_GREY = "#868e96"
# What the link calls them.
_TEXT, _FILTERS = "find", ("stage", "sector", "zone")


def show(lang: Lang) -> None:
    """Draw the page; a click on a row selects the card and flies the map there."""
    panel = st.container()
    wanted, here = _wanted(), moment.town_then()
    stage.look_back(moment.then())
    found = None
    if not town().loaded("projects").broken:
        found = project_list(here, wanted, lang)
        if wanted != ProjectFilter():
            stage.keep("projects", found.ids)

    def rest() -> None:
        with panel:
            _panel(here, found, lang)

    stage.after_map(rest)


def _panel(here: Town, found: FeatureList | None, lang: Lang) -> None:
    """Draw filters, list and export button."""
    if stage.selected() is None:
        st.caption(say("card.empty", lang))
    if found is None:
        return
    project.offer_new(lang)
    submitted.new_projects(lang)
    st.html(f'<h4 class="panel-title">{say("list.title", lang)}</h4>')
    moment.ask(lang)
    _filters(lang)
    st.caption(say("list.shown", lang, shown=len(found.ids), total=found.total))
    if not found.ids:
        st.info(say("list.none", lang))
        return
    _table(found, lang)
    st.download_button(
        say("list.export", lang),
        data=lambda: export_layer(here, "projects", ids=list(found.ids)),
        file_name=file_name("projects.geojson", lang),
        mime="application/geo+json",
        key="export_list",
        icon=":material/download:",
        on_click="ignore",
    )
    _overview(here, found, lang)


def _overview(here: Town, found: FeatureList, lang: Lang) -> None:
    """Draw how many of the listed projects stand at which stage by target year, and their money."""
    seen = overview(here, found.ids)
    titles = {stage: title[lang] for stage, title in STAGES.items()}
    unknown = say("overview.unknown", lang)
    rows = [
        {
            "year": unknown if year is None else str(year),
            "stage": titles.get(stage, unknown),
            "count": count,
        }
        for year, stages in sorted(seen.years.items(), key=lambda each: each[0] or _NEVER)
        for stage, count in stages.items()
    ]
    st.html(f'<h4 class="panel-title">{say("overview.title", lang)}</h4>')
    symbols = LAYERS["projects"].style.symbols
    colours = {titles[stage]: symbols[stage].colour for stage in titles}
    bars.show(
        pd.DataFrame(rows),
        {
            "y": bars.names("year"),
            "x": bars.lengths("count", say("overview.count", lang), tickMinStep=1, format="d"),
            "color": bars.colours("stage", {**colours, unknown: _GREY}, {"columns": 2}),
            "tooltip": bars.told(
                {
                    "year": say("plans.column.target_year", lang),
                    "stage": say("profile.stage", lang),
                    "count": say("overview.count", lang),
                },
                count="d",
            ),
        },
        mark={"height": 16},
    )
    known = {"planned": seen.planned, "spent": seen.spent}
    lines = [
        say(f"overview.{name}", lang, amount=money.sum_10k_yuan, count=money.projects)
        for name, money in known.items()
        if money.projects
    ]
    for words in lines or [say("overview.no_money", lang)]:
        st.caption(words)


def _wanted() -> ProjectFilter:
    """Return what the list is filtered by; the map shows the same."""
    stages, sectors, zones = (link.several(name) for name in _FILTERS)
    return ProjectFilter(stages, sectors, zones, link.said(_TEXT))


def _filters(lang: Lang) -> None:
    here = st.container()
    choices.text(
        here,
        say("list.search", lang),
        lang,
        name=_TEXT,
        placeholder=say("list.search", lang),
        label_visibility="collapsed",
        icon=":material/search:",
    )
    # One below the other: a name that is chosen can be read.
    for name, titles in project_choices(town(), lang).items():
        choices.several(
            here,
            say(f"list.{name}", lang),
            titles,
            lang,
            name=name,
            placeholder=f"{say(f'list.{name}', lang)}：{say('list.all', lang)}",
            label_visibility="collapsed",
        )
    if _wanted() != ProjectFilter():
        st.button(
            say("list.clear", lang),
            key="project_clear",
            icon=":material/filter_alt_off:",
            type="tertiary",
            on_click=_clear,
        )


def _clear() -> None:
    for name in (_TEXT, *_FILTERS):
        link.choose(name, "", "")


def _table(found: FeatureList, lang: Lang) -> None:
    now = stage.selected()
    pick.show(
        found.rows,
        found.ids,
        lang,
        key="project_table",
        chosen=now.id if now and now.layer == "projects" and now.id in found.ids else None,
        pick=lambda project: stage.choose("projects", project, fly=True),
        height=330,
    )
