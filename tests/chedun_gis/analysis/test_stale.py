"""What is older than its kind may become, by entry, survey and source."""

from dataclasses import replace
from datetime import date

import pytest

from chedun_gis.analysis import stale_features, stale_words
from chedun_gis.analysis.stale import declared_ages
from chedun_gis.town import Town, open_town
from chedun_gis.town.town import TownPart, with_parts
from geo import InputError
from layers import LAYERS

TODAY = date(2026, 11, 30)


def with_ages(town: Town, *rows: tuple[str, str]) -> Town:
    told = tuple({"layer": layer, "years": years} for layer, years in rows)
    return with_parts(town, {"stale_after": TownPart(str(rows), lambda: told)})


def test_the_shipped_ages_are_sound_and_nothing_new_is_stale() -> None:
    town = open_town()
    assert set(declared_ages(town)) == set(LAYERS)
    # The sketches are of November 2026; of the country park nothing is known since it opened.
    now = [each.since for each in stale_features(town, TODAY) if each.layer == "parks"]
    assert now == ["2018-12-31"]
    later = stale_features(town, date(2031, 12, 2))
    [parks] = [each for each in later if each.layer == "parks" and each.since == "2026-11"]
    sketched = town.frame("parks")["date"].isna().sum()
    assert (parks.count, parks.since, parks.years) == (sketched, "2026-11", 5)
    assert str(sketched) in stale_words(parks, "zh")


def test_a_month_is_over_with_its_last_day() -> None:
    town = with_ages(open_town(), ("parks", "1"))

    def counts(day: date) -> list[int]:
        return [each.count for each in stale_features(town, day) if each.since == "2026-11"]

    assert counts(date(2027, 11, 30)) == []
    assert counts(date(2027, 12, 2)) == [23]


def test_the_last_entry_counts_before_the_source() -> None:
    town = with_ages(open_town(), ("projects", "2"))
    found = stale_features(town, TODAY)
    entered = [each for each in found if each.source is None]
    assert entered
    assert sum(each.count for each in found) <= len(town.frame("projects"))
    assert "the register" in stale_words(entered[0], "en")


def test_a_survey_is_as_old_as_it_says_and_what_has_no_date_is_not_named() -> None:
    town = with_ages(open_town(), ("parks", "3"))
    loaded = town.loaded("parks")
    sources = ["王勘测 2020-05-06", "王勘测", *loaded.frame["source"].iloc[2:]]
    frame = loaded.frame.assign(source=sources)
    surveyed = with_parts(
        town, {"parks": TownPart("surveyed", lambda: replace(loaded, frame=frame))}
    )
    # A day of its own goes before that of the source: of the greenway and the country park.
    found = {each.since: each.count for each in stale_features(surveyed, TODAY)}
    assert found == {"2020-05-06": 1, "2022-09-02": 1, "2018-12-31": 1}


@pytest.mark.parametrize("row", [("swings", "1"), ("parks", "x"), ("parks", "-1"), ("parks", "")])
def test_an_age_that_says_nothing_is_named(row: tuple[str, str]) -> None:
    with pytest.raises(InputError, match="table_wrong"):
        stale_features(with_ages(open_town(), row), TODAY)
