"""Show the plans of the town, and let an editor begin the next one or change one."""

import streamlit as st

from chedun_gis.indicators import plan_faults, plan_rows
from chedun_gis.texts import Lang, say
from chedun_gis.town import SHIPPED, town
from chedun_gis.views.plans import editor
from chedun_gis.views.shared import table, visitor
from chedun_gis.views.shared.plain import literal


def show(lang: Lang) -> None:
    """Draw the page."""
    st.header(say("plans.title", lang))
    st.write(say("plans.intro", lang))
    with st.container():  # always there, so that what stands below keeps its place
        if faults := plan_faults(town(), lang):
            lines = [say("plans.wrong", lang), *map(literal, faults)]
            st.warning("\n\n".join(lines), icon=":material/warning:")
        _list(lang)
    if visitor.may("editor"):
        editor.show(lang)


def _list(lang: Lang) -> None:
    rows = plan_rows(town())
    if not rows:
        st.info(say("plans.none", lang), icon=":material/info:")
        return
    table.show(
        {
            "plans.id": [each["id"] for each in rows],
            "plans.plan": [each[f"name_{lang}"] or say("value.empty", lang) for each in rows],
            "plans.years": [
                f"{each['first_year']}–{each['last_year']}" if each["first_year"] else ""
                for each in rows
            ],
            "plans.state": [say(f"plans.{each['state']}", lang) for each in rows],
            "plans.indicators": [each["indicators"] for each in rows],
            "plans.projects": [each["projects"] for each in rows],
            "plans.kept": [
                say("plans.shipped", lang)
                if each["version"] == SHIPPED
                else say("plans.version", lang, version=each["version"])
                for each in rows
            ],
        },
        lang,
    )
