"""Show the card of the selected feature; every text in it is escaped."""

from html import escape

import streamlit as st

from chedun_gis.handoff import export_layer
from chedun_gis.map import Card, card_of
from chedun_gis.texts import Lang, say
from chedun_gis.town import town
from chedun_gis.views.map.selection import Selection, unselect
from chedun_gis.views.shared.plain import literal


def show(selection: Selection | None, lang: Lang) -> None:
    """Draw the card, or say how to get one."""
    if selection is None:
        st.html(f'<p class="card-empty">{escape(say("card.empty", lang))}</p>')
        return
    card = card_of(town(), selection.layer, selection.id, lang)
    if card is None:
        st.warning(say("card.unknown", lang, id=literal(selection.id)))
        return
    with st.container(key="card"):
        st.html(_markup(card, lang))
        left, right = st.columns(2)
        right.button(
            say("card.close", lang),
            key="close_card",
            on_click=unselect,
            width="stretch",
            icon=":material/close:",
        )
        left.download_button(
            say("card.export", lang),
            data=lambda: export_layer(town(), card.layer, ids=[card.id]),
            file_name=f"{card.layer}-selection.geojson",
            mime="application/geo+json",
            key="export_card",
            width="stretch",
            icon=":material/download:",
            on_click="ignore",
        )


def _markup(card: Card, lang: Lang) -> str:
    def row(label: str, value: str) -> str:
        return f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>"

    badge = (
        f'<span class="card-badge" style="--badge:{card.badge_colour}">{escape(card.badge)}</span>'
        if card.badge
        else ""
    )
    remark = f'<p class="card-remark">{escape(card.remark)}</p>' if card.remark else ""
    rows = "".join(row(each.label, each.value) for each in card.rows)
    steps = "".join(
        f"<li><b>{escape(step.date)}</b> {escape(step.stage)}"
        f"<small>{escape(step.clause)}{' · ' if step.note else ''}{escape(step.note)}</small></li>"
        for step in card.history
    )
    history = (
        f"<h4>{escape(say('card.history', lang))}</h4><ol>{steps}</ol>" if card.history else ""
    )
    return (
        f'<article class="card"><p class="card-kind">{escape(card.kind)}</p>'
        f"<h3>{escape(card.title)}</h3>{badge}{remark}<dl>{rows}</dl>{history}"
        f'<p class="card-source">{escape(say("card.source", lang))}: {escape(card.source)} · '
        f"{escape(card.basis)} · {escape(card.provenance)}</p></article>"
    )
