"""What version 0.1 (commit dfc7d2e) saved opens unchanged.

`tests/data/workspace_v0_1` was written by that commit: six parks imported, imported again as an
addition and restored, three stops added to the stops, four scenarios saved by its shelf, the last
of them read from a file. `workspace_v0_1.json` holds what it said of them, over these layers and
(`over_shipped`) over the ones that shipped then (`tests/data/town_before`).
"""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from chedun_gis.scenario import Scenario, Shelf, effect_of, to_text
from chedun_gis.town import SHIPPED, Town, TownSource, Workspace, open_town
from layers import LAYERS
from tests.people import ALONE

DATA = Path(__file__).resolve().parents[2] / "data"
SAID = json.loads((DATA / "workspace_v0_1.json").read_text(encoding="utf-8"))
SCENARIOS = sorted(SAID["scenarios"])


@pytest.fixture
def space(tmp_path: Path) -> Path:
    shutil.copytree(DATA / "workspace_v0_1", tmp_path / "space")
    return tmp_path / "space"


def agrees(town: Town, scenario: Scenario, said: dict[str, Any]) -> None:
    """Hold a scenario's effect on a town against what version 0.1 said of it."""
    effect = effect_of(town, scenario)
    shares = (effect.chosen.before.share, effect.chosen.after.share)
    assert shares == pytest.approx((said["before"], said["after"]), rel=1e-9)
    reports = effect.bus or ()
    lines = [int(report.verdicts["line_count"].sum()) for report in reports]
    assert lines == (said["lines"] or [])


def test_layers_and_their_versions(space: Path) -> None:
    workspace = Workspace(space)
    source = TownSource(workspace=workspace)
    town = source.town()
    parks, stops = SAID["layers"]["parks"], SAID["layers"]["bus_stops"]
    assert sorted(town.frame("parks")["id"]) == parks["ids"]
    assert set(town.frame("parks")["basis"]) == {"surveyed"}
    assert len(town.frame("bus_stops")) == stops["ids"]
    assert town.version_of("parks") == parks["version"] == "0001"
    kept = workspace.versions("parks")
    assert [(each.id, each.current) for each in kept] == [
        ("0002", False),
        ("0001", True),
        (SHIPPED, False),
    ]
    assert [each.manifest.get("mode") for each in kept] == ["append", "replace", None]
    assert kept[1].manifest["rows"] == {"read": 6, "taken": 6, "rejected": 0, "in_layer": 6}
    workspace.restore(LAYERS["parks"], "0002", by=ALONE)
    assert len(source.town().frame("parks")) == 12
    workspace.restore(LAYERS["parks"], SHIPPED, by=ALONE)
    assert source.town().version_of("parks") == SHIPPED


@pytest.mark.parametrize("scenario_id", SCENARIOS)
def test_scenarios(space: Path, scenario_id: str, town_before: Path) -> None:
    shelf, said = Shelf(space / "scenarios"), SAID["scenarios"][scenario_id]
    kept = shelf.load(scenario_id)
    assert kept.problems == ()
    scenario = kept.scenario
    assert scenario is not None
    assert (scenario.name, scenario.rule, scenario.radius_m) == (
        said["name"],
        said["rule"],
        said["radius_m"],
    )
    assert sorted(scenario.switched) == said["switched"]
    assert [[each.action, each.layer, each.id] for each in scenario.changes] == said["changes"]
    # Written again it is the same, byte for byte.
    assert to_text(scenario) == (space / "scenarios" / f"{scenario_id}.json").read_text("utf-8")
    town = TownSource(town_before, Workspace(space)).town()
    assert effect_of(town, scenario).chosen.rule.id == said["rule"]
    agrees(town, scenario, said)
    agrees(open_town(town_before), scenario, said["over_shipped"])
