"""Show what the layers hold, where it comes from, what is wrong with it, and hand it out."""

import pandas as pd
import streamlit as st

from chedun_gis.analysis import summary_of
from chedun_gis.texts import Lang, place_of, say, sentence_of, source_line
from chedun_gis.town import town
from chedun_gis.views.data import features, handoff, people, register
from chedun_gis.views.shared import table
from chedun_gis.views.shared.plain import literal
from layers import LAYERS


def show(lang: Lang) -> None:
    """Draw the page."""
    st.header(say("data.title", lang))
    st.write(say("data.intro", lang))
    found = [town().loaded(layer_id) for layer_id in LAYERS]
    rows = [summary_of(loaded, lang) for loaded in found]
    table.show(
        {
            "data.layer": [row.title for row in rows],
            "data.id": [row.id for row in rows],
            "data.count": [row.count for row in rows],
            "data.basis": [row.basis for row in rows],
            "data.accuracy": [row.accuracy for row in rows],
            "data.state": [row.state for row in rows],
        },
        lang,
    )
    _problems(lang)
    features.show(lang)
    handoff.show(lang)
    _sources(lang)
    register.show(lang)
    people.show(lang)


def _problems(lang: Lang) -> None:
    lines = [
        {
            say("problem.level", lang): say(f"problem.{problem.level}", lang),
            say("problem.place", lang): place_of(problem, loaded.layer, lang),
            say("problem.what", lang): sentence_of(problem, lang),
        }
        for loaded in map(town().loaded, LAYERS)
        for problem in loaded.problems
    ]
    if lines:
        st.subheader(say("data.problems", lang))
        st.dataframe(pd.DataFrame(lines), hide_index=True, width="stretch")


def _sources(lang: Lang) -> None:
    sources = town().sources.values()
    st.subheader(say("data.sources", lang))
    for problem in town().source_problems:
        st.warning(literal(source_line(problem, lang)), icon=":material/warning:")
    table.show(
        {
            "data.source": [source.title[lang] for source in sources],
            "data.date": [source.date for source in sources],
            "data.licence": [source.licence[lang] for source in sources],
        },
        lang,
    )
