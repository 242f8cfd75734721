"""An id that is no more leads to what stands there now; every other is what it is."""

from collections.abc import Callable
from pathlib import Path

import pytest
import shapely

from chedun_gis.scenario import Change, Scenario, scenario_town
from chedun_gis.town import Town, open_town, present_id
from layers import LAYERS
from tests.conftest import feature

TABLE = "layer,old,new,share\nparks,was,one,0.60\nparks,one,other,0.10\nzones,was,two,0.60\n"


@pytest.fixture
def town(toy_with: Callable[..., Path]) -> Town:
    folder = toy_with("parks", feature(LAYERS["parks"], "one"))
    (folder / "replaced_ids.csv").write_text(TABLE, encoding="utf-8")
    return open_town(folder)


def test_an_old_id_is_found_and_a_present_one_is_its_own(town: Town) -> None:
    assert present_id(town, "parks", "was") == "one"
    assert present_id(town, "parks", "one") == "one"
    assert present_id(town, "zones", "was") == "two"
    assert present_id(town, "parks", "never") == "never"
    assert present_id(town, "lakes", "was") == "was"


@pytest.mark.parametrize(
    "table", [None, "", "layer\nparks\n", "\x00", "layer,old,new\nparks,was,\n"]
)
def test_without_a_sound_table_every_id_is_its_own(toy_dir: Path, table: str | None) -> None:
    if table is not None:
        (toy_dir / "replaced_ids.csv").write_text(table, encoding="utf-8")
    assert present_id(open_town(toy_dir), "parks", "was") == "was"


def test_a_scenario_of_before_changes_what_stands_there_now(town: Town) -> None:
    gone = Scenario("s", "n", changes=(Change("removed", "parks", "was", None, {}),))
    assert scenario_town(town, gone).frame("parks").empty
    moved = shapely.box(121.25, 31.0, 121.26, 31.01)
    other = Scenario(
        "s", "n", changes=(Change("changed", "parks", "was", moved, {"kind": "pocket"}),)
    )
    [row] = scenario_town(town, other).frame("parks").to_dict("records")
    assert (row["id"], row["kind"]) == ("one", "pocket")
