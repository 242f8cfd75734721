"""Judge rivers by monitoring results: template, upload, bad rows, verdicts on map and in tables."""

from collections.abc import Mapping

import streamlit as st

from chedun_gis.analysis import (
    WaterQuestion,
    WaterReport,
    misplaced,
    near_misses,
    rivers_to_fill,
    water_evidence,
    water_report,
)
from chedun_gis.register import Fact, WaterEntry, counted
from chedun_gis.texts import Lang, joined, say, sentence_of, text
from chedun_gis.town import ledger, town, water_entry
from chedun_gis.views.shared import attached, entry, stage, submitted, visitor
from chedun_gis.views.shared.downloads import file_name
from chedun_gis.views.shared.plain import literal, refuse
from chedun_gis.views.water import tables
from geo import InputError, Problem
from geo.water import CLASS_NAMES, Sample, SampleFile, read_samples, sample_template

_MOST_SHOWN = 200
_FORM = "water"
_UPLOAD = "water_upload"
_ROUND = "water_round"
_SOURCE = "water_source"
_PLANNED_CLASSES = (4, 3)
_TITLE = text("evidence.class_target")


def show(lang: Lang) -> None:
    """Draw the page."""
    st.header(say("water.title", lang))
    st.write(say("water.intro", lang))
    # What comes and goes has a place of its own, so that the map below it stays as it is.
    with st.container():
        question = _question(lang)
    report = water_report(town(), question)
    _figures(report, lang)
    with st.container():
        _astray(report, lang)
    submitted.samples(lang)
    attached.show(_papers(lang), lang)
    stage.show(water_evidence(report, town(), _TITLE), lang)
    tables.chart(report, lang)
    tables.rivers(report, lang)
    tables.stations(report, lang)
    tables.downloads(report, town(), lang)
    st.warning(say("water.assumed", lang), icon=":material/edit_location:")


def _question(lang: Lang) -> WaterQuestion:
    """Ask for the samples to be judged: those that are sound, or that the user agrees to use."""
    found = _results(lang)
    if found is None:
        st.info(say("water.waiting", lang), icon=":material/upload_file:")
        return WaterQuestion(())
    agreed = found.samples if _agreed(found, lang) else ()
    if agreed and _uploaded() and visitor.may("editor"):
        _keep(agreed, lang)
    entry.tell(_FORM)
    return WaterQuestion(agreed)


def _uploaded() -> bool:
    """Tell whether what is judged was uploaded, and is not the town's own."""
    number = st.session_state.get(_ROUND, 0)
    return st.session_state.get(f"{_UPLOAD}_{number}" if number else _UPLOAD) is not None


def _keep(samples: tuple[Sample, ...], lang: Lang) -> None:
    """Offer to enter what was uploaded and looked at into the register."""
    with st.container(border=True):
        st.text_input(
            say("entry.source", lang),
            key=entry.key(_FORM, "source"),
            placeholder=say("water.source.hint", lang),
            max_chars=400,
        )
        attached.ask(_FORM, lang)
        entry.fault(_FORM, lang)
        st.button(
            say("water.keep", lang, count=len(samples)),
            key="water_keep",
            icon=":material/inventory:",
            on_click=_kept,
            args=(samples, lang),
        )


def _kept(samples: tuple[Sample, ...], lang: Lang) -> None:
    source = str(st.session_state.get(entry.key(_FORM, "source"), "")).strip()

    def made(more: Mapping[str, object]) -> list[Fact]:
        if not source:
            fault = Problem("key_missing", field="source", params={"key": "source"})
            raise InputError("entry_wrong", problems=(fault,))
        return [water_entry(each, source, more) for each in samples]

    def done() -> None:
        # What was uploaded counts as the town's own from now on.
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        st.session_state[_SOURCE] = "own"

    told = say("water.kept", lang, count=len(samples))
    entry.send(_FORM, made, lang, done=done, told=told)


def _astray(report: WaterReport, lang: Lang) -> None:
    """Name the stations that count for no river."""
    for problem in misplaced(report, town()):
        st.warning(literal(sentence_of(problem, lang)), icon=":material/water_damage:")
        st.text(problem.feature)
    if report.unplaced:
        st.warning(say("water.unplaced", lang), icon=":material/location_off:")
        for station, names in near_misses(report, town()).items():
            st.text(
                say("water.meant", lang, station=station, names=joined(names, lang))
                if names
                else station
            )


def _papers(lang: Lang) -> dict[str, str]:
    """Return what is attached to the samples that count, by the stations of each file."""
    stations: dict[str, list[str]] = {}
    for each in counted(ledger().record().events, WaterEntry):
        names = stations.setdefault(each.fact.attachment, [])
        if each.fact.station not in names:
            names.append(each.fact.station)
    return {joined(names[:3], lang): file for file, names in stations.items()}


def _results(lang: Lang) -> SampleFile | None:
    """Ask which results to use and return them; None while no file is chosen."""
    sources = {"own": say("water.own", lang), "upload": say("water.upload", lang)}
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    source = left.segmented_control(
        say("water.source", lang),
        tuple(sources),
        default="own",
        required=True,
        format_func=sources.__getitem__,
        key=_SOURCE,
    )
    right.download_button(
        say("water.template", lang),
        data=sample_template(rivers_to_fill(town())),
        file_name=file_name("water-template.csv", lang),
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
    )
    if source != "upload":
        found = town().samples
        if not found.rows:
            st.info(say("water.empty", lang), icon=":material/info:")
        return found
    # Another key is another uploader, with nothing in it.
    number = st.session_state.setdefault(_ROUND, 0)
    key = f"{_UPLOAD}_{number}" if number else _UPLOAD
    file = st.file_uploader(say("water.upload", lang), type=["csv", "txt"], key=key)
    if file is None:
        return None
    try:
        return read_samples(file.getvalue())
    except InputError as error:
        refuse(error, lang)
        return None


def _agreed(found: SampleFile, lang: Lang) -> bool:
    """Show what is wrong with the rows; tell whether the others may be used."""
    errors = [each for each in found.problems if each.level == "error"]
    notices = [each for each in found.problems if each.level != "error"]
    if notices:
        with st.expander(say("water.notices", lang, count=len(notices))):
            _problems(notices, lang)
    if found.sound:
        return True
    good = len(found.samples)
    st.error(say("water.bad", lang, rows=found.rows, bad=found.rows - good), icon=":material/rule:")
    _problems(errors, lang)
    if not good:
        return False
    return st.checkbox(say("water.consent", lang, good=good), key="water_consent")


def _problems(problems: list[Problem], lang: Lang) -> None:
    shown = problems[:_MOST_SHOWN]
    st.dataframe(
        {
            say("water.line", lang): [each.row for each in shown],
            say("water.field", lang): [each.field for each in shown],
            say("water.fault", lang): [sentence_of(each, lang) for each in shown],
        },
        hide_index=True,
        width="stretch",
    )


def _figures(report: WaterReport, lang: Lang) -> None:
    """Show the plan's two counts: rivers that reach class Ⅳ and Ⅲ."""
    for column, target in zip(st.columns(len(_PLANNED_CLASSES)), _PLANNED_CLASSES, strict=True):
        rivers = [each.body for each in report.rivers if each.body.target == target]
        known = [body for body in rivers if body.shares]
        reached = sum(body.met is True for body in rivers)
        column.metric(
            say("water.of_target", lang, name=CLASS_NAMES[target]),
            f"{reached} / {len(rivers)}" if known else say("water.no_data", lang),
            delta=say("water.rivers_known", lang, known=len(known), total=len(rivers)),
            delta_color="off",
            delta_arrow="off",
            border=True,
        )
