"""Which river a station's name means, and what is suggested when it means none."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chedun_gis.analysis import WaterQuestion, near_misses, river_of, rivers_to_fill, water_report
from chedun_gis.town import Town, open_town
from geo.water import SampleFile, read_samples, sample_template
from layers import LAYERS
from tests.conftest import feature


@pytest.fixture
def town(toy_with: Callable[..., Path]) -> Town:
    layer = LAYERS["river_segments"]

    def segment(name: str, river: str, target: str) -> dict[str, object]:
        names = {"name_zh": f"{name}（示意）", "name_en": f"{river} reach (sketch)"}
        rivers = {"river_id": river, "river_zh": f"{name[:3]}（示意）", "river_en": river}
        return feature(
            layer, f"seg-{river}", **names, **rivers, target_class=target, water_kind="river"
        )

    return open_town(
        toy_with(
            "river_segments", segment("洞泾港北段", "r1", "3"), segment("友谊河西段", "r2", "none")
        )
    )


def samples(*stations: str) -> SampleFile:
    rows = [f"{each},river,2026-03-01,Ⅴ,25" for each in stations]
    return read_samples("\n".join(("station,kind,date,target,COD", *rows)).encode())


@pytest.mark.parametrize(
    "name", ["洞泾港", "洞泾港（示意）", "洞泾港北段", "洞泾港北段（示意）", "r1 reach"]
)
def test_a_river_is_known_with_and_without_the_remark(town: Town, name: str) -> None:
    report = water_report(town, WaterQuestion(samples(name).samples))
    assert report.unplaced == ()
    river = river_of(report, name)
    assert river is not None
    assert river.id == "r1"
    # Class Ⅳ by COD 25: the river's own target decides, whatever the file says of the station.
    assert (river.body.water_class, river.body.target, river.body.met) == (4, 3, False)


def test_what_is_nearly_a_name_here_is_suggested(town: Town) -> None:
    report = water_report(town, WaterQuestion(samples("洞径港", "黄浦江").samples))
    assert set(report.unplaced) == {"洞径港", "黄浦江"}
    found = near_misses(report, town)
    assert found["洞径港"][0] == "洞泾港"
    assert found["黄浦江"] == ()
    assert river_of(report, "黄浦江") is None


def test_the_template_names_the_rivers_as_they_are_found_again(town: Town) -> None:
    rows = rivers_to_fill(town)
    assert [(each.station, each.kind, each.target) for each in rows] == [
        ("洞泾港", "river", "Ⅲ"),
        ("友谊河", "river", ""),
    ]
    assert "洞泾港" in sample_template(rows).decode("utf-8-sig")
