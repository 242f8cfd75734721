"""Write a plan: its name and years, what it takes over, its targets, a workbook, its versions.

What is typed stays until it is saved or given up: a fault takes nothing away.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from chedun_gis.compute import scratch
from chedun_gis.importing import plan_book, plan_template
from chedun_gis.indicators import (
    PlanDraft,
    chapter_lines,
    chapters_of,
    draft_of,
    keep_plan,
    next_draft,
    plans_of,
)
from chedun_gis.texts import Lang, fault_of, lines_of, say
from chedun_gis.town import SHIPPED, town, workspace
from chedun_gis.views.plans import tables
from chedun_gis.views.shared import visitor
from chedun_gis.views.shared.downloads import file_name
from chedun_gis.views.shared.plain import literal, words_of
from geo import InputError
from layers import Text

_WHICH: Final = "plan_which"
_DRAFT: Final = "plan_draft"
_ROUND: Final = "plan_round"
_SAID: Final = "plan_said"
_FAULT: Final = "plan_fault"
_UNREAD: Final = "plan_unread"
_YEARS: Final = (1949, 2100)
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(lang: Lang) -> None:
    """Draw the section for whoever may enter."""
    st.subheader(say("plans.edit", lang))
    titles = {"": say("plans.edit.next", lang)}
    titles |= {each.id: each.title[lang] for each in plans_of(town())}
    if st.session_state.get(_WHICH) not in titles:
        st.session_state[_WHICH] = ""
    st.selectbox(
        say("plans.edit.which", lang),
        list(titles),
        format_func=titles.__getitem__,
        key=_WHICH,
        on_change=_reopen,
    )
    _said(lang)
    draft = _draft()
    typed = _form(draft, lang)
    _workbook(typed, lang)
    typed = replace(
        typed,
        rows=tables.indicators(typed, _key("indicators"), lang),
        projects=tables.projects(typed, _key("projects"), lang),
    )
    save, again = st.columns(2)
    saving = save.button(say("plans.save", lang), key="plan_save", type="primary", width="stretch")
    again.button(say("plans.reopen", lang), key="plan_again", on_click=_reopen, width="stretch")
    if saving:
        _save(typed, lang)
    _versions(draft, lang)


def _key(field: str) -> str:
    """Return the key of a widget; those of another round begin anew."""
    rounds: dict[str, int] = st.session_state.setdefault(_ROUND, {})
    return f"plan_{field}_{rounds.get('', 0)}_{rounds.get(field, 0)}"


def _anew(field: str = "") -> None:
    """Let a widget begin anew, or all."""
    rounds: dict[str, int] = st.session_state.setdefault(_ROUND, {})
    rounds[field] = rounds.get(field, 0) + 1


def _draft() -> PlanDraft:
    """Return what is being written, begun from the plan chosen."""
    kept: PlanDraft | None = st.session_state.get(_DRAFT)
    if kept is None:
        chosen = st.session_state[_WHICH]
        kept = draft_of(town(), chosen) if chosen else next_draft(town())
        st.session_state[_DRAFT] = kept
    return kept


def _reopen() -> None:
    """Begin anew from the plan as it is now."""
    for name in (_DRAFT, _FAULT, _SAID, _UNREAD):
        st.session_state.pop(name, None)
    _anew()


def _said(lang: Lang) -> None:
    """Say what was done last, or why it was not."""
    with st.container():  # always there, so that what stands below keeps its place
        fault: InputError | None = st.session_state.get(_FAULT)
        if fault is not None:
            problems: Any = fault.params.get("problems", ())
            lines = [literal(each) for each in lines_of(problems, lang)] or [words_of(fault, lang)]
            st.error("\n\n".join(lines), icon=":material/error:")
        elif said := st.session_state.get(_SAID):
            st.success(literal(said), icon=":material/task_alt:")


def _form(draft: PlanDraft, lang: Lang) -> PlanDraft:
    """Ask for the keys of the plan, and return the plan as it is typed."""
    number, zh, en = st.columns([1, 2, 2])
    plan = number.text_input(
        say("plans.id", lang),
        draft.id,
        key=_key("id"),
        help=say("plans.id.help", lang),
        disabled=not draft.begins,
        max_chars=40,
    )
    name_zh = zh.text_input(say("plans.name_zh", lang), draft.name.zh, key=_key("zh"), max_chars=80)
    name_en = en.text_input(say("plans.name_en", lang), draft.name.en, key=_key("en"), max_chars=80)
    first, last, base = (
        int(
            column.number_input(
                say(f"plans.{field}", lang), *_YEARS, getattr(draft, field), key=_key(field)
            )
        )
        for column, field in zip(
            st.columns(3), ("first_year", "last_year", "base_year"), strict=True
        )
    )
    chapters = st.text_area(
        say("plans.chapters", lang), chapter_lines(draft.chapters), key=_key("chapters")
    )
    adopted = not draft.draft
    if visitor.may("reviewer"):
        adopted = st.checkbox(
            say("plans.put_in_force", lang),
            adopted,
            key=_key("adopted"),
            help=say("plans.put_in_force.help", lang),
        )
    return replace(
        draft,
        id=plan.strip(),
        name=Text(name_zh.strip(), name_en.strip() or name_zh.strip()),
        first_year=first,
        last_year=last,
        base_year=base,
        chapters=chapters_of(chapters),
        draft=not adopted,
    )


def _workbook(typed: PlanDraft, lang: Lang) -> None:
    """Hand out the template, and take over the tables of a filled one."""
    st.download_button(
        say("plans.template", lang),
        data=lambda: plan_template(town(), typed, lang),
        file_name=file_name("plan-template.xlsx", lang),
        mime=_XLSX,
        icon=":material/download:",
        on_click="ignore",
    )
    st.file_uploader(
        say("plans.upload", lang),
        type=["xlsx"],
        key=_key("upload"),
        help=say("plans.upload.help", lang),
        on_change=_taken_in,
        args=(_key("upload"), lang),
    )
    with st.container():  # always there, so that what stands below keeps its place
        fault: InputError | None = st.session_state.get(_UNREAD)
        if fault is not None:
            problems: Any = fault.params.get("problems", ())
            lines = lines_of(problems, lang) or [fault_of(fault.code, fault.params, lang)]
            st.error(say("plans.upload.wrong", lang, count=len(lines)), icon=":material/rule:")
            for line in lines:
                st.text(line)


def _taken_in(key: str, lang: Lang) -> None:
    """Take over the tables of a workbook; the fields above stay as they are typed."""
    st.session_state.pop(_UNREAD, None)
    file: UploadedFile | None = st.session_state.get(key)
    if file is None:
        return
    draft = _draft()
    _anew("upload")  # for the next one, empty again
    try:
        read = _read(file, draft)
    except InputError as error:
        st.session_state[_UNREAD] = error
        st.session_state.pop(_SAID, None)
        return
    for name, ours, theirs in (
        ("indicators", draft.rows, read.rows),
        ("projects", draft.projects, read.projects),
    ):
        if ours != theirs:  # of what the workbook does not hold what is typed stays
            _anew(name)
    st.session_state[_DRAFT] = read
    st.session_state.pop(_FAULT, None)
    st.session_state[_SAID] = say(
        "plans.upload.read", lang, indicators=len(read.rows), projects=len(read.projects)
    )


def _read(file: UploadedFile, draft: PlanDraft) -> PlanDraft:
    with scratch("plan") as folder:
        # A browser sends a bare name, another client might not.
        path = Path(folder) / Path(file.name.replace("\\", "/")).name
        path.write_bytes(file.getbuffer())
        return plan_book(town(), path, draft)


def _save(typed: PlanDraft, lang: Lang) -> None:
    st.session_state[_DRAFT] = typed
    try:
        version = keep_plan(workspace(), town(), typed, by=visitor.person())
    except InputError as error:
        st.session_state[_FAULT] = error
        st.session_state.pop(_SAID, None)
    else:
        _reopen()
        st.session_state[_DRAFT] = replace(typed, seen=version, begins=False)
        st.session_state[_SAID] = say("plans.saved", lang, name=typed.name[lang], version=version)
    st.rerun()


def _versions(draft: PlanDraft, lang: Lang) -> None:
    """Offer to take back what the workspace holds of the plan, and to restore a version."""
    shelf = workspace().plans
    kept = [] if draft.begins else shelf.versions(draft.id)
    if not kept or not visitor.may("reviewer"):
        return
    left, right = st.columns(2)
    left.button(
        say("plans.take_back", lang),
        key="plan_take_back",
        help=say("plans.take_back.help", lang),
        on_click=_take_back,
        args=(draft, lang),
        disabled=draft.seen == SHIPPED,
        width="stretch",
    )
    others = [each for each in kept if each != draft.seen]
    if others:
        right.button(
            say("plans.restore", lang, version=others[0]),
            key="plan_restore",
            on_click=_restore,
            args=(draft, others[0], lang),
            width="stretch",
        )


def _take_back(draft: PlanDraft, lang: Lang) -> None:
    def take_back() -> str:
        workspace().plans.take_back(draft.id, by=visitor.person(), seen=draft.seen)
        return say("plans.taken_back", lang, plan=draft.id)

    _done(take_back)


def _restore(draft: PlanDraft, version: str, lang: Lang) -> None:
    def restore() -> str:
        by = visitor.person()
        workspace().plans.restore(draft.id, version, by=by, seen=draft.seen)
        return say("plans.restored", lang, plan=draft.id, version=version)

    _done(restore)


def _done(work: Any) -> None:  # noqa: ANN401 - what is done, and says so
    try:
        said = work()
    except InputError as error:
        st.session_state[_FAULT] = error
        return
    _reopen()
    st.session_state[_SAID] = said
