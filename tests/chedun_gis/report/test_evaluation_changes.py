"""One accepted entry changes exactly what rests on it, cell by cell of the Word document."""

from pathlib import Path

import pytest

from chedun_gis.indicators import Evaluation, EvaluationQuestion, evaluation_of
from chedun_gis.register import Fact, Ledger, required
from chedun_gis.report import evaluation_report
from chedun_gis.report.make import FORMATS
from chedun_gis.texts import say
from chedun_gis.town import TownSource
from tests.chedun_gis.report.docx_file import Cell, WordFile
from tests.evaluated import PROJECTS, entered, write_evaluated
from tests.people import ALONE

SOURCE = {"source": "柳河镇统计站"}


def word_file(found: Evaluation) -> WordFile:
    return WordFile(FORMATS["docx"](evaluation_report(found, "2026-11-30", lang="zh")))


def appended(source: TownSource, *facts: Fact) -> Evaluation:
    assert source.ledger is not None
    source.ledger.append(facts, by=ALONE, accept=True, seed=())
    return evaluation_of(source.town(), EvaluationQuestion())


@pytest.fixture
def own(tmp_path: Path) -> TownSource:
    ledger = entered(Ledger(tmp_path / "register.sqlite"))
    return TownSource(write_evaluated(tmp_path / "data"), ledger=ledger)


def changed(before: WordFile, after: WordFile) -> set[Cell]:
    old, new = before.cells(), after.cells()
    return {each for each in {*old, *new} if old.get(each) != new.get(each)}


def test_a_value_changes_exactly_the_cells_that_rest_on_it(own: TownSource) -> None:
    before = word_file(evaluation_of(own.town(), EvaluationQuestion()))
    told = {**SOURCE, "indicator": "trees", "year": 2025, "value": 36.5, "date": "2025"}
    after = word_file(appended(own, required("value", told)))
    nature, row = "未注明属性的指标", "绿化覆盖率"
    late = "落后指标与逾期项目"
    expected = {
        Cell(f"{nature}各年数值", f"{row}（%）", "2025"),
        *(
            Cell(f"{nature}完成情况", row, column)
            for column in ("现状", "完成 / 时间", "进度", "数据依据")
        ),
        # One more is done, one fewer behind.
        *(
            Cell("指标进度", group, column)
            for group in (nature, "合计")
            for column in ("已完成", "落后")
        ),
    }
    # It is no longer behind: its line goes, and those below move up.
    assert {each for each in changed(before, after) if each.table != late} == expected
    assert [rows[1:] for title, rows in after.tables() if late in title] == [
        [row_of for row_of in rows[1:] if row_of[1] != row]
        for title, rows in before.tables()
        if late in title
    ]
    cells = after.cells()
    assert cells[Cell(f"{nature}完成情况", row, "进度")] == "已完成"
    assert cells[Cell(f"{nature}完成情况", row, "现状")] == "36.5%"


def test_a_stage_changes_exactly_the_cells_of_its_project(own: TownSource) -> None:
    before = word_file(evaluation_of(own.town(), EvaluationQuestion()))
    told = {
        **SOURCE,
        "project": "school",
        "date": "2025-11",
        "stage": "completed",
        "spent_10k_yuan": 4300.0,
    }
    after = word_file(appended(own, required("status", told)))
    title = PROJECTS["school"][0]
    table = "第3章　民生的项目"
    expected = {Cell(table, title, column) for column in ("阶段", "进展", "已投资（万元）")}
    expected |= {Cell("项目阶段", stage, "项目数") for stage in ("已建成", "建设中")}
    late = "落后指标与逾期项目"
    # The only one under construction: its line of the table of stages goes too.
    expected |= {Cell("项目阶段", "建设中", "阶段")}
    assert {each for each in changed(before, after) if each.table != late} == expected
    assert after.cells()[Cell(table, title, "进展")] == "晚 1 年建成"


def test_what_waits_for_its_review_changes_nothing(own: TownSource) -> None:
    before = word_file(evaluation_of(own.town(), EvaluationQuestion()))
    told = {**SOURCE, "indicator": "trees", "year": 2025, "value": 36.5, "date": "2025"}
    assert own.ledger is not None
    own.ledger.append([required("value", told)], by=ALONE, accept=False, seed=())
    assert not changed(before, word_file(evaluation_of(own.town(), EvaluationQuestion())))


def test_an_explanation_changes_no_cell_and_is_printed(own: TownSource) -> None:
    before = word_file(evaluation_of(own.town(), EvaluationQuestion()))
    told = {**SOURCE, "indicator": "calls", "year": 2025, "date": "2025", "note_zh": "系统升级"}
    after = word_file(appended(own, required("explanation", told)))
    assert not changed(before, after)
    assert any("系统升级" in each for each in after.texts("ListBullet"))
    hint = say("evaluation.reason.hint", "zh", title="热线解决率", verdict="落后")
    assert hint in before.texts("BodyText")
    assert hint not in after.texts("BodyText")
