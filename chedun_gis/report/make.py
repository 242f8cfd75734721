"""Make any report from what the command line and the buttons name it by."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from chedun_gis.compute import HeavyQuestion, tell
from chedun_gis.indicators import EvaluationQuestion, evaluation_of
from chedun_gis.report.blocks import Hint, MapView, Report, Table
from chedun_gis.report.content_evaluation import evaluation_report
from chedun_gis.report.content_scenarios import scenarios_report
from chedun_gis.report.content_scorecard import scorecard_report
from chedun_gis.report.content_zone import zone_report
from chedun_gis.report.evaluation_gaps import gap_lines, gaps_of
from chedun_gis.report.to_docx import to_docx
from chedun_gis.report.to_html import to_html
from chedun_gis.report.to_pdf import to_pdf
from chedun_gis.scenario import Scenario, from_file
from chedun_gis.texts import Lang, lines_of
from chedun_gis.town import Town
from geo import InputError

FORMATS: dict[str, Callable[[Report], bytes]] = {
    "docx": to_docx,
    "pdf": to_pdf,
    "html": lambda report: to_html(report).encode(),
}
MIME = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html",
}


def form_of(form: str, out: Path) -> str:
    """Return the form that is named, or that the name of a file ends in.

    Raises `InputError("report_format")` (value, known).
    """
    chosen = (form or out.suffix.removeprefix(".")).lower()
    if chosen not in FORMATS:
        raise InputError("report_format", value=form or out.name, known="、".join(FORMATS))
    return chosen


def report_of(town: Town, name: str, *, date: str, lang: Lang) -> Report:
    """Return the report `scorecard`, `scorecard:PLAN`, `zone:ID` or `scenarios:FILE,FILE` (files).

    Raises `InputError`: `report_of` (value), `plan_none`, `plan_unknown` (value, known),
    `report_zone` (id, known), `report_scenarios` (count, most), `report_scenario_file` (file, why).
    """
    kind, _, rest = name.partition(":")
    if name == "scorecard" or (kind == "scorecard" and rest):
        return scorecard_report(town, date, plan=rest, lang=lang)
    if kind == "zone" and rest:
        return zone_report(town, rest, date=date, lang=lang)
    if kind == "scenarios" and rest:
        files = [Path(each) for each in rest.split(",") if each]
        scenarios = [_scenario(file, lang) for file in files]
        return scenarios_report(town, scenarios, date=date, lang=lang)
    raise InputError("report_of", value=name)


def _scenario(file: Path, lang: Lang) -> Scenario:
    scenario, problems = from_file(file)
    if scenario is None:
        # Every fault of the file at once, as the page for scenarios tells them.
        why = " ".join(lines_of(problems, lang))
        raise InputError("report_scenario_file", file=file.name, why=why)
    return scenario


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """A report of a `plan`'s scorecard, of an `area`, by its key, of scenarios, an evaluation."""

    date: str
    lang: Lang
    area: str = ""
    scenarios: tuple[Scenario, ...] = ()
    plan: str = ""
    evaluation: EvaluationQuestion | None = None


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """The files of a report by form, and why others could not be made: HTML needs no font."""

    files: Mapping[str, bytes]
    faults: tuple[InputError, ...]


def report_files(town: Town, request: ReportRequest) -> ReportFiles:
    """Return a report in every form.

    Raises what gathering it raises: `report_zone`, `report_scenarios`, `layer_broken`.
    """
    steps = len(FORMATS) + 1
    tell("report", 0, steps)
    made = _requested(town, request)
    files: dict[str, bytes] = {}
    faults: list[InputError] = []
    for step, (form, write) in enumerate(FORMATS.items(), start=1):
        tell("report", step, steps)
        try:
            files[form] = write(made)
        except InputError as error:
            faults.append(error)
    return ReportFiles(files, tuple(faults))


def _requested(town: Town, request: ReportRequest) -> Report:
    date, lang = request.date, request.lang
    if request.evaluation is not None:
        return evaluation_report(evaluation_of(town, request.evaluation), date, lang=lang)
    if request.area:
        return zone_report(town, request.area, date=date, lang=lang)
    if request.scenarios:
        return scenarios_report(town, list(request.scenarios), date=date, lang=lang)
    return scorecard_report(town, date, plan=request.plan, lang=lang)


@dataclass(frozen=True, slots=True)
class EvaluationPreview:
    """What an evaluation will hold, by its headings, and what it lacks, worded."""

    year: int
    headings: tuple[tuple[int, str], ...]
    indicators: int
    projects: int
    tables: int
    maps: int
    hints: int
    lacks: tuple[str, ...]


def evaluation_preview(town: Town, question: EvaluationQuestion, lang: Lang) -> EvaluationPreview:
    """Return what an evaluation will hold and what it lacks; raises what `evaluation_of` does."""
    tell("report", 0, 0)
    found = evaluation_of(town, question)
    sections = evaluation_report(found, "", lang=lang).sections
    kinds = Counter(type(block) for section in sections for block in section.blocks)
    return EvaluationPreview(
        found.year,
        tuple((section.level, section.title) for section in sections if section.title),
        len(found.indicators),
        len(found.projects),
        kinds[Table],
        kinds[MapView],
        kinds[Hint],
        tuple(gap_lines(gaps_of(found), lang)),
    )


EVALUATION_PREVIEW: Final = HeavyQuestion(evaluation_preview, most=16)
# Typesetting cannot be cut into parts; it has a process of its own.
REPORT_FILES: Final = HeavyQuestion(report_files, most=8)
