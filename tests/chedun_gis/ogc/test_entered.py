"""The service tells what counts of projects and indicators, and not who entered it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chedun_gis.register import Ledger, required
from chedun_gis.town import TownSource
from layers import LAYERS
from tests.chedun_gis.ogc.server import Service, running
from tests.conftest import feature, with_plans
from tests.people import person

STAGES = "project_id,date,stage,plan_ref,note_zh,note_en,source\none,2021,planned,6.1,,,规划\n"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "register.sqlite")


@pytest.fixture
def service(toy_dir: Path, toy_with: Callable[..., Path], ledger: Ledger) -> Iterator[Service]:
    toy_with("projects", feature(LAYERS["projects"], stage="planned"))
    (toy_dir / "project_stages.csv").write_text(STAGES, encoding="utf-8")
    with_plans(toy_dir)
    source = TownSource(toy_dir, ledger=ledger)
    told = {"source": "镇政府", "date": "2024-06"}
    facts = [
        required("status", {**told, "project": "one", "stage": "completed", "share_done": 1.0}),
        required("value", {**told, "indicator": "gdp", "year": 2024, "value": 6.1}),
        required(
            "effect",
            {**told, "project": "one", "indicator": "jobs", "amount": 12.0, "unit": "jobs"},
        ),
    ]
    ledger.append(facts, by=person("林", alone=True), accept=True, seed=source.seed().required())
    later = required("status", {**told, "date": "2025", "project": "one", "stage": "pilot"})
    ledger.append([later], by=person("林"))
    with running(toy_dir, ledger) as made:
        yield made


def test_the_history_of_projects(service: Service) -> None:
    (project,) = service.items("projects").json()["features"]
    assert project["properties"]["stage"] == "completed"
    found = [
        each["properties"] for each in service.items("result-project-history").json()["features"]
    ]
    assert [(each["date"], each["stage"], each["share_done"]) for each in found] == [
        ("2021", "planned", None),
        ("2024-06", "completed", 1.0),
    ]
    assert "林" not in service.items("result-project-history").text
    assert "pilot" not in service.items("result-project-history").text


def test_the_series_of_values(service: Service) -> None:
    (only,) = service.items("result-indicator-series").json()["features"]
    told = only["properties"]
    assert (only["id"], told["of_indicator"], told["year"], told["value"]) == (
        "gdp-2024",
        "gdp",
        2024,
        6.1,
    )
    assert told["source"] == "镇政府"
    schema = service.get("/collections/result-indicator-series/schema").json()["properties"]
    assert schema["year"]["type"] == "integer"


def test_what_projects_add(service: Service) -> None:
    (only,) = service.items("result-project-effects").json()["features"]
    told = only["properties"]
    assert (only["id"], told["project"], told["of_indicator"], told["amount"], told["unit"]) == (
        "one-1",
        "one",
        "jobs",
        12.0,
        "jobs",
    )
    assert (told["source"], told["layer"]) == ("镇政府", None)
