"""What counts, worked out by hand: of a seed with faults, of reviews and corrections."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chedun_gis.register import (
    Event,
    Explanation,
    Fact,
    IndicatorValue,
    ProjectStatus,
    Review,
    counted,
    fact_of,
    histories,
    read_seed,
    required,
    series,
    verdicts,
)
from chedun_gis.texts import LANGS, lines_of
from geo import InputError
from tests.chedun_gis.register.facts import FACTS, review, status, value

AT = "2026-11-29T06:00:00.000+00:00"


def events(*facts: tuple[str, Fact]) -> list[Event]:
    return [Event(number, AT, who, fact) for number, (who, fact) in enumerate(facts, start=1)]


def stages(found: list[Event], project: str = "a") -> list[tuple[str, str]]:
    known = histories(counted(found, ProjectStatus)).of.get(project, ())
    return [(each.fact.date, each.fact.stage) for each in known]


def test_only_what_is_accepted_counts() -> None:
    found = events(
        ("data/project_stages.csv:2", status("planned", "2021")),
        ("甲", status("under_construction", "2023-05")),
        ("甲", status("completed", "2025")),
        ("甲", status("completed", "2026")),
        ("乙", review(2)),
        ("乙", review(3, "returned", "无来源")),
    )
    assert stages(found) == [("2021", "planned"), ("2023-05", "under_construction")]
    assert verdicts(found) == {1: "accepted", 2: "accepted", 3: "returned", 4: "submitted"}


def test_a_correction_counts_when_it_is_accepted() -> None:
    found = events(
        ("甲", value(6.1)), ("乙", review(1)), ("甲", value(6.0, corrects=1)), ("乙", review(3))
    )
    for known, number in ((found[:3], 6.1), (found, 6.0)):
        (only,) = series(counted(known, IndicatorValue)).of["gdp"]
        assert only.fact.value == number


def test_an_earlier_entry_does_not_count_again_when_its_correction_is_corrected() -> None:
    entered = [value(6.1), value(6.0, corrects=1), value(5.9, corrects=2)]
    reviewed = [review(number) for number in (1, 2, 3)]
    found = events(*(("甲", each) for each in entered), *(("乙", each) for each in reviewed))
    assert [each.fact.value for each in series(counted(found, IndicatorValue)).of["gdp"]] == [5.9]


def test_the_present_stage_and_that_of_an_earlier_day() -> None:
    shipped = [
        status("target", "2025"),
        status("completed", "2024-12-26"),
        status("planned", "2021"),
        status("under_construction", "2023-06-15"),
    ]
    known = histories(counted(events(*(("data/x.csv:1", each) for each in shipped)), ProjectStatus))
    asked = {"": "completed", "2024": "completed", "2024-12": "completed", "2024-12-25": "under"}
    asked |= {"2023-06": "under", "2023-06-14": "planned", "2023": "under", "2021-01": "planned"}
    for day, stage in asked.items():
        present = known.present("a", day)
        assert present is not None, day
        assert present.fact.stage.startswith(stage), day
    assert known.present("a", "2020-12") is None
    assert known.present("b") is None


def test_of_one_date_the_last_entered_is_the_present() -> None:
    shipped = (status("planned", "2024"), status("completed", "2024"), status("planned", "2023"))
    found = events(*(("data/x.csv:1", each) for each in shipped))
    assert stages(found)[-1] == ("2024", "completed")


def test_of_a_year_the_last_accepted_explanation_stands() -> None:
    def why(words: str, year: int = 2023, **more: object) -> Fact:
        told = {"indicator": "gdp", "year": year, "date": str(year), "source": "镇政府"}
        return required("explanation", {**told, "note_zh": words, **more})

    said = [why("旧"), why("新"), why("另一年", 2024), why("改正", corrects=2), why("未审")]
    reviews = [review(1), review(2), review(3), review(4)]
    found = events(*(("甲", each) for each in said), *(("乙", each) for each in reviews))
    known = series((), explained=counted(found, Explanation)).explained["gdp"]
    assert [(each.fact.year, each.fact.note.en) for each in known] == [
        (2023, "改正"),
        (2024, "另一年"),
    ]


def test_an_explanation_that_says_nothing_is_refused() -> None:
    told = {"indicator": "gdp", "year": 2023, "date": "2023", "source": "镇政府", "note_zh": " "}
    fact, problems = fact_of("explanation", told)
    assert fact is None
    assert [(each.code, each.field) for each in problems] == [("key_missing", "note")]


@given(st.lists(FACTS, max_size=8), st.data())
def test_what_counts_is_accepted_and_not_corrected(facts: list[Fact], data: st.DataObject) -> None:
    entered = events(*(("甲", each) for each in facts))
    numbers = [each.number for each in entered]
    said = {
        number: data.draw(st.sampled_from(["accepted", "returned", None])) for number in numbers
    }
    reviews = [review(number, word, "x") for number, word in said.items() if word]
    found = [*entered, *(Event(100 + n, AT, "乙", each) for n, each in enumerate(reviews))]
    kept = {
        each.number for kind in (ProjectStatus, IndicatorValue) for each in counted(found, kind)
    }
    kinds = {
        each.number for each in entered if isinstance(each.fact, ProjectStatus | IndicatorValue)
    }
    assert kept == {number for number in kinds if said[number] == "accepted"}
    assert not any(isinstance(each.fact, Review) for each in entered)


# ---- the seed

STAGES = """project_id,date,stage,plan_ref,note_zh,note_en,source
a,2021,planned,9.2.2,,,plan
a,2021-13,planned,,,,plan
,2022,opened,,,,plan
"""
UPDATES = "project_id,date,stage,source,basis,reliability\na,2024-06,completed,报纸,estimated,low\n"
VALUES = """id,value,date,source,basis
gdp,6.1,2022,年鉴,plan
gdp,,2023,年鉴,plan
gdp,much,2023,年鉴,plan
gdp,7,2022,年鉴,plan
gdp,7,24,年鉴,heard
"""


def test_a_seed_by_hand() -> None:
    files = {"project_stages.csv": STAGES, "project_updates.csv": UPDATES}
    seed = read_seed({name: text.encode() for name, text in files.items()})
    assert [each.where for each in seed.facts] == ["project_stages.csv:2", "project_updates.csv:2"]
    first, second = (each.fact for each in seed.facts)
    assert first == status("planned", "2021", source="plan", clause="9.2.2")
    told = {"source": "报纸", "basis": "estimated", "reliability": "low"}
    assert second == status("completed", "2024-06", **told)
    ((file, problems),) = seed.faults
    assert file == "project_stages.csv"
    assert [(each.row, each.feature, each.field) for each in problems] == [
        (3, "a", "date"),
        (4, "", "project"),
        (4, "", "stage"),
    ]
    assert all(lines_of(problems, lang) for lang in LANGS)
    with pytest.raises(InputError) as refused:
        seed.required()
    assert refused.value.params["file"] == "project_stages.csv"


def test_values_of_a_seed_by_hand() -> None:
    seed = read_seed({"indicator_values.csv": VALUES.encode()})
    (only,) = seed.facts
    assert only.where == "indicator_values.csv:2"
    assert only.fact == value(6.1, 2022, source="年鉴")
    ((_, problems),) = seed.faults
    assert [(each.row, each.code, each.field) for each in problems] == [
        (4, "entry_number", ""),
        (5, "entry_twice", ""),
        (6, "key_value", "date"),
        (6, "key_value", "basis"),
    ]


@pytest.mark.parametrize("file", ["project_stages.csv", "indicator_values.csv"])
@pytest.mark.parametrize("content", [b'a,"b', b"\xff\xfe\x00", b"x,y\n1,2\n"])
def test_a_file_that_says_nothing_is_named(file: str, content: bytes) -> None:
    seed = read_seed({file: content})
    assert seed.facts == ()
    assert [name for name, _ in seed.faults] == [file]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_named(content: bytes) -> None:
    for head in (b"", b"id,value,date,source\n"):
        seed = read_seed({"indicator_values.csv": head + content})
        assert all(problems for _, problems in seed.faults)
