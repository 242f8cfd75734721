"""Show the card of the selected feature; every text in it is escaped."""

from importlib import import_module

import streamlit as st

from chedun_gis.indicators import feature_notices, notice_words, plan_of
from chedun_gis.map import Card, Spot, card_of
from chedun_gis.texts import Lang, markup, say, today
from chedun_gis.town import PROJECTS, STAGED, town
from chedun_gis.views.shared import (
    attached,
    declare,
    looking,
    moment,
    project,
    stage,
    status,
    submitted,
)
from chedun_gis.views.shared.downloads import file_name
from chedun_gis.views.shared.plain import literal


def show(selection: Spot, lang: Lang) -> None:
    """Draw the card, or say that there is no such feature."""
    here, then = moment.town_then(), moment.then()
    card = card_of(here, selection.layer, selection.id, lang)
    if card is None and then and card_of(town(), selection.layer, selection.id, lang):
        st.info(say("then.absent", lang, date=then, id=literal(selection.id)))
        return
    if card is None:
        st.warning(say("card.unknown", lang, id=literal(selection.id)))
        return
    with st.container(key="card"):
        history, source = say("card.history", lang), say("card.source", lang)
        seen = {each: say(f"card.{each}", lang) for each in ("picture", "paper")}
        if then and card.layer in STAGED:
            st.caption(say("then.card", lang, date=then))
        st.html(markup("card.html", card=card, history=history, source=source, **seen))
        attached.show(_files(card, lang), lang)
        with st.container():  # always there, so that what stands below keeps its place
            if not then:  # what is overdue today says nothing of then
                _watch(card, lang)
        submitted.about([card.id], lang)
        status.show(card, lang)
        declare.show(card, lang)
        project.offer_place(card, lang)
        left, right = st.columns(2)
        right.button(
            say("card.close", lang),
            key="close_card",
            on_click=stage.unselect,
            width="stretch",
            icon=":material/close:",
        )
        left.download_button(
            say("card.export", lang),
            data=lambda: _exported(card.layer, card.id),
            file_name=file_name("feature.geojson", lang, card.title),
            mime="application/geo+json",
            key="export_card",
            width="stretch",
            icon=":material/download:",
            on_click="ignore",
        )


def _files(card: Card, lang: Lang) -> dict[str, str]:
    """Return what is attached to a project's place and to its being; of stages the card has it."""
    if card.layer != PROJECTS:
        return declare.files(card.id, lang) if card.layer in STAGED else {}
    known = town().register
    entries = {"card.of_place": known.places.get(card.id), "card.of_new": known.new.get(card.id)}
    files = {say(key, lang): each.fact.attachment for key, each in entries.items() if each}
    return files | declare.files(card.id, lang)


def _watch(card: Card, lang: Lang) -> None:
    """Say what of a feature is to be watched."""
    in_force = plan_of(town())
    before = looking.last(in_force.id) if in_force else None
    for each in feature_notices(town(), card.layer, card.id, today()):
        kind = looking.kind_words(each, before, lang)
        words = literal(notice_words(each, lang))
        st.markdown(f":material/notification_important: **{kind}** {words}")


def _exported(layer: str, feature: str) -> bytes:
    # What hands over is large, and the first map need not wait for it.
    content: bytes = import_module("chedun_gis.handoff").export_layer(town(), layer, ids=[feature])
    return content
