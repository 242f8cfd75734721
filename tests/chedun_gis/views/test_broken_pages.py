"""Pages while one layer has errors: what does not need it stands, the rest is one sentence."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from shapely import Point

from chedun_gis.indicators import missing_words, scorecard
from chedun_gis.report.content_scenarios import scenarios_report
from chedun_gis.report.to_html import to_html
from chedun_gis.scenario import (
    Change,
    Scenario,
    Shelf,
    SitingQuestion,
    candidate_sites,
    effect_of,
    put,
    targets_of,
)
from chedun_gis.texts import Untold, fault_of, say
from chedun_gis.town import open_town
from chedun_gis.town.settings import DATA_DIR
from geo import InputError
from tests.chedun_gis.commands.typed import run
from tests.chedun_gis.views.pages import opened, plain, town_served
from tests.people import ALONE

PAGES = (
    *("map", "score", "coverage", "bus", "profile", "belt"),
    *("water", "scenario", "siting", "survey", "data", "import"),
)
# The pages that are about what these layers hold, and say so in one sentence.
SPOILT = {"zones": {"bus"}, "residential": {"coverage", "belt", "scenario", "siting"}}
TIME = "2026-11-25T08:00:00+08:00"
BROKEN = pytest.mark.parametrize("layer", SPOILT)


@pytest.fixture
def folder(layer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The shipped town, one layer of which cannot be read."""
    shutil.copytree(DATA_DIR, tmp_path / "data")
    (tmp_path / "data" / f"{layer}.geojson").write_text("{", encoding="utf-8")
    with town_served(tmp_path / "data", tmp_path / "workspace", monkeypatch):
        yield tmp_path / "data"


@BROKEN
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.usefixtures("folder")
def test_a_page_stands_or_says_in_one_sentence_why_not(name: str, layer: str) -> None:
    shown = [plain(each.value) for each in opened(name).error]
    sentence = fault_of("layer_broken", {"layer": layer}, "en")
    assert shown.count(sentence) == (name in SPOILT[layer])
    assert {each for each in shown if "error" in each} <= {sentence}


@BROKEN
def test_the_scorecard_counts_and_names_what_is_missing(folder: Path) -> None:
    told = missing_words(scorecard(open_town(folder)), "en")
    assert len(told) > 1
    (warning,) = [plain(each.value) for each in opened("score").warning if "errors" in each.value]
    assert warning == "\n\n".join(told)


STOP = Change("added", "bus_stops", "new-stop-1", Point(121.27, 31.0), {"lines": "1815路"})


@BROKEN
@pytest.mark.usefixtures("folder")
def test_the_comparison_stands_or_shows_its_targets(layer: str, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "workspace" / "scenarios")
    shelf.save(Scenario("", "甲", time=TIME), by=ALONE, seen=None)
    app = opened("scenario", mode="compare")
    assert not app.error
    told = [plain(each.value) for each in app.warning]
    sentence = fault_of("layer_broken", {"layer": layer}, "en")
    assert told == ([sentence] if layer == "residential" else [])
    assert say("scenario.targets", "en") in [each.value for each in app.subheader]
    differs = say("scenario.difference", "en") in [each.value for each in app.subheader]
    assert differs == (layer == "zones")


@pytest.mark.parametrize("layer", ["parks", "residential"])
def test_scenarios_without_their_land_still_show_the_targets_that_stand(folder: Path) -> None:
    town, two = open_town(folder), [Scenario("a", "甲"), Scenario("b", "乙")]
    paper = to_html(scenarios_report(town, two, date="2026-11-25", lang="en"))
    sound = {each.indicator.id: each.measurement.value for each in targets_of(open_town(), two[0])}
    stand = {each.indicator.id: each.measurement.value for each in targets_of(town, two[0])}
    lost = {"park-500m", *(["community-parks"] if town.loaded("parks").broken else [])}
    assert {name for name, value in stand.items() if value is None} == lost
    assert all(stand[name] == sound[name] for name in set(sound) - lost)
    broken = "parks" if town.loaded("parks").broken else "residential"
    assert f"({broken})” has errors" in paper
    assert say("scenario.targets", "en") in paper
    assert all(each.name in paper for each in two)


@pytest.mark.parametrize("layer", ["zones"])
def test_a_scenario_stands_while_its_bus_lines_cannot_be_told(folder: Path) -> None:
    drawn = put(Scenario("a", "甲"), STOP)
    town, sound = open_town(folder), effect_of(open_town(), drawn)
    found = effect_of(town, drawn)
    assert isinstance(found.bus, Untold)
    assert "(zones)”" in found.bus.why.en
    assert not isinstance(sound.bus, Untold)
    assert found.chosen.share(found.chosen.after) == sound.chosen.share(sound.chosen.after)


@pytest.mark.parametrize("layer", ["zones"])
def test_sites_are_found_without_zones_unless_zones_are_named(folder: Path) -> None:
    town, question = open_town(folder), SitingQuestion(spacing_m=1000)
    every = candidate_sites(open_town(), question)
    assert list(candidate_sites(town, question).frame.index) == list(every.frame.index)
    with pytest.raises(InputError) as raised:
        candidate_sites(town, SitingQuestion(spacing_m=1000, zones=("zone-film-town",)))
    assert raised.value.params == {"layer": "zones"}


ASKED = (
    ("residential", "coverage --rule plan-2025"),
    ("zones", "transit"),
    ("bus_stops", "transit --json"),
    ("river_segments", "belt --line river_segments --width-m 50"),
    ("residential", "site --demand built-urban --candidates parks --count 1"),
    ("belts", "report --of zone:belt-beisong --out REPORT"),
)


@pytest.mark.parametrize(("layer", "command"), ASKED)
@pytest.mark.usefixtures("folder")
def test_a_command_about_a_broken_layer_ends_in_one_sentence(
    layer: str, command: str, tmp_path: Path
) -> None:
    words = command.replace("REPORT", str(tmp_path / "report.html")).split()
    done = run("--lang", "en", *words)
    sentence = fault_of("layer_broken", {"layer": layer}, "en")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{sentence}\n")


@pytest.mark.parametrize("layer", ["zones", "residential"])
@pytest.mark.usefixtures("folder")
def test_commands_about_all_figures_give_the_rest(layer: str, tmp_path: Path) -> None:
    paper = tmp_path / "report.html"
    assert run("--lang", "en", "report", "--of", "scorecard", "--out", paper).returncode == 0
    told = run("--lang", "en", "indicators")
    assert told.returncode == 0
    assert f"({layer})” has errors" in told.stderr
    assert f"({layer})” has errors" in paper.read_text(encoding="utf-8")
    lines = json.loads(run("indicators", "--json").stdout)
    assert len(lines) == 31
    assert {each["value"] for each in lines if each["missing"]} == {None}
