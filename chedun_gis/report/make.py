"""Make any report from what the command line and the buttons name it by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from chedun_gis.compute import HeavyQuestion, tell
from chedun_gis.report.blocks import Report
from chedun_gis.report.content_scenarios import scenarios_report
from chedun_gis.report.content_scorecard import scorecard_report
from chedun_gis.report.content_zone import zone_report
from chedun_gis.report.to_html import to_html
from chedun_gis.report.to_pdf import to_pdf
from chedun_gis.scenario import Scenario, from_file
from chedun_gis.texts import Lang, lines_of
from chedun_gis.town import Town
from geo import InputError

FORMATS: dict[str, Callable[[Report], bytes]] = {
    "pdf": to_pdf,
    "html": lambda report: to_html(report).encode(),
}
MIME = {"pdf": "application/pdf", "html": "text/html"}


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
    """A report of the scorecard of a `plan`, of an `area`, by its key, or of scenarios."""

    date: str
    lang: Lang
    area: str = ""
    scenarios: tuple[Scenario, ...] = ()
    plan: str = ""


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """The files of a report by form, and why others could not be made: HTML needs no font."""

    files: Mapping[str, bytes]
    faults: tuple[InputError, ...]


def report_files(town: Town, request: ReportRequest) -> ReportFiles:
    """Return a report in every form.

    Raises what gathering it raises: `report_zone`, `report_scenarios`, `layer_broken`.
    """
    tell("report", 0, 0)
    made = _requested(town, request)
    files: dict[str, bytes] = {}
    faults: list[InputError] = []
    for form, write in FORMATS.items():
        try:
            files[form] = write(made)
        except InputError as error:
            faults.append(error)
    return ReportFiles(files, tuple(faults))


def _requested(town: Town, request: ReportRequest) -> Report:
    date, lang = request.date, request.lang
    if request.area:
        return zone_report(town, request.area, date=date, lang=lang)
    if request.scenarios:
        return scenarios_report(town, list(request.scenarios), date=date, lang=lang)
    return scorecard_report(town, date, plan=request.plan, lang=lang)


# Typesetting cannot be cut into parts; it has a process of its own.
REPORT_FILES: Final = HeavyQuestion(report_files, most=8)
