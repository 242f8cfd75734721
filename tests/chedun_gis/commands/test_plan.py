"""The commands about plans, as they are typed: begun, changed, taken back, side by side."""

import json
from pathlib import Path

import openpyxl
import pytest

from chedun_gis.town.settings import DATA_DIR
from tests.chedun_gis.commands.conftest import Typed
from tests.two_plans import write_plan, write_two_plans

NAME = ("--name", "丙规划", "--name-en", "Plan C")


@pytest.fixture
def space(tmp_path: Path, toy_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CHEDUN_WORKSPACE", str(tmp_path / "space"))
    monkeypatch.setenv("LOGNAME", "lin")
    write_two_plans(toy_dir)
    return tmp_path


def said(typed: Typed, *words: object) -> str:
    left, out, err = typed(*words)
    assert left == 0, err
    return out


@pytest.mark.usefixtures("space")
def test_the_plans_are_listed(typed: Typed) -> None:
    assert said(typed, "plan", "list").splitlines() == [
        "a1\t甲规划\t2021–2025\t已施行",
        "a2\t乙规划\t2026–2030\t现行",
    ]
    rows = json.loads(said(typed, "plan", "list", "--json"))
    assert [each["state"] for each in rows] == ["earlier", "in_force"]


def test_a_plan_is_begun_from_a_workbook_and_put_in_force(typed: Typed, space: Path) -> None:
    file = space / "next.xlsx"
    said(typed, "plan", "template", file)
    book = openpyxl.load_workbook(file)
    sheet = book["指标"]
    sheet["F2"] = 45  # the target of the first indicator
    sheet.delete_rows(4)  # the third is not taken over
    book.save(file)
    assert "版本 0001" in said(typed, "plan", "begin", "a3", *NAME, "--file", file)
    results = json.loads(said(typed, "indicators", "--plan", "a3", "--json"))
    assert [(each["plan"], each["id"], each["target"]) for each in results] == [
        ("a3", "firms", 45),
        ("a3", "green", None),
    ]
    assert json.loads(said(typed, "indicators", "--json"))[0]["plan"] == "a2"
    said(typed, "plan", "change", "a3", "--in-force")
    assert json.loads(said(typed, "indicators", "--json"))[0]["plan"] == "a3"
    said(typed, "audit")
    said(typed, "plan", "take-back", "a3")
    assert json.loads(said(typed, "indicators", "--json"))[0]["plan"] == "a2"
    said(typed, "plan", "restore", "a3", "0001")
    kinds = [each["kind"] for each in json.loads(said(typed, "history", "a3", "--json"))]
    assert kinds == ["plan"] * 4


@pytest.mark.usefixtures("space")
def test_some_are_chosen(typed: Typed) -> None:
    said(typed, *("plan", "begin", "a3", *NAME, "--first", 2032, "--base", 2031))
    said(
        typed, *("plan", "begin", "a4", *NAME, "--indicators", "green，fresh", "--projects", "none")
    )
    rows = {each["id"]: each for each in json.loads(said(typed, "plan", "list", "--json"))}
    a3 = rows["a3"]
    assert (a3["first_year"], a3["indicators"], a3["projects"]) == (2032, 3, 3)
    assert (rows["a4"]["indicators"], rows["a4"]["projects"]) == (2, 0)


@pytest.mark.usefixtures("space")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("begin", "a1", *NAME), "已有规划"),
        (("begin", "十五", *NAME), "不能作规划编号"),
        (("begin", "a3", *NAME, "--indicators", "gdp"), "gdp"),
        (("begin", "a3", *NAME, "--last", 2000), "年份次序不对"),
        (("change", "a9", *NAME), "a9"),
        (("take-back", "a1"), "不能在此撤回"),
        (("compare", "a1", "a1"), "两项不同"),
    ],
)
def test_what_is_wrong_is_one_sentence(typed: Typed, words: tuple[object, ...], told: str) -> None:
    left, _, err = typed("plan", *words)
    assert left != 0
    assert told in err
    assert "Traceback" not in err


@pytest.mark.usefixtures("space")
def test_two_plans_side_by_side(typed: Typed) -> None:
    out = said(typed, "plan", "compare", "a1")
    assert out.splitlines()[0] == "甲规划 与 乙规划 对照"
    assert out.splitlines()[-1] == "沿用 1 个，新增 2 个，不再列入 2 个（其中已建成 1 个）"
    data = json.loads(said(typed, "plan", "compare", "a1", "a2", "--json"))
    assert data["projects"]["carried"] == ["on"]


@pytest.mark.usefixtures("space")
def test_a_wrong_plan_is_named_beside_what_is_asked(typed: Typed, toy_dir: Path) -> None:
    write_plan(toy_dir, "a2", plan="name = 1\n")
    left, out, err = typed("indicators", "--json")
    assert left == 0
    assert {each["plan"] for each in json.loads(out)} == {"a1"}
    assert "plans/a2/plan.toml" in err


def test_the_report_is_of_a_plan(typed: Typed, space: Path) -> None:
    file = space / "report.html"
    said(typed, "report", "--of", "scorecard:a1", "--out", file)
    assert "甲规划指标评估报告" in file.read_text(encoding="utf-8")
    said(typed, "report", "--of", "scorecard", "--out", file)
    assert "乙规划（2026—2030）" in file.read_text(encoding="utf-8")


def test_the_shipped_town_has_one_plan() -> None:
    assert [each.name for each in (DATA_DIR / "plans").iterdir()] == ["14"]
