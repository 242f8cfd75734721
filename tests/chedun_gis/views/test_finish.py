"""The pages say of finished projects what the one function says; declarations are entered."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from chedun_gis.register import Ledger, ProjectEffect
from chedun_gis.report import FORMATS
from chedun_gis.report.content_scenarios import scenarios_report
from chedun_gis.scenario import (
    Scenario,
    Shelf,
    chosen_by,
    counts_words,
    moved,
    outlook,
    prospect_line,
)
from chedun_gis.texts import LANGS, Lang, say
from chedun_gis.town import Town, open_town
from chedun_gis.views import main
from tests.chedun_gis.scenario.finish_town import finish_folder
from tests.chedun_gis.views.pages import opened, plain, town_served
from tests.people import ALONE

MAIN = Path(main.__file__)
TIME = "2026-11-30T08:00:00+00:00"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    here = finish_folder(tmp_path / "data")
    monkeypatch.setenv("LOGNAME", "lin")
    with town_served(here, tmp_path / "space", monkeypatch):
        yield here


@pytest.fixture
def town(folder: Path) -> Town:
    return open_town(folder)


def rows(app: AppTest, lang: Lang) -> list[dict[str, Any]]:
    """The rows of the table of what comes about."""
    heading = say("finish.by", lang)
    tables = [each.value for each in app.dataframe if heading in each.value.columns]
    return [] if not tables else tables[0].to_dict("records")


def expected(town: Town, scenario: Scenario, lang: Lang) -> list[dict[str, Any]]:
    found = outlook(town, scenario)
    lines = [prospect_line(each, lang) for each in moved(found.targets)]
    titles = {
        "score.indicator": "title",
        "finish.before": "before",
        "finish.after": "after",
        "score.target": "target",
        "finish.by": "by",
        "score.clause": "clause",
    }
    return [{say(key, lang): getattr(line, part) for key, part in titles.items()} for line in lines]


def words(app: AppTest) -> str:
    return plain("\n".join(each.value for each in (*app.markdown, *app.caption, *app.info)))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("choice", ["building", "planned", "year"])
def test_the_scorecard_says_what_the_scenario_says(town: Town, lang: Lang, choice: Any) -> None:  # noqa: ANN401
    scenario = Scenario("", "甲", finished=chosen_by(town, choice, 2025))
    app = opened("score", lang, finish=choice)
    assert rows(app, lang) == expected(town, scenario, lang)
    assert rows(app, lang)
    assert counts_words(outlook(town, scenario), lang) in words(app)


@pytest.mark.usefixtures("folder")
def test_by_hand_and_not_at_all() -> None:
    assert rows(opened("score", "zh"), "zh") == []
    app = opened("score", "zh", finish="hand", finished="one two")
    (_,) = [each for each in app.multiselect if each.value == ["one", "two"]]
    titles = [each["指标"] for each in rows(app, "zh")]
    assert titles == ["new-green", "film-firms", "eco"]
    assert rows(opened("score", "zh", finish="hand", finished="nobody"), "zh") == []


@pytest.mark.parametrize("lang", LANGS)
def test_a_saved_scenario_shows_the_same_here_and_side_by_side(
    town: Town, tmp_path: Path, lang: Lang
) -> None:
    scenario = Scenario("", "甲", time=TIME, finished=frozenset({"the-park", "one", "rates"}))
    saved = Shelf(tmp_path / "space" / "scenarios").save(scenario, by=ALONE, seen=None)
    app = opened("scenario", lang, scenario=saved.id)
    assert rows(app, lang) == expected(town, scenario, lang)
    beside = opened("scenario", lang, mode="compare")
    (shown,) = [each.value for each in beside.dataframe if "甲" in each.value.columns]
    table = dict(zip(shown[say("score.indicator", lang)], shown["甲"], strict=True))
    paper = FORMATS["html"](
        scenarios_report(town, [scenario], date="2026-11-30", lang=lang)
    ).decode("utf-8")
    for line in expected(town, scenario, lang):
        title, after = line[say("score.indicator", lang)], line[say("finish.after", lang)]
        assert after in table[title]
        assert line[say("finish.by", lang)] in table[title]
        assert all(part in paper for part in (title, *after.split(" · ")))
        assert line[say("finish.by", lang)] in paper


def test_a_scenario_holds_what_is_chosen_on_its_page(town: Town) -> None:
    app = opened("scenario", "zh")
    next(each for each in app.button if each.label == "全部在建").click()
    app.run()
    assert not app.exception
    scenario = Scenario("", "甲", finished=chosen_by(town, "building"))
    assert rows(app, "zh") == expected(town, scenario, "zh")
    (picked,) = [each for each in app.multiselect if each.value]
    assert set(picked.value) == scenario.finished
    picked.set_value(["one"])
    app.run()
    assert rows(app, "zh") == expected(town, replace(scenario, finished=frozenset({"one"})), "zh")
    next(each for each in app.button if each.label == "清空").click()
    app.run()
    assert rows(app, "zh") == []


def test_the_form_of_a_card_declares(town: Town, tmp_path: Path) -> None:
    app = AppTest.from_file(str(MAIN), default_timeout=240)
    app.query_params["project"] = "quiet"
    app.run()
    assert not app.exception
    assert "quiet" in set(town.frame("projects")["id"])
    next(each for each in app.button if each.label == "申报建成后增加").click()
    app.run()
    assert not app.exception
    next(each for each in app.button if each.label == "记入登记簿").click()
    app.run()
    faults = [plain(each.value) for each in app.error]
    assert len(faults) == 1
    assert "请填写来源" in faults[0]
    app.selectbox(key="entry_effect_indicator").set_value("film-firms")
    app.number_input(key="entry_effect_amount").set_value(4.0)
    app.text_input(key="entry_effect_source").set_value("镇政府")
    next(each for each in app.button if each.label == "记入登记簿").click()
    app.run()
    events = Ledger(tmp_path / "space" / "register.sqlite").record().events
    (fact,) = [each.fact for each in events if isinstance(each.fact, ProjectEffect)]
    assert (fact.project, fact.indicator, fact.amount, fact.unit) == (
        "quiet",
        "film-firms",
        4,
        "firms",
    )
