"""Show what it comes to once projects are finished: targets before and after, homes, areas."""

from collections.abc import Sequence

import streamlit as st

from chedun_gis.indicators import SCORECARD, Result
from chedun_gis.scenario import (
    SCENARIO_SCORECARD,
    Outlook,
    Scenario,
    areas_words,
    counts_words,
    homes_words,
    moved,
    outlook_by,
    prospect_line,
    silent_words,
)
from chedun_gis.texts import Lang, say
from chedun_gis.town import town
from chedun_gis.views.shared import bases, table
from chedun_gis.views.shared.plain import literal
from chedun_gis.views.shared.waiting import waited_at_once


def asked(scenario: Scenario, lang: Lang, *, key: str) -> Outlook:
    """Return what a scenario comes to; what is heavy of it is waited for."""
    bases.of_all_rules(lang, key=f"{key}_base")
    before: Sequence[Result] = waited_at_once(
        SCORECARD, town(), (), "", lang=lang, key=f"{key}_now"
    )
    after: Sequence[Result] = waited_at_once(
        SCENARIO_SCORECARD, town(), scenario, lang=lang, key=f"{key}_then"
    )
    return outlook_by(town(), scenario, before, after)


def show(found: Outlook, lang: Lang) -> None:
    """Draw it."""
    if not found.finished:
        st.info(say("finish.nothing", lang), icon=":material/info:")
        return
    shown = moved(found.targets)
    st.markdown(f"**{counts_words(found, lang)}**")
    rows = [prospect_line(each, lang) for each in shown]
    if rows:
        table.show(
            {
                "score.indicator": [row.title for row in rows],
                "finish.before": [row.before for row in rows],
                "finish.after": [row.after for row in rows],
                "score.target": [row.target for row in rows],
                "finish.by": [row.by for row in rows],
                "score.clause": [row.clause for row in rows],
            },
            lang,
        )
    st.caption(say("finish.rest", lang, count=len(found.targets) - len(shown)))
    homes, areas = say("finish.homes", lang), say("finish.areas", lang)
    st.markdown(f"**{homes}** {literal(homes_words(found.homes, lang))}")
    first, *gained = areas_words(found.areas, lang)
    st.markdown(f"**{areas}** {literal(first)}")
    for words in gained:
        st.markdown(f"- {literal(words)}")
    if any(each.by == "declared" for each in shown):
        st.caption(say("finish.whole", lang))
    if found.schematic:
        st.warning(say("finish.sketch", lang), icon=":material/edit_location:")
    if silent := silent_words(found, lang):
        st.caption(literal(silent))
