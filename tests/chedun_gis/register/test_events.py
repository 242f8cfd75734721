"""What may be entered: every fault is named at once, and a fact reads as it was written."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chedun_gis.register import Fact, fact_of, kind_of, required, subject_of
from chedun_gis.register.events import canonical, precision_of
from chedun_gis.texts import LANGS, fault_of
from geo import InputError
from tests.chedun_gis.register.facts import FACTS, SOURCE, review, status, value


@given(FACTS)
def test_a_fact_reads_as_it_was_written(fact: Fact) -> None:
    text = canonical(fact)
    again, problems = fact_of(kind_of(fact), json.loads(text))
    assert (again, problems) == (fact, [])
    assert again is not None
    assert canonical(again) == text


def test_all_that_is_wrong_is_named_at_once() -> None:
    told = {
        "project": " ",
        "stage": "opened",
        "date": "2024-13",
        "basis": "heard",
        "share_done": 1.5,
        "spent_10k_yuan": -1,
        "spnt": 3,
    }
    fact, problems = fact_of("status", told)
    assert fact is None
    fields = {"basis", "date", "project", "share_done", "source", "spent_10k_yuan", "spnt", "stage"}
    assert {each.field for each in problems} == fields
    assert all(fault_of(each.code, each.params, lang) for each in problems for lang in LANGS)
    with pytest.raises(InputError) as refused:
        required("status", told)
    words = fault_of(refused.value.code, refused.value.params, "zh")
    assert all(field in words for field in fields)


@pytest.mark.parametrize(
    ("date", "precision"), [("2024", "year"), ("2024-06", "month"), ("2024-06-30", "day")]
)
def test_a_date_is_as_exact_as_it_is_known(date: str, precision: str) -> None:
    assert precision_of(status(date=date).date) == precision


@pytest.mark.parametrize(
    "date",
    ["", "24", "2024-6", "2024-00", "2024-02-30", "20240601", "2024-06-01T00:00", "２０２４"],
)
def test_what_is_no_date_is_refused(date: str) -> None:
    assert [each.field for each in fact_of("status", _told(date=date))[1]] == ["date"]


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "x" * 4_001, "\x1b[31m"])
def test_what_no_database_or_terminal_can_hold_is_refused(text: str) -> None:
    fact, problems = fact_of("status", _told(source=text, note_zh=text))
    assert fact is None
    assert {each.field for each in problems} == {"source", "note_zh"}


@pytest.mark.parametrize("number", [float("nan"), float("inf"), "6.1", True, None])
def test_what_is_no_number_is_refused(number: object) -> None:
    told = {"indicator": "gdp", "year": 2023, "date": "2023", "source": SOURCE, "value": number}
    assert [each.field for each in fact_of("value", told)[1]] == ["value"]


def test_who_returns_an_entry_says_why() -> None:
    assert review(1, "returned", "无来源").reason == "无来源"
    fact, problems = fact_of("review", {"entry": 1, "verdict": "returned", "reason": " "})
    assert fact is None
    assert [each.code for each in problems] == ["return_reason"]


@given(st.text(max_size=30))
def test_any_text_is_taken_or_refused_as_a_note(text: str) -> None:
    fact, problems = fact_of("status", _told(note_zh=text))
    assert (fact is None) == bool(problems)


def test_what_a_fact_is_about() -> None:
    assert [subject_of(each) for each in (status(), value(), review(7))] == ["a", "gdp 2023", "7"]
    assert status(note_zh="一期").note.en == "一期"


def _told(**more: object) -> dict[str, object]:
    return {"project": "a", "stage": "planned", "date": "2024", "source": SOURCE, **more}
