"""What some projects come to, counted by hand."""

from collections.abc import Callable
from pathlib import Path

from chedun_gis.indicators import overview
from chedun_gis.indicators.overview import Money
from chedun_gis.register import Ledger, required
from chedun_gis.town import TownSource
from layers import LAYERS
from tests.conftest import feature
from tests.people import ALONE


def test_projects_by_stage_and_year_and_their_money(
    toy_dir: Path, toy_with: Callable[..., Path], tmp_path: Path
) -> None:
    projects = LAYERS["projects"]
    toy_with(
        "projects",
        feature(projects, "a", stage="planned", target_year=2025),
        feature(projects, "b", stage="completed", target_year=2025),
        feature(projects, "c", stage="planned", target_year=None),
        feature(projects, "d", stage="planned", target_year=2024),
    )
    ledger = Ledger(tmp_path / "register.sqlite")
    for name, dated, planned, spent in (
        ("a", "2022", 100.0, 10.0),
        ("a", "2023", None, 30.0),  # what was planned stands
        ("b", "2024", 50.0, None),
        ("d", "2024", 7.0, 7.0),  # not asked for
    ):
        told = {"project": name, "date": dated, "source": "镇政府", "stage": "under_construction"}
        money = {"planned_10k_yuan": planned, "spent_10k_yuan": spent}
        ledger.append([required("status", {**told, **money})], by=ALONE, accept=True)
    town = TownSource(toy_dir, ledger=ledger).town()
    found = overview(town, ("a", "b", "c"))
    assert found.stages == {"under_construction": 2, "planned": 1}
    assert found.years == {2025: {"under_construction": 2}, None: {"planned": 1}}
    assert found.planned == Money(150.0, 2)
    assert found.spent == Money(30.0, 1)
    assert overview(town, ("c",)).spent == Money(0, 0)
