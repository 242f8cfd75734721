"""The evaluation of a plan: every number is the command's, one entry changes what rests on it."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chedun_gis.indicators import (
    Evaluation,
    EvaluationKind,
    EvaluationQuestion,
    evaluation_of,
    indicators,
    likely_words,
    scorecard,
)
from chedun_gis.register import Ledger, required
from chedun_gis.report import evaluation_data, evaluation_report
from chedun_gis.report.make import (
    FORMATS,
    EvaluationPreview,
    ReportRequest,
    evaluation_preview,
    report_files,
)
from chedun_gis.report.to_html import to_html
from chedun_gis.texts import LANGS, TEXTS, Lang, say
from chedun_gis.town import Town, TownSource, open_town
from geo import InputError
from tests.chedun_gis.commands.conftest import Typed, typed
from tests.chedun_gis.report.docx_file import NUMBER, Cell, WordFile
from tests.evaluated import EXPLAINED, VALUES, YEARS, entered, write_evaluated
from tests.people import ALONE

__all__ = ["typed"]
MADE = "2026-11-30"
SOURCE = {"source": "柳河镇统计站"}


@pytest.fixture(scope="module")
def shipped() -> Evaluation:
    return evaluation_of(open_town(), EvaluationQuestion())


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> TownSource:
    folder = tmp_path_factory.mktemp("willow")
    ledger = entered(Ledger(folder / "register.sqlite"))
    return TownSource(write_evaluated(folder / "data"), ledger=ledger)


@pytest.fixture(scope="module")
def willow(source: TownSource) -> Evaluation:
    """The invented town as it was entered first."""
    return evaluation_of(source.town(), EvaluationQuestion())


def word_file(found: Evaluation, lang: Lang = "zh") -> WordFile:
    return WordFile(FORMATS["docx"](evaluation_report(found, MADE, lang=lang)))


# ---- what is known


def test_the_verdicts_are_those_worked_out_by_hand(willow: Evaluation) -> None:
    found = {each.result.indicator.id: each for each in willow.indicators}
    # The mean of 6, 7, 8, 9, 5 % is (1.06·1.07·1.08·1.09·1.05)^(1/5) − 1 = 6.9907 %: under 7.
    assert {name: each.progress.verdict for name, each in found.items()} == {
        "output": "behind",
        "water-use": "done",
        "farmland": "far_behind",
        "homes": "done",
        "yield": "behind",
        "calls": "behind",
        "income": "done",
        "trees": "behind",
        "park-500m": "far_behind",
        "bus-two-lines": "far_behind",
    }
    assert found["yield"].progress.way == pytest.approx(25 / 30)
    assert found["trees"].progress.missing == (2025,)
    assert found["homes"].result.measurement.value == 1050


def test_a_project_is_late_by_its_years(willow: Evaluation) -> None:
    late = {each.project.id: (each.late_years, each.overdue) for each in willow.projects}
    assert late == {
        "mill": (0, False),
        "works": (2, False),
        "wood": (1, True),
        "school": (2, True),
        "clinic": (0, False),
        "bridge": (None, False),
    }
    mill = willow.projects[0]
    assert (mill.planned_10k_yuan, mill.spent_10k_yuan, mill.completed) == (5000, 5200, "2023-11")


@pytest.mark.parametrize(
    ("kind", "year", "expected"),
    [
        ("annual", 2022, 2022),
        ("annual", None, 2025),
        ("mid", None, 2023),
        ("mid", 2024, 2024),
        ("final", None, 2025),
        ("final", 2025, 2025),
    ],
)
def test_a_kind_has_its_year(
    source: TownSource, kind: EvaluationKind, year: int | None, expected: int
) -> None:
    found = evaluation_of(source.town(), EvaluationQuestion("w14", kind, year))
    assert (found.year, found.day) == (expected, date(expected, 12, 31))


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (EvaluationQuestion("w14", "final", 2024), "evaluation_year"),
        (EvaluationQuestion("w14", "annual", 2020), "evaluation_year"),
        (EvaluationQuestion("w14", "weekly"), "evaluation_kind"),  # type: ignore[arg-type]
        (EvaluationQuestion("15", "final"), "plan_unknown"),
    ],
)
def test_what_cannot_be_evaluated_is_said(
    source: TownSource, question: EvaluationQuestion, code: str
) -> None:
    with pytest.raises(InputError) as caught:
        evaluation_of(source.town(), question)
    assert caught.value.code == code


def test_of_a_year_nothing_later_is_known(source: TownSource) -> None:
    found = evaluation_of(source.town(), EvaluationQuestion(kind="annual", year=2022))
    for each in found.indicators:
        assert all(year <= 2022 for year in (*each.values, *each.others))
        assert not each.explained  # what was explained is of 2025
    homes = next(each for each in found.indicators if each.result.indicator.id == "homes")
    assert homes.result.measurement.value == 300  # 100 + 200
    stages = {each.project.id: each.present and each.present.fact.stage for each in found.projects}
    assert stages == {
        "mill": "under_construction",
        "works": "under_construction",
        "wood": "in_progress",
        "school": "planned",
        "clinic": None,
        "bridge": None,
    }
    spent = {each.project.id: each.spent_10k_yuan for each in found.projects}
    assert spent["mill"] == 2400
    # The sewage works were to be done by 2022, and were not by its end.
    assert [each.id for each in found.notices if each.kind == "overdue"] == ["works"]


def test_what_was_recorded_for_the_year_goes_before_what_is_measured_now(tmp_path: Path) -> None:
    ledger = entered(Ledger(tmp_path / "register.sqlite"))
    told = {**SOURCE, "indicator": "park-500m", "year": 2025, "value": 44.0, "date": "2025-12"}
    ledger.append([required("value", told)], by=ALONE, accept=True, seed=())
    town = TownSource(write_evaluated(tmp_path / "data"), ledger=ledger).town()
    for year, value, known_by in ((2024, 50.0, "measured"), (2025, 44.0, "recorded")):
        found = evaluation_of(town, EvaluationQuestion(kind="annual", year=year))
        park = next(each for each in found.indicators if each.result.indicator.id == "park-500m")
        assert park.result.measurement.value == pytest.approx(value, abs=1e-6)
        assert park.known_by == known_by


# ---- every number is the command's


def _numbers(value: Any) -> Iterator[float | str]:  # noqa: ANN401 - JSON
    """Yield every number of some JSON, and every text and key."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield str(key)
            yield from _numbers(each)
    elif isinstance(value, list):
        for each in value:
            yield from _numbers(each)
    elif isinstance(value, bool) or value is None:
        return
    else:
        yield value


def _forms(value: float) -> set[str]:
    """Return how a number may be printed: as it is, rounded, as a share, as an area."""
    forms = {f"{value:,.12g}", f"{value:,.0f}", f"{value:,.1f}", f"{value:,.2f}", f"{value:g}"}
    forms |= {f"{100 * value:.0f}", f"{100 * value:.1f}", f"{100 * value:g}"}
    forms |= {f"{value / 1e6:,.3f}", f"{value:,.2f}".rstrip("0").rstrip(".")}
    return {each.lstrip("-") for each in forms}


def allowed(data: dict[str, Any]) -> set[str]:
    """Return every number that a report of this data may hold."""
    found: set[str] = set()
    for each in _numbers(data):
        found |= set(NUMBER.findall(each)) if isinstance(each, str) else _forms(each)
    found |= {
        f"{max(0.0, _short(each)):,.2f}".rstrip("0").rstrip(".") for each in data["indicators"]
    }
    missing = data["missing"]
    found |= {str(len(each)) for each in missing.values()}
    found |= {str(len(data[name])) for name in ("indicators", "projects")}
    for name in ("overdue", "completed"):
        found.add(str(sum(bool(each[name]) for each in data["projects"])))
    known = [each for each in data["indicators"] if each["value"] is not None]
    found |= {str(len(known)), str(sum(each["schematic"] for each in known))}
    counts = data["progress"]["all"]
    return found | {str(counts["behind"] + counts["far_behind"])}


def _short(each: dict[str, Any]) -> float:
    """Return what an indicator lacks to its target."""
    if each["value"] is None or each["target"] is None:
        return 0.0
    short = each["target"] - each["value"]
    return float(-short if each["sense"] == "at_most" else short)


def printed(made: WordFile) -> list[str]:
    """Return all that is said, but for numbers of captions and pages, which are fields."""
    texts = [
        text.partition("\u3000")[2] if style == "Caption" else text
        for style, text in made.paragraphs()
        if not re.fullmatch(r"TOC\w+", style)
    ]
    return [*texts, *(each for _, rows in made.tables() for row in rows for each in row)]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("town", ["shipped", "willow"])
def test_every_number_is_one_of_the_data(
    town: str, lang: Lang, request: pytest.FixtureRequest
) -> None:
    found: Evaluation = request.getfixturevalue(town)
    data = json.loads(json.dumps(evaluation_data(found)))
    ours = {
        number
        for key, text in TEXTS.items()
        if key.startswith(("evaluation.", "progress.", "layer.", "report.", "doubt.likely"))
        for number in NUMBER.findall(text[lang])
    }
    known = allowed(data) | ours
    # The day on which it was made.
    known |= set(NUMBER.findall(MADE))
    for text in printed(word_file(found, lang)):
        strange = [each for each in NUMBER.findall(text) if each not in known]
        assert not strange, (text, strange)


@pytest.mark.parametrize("lang", LANGS)
def test_the_likely_interval_of_the_scorecard_stands_in_every_form(
    shipped: Evaluation, lang: Lang
) -> None:
    data = {each["id"]: each for each in evaluation_data(shipped)["indicators"]}
    page = to_html(evaluation_report(shipped, MADE, lang=lang))
    written = "\n".join(printed(word_file(shipped, lang)))
    spoken = [each for each in scorecard(open_town()) if each.likely]
    assert spoken
    for each in spoken:
        assert each.likely is not None
        ends = data[each.indicator.id]["likely_low"], data[each.indicator.id]["likely_high"]
        assert ends == (each.likely.low, each.likely.high)
        assert likely_words(each, lang) in page
        assert likely_words(each, lang) in written


def test_every_cell_of_indicators_and_projects_is_the_data(willow: Evaluation) -> None:
    """Work out each cell from the JSON alone."""
    data = json.loads(json.dumps(evaluation_data(willow)))
    cells = word_file(willow).cells()
    titles = {
        "binding": "约束性指标",
        "expected": "预期性指标",
        "unspecified": "未注明属性的指标",
    }
    for each in data["indicators"]:
        row = f"{each['name_zh']}（{each['entered_unit_zh']}）"
        table = f"{titles[each['nature']]}各年数值"
        for year in YEARS:
            value = each["values"].get(str(year))
            text = "—" if value is None else f"{value['value']:,.12g}"
            assert cells[Cell(table, row, str(year))] == text
        verdict = f"{titles[each['nature']]}完成情况"
        assert cells[Cell(verdict, each["name_zh"], "完成 / 时间")] == (
            f"{each['way']:.1%} / {each['time']:.0%}"
        )
        number = NUMBER.search(cells[Cell(verdict, each["name_zh"], "现状")])
        assert number is not None
        assert float(number.group().replace(",", "")) == pytest.approx(each["value"], abs=0.005)
    chapters = {"1": "第1章　产业", "2": "第2章　生态", "3": "第3章　民生", "4": "第4章　交通"}
    for each in data["projects"]:
        table = f"{chapters[each['chapter']]}的项目"
        expected = {
            "目标年": str(each["target_year"]),
            "计划投资（万元）": _money(each["planned_10k_yuan"]),
            "已投资（万元）": _money(each["spent_10k_yuan"]),
            "条款": each["clause"],
        }
        for column, text in expected.items():
            assert cells[Cell(table, each["name_zh"], column)] == text


def _money(amount: float | None) -> str:
    return "—" if amount is None else f"{amount:,.12g}"


@pytest.mark.parametrize("lang", LANGS)
def test_all_indicators_projects_and_maps_are_there(shipped: Evaluation, lang: Lang) -> None:
    made = word_file(shipped, lang)
    rows = {each.row for each in made.cells()}
    known = indicators(open_town())
    assert len(known) == 31
    for each in known:
        assert each.title[lang] in rows
    for project in open_town().frame("projects")[f"name_{lang}"]:
        assert project in rows
    pictures = made.pictures()
    assert len(pictures) >= 3
    assert all(dpi >= 300 and words for dpi, words in pictures)
    # In the order in which such reports are.
    order = [
        "how", "overall", "indicators", "tasks", "space", "problems", "suggestions", "annex",
    ]  # fmt: skip
    assert made.texts("Heading1") == [say(f"evaluation.{each}", lang) for each in order]
    natures = [say(f"evaluation.nature.{each}", lang) for each in ("binding", "expected")]
    seconds = made.texts("Heading2")
    assert seconds.index(natures[0]) < seconds.index(natures[1])


def test_a_figure_on_sketches_says_so_in_its_row(shipped: Evaluation) -> None:
    data = evaluation_data(shipped)
    basis = {
        each.row: text
        for each, text in word_file(shipped).cells().items()
        if each.table.endswith("完成情况") and each.column == "数据依据"
    }
    sketched = {each["name_zh"] for each in data["indicators"] if each["schematic"]}
    assert sketched
    assert {name for name, words in basis.items() if "示意" in words} == {
        each["name_zh"] for each in data["indicators"] if each["schematic"]
    }
    assert sketched == {row for row, words in basis.items() if "示意" in words}


def test_the_head_of_the_chain_and_what_was_explained_are_printed(
    source: TownSource, willow: Evaluation
) -> None:
    said = "\n".join(printed(word_file(willow)))
    assert source.town().head
    assert said.count(willow.head) == 2  # where it is told how it was done, and in the annex
    for words in EXPLAINED.values():
        assert words in said


def test_the_other_forms_say_the_same(willow: Evaluation) -> None:
    report = evaluation_report(willow, MADE, lang="zh")
    page = re.sub(r"<[^>]+>", "\n", to_html(report))
    for text in printed(word_file(willow)):
        for words in re.split("[\n\u3000]", text):
            # The heads of a figure's rows are a list in the page.
            assert words in page or words in {"项目", "内容"}
    assert FORMATS["pdf"](report).startswith(b"%PDF")


# ---- by command, and for the page


def test_the_command_writes_the_report_and_its_data(
    typed: Typed, tmp_path: Path, source: TownSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHEDUN_DATA_DIR", str(source.data_dir))
    for form in FORMATS:
        out = tmp_path / f"report.{form}"
        left, said, err = typed("evaluate", "--kind", "final", "--plan", "w14", "--out", out)
        assert left == 0, err
        assert str(out) in said
        assert out.stat().st_size > 10_000
    left, said, _ = typed("evaluate", "--json", "--kind", "annual", "--year", 2023)
    assert left == 0
    data = json.loads(said)
    assert (data["plan"], data["kind"], data["year"]) == ("w14", "annual", 2023)
    assert {each["id"] for each in data["indicators"]} == {
        *VALUES,
        "park-500m",
        "bus-two-lines",
    } - {"income-city"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "--out"),
        (("--out", "x.odt"), "x.odt"),
        (("--out", "x.docx", "--format", "doc"), "doc"),
        (("--json", "--kind", "weekly"), "weekly"),
        (("--json", "--kind", "annual", "--year", 2031), "2031"),
        (("--json", "--plan", "99"), "99"),
    ],
)
def test_what_the_command_cannot_do_is_one_sentence(
    typed: Typed,
    source: TownSource,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[object, ...],
    words: str,
) -> None:
    monkeypatch.setenv("CHEDUN_DATA_DIR", str(source.data_dir))
    left, _, err = typed("evaluate", *arguments)
    assert left == 2
    assert words in err
    assert err.count("\n") == 1


def test_the_page_is_told_what_will_be_in_it_and_what_is_missing(source: TownSource) -> None:
    found: EvaluationPreview = evaluation_preview(source.town(), EvaluationQuestion(), "zh")
    assert (found.year, found.indicators, found.projects) == (2025, 10, 6)
    assert found.maps >= 3
    assert any("绿化覆盖率：缺 2025 年" in each for each in found.lacks)
    made = report_files(source.town(), ReportRequest(MADE, "zh", evaluation=EvaluationQuestion()))
    assert not made.faults
    assert set(made.files) == set(FORMATS)


def test_without_a_plan_there_is_nothing_to_evaluate(toy_dir: Path) -> None:
    town: Town = TownSource(toy_dir).town()
    with pytest.raises(InputError) as caught:
        evaluation_of(town, EvaluationQuestion())
    assert caught.value.code == "plan_none"
