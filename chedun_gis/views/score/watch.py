"""List what is to be watched: overdue, due this quarter, behind, without an entry for a year."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from chedun_gis.indicators import (
    WARNS,
    Notice,
    Result,
    indicator_notices,
    notice_words,
    project_notices,
)
from chedun_gis.texts import Lang, joined, say, today
from chedun_gis.town import town
from chedun_gis.views.shared import link, pick, stage

_HEIGHT_PX: Final = 300


def show(results: Sequence[Result], plan: str, lang: Lang) -> None:
    """Draw the list; a click on a row leads to the project on the map, or to the indicator."""
    day = today()
    found = (*project_notices(town(), day, plan), *indicator_notices(town(), results, day))
    if not found:
        return
    counts = [
        say("watch.count", lang, kind=say(f"watch.kind.{kind}", lang), count=count)
        for kind in WARNS
        if (count := sum(each.kind == kind for each in found))
    ]
    title = say("watch.title", lang, counts=joined(counts, lang))
    with st.expander(title, icon=":material/notification_important:"):
        ids = [f"{each.kind} {each.layer} {each.id}" for each in found]
        known = dict(zip(ids, found, strict=True))
        first = results[0].indicator.id

        def go(picked: str) -> None:
            _go(known[picked], first)

        pick.show(
            {
                "watch.kind": [say(f"watch.kind.{each.kind}", lang) for each in found],
                "watch.subject": [each.title[lang] for each in found],
                "watch.words": [notice_words(each, lang) for each in found],
            },
            ids,
            lang,
            key="watch_table",
            chosen=None,
            pick=go,
            height=_HEIGHT_PX,
        )


def _go(notice: Notice, first: str) -> None:
    if notice.layer:
        stage.choose(notice.layer, notice.id, fly=True)
    else:
        link.choose("indicator", notice.id, first)
