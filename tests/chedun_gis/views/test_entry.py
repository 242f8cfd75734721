"""Enter on the pages: what is wrong is said by its field, and what was typed stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from chedun_gis.register import Ledger, Person, verdicts
from chedun_gis.town.settings import DATA_DIR
from geo import InputError
from tests.chedun_gis.register.facts import value
from tests.chedun_gis.views.pages import opened, town_served


@pytest.fixture(autouse=True)
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LOGNAME", "lin")
    with town_served(DATA_DIR, tmp_path, monkeypatch):
        yield


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "register.sqlite")


def pressed(app: AppTest, label: str) -> None:
    next(each for each in app.button if each.label == label).click()
    app.run()
    assert not app.exception


def said(app: AppTest) -> list[str]:
    return [each.value for each in (*app.error, *app.success)]


def test_a_value_is_entered_with_its_source_and_stays_in_the_form_until_then(
    ledger: Ledger,
) -> None:
    app = opened("score", "zh", indicator="gdp")
    app.number_input(key="entry_value_value").set_value(6.1)
    app.number_input(key="entry_value_year").set_value(2023)
    pressed(app, "记入登记簿")
    assert said(app) == ["请填写来源。"]
    assert app.number_input(key="entry_value_value").value == 6.1
    assert ledger.record().events == ()
    app.text_input(key="entry_value_source").set_value("统计年鉴")
    pressed(app, "记入登记簿")
    (done,) = said(app)
    event = next(each for each in ledger.record().events if not each.shipped)
    assert done == f"已记入第 {event.number} 号。"
    assert event.who == "lin"
    assert verdicts(ledger.record().events)[event.number] == "accepted"
    assert (getattr(event.fact, "year", 0), getattr(event.fact, "value", 0)) == (2023, 6.1)
    # Another value often comes from the same source: only the number is gone.
    assert app.text_input(key="entry_value_source").value == "统计年鉴"
    assert app.number_input(key="entry_value_value").value is None
    assert app.metric[-2].value == "6.1%"
    assert "年份不全" in [each.label for each in app.metric]


def test_an_entry_is_corrected_by_one_that_names_it(ledger: Ledger) -> None:
    app = opened("score", "zh", indicator="gdp")
    app.number_input(key="entry_value_value").set_value(61)
    app.text_input(key="entry_value_source").set_value("统计年鉴")
    pressed(app, "记入登记簿")
    number = next(each.number for each in ledger.record().events if not each.shipped)
    app.number_input(key="entry_value_value").set_value(6.1)
    app.selectbox(key="entry_value_corrects gdp").set_value(number)
    pressed(app, "记入登记簿")
    assert app.metric[-2].value == "6.1%"
    facts = [each.fact for each in ledger.record().events if not each.shipped]
    assert [getattr(each, "corrects", None) for each in facts if hasattr(each, "value")] == [
        None,
        number,
    ]


def test_the_measured_value_is_recorded_with_what_it_rests_on(ledger: Ledger) -> None:
    app = opened("score", "zh", indicator="park-500m")
    label = next(each.label for each in app.button if each.label.startswith("记录"))
    pressed(app, label)
    fact = next(each.fact for each in ledger.record().events if not each.shipped)
    assert (getattr(fact, "basis", ""), getattr(fact, "rule", "")) == ("measured", "park:plan-2025")
    assert "已记入第" in said(app)[0]


def test_what_waits_is_accepted_or_returned_for_a_reason(ledger: Ledger) -> None:
    ledger.append([value(6.1), value(7.0, 2024)], by=Person("乙", "editor"))
    app = opened("data", "zh")
    waiting = app.selectbox(key="review_chosen")
    assert [each.split(" · ")[0] for each in waiting.options] == ["1", "2"]
    pressed(app, "退回")
    assert said(app)[0] == "退回的原因：退回须写明原因。"
    app.text_input(key="review_reason").set_value("无来源")
    pressed(app, "退回")
    assert said(app)[-1] == "第 1 号已退回，原因：无来源。"
    pressed(app, "采纳")
    assert said(app)[-1] == "第 2 号已采纳。"
    assert list(verdicts(ledger.record().events).values()) == ["returned", "accepted"]
    pressed(app, "核对完整性")
    assert said(app)[-1].startswith("登记簿完整，共 4 条")


def test_a_reader_is_offered_nothing_to_enter(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chedun_gis.views.shared import visitor  # noqa: PLC0415 - after the settings are read

    ledger.append([value(6.1)], by=Person("乙", "editor"))
    monkeypatch.setattr(visitor, "here_only", lambda: False)
    app = opened("score", "zh", indicator="gdp")
    assert [each.label for each in app.button if "记" in each.label] == []
    assert app.expander == [] or all("记入" not in each.label for each in app.expander)
    page = opened("data", "zh")
    assert "登记簿" not in [each.value for each in page.subheader]
    assert "乙" not in str([each.value for each in page.dataframe])


@pytest.mark.parametrize("code", ["register_full", "register_busy", "register_lost"])
def test_what_cannot_be_kept_stays_in_the_form(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise InputError(code, where="register.sqlite")

    app = opened("score", "zh", indicator="gdp")
    app.number_input(key="entry_value_value").set_value(6.1)
    app.text_input(key="entry_value_source").set_value("统计年鉴")
    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "append", refused)
        pressed(app, "记入登记簿")
    (told,) = said(app)
    assert "register" in told
    assert app.number_input(key="entry_value_value").value == 6.1
    assert app.text_input(key="entry_value_source").value == "统计年鉴"
    pressed(app, "记入登记簿")
    assert "已记入第" in said(app)[0]
    assert len([each for each in ledger.record().events if not each.shipped]) == 2
