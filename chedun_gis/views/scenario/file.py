"""Save, copy, open and share scenarios."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

import streamlit as st

from chedun_gis.scenario import Scenario, from_bytes, to_text
from chedun_gis.texts import Lang, lines_of, local_time, say
from chedun_gis.views.shared import asking, desk, downloads, visitor
from chedun_gis.views.shared.held import held, hold
from chedun_gis.views.shared.plain import literal, words_of
from geo import InputError, Problem

_NOTICE = "scenario_notice"
_OPEN = "scenario_open"
_WORDS = ("name", "author", "note")


def show(lang: Lang) -> None:
    """Draw the file part of the panel."""
    with st.expander(say("scenario.file", lang), icon=":material/save:"):
        _words(desk.desk(lang).scenario, lang)
        _save(desk.desk(lang).scenario, lang)
        _open(lang)
    notice = st.session_state.pop(_NOTICE, None)
    if notice:
        kind, words = notice
        (st.success if kind == "good" else st.error)(words)
    elif desk.desk(lang).unsaved:
        st.caption(f":material/edit: {say('scenario.unsaved', lang)}")
    fault = desk.draft_fault(lang)
    if fault is not None:
        st.warning(say("draft.failed", lang) + words_of(fault, lang), icon=":material/warning:")


def _words(now: Scenario, lang: Lang) -> None:
    for field in _WORDS:
        value = getattr(now, field)
        key = hold(_key(field, lang), value)
        st.text_input(
            say(f"scenario.{field}", lang),
            value,
            key=key,
            max_chars=200,
            on_change=_typed,
            args=(field, key, lang),
        )


def _key(field: str, lang: Lang) -> str:
    return f"scenario_{field}_{lang}"


def _typed(field: str, key: str, lang: Lang) -> None:
    now, value = desk.desk(lang).scenario, st.session_state[key].strip()
    if value == getattr(now, field):
        return
    # A scenario without a name could not be told from others.
    if value or field != "name":
        desk.edit(lang, replace(now, **{field: value}))


def _save(scenario: Scenario, lang: Lang) -> None:
    save, copy, download = st.columns(3)
    keeps = visitor.may("editor")
    save.button(
        say("scenario.save", lang),
        icon=":material/save:",
        type="primary",
        key="scenario_save",
        width="stretch",
        disabled=not keeps,
        on_click=_saved,
        args=(desk.save, lang),
    )
    copy.button(
        say("scenario.copy", lang),
        icon=":material/content_copy:",
        key="scenario_copy",
        width="stretch",
        disabled=not keeps,
        on_click=_saved,
        args=(_save_copy, lang),
    )
    download.download_button(
        say("scenario.download", lang),
        data=to_text(scenario),
        file_name=downloads.file_name("scenario.json", lang, scenario.name),
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
    )


def _save_copy(lang: Lang) -> None:
    name = desk.desk(lang).scenario.name
    desk.save_copy(say("scenario.copy_of", lang, name=name), lang)


def _saved(save: Callable[[Lang], None], lang: Lang) -> None:
    # What was typed last may come with the click, and after it.
    for field in _WORDS:
        _typed(field, held(_key(field, lang)), lang)
    try:
        save(lang)
    except InputError as error:
        st.session_state[_NOTICE] = ("bad", words_of(error, lang))
        return
    link = f"?scenario={desk.desk(lang).scenario.id}"
    st.session_state[_NOTICE] = ("good", say("scenario.saved", lang, link=link))


def _open(lang: Lang) -> None:
    kept = desk.shelf().kept()
    sound: dict[str, Scenario] = {each.id: each.scenario for each in kept if each.scenario}
    with st.container():  # always there, so that what stands below keeps its place
        for each in kept:
            if each.scenario is None:
                st.error(
                    say("scenario.broken", lang, file=literal(f"{each.id}.json"))
                    + _sentences(each.problems, lang)
                )
        if st.session_state.get(_OPEN) not in {None, *sound}:
            st.session_state[_OPEN] = None
            st.info(say("scenario.off_list", lang), icon=":material/info:")
    chosen = st.selectbox(
        say("scenario.open", lang),
        list(sound),
        index=None,
        format_func=lambda each: f"{sound[each].name} · {local_time(sound[each].time)}",
        placeholder=say("scenario.none" if not sound else "scenario.open", lang),
        key=_OPEN,
    )
    opened, fresh, gone = st.columns(3)
    opened.button(
        say("scenario.open", lang),
        key="scenario_opened",
        disabled=chosen is None,
        on_click=asking.before,
        args=(partial(desk.open_kept, chosen or "", lang), lang),
        width="stretch",
    )
    fresh.button(
        say("scenario.start", lang),
        key="scenario_new",
        on_click=asking.before,
        args=(partial(desk.new, lang), lang),
        width="stretch",
    )
    gone.button(
        say("scenario.delete", lang),
        key="scenario_delete",
        disabled=chosen is None or not visitor.may("editor"),
        on_click=_removed,
        args=(chosen, lang),
        width="stretch",
    )
    _upload(lang)


def _removed(scenario_id: str, lang: Lang) -> None:
    try:
        desk.taken_off(scenario_id, lang)
    except InputError as error:
        st.session_state[_NOTICE] = ("bad", words_of(error, lang))


def _upload(lang: Lang) -> None:
    def taken() -> None:
        file = st.session_state["scenario_upload"]
        if file is None:
            return
        scenario, problems = from_bytes(file.getvalue())
        if scenario is None:
            st.session_state[_NOTICE] = ("bad", _sentences(problems, lang))
        else:
            # A file from elsewhere is new here: it never writes over one of the same id.
            own = replace(scenario, id="", time="")
            asking.before(partial(desk.start, own, lang, kept=False), lang)

    st.file_uploader(
        say("scenario.upload", lang), type=["json"], key="scenario_upload", on_change=taken
    )


def _sentences(problems: Iterable[Problem], lang: Lang) -> str:
    """Return all that is wrong with a file, a paragraph each."""
    return "\n\n".join(literal(each) for each in lines_of(problems, lang))
