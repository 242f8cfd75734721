"""Where a coverage misses whom: gaps and zones of a toy town, worked out by hand."""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from typer.testing import CliRunner

from chedun_gis.analysis import (
    CoverageQuestion,
    as_data,
    coverage_report,
    nearest_names,
    placed_gaps,
    with_near,
    zones_missed,
)
from chedun_gis.analysis.coverage import CoverageReport
from chedun_gis.commands.root import app
from chedun_gis.report import report_of as written
from chedun_gis.report.to_html import to_html
from chedun_gis.town import Town, open_town
from layers import LAYERS
from tests.conftest import feature


def square(west: float, south: float, size: float = 0.01) -> dict[str, object]:
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.fixture
def town(toy_with: Callable[..., Path]) -> Town:
    """Two blocks of homes of one size, 900 and 300 people; by the park in the west lies the first.

    The zone "west" holds the first block, "east" the second but for a strip, and "edge" has of its
    neighbour's block less than a square metre.
    """
    homes, zones = LAYERS["residential"], LAYERS["zones"]
    toy_with(
        "residential",
        feature(homes, "one", geometry=square(121.25, 31.0), population=900),
        feature(homes, "two", geometry=square(121.28, 31.0), population=300),
    )
    toy_with("parks", feature(LAYERS["parks"], geometry=square(121.2475, 30.9975, 0.015)))
    for layer in ("bus_stops", "compounds", "villages"):
        toy_with(layer)
    toy_with(
        "facilities",
        feature(
            LAYERS["facilities"],
            name_zh="小学（示意）",
            geometry={"type": "Point", "coordinates": [121.285, 31.02]},
        ),
    )
    return open_town(
        toy_with(
            "zones",
            feature(zones, "west", geometry=square(121.24, 30.99, 0.03)),
            feature(zones, "east", geometry=square(121.28, 30.99, 0.03)),
            feature(zones, "edge", geometry=square(121.27, 31.0, 0.010_000_001)),
        )
    )


def report_of(town: Town, **what: bool) -> CoverageReport:
    report = coverage_report(town, CoverageQuestion(**what))
    assert report is not None
    return report


def test_a_gap_has_its_zone_its_people_and_a_name_to_find_it_by(town: Town) -> None:
    found = placed_gaps(town, report_of(town))
    [gap] = found.to_dict("records")
    assert gap["zone"] == "east"
    assert gap["near"].zh == "小学"
    assert gap["people"] == pytest.approx(300)
    assert gap["area_m2"] == pytest.approx(955 * 1_109, rel=2e-3)


def test_a_name_is_that_of_a_compound_within_a_kilometre_and_never_of_a_sketch(
    toy_with: Callable[..., Path],
) -> None:
    def point(layer: str, name: str, lon: float, **values: object) -> dict[str, object]:
        place = {"type": "Point", "coordinates": [lon, 31.0]}
        return feature(LAYERS[layer], name, geometry=place, name_zh=name, **values)

    # From west to east: a stop, a compound 0.48 km on, a park that is sketched, a stop 2.9 km on.
    toy_with("bus_stops", point("bus_stops", "站甲", 121.250), point("bus_stops", "站乙", 121.285))
    toy_with("compounds", point("compounds", "小区", 121.255))
    toy_with("villages")
    toy_with("facilities")
    sketch = feature(
        LAYERS["parks"], basis="schematic", name_zh="园", geometry=square(121.2795, 30.9995, 0.001)
    )
    town = open_town(toy_with("parks", sketch))
    spots = gpd.GeoSeries.from_xy([121.2501, 121.2640, 121.2801], [31.0] * 3, crs="EPSG:4326")
    found = nearest_names(town, spots.to_crs(town.place.metric_crs).to_numpy())
    assert [each.zh for each in found if each] == ["小区", "小区", "站乙"]


@pytest.mark.parametrize("by_people", [False, True])
def test_a_zone_misses_hectares_and_people_however_the_share_is_counted(
    town: Town, *, by_people: bool
) -> None:
    report = report_of(town, by_people=by_people)
    found = zones_missed(town, report)
    # The zone with a sliver of its neighbour's homes has no figure, and no row.
    assert found.index.to_list() == ["east", "west"]
    assert math.isnan(report.zones.loc["edge", "share"])
    assert found["share"].to_list() == pytest.approx([0.0, 1.0])
    assert found["people"].to_list() == pytest.approx([300, 0])
    assert [each.zh for each in found["near"]] == ["小学", "示例"]
    assert found["area_m2"].to_list() == pytest.approx([955 * 1_109, 0], rel=2e-3)


@pytest.mark.usefixtures("town")
def test_without_zones_the_gaps_still_have_a_name(toy_with: Callable[..., Path]) -> None:
    bare = open_town(toy_with("zones"))
    found = placed_gaps(bare, report_of(bare))
    assert found["zone"].to_list() == [None]
    assert found["near"].iloc[0].zh == "小学"
    assert zones_missed(bare, report_of(bare)).empty


def test_gaps_zones_and_sites_are_named_by_the_one_function_in_every_form(tmp_path: Path) -> None:
    town = open_town()
    zones = town.frame("zones").set_index("id", drop=False)
    named = dict(zip(zones.index, nearest_names(town, zones.geometry.to_numpy()), strict=True))

    def asked(command: str) -> Any:  # noqa: ANN401 - JSON
        done = CliRunner().invoke(app, [*command.split(), "--json"])
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    gaps, sites = tmp_path / "gaps.geojson", tmp_path / "sites.geojson"
    told = asked(f"coverage --rule plan-2025 --by zones --out {gaps}")["zones"]
    page = as_data(town, CoverageQuestion())["zones"]
    assert told
    for each in (*told, *page):
        near = named[each["zone"]]
        assert near is not None
        assert (each["near_zh"], each["near_en"]) == (near.zh, near.en)
    found = gpd.read_file(gaps)
    assert list(found["near_zh"]) == list(with_near(town, found)["near_zh"])
    zone = to_html(written(town, f"zone:{zones.index[0]}", date="2026-11-30", lang="zh"))
    first = named[zones.index[0]]
    assert first is not None
    assert first.zh in zone
    answer = asked(
        f"site --rule plan-2025 --candidates grid --spacing-m 400 --count 2 --out {sites}"
    )
    chosen = gpd.read_file(sites)
    assert list(chosen["near_zh"]) == answer["near_zh"] == list(with_near(town, chosen)["near_zh"])
    assert all(answer["near_en"])


def test_what_is_far_out_of_town_is_near_nothing_of_it() -> None:
    town = open_town()
    far = town.frame("parks").iloc[[0]].translate(xoff=8_000, yoff=-9_000)
    beyond = gpd.GeoDataFrame({"id": ["far"]}, geometry=far.to_numpy(), crs=town.place.metric_crs)
    assert nearest_names(town, beyond.geometry.to_numpy()) == [None]
    assert with_near(town, beyond)["near_zh"].tolist() == [None]
