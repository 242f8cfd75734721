"""Take in a planner's own file: choose, look, correct, accept; and bring earlier versions back."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Final

import streamlit as st

from chedun_gis.compute import Watch
from chedun_gis.importing import (
    MOST_FEATURES,
    MOST_FILE_MB,
    MOST_IN_BATCHES,
    MOST_VERTICES,
    PARTS,
    SUFFIXES,
    Prepared,
    accept,
    prepare,
)
from chedun_gis.texts import Lang, say
from chedun_gis.town import LARGE, town, workspace
from chedun_gis.views.importing import columns, preview, versions
from chedun_gis.views.shared import position, visitor
from chedun_gis.views.shared import upload as import_file
from chedun_gis.views.shared.plain import answer, refuse, say_fault, words_of
from chedun_gis.views.shared.waiting import watching
from geo import InputError
from layers import LAYERS, Layer

_BUTTON, _DONE, _BEGUN, _FAULT = "import_accept", "import_done", "import_begun", "import_fault"
# While a batch is read the rows so far are told, whatever its process says of itself.
_STEPS: Final = {"reading": "checking"}


def show(lang: Lang) -> None:
    """Draw the page."""
    st.header(say("import.title", lang))
    st.write(say("import.intro", lang))
    layer = LAYERS[
        st.selectbox(
            say("import.layer", lang),
            list(LAYERS),
            index=list(LAYERS).index("parks"),
            format_func=lambda layer_id: LAYERS[layer_id].title[lang],
            key="import_layer",
        )
    ]
    uploads = st.file_uploader(
        say("import.file", lang),
        type=[*SUFFIXES, *PARTS],
        accept_multiple_files=True,
        key=f"import_upload_{st.session_state.get('import_round', 0)}",
    )
    limits = say("import.limits", lang, mb=MOST_FILE_MB, rows=MOST_FEATURES, vertices=MOST_VERTICES)
    more = say("import.large_limits", lang, rows=MOST_IN_BATCHES)
    st.caption(limits + (" " if lang == "en" else "") + more)
    done = st.session_state.pop(_DONE, "")
    if _broken_off():
        st.warning(say("import.broken_off", lang), icon=":material/stop_circle:")
    if done:
        st.success(done, icon=":material/check:")
    if uploads:
        try:
            _import(layer, import_file.kept(uploads, lang), lang)
        except InputError as error:
            refuse(error, lang)
    versions.show(layer, lang)


def _import(layer: Layer, file: import_file.Upload, lang: Lang) -> None:
    """Go through the choices from top to bottom; each is made on what those above it give."""
    st.subheader(say("import.step.read", lang))
    options = import_file.choose(file, lang)
    opened = import_file.read(file, options, lang)
    import_file.say_encoding(opened, lang)
    append = _mode(lang)
    with st.container(key="import_position"):
        st.subheader(say("import.step.position", lang))
        options, _ = position.choose(opened, layer, options, lang)
    st.subheader(say("import.step.columns", lang))
    options = columns.choose(opened, layer, options, lang)

    def prepared_now() -> Prepared:
        return prepare(opened, layer, options, town(), append=append)

    prepared = prepared_now()
    if opened.in_batches:
        shown, total = f"{len(opened.raw.frame):,}", f"{opened.rows:,}"
        st.info(
            say("import.batches", lang, shown=shown, total=total), icon=":material/splitscreen:"
        )
    preview.show(prepared, lang)
    _accept(prepared, prepared_now, lang)


def _mode(lang: Lang) -> bool:
    chosen = st.radio(
        say("import.mode", lang),
        ("replace", "append"),
        format_func=lambda mode: say(f"import.mode.{mode}", lang),
        horizontal=True,
        key="import_mode",
    )
    return chosen == "append"


def _accept(prepared: Prepared, prepared_now: Callable[[], Prepared], lang: Lang) -> None:
    st.subheader(say("import.step.accept", lang))
    count = len(prepared.rejected)
    unseen = prepared.opened.in_batches
    skip_bad = bool(count or unseen) and st.checkbox(
        say("import.skip_any_bad", lang) if unseen else say("import.skip_bad", lang, count=count),
        key="import_skip_bad",
    )
    obstacle = prepared.obstacle(skip_bad=skip_bad)
    if obstacle is not None:
        st.warning(words_of(obstacle, lang), icon=":material/block:")
    if not visitor.may("reviewer"):
        st.info(say("role.import", lang), icon=":material/visibility:")
        return
    slow = unseen or prepared.rows > LARGE

    def take() -> None:
        # Since they were shown, somebody may have changed the layer.
        _take(prepared_now(), lang, skip_bad=skip_bad, watch=None)

    asked = st.button(
        say("import.accept", lang, count=prepared.rows if unseen else len(prepared.frame)),
        type="primary",
        disabled=obstacle is not None,
        icon=":material/done_all:",
        key=_BUTTON,
        on_click=_begun if slow else answer(take, _FAULT),
    )
    say_fault(_FAULT, lang)
    if not (asked and slow):
        return
    try:
        with _watched(lang) as watch:
            _take(prepared, lang, skip_bad=skip_bad, watch=watch)
    except InputError:
        st.session_state.pop(_BEGUN, None)
        raise
    st.rerun()


def _begun() -> None:
    """Note that it begins: it may take minutes, and what is clicked meanwhile ends it."""
    st.session_state[_BEGUN] = True


def _broken_off() -> bool:
    """Tell once that what had begun was left before its end."""
    if st.session_state.get(_BUTTON):
        return False
    return bool(st.session_state.pop(_BEGUN, False))


def _watched(lang: Lang) -> "AbstractContextManager[Watch]":
    """Show how far the rows are checked and written, with a button that stops it."""

    def words(step: str, done: int, total: int) -> str:
        told = {"file": "", "done": f"{done:,}", "total": f"{total:,}"}
        return say(f"import.{_STEPS.get(step, step)}", lang, **told)

    return watching(words, say("import.stop", lang), lambda: None, "import_accept_stop")


def _take(prepared: Prepared, lang: Lang, *, skip_bad: bool, watch: Watch | None) -> None:
    by, space, layer = visitor.person(), workspace(), prepared.layer
    version = accept(prepared, space, town(), by=by, skip_bad=skip_bad, watch=watch)
    taken = next(each for each in space.versions(layer.id) if each.id == version).manifest["rows"]
    st.session_state[_DONE] = say(
        "import.done", lang, layer=layer.title[lang], version=version, count=taken["taken"]
    )
    st.session_state.pop(_BEGUN, None)
    import_file.forget()
