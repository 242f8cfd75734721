"""Take in a planner's own file: choose, look, correct, accept; and bring earlier versions back."""

import streamlit as st

from chedun_gis.importing import (
    MOST_FEATURES,
    MOST_FILE_MB,
    MOST_VERTICES,
    PARTS,
    SUFFIXES,
    Prepared,
    accept,
    prepare,
)
from chedun_gis.texts import Lang, say
from chedun_gis.town import town, workspace
from chedun_gis.views.importing import columns, preview, versions
from chedun_gis.views.shared import position, visitor
from chedun_gis.views.shared import upload as import_file
from chedun_gis.views.shared.plain import refuse, words_of
from chedun_gis.views.shared.runs import unbroken
from geo import InputError
from layers import LAYERS, Layer

_DONE = "import_done"


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
    st.caption(
        say("import.limits", lang, mb=MOST_FILE_MB, rows=MOST_FEATURES, vertices=MOST_VERTICES)
    )
    done = st.session_state.pop(_DONE, "")
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
    prepared = prepare(opened, layer, options, town(), append=append)
    preview.show(prepared, lang)
    _accept(prepared, lang)


def _mode(lang: Lang) -> bool:
    chosen = st.radio(
        say("import.mode", lang),
        ("replace", "append"),
        format_func=lambda mode: say(f"import.mode.{mode}", lang),
        horizontal=True,
        key="import_mode",
    )
    return chosen == "append"


def _accept(prepared: Prepared, lang: Lang) -> None:
    st.subheader(say("import.step.accept", lang))
    skip_bad = bool(prepared.rejected) and st.checkbox(
        say("import.skip_bad", lang, count=len(prepared.rejected)), key="import_skip_bad"
    )
    obstacle = prepared.obstacle(skip_bad=skip_bad)
    if obstacle is not None:
        st.warning(words_of(obstacle, lang), icon=":material/block:")
    if not visitor.may("reviewer"):
        st.info(say("role.import", lang), icon=":material/visibility:")
        return
    asked = st.button(
        say("import.accept", lang, count=len(prepared.frame)),
        type="primary",
        disabled=obstacle is not None,
        icon=":material/done_all:",
        key="import_accept",
    )
    if not asked:
        return
    with unbroken():
        by = visitor.person()
        version = accept(prepared, workspace(), town(), by=by, skip_bad=skip_bad)
        title = prepared.layer.title[lang]
        st.session_state[_DONE] = say(
            "import.done", lang, layer=title, version=version, count=len(prepared.frame)
        )
        import_file.forget()
    st.rerun()
