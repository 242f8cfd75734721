"""What the reports say of the shipped town: every figure has its clause, unknown is never met."""

import json
from pathlib import Path

import pytest

from chedun_gis.commands.root import main
from chedun_gis.indicators import indicators, scorecard
from chedun_gis.profile import areas, profile
from chedun_gis.report import fonts, report_of
from chedun_gis.report.blocks import Bars, Block, Figure, MapView, Report, Table, Tiles
from chedun_gis.report.content_scenarios import scenarios_report
from chedun_gis.report.content_scorecard import scorecard_report
from chedun_gis.report.content_zone import zone_report
from chedun_gis.report.to_html import to_html
from chedun_gis.scenario import Scenario, to_text
from chedun_gis.texts import LANGS, Lang, clause_of, say
from chedun_gis.town import Town, open_town
from geo import InputError

DATE = "2026-11-23"
ZONE = "zone-market-town"


@pytest.fixture(scope="module")
def store() -> Town:
    return open_town()


def every(report: Report, kind: type) -> list[Block]:
    return [
        each for section in report.sections for each in section.blocks if isinstance(each, kind)
    ]


def figures(report: Report) -> list[Figure]:
    return [each for each in every(report, Figure) if isinstance(each, Figure)]


def column(table: Table, title: str) -> list[str]:
    place = [each.title for each in table.columns].index(title)
    return [row[place].text for row in table.rows]


def table_with(report: Report, title: str) -> Table:
    found = [
        each
        for each in every(report, Table)
        if isinstance(each, Table) and title in {c.title for c in each.columns}
    ]
    return found[0]


@pytest.mark.parametrize("lang", LANGS)
def test_the_scorecard_tells_all_indicators_each_with_its_clause(store: Town, lang: Lang) -> None:
    report = scorecard_report(store, DATE, lang=lang)
    table = table_with(report, say("report.clause_rule", lang))
    results = scorecard(store)
    assert column(table, say("score.indicator", lang)) == [
        each.indicator.title[lang] for each in results
    ]
    clauses = column(table, say("report.clause_rule", lang))
    stated = [each.clause for each in indicators(store)]
    assert [clause.partition(" · ")[0] for clause in clauses] == [
        clause_of(each, lang) for each in stated
    ]
    tiles = every(report, Tiles)[0]
    assert isinstance(tiles, Tiles)
    assert sum(int(tile.value) for tile in tiles.tiles) == len(results)


def test_a_figure_stands_with_rule_clause_parts_interval_and_basis(store: Town) -> None:
    report = scorecard_report(store, DATE, lang="zh")
    park = next(each for each in figures(report) if "公园绿地500米" in each.name)
    assert (park.clause, park.value, park.gap) == ("《规划》9.2.2 · 未注明属性", "77.32%", "22.68%")
    assert park.rule == "本镇规划：500米全覆盖 · 车墩镇“十四五”规划 9.2.2 · 已核对文本"
    assert (park.part, park.interval) == ("4.623 km² / 5.979 km²", "0.3 – 100.0 %")
    assert park.basis == (
        "输入：公园绿地（示意 21），位置精度 160–1000 米",
        "输入：居住用地（示意 178），位置精度 90–500 米",
    )
    for figure in figures(report):
        assert figure.clause
        assert figure.basis


@pytest.mark.parametrize("lang", LANGS)
def test_no_data_is_never_met(store: Town, lang: Lang) -> None:
    table = table_with(scorecard_report(store, DATE, lang=lang), say("report.clause_rule", lang))
    values = column(table, say("score.value", lang))
    verdicts = column(table, say("score.state", lang))
    unknown = [
        v
        for value, v in zip(values, verdicts, strict=True)
        if value == say("indicator.no_value", lang)
    ]
    without = [each for each in scorecard(store) if each.measurement.value is None]
    assert unknown == [say("indicator.unknown", lang)] * len(without)
    assert len(without) == 24


def test_the_bars_name_their_clause(store: Town) -> None:
    bars = every(scorecard_report(store, DATE, lang="zh"), Bars)[0]
    assert isinstance(bars, Bars)
    known = [each for each in scorecard(store) if each.measurement.value is not None]
    assert [bar.label for bar in bars.bars] == [each.indicator.title.zh for each in known]
    for bar, each in zip(bars.bars, known, strict=True):
        assert clause_of(each.indicator.clause, "zh") in bar.text


def test_the_gaps_are_listed_with_the_rest_counted(store: Town) -> None:
    report = scorecard_report(store, DATE, lang="zh")
    gaps = next(each for each in report.sections if each.title == say("report.gaps", "zh"))
    tables = [each for each in gaps.blocks if isinstance(each, Table)]
    assert tables[0].title.endswith("《规划》9.2.2")
    # The largest first.
    areas_ha = [float(each) for each in column(tables[0], say("coverage.area", "zh"))]
    assert areas_ha == sorted(areas_ha, reverse=True)
    # The twenty largest of each coverage, and the areas of the bus.
    assert [(len(each.rows), each.title.count("8.2.3")) for each in tables] == [
        (20, 0),
        (20, 0),
        (8, 1),
    ]


def test_a_zone_report_says_what_its_profile_says(store: Town) -> None:
    report = zone_report(store, ZONE, date=DATE, lang="en")
    found = profile(store, areas(store)[f"zones:{ZONE}"])
    park, bus = figures(report)
    assert found.parks.share is not None
    assert park.value == f"{100 * found.parks.share:.2f}%"
    assert bus.value == str(len(found.bus.lines))
    assert "8.2.3" in bus.clause
    assert found.area.title.en in report.title


def test_a_belt_that_no_bus_target_names_is_neither_met_nor_missed(store: Town) -> None:
    report = zone_report(store, "belt-beisong", date=DATE, lang="zh")
    assert figures(report)[1].tone == "open"


def test_a_scenario_that_changes_nothing_gains_nothing(store: Town) -> None:
    report = scenarios_report(store, [Scenario("a", "不变")], date=DATE, lang="zh")
    (figure,) = figures(report)
    assert "+0.00 公顷" in figure.note
    assert "9.2.2" in figure.clause
    rules = table_with(report, "不变")
    assert column(rules, say("scenario.as_is", "zh")) == column(rules, "不变")


def test_neighbouring_scenarios_are_shown_as_a_difference(store: Town) -> None:
    two = [Scenario("a", "甲"), Scenario("b", "乙")]
    report = scenarios_report(store, two, date=DATE, lang="zh")
    titles = [each.title for each in every(report, MapView) if isinstance(each, MapView)]
    assert titles == ["", "", "甲 ↔ 乙"]


@pytest.mark.parametrize("count", [0, 5])
def test_one_to_four_scenarios_can_be_compared(store: Town, count: int) -> None:
    with pytest.raises(InputError) as caught:
        scenarios_report(store, [Scenario("a", "甲")] * count, date=DATE, lang="zh")
    assert (caught.value.code, caught.value.params["count"]) == ("report_scenarios", count)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("card", "report_of"),
        ("zone:", "report_of"),
        ("scorecard:x", "plan_unknown"),
        ("zone:nowhere", "report_zone"),
        ("scenarios:,", "report_scenarios"),
        ("scenarios:missing.json", "report_scenario_file"),
    ],
)
def test_an_unknown_report_is_named(store: Town, name: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        report_of(store, name, date=DATE, lang="zh")
    assert caught.value.code == code


def test_all_faults_of_a_scenario_file_are_told_at_once(store: Town, tmp_path: Path) -> None:
    content = json.loads(to_text(Scenario("a", "甲")))
    content |= {"radius_m": "far", "changes": [{"action": "burn"}]}
    file = tmp_path / "broken.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        report_of(store, f"scenarios:{file}", date=DATE, lang="zh")
    assert caught.value.params["file"] == file.name  # not the places of this machine
    why = str(caught.value.params["why"])
    assert "far" in why
    assert "action" in why


def test_a_name_from_a_scenario_file_does_no_harm(store: Town, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(to_text(Scenario("a", "<script>alert(1)</script>")), encoding="utf-8")
    content = to_html(report_of(store, f"scenarios:{file}", date=DATE, lang="en"))
    assert "<script" not in content
    assert "&lt;script&gt;" in content


def typed(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> object:
    monkeypatch.setattr("sys.argv", ["chedun_gis", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    return left.value.code


def test_the_command_writes_the_form_of_the_file_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "report.html"
    arguments = ("--lang", "en", "report", "--of", f"zone:{ZONE}", "--out", str(out))
    assert typed(monkeypatch, *arguments) == 0
    assert "Zone report: Chedun market town" in out.read_text(encoding="utf-8")
    assert str(out) in capsys.readouterr().out


def test_the_command_without_a_font_says_one_sentence_and_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fonts, "FAMILIES", ())
    fonts.find_font.forget()
    out = tmp_path / "report.pdf"
    assert typed(monkeypatch, "report", "--of", f"zone:{ZONE}", "--out", str(out)) == 2
    assert capsys.readouterr().err.strip() == say("error.report_no_font", "zh")
    assert not list(tmp_path.iterdir())
    fonts.find_font.forget()


def test_an_unknown_form_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "report.doc"
    assert typed(monkeypatch, "report", "--of", "scorecard", "--out", str(out)) == 2
    assert "html" in capsys.readouterr().err
