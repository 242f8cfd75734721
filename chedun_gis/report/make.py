"""Make any report from what the command line and the buttons name it by."""

from collections.abc import Callable
from pathlib import Path

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
    """Return the report `scorecard`, `zone:ID` or `scenarios:FILE,FILE` (files of scenarios).

    Raises `InputError`: `report_of` (value), `report_zone` (id, known), `report_scenarios`
    (count, most), `report_scenario_file` (file, why).
    """
    kind, _, rest = name.partition(":")
    if name == "scorecard":
        return scorecard_report(town, date, lang=lang)
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
        raise InputError("report_scenario_file", file=str(file), why=why)
    return scenario
