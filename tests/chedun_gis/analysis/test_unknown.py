"""What is unknown is null and "no data": never NaN, never 0, never a traceback."""

import json
import math
import re
import shutil
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import pytest
from shapely import Point
from typer.testing import CliRunner

from chedun_gis.analysis import CoverageQuestion, as_data
from chedun_gis.commands.root import app
from chedun_gis.handoff import Request, target_of, to_folder
from chedun_gis.indicators import scorecard
from chedun_gis.ogc.features import features_of
from chedun_gis.ogc.results import result_collections
from chedun_gis.profile import areas, as_json, contents, contents_geojson, profile
from chedun_gis.report import report_of
from chedun_gis.report.content_scenarios import scenarios_report
from chedun_gis.report.to_html import to_html
from chedun_gis.scenario import Change, Scenario, effect_of, put
from chedun_gis.server.publisher import Publisher
from chedun_gis.texts import LANGS, Lang, fault_of, percent, verdict
from chedun_gis.town import Town, open_town
from chedun_gis.town.settings import DATA_DIR
from chedun_gis.views.shared import html, sheet
from geo import InputError
from layers import LAYERS
from tests.chedun_gis.ogc.server import CRS84
from tests.chedun_gis.views.pages import opened, plain, town_served
from tests.conftest import PLACE

# What of each layer makes nothing of it count, while its file is sound.
UNCOUNTED: dict[str, dict[str, Any]] = {
    "residential": {"kind": "planned"},
    "parks": {"stage": "planned"},
    "bus_stops": {"lines": "1807路", "line_count": 1},
    "facilities": {"kind": "transport"},
    "zones": {"bus_target": False},
}
WITHOUT = {f"no {layer}": (layer,) for layer in UNCOUNTED} | {"nothing": tuple(UNCOUNTED)}
NAN = re.compile(r"(?<![A-Za-z])(nan|NaN|inf|Infinity)(?![A-Za-z])")


@pytest.fixture(params=WITHOUT)
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The shipped town, in which nothing of some layers counts."""
    shutil.copytree(DATA_DIR, tmp_path / "data")
    for layer in WITHOUT[request.param]:
        path = tmp_path / "data" / LAYERS[layer].file
        content = json.loads(path.read_text(encoding="utf-8"))
        for feature in content["features"]:
            feature["properties"] |= UNCOUNTED[layer]
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return tmp_path / "data"


def read(text: str) -> Any:  # noqa: ANN401 - JSON
    def refuse(name: str) -> NoReturn:
        pytest.fail(name)

    return json.loads(text, parse_constant=refuse)


COMMANDS = (
    "indicators",
    "indicators --json",
    "coverage --rule plan-2025",
    "coverage --rule plan-2025 --by zones --json",
    "coverage --service sport --rule gb50180-2018-15min --json",
    "transit",
    "transit --json",
    "belt --line belts:belt-beisong --width-m 800 --inside projects --inside residential",
    "belt --line belts:belt-beisong --width-m 800 --inside projects --inside residential --json",
    "site --demand built-urban --existing open-parks --candidates parks --count 1",
    "site --demand built-urban --existing open-parks --candidates grid --count 1 --json",
)


def refusal(town: Town, command: str) -> str | None:
    """Return the code of the sentence that a command answers with where it has no answer."""
    if command.startswith("site") and "urban" not in set(town.frame("residential")["kind"]):
        return "site_demand_empty"
    if command.startswith("transit") and not town.frame("zones")["bus_target"].any():
        return "bus_no_areas"
    return None


@pytest.mark.parametrize("command", COMMANDS)
def test_commands(folder: Path, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHEDUN_DATA_DIR", str(folder))
    expected = refusal(open_town(folder), command)
    done = CliRunner().invoke(app, command.split())
    assert not NAN.search(done.stdout)
    if expected is not None:
        assert isinstance(done.exception, InputError)
        assert (done.exception.code, done.stdout) == (expected, "")
        return
    assert (done.exception, done.exit_code) == (None, 0)
    if command.endswith("--json"):
        read(done.stdout)


def test_coverage_of_nothing_by_nothing_is_no_data(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHEDUN_DATA_DIR", str(folder))
    town = open_town(folder)
    parks = "completed" in set(town.frame("parks")["stage"])
    homes = "urban" in set(town.frame("residential")["kind"])
    known = parks and homes
    command = ["coverage", "--rule", "plan-2025"]
    told = CliRunner().invoke(app, ["--lang", "en", *command]).stdout
    found = read(CliRunner().invoke(app, [*command, "--json"]).stdout)
    for key in ("value", "numerator", "denominator", "met", "low", "high", "gaps"):
        assert (found[key] is not None) == known
    assert ("No data" in told) == (not known)


def test_figures_and_papers(folder: Path, tmp_path: Path) -> None:
    town = open_town(folder)
    coverage = read(json.dumps(as_data(town, CoverageQuestion())))
    stages, kinds = set(town.frame("parks")["stage"]), set(town.frame("residential")["kind"])
    unknown = "completed" not in stages or "urban" not in kinds
    assert (coverage["value"] is None) == unknown
    if unknown:
        assert [coverage[key] for key in ("met", "low", "high", "numerator")] == [None] * 4
    for result in scorecard(town):
        value = result.measurement.value
        # Nothing counts, but no file has errors.
        assert not result.measurement.missing
        assert value is None or value == value  # noqa: PLR0124 - NaN
        assert result.met is None or value is not None
    names = ("scorecard", "zone:zone-film-town", "zone:belt-beisong")
    papers = [report_of(town, name, date="2026-11-25", lang="en") for name in names]
    two = [Scenario("s", "甲"), Scenario("t", "乙")]
    papers.append(scenarios_report(town, two, date="2026-11-25", lang="en"))
    for paper in papers:
        words = re.sub(r"<(style|script)\b.*?</\1>", "", to_html(paper), flags=re.DOTALL)
        assert not NAN.search(words)
    request = Request(("roads",), target_of("geojson", PLACE))
    to_folder(town, request, tmp_path / "out", progress=lambda *_: None)
    read((tmp_path / "out" / "scorecard.json").read_text(encoding="utf-8"))
    for area in list(areas(town).values())[:3]:
        found = profile(town, area)
        read(as_json(found))
        read(contents_geojson(contents(town, area)))
        tiles = html.tiles(sheet.figures(found, "en"), "en")
        assert not NAN.search(tiles)
        assert unknown <= ("no data" in tiles)


def test_the_service_and_the_map_hold_numbers_only(folder: Path) -> None:
    town, publisher = open_town(folder), Publisher()
    for each in result_collections(town):
        rows = np.arange(len(each.frame))
        names = [field.name for field in each.fields]
        read(json.dumps(features_of(each, rows, uri=CRS84, names=names)))
    for result in scorecard(town):
        if result.measurement.evidence is not None:
            key = publisher.publish(result.measurement.evidence, "en")
            read((publisher.content(key) or b"").decode())


def test_a_scenario_over_nothing_has_no_share(folder: Path) -> None:
    town = open_town(folder)
    chosen = effect_of(town, Scenario("s", "甲")).chosen
    parks, homes = (
        set(town.frame(each)[by]) for each, by in (("parks", "stage"), ("residential", "kind"))
    )
    known = "completed" in parks and "urban" in homes
    assert (chosen.share(chosen.before) is not None) == known
    assert (chosen.met(chosen.before) is not None) == known
    assert chosen.gain_m2 == 0
    stop = Change("added", "bus_stops", "new-stop-1", Point(121.27, 31.0), {"lines": "1815路"})
    named = town.frame("zones")["bus_target"].any()
    assert (effect_of(town, put(Scenario("s", "甲"), stop)).bus is not None) == named


@pytest.mark.parametrize("folder", ["nothing"], indirect=True)
@pytest.mark.parametrize(
    "name", ["score", "coverage", "bus", "profile", "belt", "scenario", "siting"]
)
def test_no_page_shows_what_is_no_number(
    folder: Path, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with town_served(folder, tmp_path / "workspace", monkeypatch):
        app = opened(name)
    kinds = (app.metric, app.markdown, app.caption, app.info, app.warning, app.error, app.success)
    shown = [plain(str(each.value)) for kind in kinds for each in kind]
    shown += [str(each.proto.body) for each in app.get("html") if "<style" not in each.proto.body]
    shown += [str(each.value.select_dtypes(exclude="number").to_numpy()) for each in app.dataframe]
    assert not [words for words in shown if NAN.search(words)]
    known = {
        "score": "no data",
        "coverage": "No place of “Parks” that stands is known",
        "bus": fault_of("bus_no_areas", {}, "en"),
        "profile": "no data",
        "belt": "no data",
        "scenario": "no data",
    }
    assert any(known.get(name, "") in words for words in shown)


@pytest.mark.parametrize("lang", LANGS)
def test_an_unknown_share_is_no_data_in_words(lang: Lang) -> None:
    no_data = {"zh": "无数据", "en": "no data"}[lang]
    assert [percent(each, lang) for each in (None, math.nan, 0.0, 0.5)] == [
        no_data,
        no_data,
        "0.00%",
        "50.00%",
    ]
    assert verdict(lang, met=None, asked=True) == no_data
    assert verdict(lang, met=None, asked=False) != no_data
