"""One question has one answer, whoever asks."""

import json
import shutil
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely
import shapely.geometry
from shapely import box
from shapely.geometry import mapping
from typer.testing import CliRunner

from chedun_gis.analysis import (
    SERVICE_KINDS,
    BeltQuestion,
    CoverageQuestion,
    WaterQuestion,
    as_data,
    belts_of,
    bus_report,
    covered,
    find_rule,
    lines_of,
    station_data,
    water_report,
)
from chedun_gis.analysis.services import services_of
from chedun_gis.commands.root import app
from chedun_gis.indicators import input_of, scorecard
from chedun_gis.ogc.results import result_collections
from chedun_gis.profile import Area, areas, belt_area, profile
from chedun_gis.report import report_of
from chedun_gis.report.to_html import to_html
from chedun_gis.scenario import (
    Change,
    Scenario,
    SitingQuestion,
    candidate_sites,
    effect_of,
    put,
    sites_for,
)
from chedun_gis.server.routes import layer_reach
from chedun_gis.town import Town, open_town
from chedun_gis.town.settings import DATA_DIR
from geo.siting import Ask
from geo.water import read_samples
from layers import LAYERS, Text
from tests.conftest import PLACE, feature, write_geojson

STORE = open_town()
OWN = """[[rule_set]]
id = "mine"
indicator = "park"
title = { zh = "本所口径", en = "Ours" }
standard = { zh = "内部", en = "internal" }
certainty = "V"
denominator = "DENOMINATOR"
stages = STAGES
threshold = { share = 0.5 }
[[rule_set.class]]
radius_m = 500
"""


def printed(command: str) -> Any:  # noqa: ANN401 - JSON
    done = CliRunner().invoke(app, [*command.split(), "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def everywhere(town: Town) -> Area:
    """An area that holds all homes, to be profiled as a zone is."""
    homes = town.frame("residential")
    shape = homes.iloc[:1].set_geometry([box(*homes.total_bounds).buffer(10)])
    return Area("own:all", Text("全部", "All"), shape, input_of(town, "zones"), Text("", ""))


def test_park_coverage_of_the_plans_rule() -> None:
    figure = next(each for each in scorecard(STORE) if each.indicator.id == "park-500m")
    value = figure.measurement.value
    assert value is not None
    served = {each.id: each for each in result_collections(STORE)}["result-park-parcels"].frame
    shares = {
        "page": as_data(STORE, CoverageQuestion())["value"],
        "command": printed("coverage --rule plan-2025")["value"],
        "scorecard": value / 100,
        "profile": profile(STORE, everywhere(STORE)).parks.share,
        "scenario": effect_of(STORE, Scenario("s", "甲")).chosen.before.share,
        "service": served["covered_m2"].sum() / served["area_m2"].sum(),
    }
    assert shares == pytest.approx(dict.fromkeys(shares, shares["page"]), rel=1e-9)
    text = to_html(report_of(STORE, "scorecard", date="2026-11-25", lang="zh"))
    assert f"{value:.2f}%" in text


def test_sites_by_the_plans_rule() -> None:
    question = SitingQuestion(rule="park:plan-2025", spacing_m=400)
    page = sites_for(STORE, question, candidate_sites(STORE, question), Ask(count=2))
    asked = "site --rule plan-2025 --candidates grid --spacing-m 400 --count 2"
    command = printed(asked)
    assert tuple(command["sites"]) == page.best.sites
    assert command["gain_m2"] == pytest.approx(page.best.gain, rel=1e-9)
    # What stands before is the coverage by the rule.
    assert command["before"] == pytest.approx(as_data(STORE, CoverageQuestion())["value"], rel=1e-9)
    assert (command["rule"], command["indicator"], command["differs"]) == ("plan-2025", "park", [])
    # To name what the rule counts anyway is to ask the same.
    assert printed(f"{asked} --existing open-parks --demand built-urban") == command


def test_bus_lines_of_the_plans_rule() -> None:
    figure = next(each for each in scorecard(STORE) if each.indicator.id == "bus-two-lines")
    command = printed("transit")
    served = {each.id: each for each in result_collections(STORE)}["result-bus-zones"].frame
    stop = put(Scenario("s", "甲"), Change("removed", "bus_stops", "stop-sj0202"))
    scenario = effect_of(STORE, stop).bus
    assert scenario is not None
    met = {
        "page": int(bus_report(STORE).verdicts["met"].sum()),
        "command": command["numerator"],
        "scorecard": figure.measurement.numerator,
        "scenario": int(scenario[0].verdicts["met"].sum()),
        "service": int(served["met"].sum()),
    }
    assert set(met.values()) == {met["page"]}
    assert len(served) == command["denominator"] == figure.measurement.denominator


def test_small_parks_count_in_historic_quarters_only(toy_dir: Path) -> None:
    # GB/T 50563-2010: from 5,000 m² 500 m; from 1,000 m², in a historic quarter, 300 m. Squares of
    # 45 m are 2,025 m², of 80 m 6,400 m²; the heritage zone is the west half of the toy's square.
    def square(x: float, side_m: float) -> dict[str, Any]:
        at = shapely.box(x, 31.005, x + side_m / 95_500, 31.005 + side_m / 110_900)
        return dict(mapping(at))

    parks = {
        "small-inside": square(121.2810, 45),
        "small-outside": square(121.2880, 45),
        "large-outside": square(121.2890, 80),
    }
    layer = LAYERS["parks"]
    write_geojson(
        toy_dir / "parks.geojson",
        [feature(layer, name, stage="completed", geometry=at) for name, at in parks.items()],
    )
    half = dict(mapping(box(121.28, 31.0, 121.285, 31.01)))
    zones = [feature(LAYERS["zones"], "old", kind="heritage", geometry=half)]
    write_geojson(toy_dir / "zones.geojson", zones)
    town = open_town(toy_dir)
    rule = find_rule(town, "park:gb50563-2010")
    found = services_of(town, SERVICE_KINDS["open-parks"], rule)["radius_m"]
    assert found.to_dict() == {"small-inside": 300.0, "large-outside": 500.0}


def own_rule(folder: Path, denominator: str, stages: str) -> Town:
    file = folder / "own.toml"
    text = OWN.replace("DENOMINATOR", denominator).replace("STAGES", stages)
    file.write_text(text, encoding="utf-8")
    town = open_town(rules=file)
    assert town.rule_problems == ()
    return town


def test_a_rule_names_its_denominator_and_the_stages_that_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = CoverageQuestion(rule="park:mine")
    monkeypatch.setenv("CHEDUN_RULES", str(tmp_path / "own.toml"))
    built = covered(own_rule(tmp_path, "built-urban", '["completed"]'), question)
    planned = covered(own_rule(tmp_path, "built-urban", '["completed", "planned"]'), question)
    assert planned is not None
    assert printed("coverage --rule mine")["value"] == pytest.approx(planned.share, rel=1e-12)
    town = own_rule(tmp_path, "residential_land", '["completed"]')
    every = covered(town, question)
    assert built is not None
    assert every is not None
    homes = STORE.frame("residential")
    urban = homes[homes["kind"].isin(["urban", "resettlement"])]
    assert planned.total == built.total == pytest.approx(urban.geometry.area.sum())
    assert planned.covered > built.covered
    assert every.total == pytest.approx(homes.geometry.area.sum())
    data = as_data(town, question)
    assert (data["land"], data["differs"]) == ("residential_land", [])
    command = printed("coverage --rule mine")
    shown = ("value", "numerator", "denominator", "land", "met", "differs", "other_lands")
    assert {key: command[key] for key in shown} == {key: data[key] for key in shown}
    assert homes.crs == PLACE.metric_crs


@pytest.mark.parametrize(
    ("was", "wrong"),
    [('["completed"]', "[]"), ('["completed"]', '["done"]'), ('"built-urban"', '"homes"')],
)
def test_a_wrong_stage_or_denominator_is_named(tmp_path: Path, was: str, wrong: str) -> None:
    text = OWN.replace("DENOMINATOR", "built-urban").replace("STAGES", '["completed"]')
    file = tmp_path / "own.toml"
    file.write_text(text.replace(was, wrong), encoding="utf-8")
    town = open_town(rules=file)
    assert [(each.code, each.feature) for each in town.rule_problems] == [("key_value", "mine")]
    assert "mine" not in {rule.id for rule in town.rules}


def test_a_belt_is_the_same_on_page_command_profile_and_map() -> None:
    name = "belt-beisong"
    width_m = float(STORE.frame("belts").set_index("id").loc[name, "width_m"])
    page = belt_area(STORE, BeltQuestion(lines_of(STORE, "belts")[name].name, width_m))
    assert page is not None
    command = printed(f"belt --line belts:{name} --width-m {width_m:g}")
    drawn = json.loads(layer_reach(STORE, "belts"))
    shapes = {each["id"]: shapely.geometry.shape(each["geometry"]) for each in drawn["features"]}
    shown = gpd.GeoSeries([shapes[name]], crs=4326).to_crs(PLACE.metric_crs)
    known = {
        "page": page.area_m2,
        "command": command["numerator"],
        "profile": areas(STORE)[f"belts:{name}"].area_m2,
        "as stated": belts_of(STORE, BeltQuestion(f"belts:{name}"))["area_m2"].sum(),
    }
    assert known == pytest.approx(dict.fromkeys(known, known["page"]), rel=1e-9)
    # The map rounds corners to a decimetre.
    assert shown.area.iloc[0] == pytest.approx(page.area_m2, rel=1e-4)


def test_all_segments_of_a_river_are_one_line_on_page_and_command() -> None:
    river = lines_of(STORE, "river_segments")["river-dongjing-1"]
    page = belt_area(STORE, BeltQuestion(river.name, 100))
    assert page is not None
    assert len(river.features) == 3
    command = printed(f"belt --line {river.name} --width-m 100")
    assert command["numerator"] == pytest.approx(page.area_m2, rel=1e-9)
    assert [each["features"] for each in command["inputs"]] == [3, 1]
    # One after the other they leave gaps where they meet.
    one_by_one = gpd.GeoSeries(
        [
            belts_of(STORE, BeltQuestion(f"river_segments:{segment}", 100)).geometry.iloc[0]
            for segment in river.features.index
        ]
    )
    assert one_by_one.union_all().area < page.area_m2


def test_rivers_are_judged_the_same_by_command_and_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    river = "洞泾港"  # its target is Ⅲ
    text = f"断面,水体类型,日期,目标类别,氨氮(mg/L)\n{river},河流,2026-01-05,4,0.9\n"
    (tmp_path / "samples.csv").write_text(text, encoding="utf-8")
    command = printed(f"water --samples {tmp_path / 'samples.csv'}")
    report = water_report(STORE, WaterQuestion(read_samples(text.encode()).samples))
    assert [station_data(each) for each in report.stations] == command
    # 0.9 mg/L of ammonia nitrogen lies between 0.5 (Ⅱ) and 1.0 (Ⅲ).
    assert [each["class"] for each in command] == [3]
    # As the town's own results they are what the command and the scorecard ask of.
    data = tmp_path / "data"
    shutil.copytree(DATA_DIR, data)
    (data / "water_samples.csv").write_text(text, encoding="utf-8")
    monkeypatch.setenv("CHEDUN_DATA_DIR", str(data))
    assert printed("water") == command
    town = open_town(data)
    assert water_report(town).stations == report.stations
    figure = next(each for each in scorecard(town) if each.indicator.id == "river-class-3")
    assert [each.name.zh for each in report.rivers if each.body.met] == [river]
    assert figure.measurement.numerator == 1
