"""List what is to be watched: overdue, due this quarter, behind, long without an entry, stale."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from chedun_gis.indicators import (
    WARNS,
    Look,
    Notice,
    Result,
    notice_words,
    watch_of,
)
from chedun_gis.texts import Lang, joined, say, today
from chedun_gis.town import town
from chedun_gis.views.shared import link, looking, pick, stage
from chedun_gis.views.shared.plain import literal

_HEIGHT_PX: Final = 300


def show(results: Sequence[Result], plan: str, lang: Lang) -> dict[str, list[str]]:
    """Draw the list; a click on a row leads to the project on the map, or to the indicator.

    Returns the mark of each result, as a column of a table of them; none without any.
    """
    day = today()
    watch = watch_of(town(), results, day, plan)
    found = watch.notices
    if watch.untold is not None:
        st.warning(literal(watch.untold.why[lang]), icon=":material/warning:")
    before = looking.last(plan)
    looking.looked(found, plan)
    if not found:
        return {}
    with st.expander(_title(found, before, lang), icon=":material/notification_important:"):
        _list(_new_first(found, before), before, results[0].indicator.id, lang)
    kinds: dict[str, list[str]] = {}
    for each in found:
        if not each.layer:
            kinds.setdefault(each.id, []).append(looking.kind_words(each, before, lang))
    return {"watch.mark": [joined(kinds.get(each.indicator.id, ()), lang) for each in results]}


def _title(found: Sequence[Notice], before: Look | None, lang: Lang) -> str:
    """Return how many there are of each kind, and how many are new."""
    counts = [
        say("watch.count", lang, kind=say(f"watch.kind.{kind}", lang), count=count)
        for kind in WARNS
        if (count := sum(each.kind == kind for each in found))
    ]
    title = say("watch.title", lang, counts=joined(counts, lang))
    if before is None:
        return title
    new = sum(map(before.lacked, found))
    return title + say("watch.since", lang, day=before.day.isoformat(), count=new)


def _new_first(found: Sequence[Notice], before: Look | None) -> Sequence[Notice]:
    return sorted(found, key=lambda each: not before.lacked(each)) if before else found


def _list(found: Sequence[Notice], before: Look | None, first: str, lang: Lang) -> None:
    ids = [f"{each.kind} {each.layer} {each.id}" for each in found]
    known: Mapping[str, Notice] = dict(zip(ids, found, strict=True))

    def go(picked: str) -> None:
        _go(known[picked], first)

    pick.show(
        {
            "watch.kind": [looking.kind_words(each, before, lang) for each in found],
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
