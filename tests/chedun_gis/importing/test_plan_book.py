"""The tables of a plan in a workbook: written, filled in, read back, each fault by its row."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from chedun_gis.importing import plan_book, plan_template
from chedun_gis.indicators import draft_of, next_draft
from chedun_gis.texts import LANGS, Lang
from chedun_gis.town import Town, open_town
from geo import InputError
from tests.two_plans import write_two_plans


@pytest.fixture
def town(toy_dir: Path) -> Town:
    return open_town(write_two_plans(toy_dir))


def saved(tmp_path: Path, **sheets: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = tmp_path / "plan.xlsx"
    book.save(file)
    return file


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("plan", ["a1", "a2"])
def test_a_template_read_back_is_the_plan(
    town: Town, plan: str, lang: Lang, tmp_path: Path
) -> None:
    draft = draft_of(town, plan)
    file = tmp_path / "t.xlsx"
    file.write_bytes(plan_template(town, draft, lang))
    bare = replace(draft, rows=(), projects=())
    assert plan_book(town, file, bare) == draft


def test_a_formula_in_a_name_is_text_in_the_workbook(town: Town, tmp_path: Path) -> None:
    draft = draft_of(town, "a1")
    named = replace(draft, rows=(replace(draft.rows[0], name_zh="=1+1"), *draft.rows[1:]))
    file = tmp_path / "t.xlsx"
    file.write_bytes(plan_template(town, named, "zh"))
    sheet = openpyxl.load_workbook(file).worksheets[0]
    assert sheet["B2"].value == "'=1+1"
    assert plan_book(town, file, draft).rows == named.rows


def test_of_a_known_indicator_its_id_and_the_target_will_do(town: Town, tmp_path: Path) -> None:
    rows = [["编号", "目标值", "条款"], ["old", 8, "2.1"], ["green", None, None]]
    file = saved(tmp_path, 指标=rows)
    draft = next_draft(town)
    found = plan_book(town, file, draft)
    assert [(each.id, each.name_zh, each.target, each.plan_ref) for each in found.rows] == [
        ("old", "旧", 8, "2.1"),
        ("green", "绿地", None, ""),
    ]
    assert found.projects == draft.projects  # of which there is no sheet


def test_every_fault_is_named_by_its_row(town: Town, tmp_path: Path) -> None:
    file = saved(
        tmp_path,
        indicators=[["id", "target"], ["new-one", 3], ["old", "many"], ["old", 1], ["old", 2]],
        projects=[["layer", "id", "target year"], ["projects", "lost", 2031], ["parks", "on", 1]],
    )
    with pytest.raises(InputError, match="table_wrong") as caught:
        plan_book(town, file, next_draft(town))
    problems = caught.value.params["problems"]
    assert isinstance(problems, tuple)
    told = {(each.code, each.row, each.field) for each in problems}
    assert {
        ("key_missing", 2, "name_zh"),
        ("key_value", 3, "target"),
        ("key_twice", 5, "id"),
        ("plan_project", 2, "id"),
        ("key_value", 3, "layer"),
        ("key_value", 3, "target_year"),
    } <= told


def test_another_workbook_is_none(town: Town, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="plan_book"):
        plan_book(town, saved(tmp_path, 其他=[["编号"], ["old"]]), next_draft(town))
