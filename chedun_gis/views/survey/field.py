"""Take in an order that was filled in the field, and show what it changes."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from chedun_gis.analysis import FigureChange, survey_changes
from chedun_gis.compute import scratch
from chedun_gis.importing import FilledOrder, accept_filled, read_filled, surveyed_town
from chedun_gis.texts import Lang, joined, lines_of, percent, say
from chedun_gis.town import town, workspace
from chedun_gis.views.shared import table, visitor
from chedun_gis.views.shared.plain import answer, literal, say_fault, words_of
from geo import InputError
from layers import LAYERS

_READ: Final = "survey_filled"
_ROUND: Final = "survey_round"
_DONE: Final = "survey_done"
_FAULT: Final = "survey_fault"
_Read = tuple[FilledOrder, tuple[FigureChange, ...]] | InputError


def show(lang: Lang) -> None:
    """Draw the section."""
    with st.expander(say("surveyed.title", lang), icon=":material/assignment_turned_in:"):
        st.write(say("surveyed.intro", lang))
        if not visitor.may("reviewer"):
            st.info(say("role.import", lang), icon=":material/visibility:")
            return
        # Another key is another uploader, with nothing in it.
        number = st.session_state.setdefault(_ROUND, 0)
        label = say("surveyed.file", lang)
        file = st.file_uploader(label, type=["geojson", "gpkg"], key=f"survey_upload_{number}")
        if file is not None:
            _looked_at(file, lang)
        elif _DONE in st.session_state:
            versions, changes = st.session_state[_DONE]
            words = [
                say("surveyed.version", lang, layer=LAYERS[layer].title[lang], version=version)
                for layer, version in versions.items()
            ]
            st.success(say("surveyed.done", lang, versions=joined(words, lang)))
            changed(changes, lang)


def _looked_at(file: UploadedFile, lang: Lang) -> None:
    """Show what was filled in and what it changes, or all that is wrong; take it when asked to."""
    found = _read(file)
    if isinstance(found, InputError):
        problems = found.params.get("problems", ())
        lines = lines_of(problems, lang) if isinstance(problems, tuple) else []
        for line in lines or [words_of(found, lang)]:
            st.error(literal(line), icon=":material/rule:")
        return
    order, changes = found
    layers = joined((LAYERS[each].title[lang] for each in order.layers), lang)
    counts = {"count": len(order.surveyed), "unfilled": order.unfilled}
    st.caption(say("surveyed.found", lang, layers=layers, **counts))
    changed(changes, lang)

    def take() -> None:
        versions = accept_filled(order, workspace(), town(), by=visitor.person())
        st.session_state[_DONE] = versions, changes
        st.session_state[_ROUND] += 1
        st.session_state.pop(_READ, None)

    st.button(
        say("surveyed.accept", lang),
        type="primary",
        icon=":material/done_all:",
        key="survey_accept",
        on_click=answer(take, _FAULT),
    )
    say_fault(_FAULT, lang)


def _read(file: UploadedFile) -> _Read:
    """Return what a file says and changes of the town as it is; it is read once."""
    key = file.file_id, town().digest
    kept = st.session_state.get(_READ)
    if kept is None or kept[0] != key:
        kept = key, _read_anew(file)
        st.session_state[_READ] = kept
    found: _Read = kept[1]
    return found


def _read_anew(file: UploadedFile) -> _Read:
    with scratch("order") as folder:
        # A browser sends a bare name, another client might not.
        path = Path(folder) / Path(file.name.replace("\\", "/")).name
        path.write_bytes(file.getbuffer())
        try:
            order = read_filled(town(), path)
            return order, survey_changes(town(), surveyed_town(town(), order))
        except InputError as error:
            return error


def changed(changes: Sequence[FigureChange], lang: Lang) -> None:
    """Show the figures before and after, and how many verdicts turned."""
    st.subheader(say("surveyed.changes", lang))
    if not changes:
        st.info(say("surveyed.none", lang), icon=":material/info:")
        return
    columns: dict[str, list[object]] = {"score.indicator": [each.title[lang] for each in changes]}
    for when in ("before", "after"):
        states = [each.before if when == "before" else each.after for each in changes]
        named = say(f"surveyed.{when}", lang)
        columns[say("surveyed.value", lang, when=named)] = [
            percent(each.value, lang) for each in states
        ]
        columns[say("surveyed.likely", lang, when=named)] = [
            interval(each.likely, lang) for each in states
        ]
        columns[say("surveyed.worst", lang, when=named)] = [
            interval(each.worst, lang) if each.worst else "—" for each in states
        ]
    columns["surveyed.turned"] = [len(each.turned) for each in changes]
    table.show(columns, lang, height="auto")


def interval(ends: tuple[float, float], lang: Lang) -> str:
    """Return the ends of an interval of shares."""
    return " – ".join(percent(end, lang, 0) for end in ends)
