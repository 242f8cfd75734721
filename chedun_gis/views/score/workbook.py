"""Enter many values at once from a workbook: template, upload, a look, and all of them or none."""

from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from chedun_gis.compute import scratch
from chedun_gis.importing import value_template, values_of
from chedun_gis.indicators import indicators_known
from chedun_gis.register import Fact, IndicatorValue
from chedun_gis.texts import Lang, lines_of, say, today
from chedun_gis.town import town
from chedun_gis.views.shared import entry, table, visitor
from chedun_gis.views.shared.downloads import file_name
from chedun_gis.views.shared.plain import words_of
from geo import InputError

_FORM: Final = "workbook"
_READ: Final = "values_read"
_ROUND: Final = "values_round"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(lang: Lang) -> None:
    """Draw the section for whoever may enter."""
    if not visitor.may("editor"):
        return
    with st.expander(say("entry.workbook", lang), icon=":material/table_view:"):
        st.write(say("entry.workbook.about", lang))
        st.download_button(
            say("entry.template", lang),
            data=lambda: value_template(town(), today().year - 1, lang),
            file_name=file_name("values-template.xlsx", lang),
            mime=_XLSX,
            icon=":material/download:",
            on_click="ignore",
        )
        # Another key is another uploader, with nothing in it.
        number = st.session_state.setdefault(_ROUND, 0)
        file = st.file_uploader(
            say("entry.workbook.file", lang), type=["xlsx"], key=f"values_upload_{number}"
        )
        if file is not None:
            _looked_at(file, lang)
        entry.tell(_FORM)


def _looked_at(file: UploadedFile, lang: Lang) -> None:
    """Show what a workbook says, or all that is wrong with it by row; take it when asked to."""
    try:
        facts = _read(file)
    except InputError as error:
        problems = error.params.get("problems", ())
        assert isinstance(problems, tuple)  # noqa: S101 - as whoever raises it says
        lines = lines_of(problems, lang) or [words_of(error, lang)]
        st.error(say("entry.workbook.wrong", lang, count=len(lines)), icon=":material/rule:")
        for line in lines:
            st.text(line)
        return
    known = indicators_known(town())
    values = [each for each in facts if isinstance(each, IndicatorValue)]
    table.show(
        {
            "values.name": [known[each.indicator].title[lang] for each in values],
            "values.year": [str(each.year) for each in values],
            "values.value": [each.value for each in values],
            "values.unit": [known[each.indicator].unit[lang] for each in values],
            "values.source": [each.source for each in values],
        },
        lang,
    )
    entry.fault(_FORM, lang)
    st.button(
        say("entry.workbook.save", lang, count=len(facts)),
        key="values_save",
        type="primary",
        on_click=entry.send,
        args=(_FORM, lambda _: facts, lang),
        kwargs={"done": _next},
    )


def _read(file: UploadedFile) -> tuple[Fact, ...]:
    """Return what a workbook says; it is read once, in a process of its own."""
    kept = st.session_state.get(_READ)
    if kept is None or kept[0] != file.file_id:
        with scratch("values") as folder:
            # A browser sends a bare name, another client might not.
            path = Path(folder) / Path(file.name.replace("\\", "/")).name
            path.write_bytes(file.getbuffer())
            try:
                found: tuple[Fact, ...] | InputError = values_of(town(), path)
            except InputError as error:
                found = error
        kept = (file.file_id, found)
        st.session_state[_READ] = kept
    if isinstance(kept[1], InputError):
        raise kept[1]
    facts: tuple[Fact, ...] = kept[1]
    return facts


def _next() -> None:
    st.session_state[_ROUND] += 1
    st.session_state.pop(_READ, None)
