"""What is unknown is null and "no data": never NaN, never 0, never a traceback."""

import json
import re
import shutil
from pathlib import Path
from typing import Any, NoReturn

import pytest
from typer.testing import CliRunner

from chedun_gis.commands.root import app
from chedun_gis.coverage_report import CoverageQuestion, as_data
from chedun_gis.handoff.deliver import to_folder
from chedun_gis.handoff.request import Request
from chedun_gis.handoff.target import target_of
from chedun_gis.indicators import scorecard
from chedun_gis.profile import profile
from chedun_gis.profile_areas import areas
from chedun_gis.profile_data import as_json
from chedun_gis.report.make import report_of
from chedun_gis.report.to_html import to_html
from chedun_gis.scenario.effect import effect_of
from chedun_gis.scenario.model import Scenario
from chedun_gis.settings import DATA_DIR
from chedun_gis.town import open_town
from geo.errors import InputError
from layers import LAYERS
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
    "indicators --json",
    "coverage --rule plan-2025 --by zones --json",
    "coverage --rule plan-2025",
    "coverage --service sport --rule gb50180-2018-15min --json",
    "transit --json",
    "belt --line belts:belt-beisong --width-m 800 --inside projects --inside residential --json",
    "site --demand built-urban --existing open-parks --candidates grid --count 1 --json",
    "water --json",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_commands(folder: Path, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHEDUN_DATA_DIR", str(folder))
    done = CliRunner().invoke(app, command.split())
    # Where nothing can be answered one sentence says so; an answer holds nothing but numbers.
    assert done.exception is None or isinstance(done.exception, InputError | SystemExit)
    if done.exit_code == 0 and command.endswith("--json") and done.stdout.strip():
        read(done.stdout)
    assert not NAN.search(done.stdout)


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
        assert value is None or value == value  # noqa: PLR0124 - NaN
        assert result.met is None or value is not None
    shown = to_html(report_of(town, "scorecard", date="2026-11-25", lang="en"))
    assert not NAN.search(re.sub(r"<(style|script)\b.*?</\1>", "", shown, flags=re.DOTALL))
    request = Request(("roads",), target_of("geojson", PLACE))
    to_folder(town, request, tmp_path / "out", progress=lambda *_: None)
    read((tmp_path / "out" / "scorecard.json").read_text(encoding="utf-8"))
    for area in list(areas(town).values())[:3]:
        read(as_json(profile(town, area)))


def test_a_scenario_over_nothing_has_no_share(folder: Path) -> None:
    town = open_town(folder)
    effect = effect_of(town, Scenario("s", "甲"))
    if "urban" not in set(town.frame("residential")["kind"]):
        assert effect.chosen.met(effect.chosen.before) is None
    assert effect.chosen.gain_m2 == 0
