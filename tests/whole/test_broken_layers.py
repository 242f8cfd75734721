"""A layer with errors spoils only what needs it, and that is said; the rest is given."""

import json
import shutil
from pathlib import Path

import pytest

from chedun_gis.analysis import CoverageQuestion, as_data
from chedun_gis.handoff import ALL, Request, target_of, to_folder
from chedun_gis.indicators import missing_words, scorecard
from chedun_gis.ogc.answers import collections_of
from chedun_gis.profile import areas, contents, profile
from chedun_gis.profile.data import as_data as as_profile
from chedun_gis.report import report_of
from chedun_gis.report.to_html import to_html
from chedun_gis.scenario import Scenario, compare
from chedun_gis.town import Town, open_town
from chedun_gis.town.settings import DATA_DIR
from geo import InputError
from layers import LAYERS
from tests.conftest import PLACE

# The town without an error, read once for all tests.
SOUND = open_town()
# The indicators that each layer is needed for. Bus lines are drawn only, zones split the coverage.
NEEDED_FOR = {
    "town_boundary": set(),
    "zones": {"bus-two-lines"},
    "belts": set(),
    "corridors": set(),
    "residential": {"park-500m", "elder-15min", "sport-15min", "life-15min"},
    "parks": {"park-500m", "community-parks"},
    "river_segments": {"river-class-3", "river-class-4"},
    "roads": {"town-roads"},
    "bus_lines": set(),
    "bus_stops": {"bus-two-lines"},
    "compounds": set(),
    "villages": set(),
    "facilities": {"elder-15min", "sport-15min", "life-15min"},
    "projects": {"community-parks"},
}

# The parts of an area's profile that each layer is needed for. Belts are cut at the boundary, and
# a project known by its zone may stand wherever the zone lies.
TOLD_BY = {
    "town_boundary": {"land"},
    "zones": {"projects", "industrial_parks", "land"},
    "belts": {"land"},
    "corridors": {"land"},
    "residential": {"park_coverage", "land"},
    "parks": {"park_coverage", "land"},
    "river_segments": {"rivers"},
    "roads": set(),
    "bus_lines": set(),
    "bus_stops": {"bus"},
    "compounds": set(),
    "villages": set(),
    "facilities": set(),
    "projects": {"projects"},
}


def test_every_layer_is_asked_about() -> None:
    assert set(NEEDED_FOR) == set(TOLD_BY) == set(LAYERS)


@pytest.fixture
def broken(tmp_path: Path, request: pytest.FixtureRequest) -> Town:
    shutil.copytree(DATA_DIR, tmp_path / "data")
    (tmp_path / "data" / f"{request.param}.geojson").write_text("{", encoding="utf-8")
    return open_town(tmp_path / "data")


@pytest.mark.parametrize(
    ("broken", "layer"), [(layer, layer) for layer in LAYERS], indirect=["broken"]
)
def test_the_rest_is_given(broken: Town, layer: str, tmp_path: Path) -> None:
    title = LAYERS[layer].title.zh
    results = {each.indicator.id: each for each in scorecard(broken)}
    sound = {each.indicator.id: each for each in scorecard(SOUND)}
    missing = {name for name, each in results.items() if each.measurement.missing}
    assert missing == NEEDED_FOR[layer]
    for name, each in results.items():
        if name in missing:
            assert (each.measurement.value, each.met) == (None, None)
            assert layer in each.measurement.detail.zh
        else:
            assert each.measurement.value == sound[name].measurement.value

    text = to_html(report_of(broken, "scorecard", date="2026-11-25", lang="zh"))
    told = missing_words(scorecard(broken), "zh")
    reasons = {results[name].measurement.detail.zh for name in missing}
    assert len(told) == (len(reasons) + 1 if missing else 0)
    for name in missing:
        assert sum(results[name].indicator.title.zh in words for words in told[1:]) == 1
    assert all(str(len(missing)) in words for words in told[:1])
    assert all(words in text for words in told)

    request = Request((ALL,), target_of("gpkg", PLACE))
    handoff = to_folder(broken, request, tmp_path / "out", progress=lambda *_: None)
    assert title in handoff.left_out[0].why.zh
    lines = json.loads((tmp_path / "out" / "scorecard.json").read_text(encoding="utf-8"))
    assert {each["id"] for each in lines if each["missing"]} == missing
    page = (tmp_path / "out" / "元数据.html").read_text(encoding="utf-8")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert [each["id"] for each in manifest["left_out"]] == [layer]
    assert all(words in page for words in (*told, title))

    served, every = (collections_of(town, ()) for town in (broken, SOUND))
    tables = {"park-500m": "result-park-parcels", "bus-two-lines": "result-bus-zones"}
    spoilt = {
        name for name in every if name.startswith(tuple(f"result-{each}-" for each in missing))
    }
    assert set(every) - set(served) == {
        layer,
        *spoilt,
        *(tables[each] for each in missing & set(tables)),
    }
    card = served["result-scorecard"]
    rows = card.frame.set_index("id")
    assert set(rows.index[rows["missing"]]) == missing
    assert all(words in card.description.zh for words in told)


@pytest.mark.parametrize(
    ("broken", "layer"), [(layer, layer) for layer in LAYERS], indirect=["broken"]
)
def test_the_other_parts_of_a_profile_stand(broken: Town, layer: str) -> None:
    name = "belt-beisong" if layer == "zones" else "zone-film-town"
    key = f"{'belts' if layer == 'zones' else 'zones'}:{name}"
    found, whole = (as_profile(profile(town, areas(town)[key])) for town in (broken, SOUND))
    assert {each["part"] for each in found["missing"]} == TOLD_BY[layer]
    assert all(layer in each[why] for each in found["missing"] for why in ("why_zh", "why_en"))
    for part in TOLD_BY[layer] - {"land"}:
        assert found[part] is None
    for part in whole.keys() - TOLD_BY[layer] - {"missing"}:
        assert found[part] == whole[part]
    # Of the land only the rows of the layer are gone; belts and corridors end at the boundary.
    gone = {"belts", "corridors"} if layer == "town_boundary" else {layer}
    assert found["land"] == [each for each in whole["land"] if each["layer"] not in gone]
    assert json.loads(json.dumps(found)) == found
    places = contents(broken, areas(broken)[key])
    assert layer not in set(places["layer"])

    text = to_html(report_of(broken, f"zone:{name}", date="2026-11-25", lang="en"))
    # The paper has no list of industrial parks.
    assert text.count(f"({layer})” has errors") >= len(TOLD_BY[layer] - {"industrial_parks"})


@pytest.mark.parametrize(
    ("broken", "area"), [("zones", "zone"), ("belts", "belt")], indirect=["broken"]
)
def test_the_report_of_an_area_without_its_outline_names_the_layer(broken: Town, area: str) -> None:
    name = {"zone": "zone-film-town", "belt": "belt-beisong"}[area]
    with pytest.raises(InputError) as raised:
        report_of(broken, f"zone:{name}", date="2026-11-25", lang="zh")
    assert (raised.value.code, raised.value.params) == ("layer_broken", {"layer": f"{area}s"})


@pytest.mark.parametrize("broken", ["zones"], indirect=True)
def test_coverage_stands_without_its_zones(broken: Town) -> None:
    found, whole = (as_data(town, CoverageQuestion()) for town in (broken, SOUND))
    assert found["zones"] is None
    assert whole["zones"]
    assert [found[key] for key in ("value", "low", "gaps")] == [
        whole[key] for key in ("value", "low", "gaps")
    ]
    # Of the scenario's rules only the one about historic quarters asks for zones.
    rules = [
        {each.rule.id for each in compare(town, [Scenario("s", "甲")])[0].rules}
        for town in (broken, SOUND)
    ]
    assert rules[1] - rules[0] == {"gb50563-2010"}
