"""What to survey next of the shipped town: one answer for page, command and file."""

import json

import pytest

from chedun_gis.analysis import (
    DAYS,
    FIGURES,
    TRIP_DAYS,
    CoverageQuestion,
    SurveyQuestion,
    SurveySheet,
    coverage_terms,
    likely_coverage,
    survey_data,
)
from chedun_gis.analysis.survey import TO_FILL, survey_sheet
from chedun_gis.town import open_town
from geo import InputError

QUESTION = SurveyQuestion(("elder-care", "bus-two-lines"), steps=4)


@pytest.fixture(scope="module")
def sheet() -> SurveySheet:
    return survey_sheet(open_town(), QUESTION)


def test_each_step_costs_what_was_said_and_narrows(sheet: SurveySheet) -> None:
    assert 1 <= len(sheet.steps) <= 4
    widths = [sum(high - low for low, high in (each.interval for each in sheet.figures))]
    seen: set[str] = set()
    for step in sheet.steps:
        assert not seen & set(step.keys)
        seen |= set(step.keys)
        widths.append(sum(high - low for low, high in step.intervals))
        here = sheet.items.loc[list(seen)]
        days = sum(DAYS[layer] for layer in here["layer"])
        assert step.total_cost == pytest.approx(days + TRIP_DAYS * here["zone"].nunique())
    assert widths == sorted(widths, reverse=True)
    assert sheet.steps[-1].total_cost <= QUESTION.budget_days
    assert sheet.items["trip_days"].sum() == TRIP_DAYS * sheet.items["zone"].nunique()


def test_it_starts_from_the_interval_that_is_shown(sheet: SurveySheet) -> None:
    found = likely_coverage(open_town(), CoverageQuestion("elder-care"))
    assert found is not None
    elder, bus = sheet.figures
    demand = coverage_terms(open_town(), CoverageQuestion("elder-care")).demand
    assert elder.interval == (found.likely.low, found.likely.high)
    assert (elder.homes, bus.homes) == (len(demand), 8)
    assert 0 < bus.certain < 8


def test_the_order_is_what_is_mapped_with_fields_to_fill_in(sheet: SurveySheet) -> None:
    features = json.loads(sheet.order)["features"]
    assert len(features) == len(sheet.items)
    by_order = sorted(features, key=lambda each: each["properties"]["order"])
    first, row = by_order[0]["properties"], sheet.items.iloc[0]
    assert (first["layer"], first["feature_id"]) == (row["layer"], row["id"])
    assert [first[name] for name in TO_FILL] == [""] * len(TO_FILL)
    zones = open_town().frame("zones").set_index("id")
    assert by_order[0]["geometry"]["type"] == zones.loc[row["id"]].geometry.geom_type
    said = survey_data(sheet)
    assert [each["order"] for each in said["items"]] == list(range(1, len(features) + 1))
    assert said["steps"][-1]["expected"].keys() == {"elder-care", "bus-two-lines"}
    json.dumps(said, allow_nan=False)


def test_the_sentence_says_what_is_expected(sheet: SurveySheet) -> None:
    zh, en = sheet.summary("zh"), sheet.summary("en")
    assert len(zh) == len(en) == 2
    assert f"先测这 {len(sheet.items)} 处" in zh[0]
    assert FIGURES["bus-two-lines"].en in en[1]


def test_what_cannot_be_weighed_is_said() -> None:
    # No sport ground has a known place.
    with pytest.raises(InputError, match="survey_nothing"):
        survey_sheet(open_town(), SurveyQuestion(("sport",)))
    with pytest.raises(InputError, match="figure_unknown"):
        survey_sheet(open_town(), SurveyQuestion(("swings",)))
    nothing = survey_sheet(open_town(), SurveyQuestion(("school",), budget_days=0.0))
    assert nothing.steps == ()
    assert json.loads(nothing.order)["features"] == []
