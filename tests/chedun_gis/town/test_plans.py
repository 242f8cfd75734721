"""The plans of a toy town: which is in force, what is wrong, what the layers show of them."""

from pathlib import Path

import pytest

from chedun_gis.town import TownSource, open_town
from geo import InputError
from tests.two_plans import FIRST_TOML, PLANS, SECOND_TOML, write_plan, write_two_plans


def test_the_last_plan_by_its_years_is_in_force_unless_it_is_a_draft(toy_dir: Path) -> None:
    write_two_plans(toy_dir)
    source = TownSource(toy_dir)
    plans = source.town().plans
    assert list(plans.of) == ["a1", "a2"]
    assert plans.in_force is plans.of["a2"]
    write_plan(toy_dir, "a2", plan=SECOND_TOML + "draft = true\n")
    plans = source.town().plans
    assert plans.in_force is plans.of["a1"]
    write_plan(toy_dir, "a1", plan=FIRST_TOML.replace("2020\n", "2020\ndraft = true\n"))
    plans = source.town().plans
    assert plans.in_force is plans.of["a1"]  # of drafts alone the first


def test_a_town_without_plans_works(toy_dir: Path) -> None:
    town = open_town(toy_dir)
    assert town.plans.in_force is None
    assert town.plans.folder() is None
    with pytest.raises(InputError, match="plan_unknown"):
        town.plans.folder("a1")


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("plan", "name = 1\n", "plan.toml"),
        ("indicators", "id,target\nx,y\n", "indicators.csv"),
        ("projects", 'layer,id\nroads,"r\n', "projects.csv"),
    ],
)
def test_a_plan_with_a_wrong_file_leaves_the_others_standing(
    file: str, content: str, told: str, toy_dir: Path
) -> None:
    write_two_plans(toy_dir)
    write_plan(toy_dir, "a2", **{file: content})
    plans = open_town(toy_dir).plans
    assert {name for name, _ in plans.faults} == {f"plans/a2/{told}"}
    assert len(plans.of["a1"].indicators) == 3
    plans.of["a1"].required()
    with pytest.raises(InputError, match="table_wrong") as caught:
        plans.of["a2"].required()
    assert caught.value.params["file"] == f"plans/a2/{told}"
    # Of which nothing is known is not in force.
    assert plans.in_force is plans.of["a1" if file == "plan" else "a2"]


def test_the_only_plan_that_cannot_be_read_is_said(toy_dir: Path) -> None:
    write_plan(toy_dir, "a1", plan="name = 1\n")
    with pytest.raises(InputError, match="table_wrong"):
        open_town(toy_dir).plans.folder()


def test_tables_may_be_missing_and_a_column_must_be_known(toy_dir: Path) -> None:
    home = write_plan(
        toy_dir, "a1", indicators=PLANS["a1"]["indicators.csv"].replace("adds", "ads")
    )
    (home / "projects.csv").unlink()
    (folder,) = open_town(toy_dir).plans.of.values()
    assert folder.projects == ()
    ((_, problems),) = folder.faults
    assert [(each.code, each.row, each.field) for each in problems] == [("key_unknown", 1, "ads")]


def test_the_layer_says_what_the_plan_in_force_asks(toy_dir: Path) -> None:
    write_two_plans(toy_dir)
    source = TownSource(toy_dir)
    frame = source.town().frame("projects").set_index("id")
    assert (frame.loc["on", "plan_ref"], frame.loc["on", "target_year"]) == ("3.1", 2028)
    # What the plan in force does not name, or leaves open, is as the layer has it.
    assert frame.loc["gone", "plan_ref"] == frame.loc["free", "plan_ref"]
    assert frame.loc["on", "target_zh"] == frame.loc["free", "target_zh"]
    write_plan(toy_dir, "a2", plan=SECOND_TOML + "draft = true\n")
    frame = source.town().frame("projects").set_index("id")
    assert (frame.loc["on", "plan_ref"], frame.loc["on", "target_year"]) == ("9.1", 2024)
    assert frame.loc["on", "target_en"] == "one"


def test_a_draft_that_changes_leaves_the_layers_as_they_are(toy_dir: Path) -> None:
    write_two_plans(toy_dir)
    write_plan(toy_dir, "a2", plan=SECOND_TOML + "draft = true\n")
    source = TownSource(toy_dir)
    before = source.town()
    write_plan(toy_dir, "a2", plan=SECOND_TOML + "draft = true\n", projects="layer,id\n")
    after = source.town()
    assert after.state_of("plans") != before.state_of("plans")
    assert after.state_of("projects") == before.state_of("projects")
