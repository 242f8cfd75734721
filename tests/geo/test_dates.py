"""A date is as exact as it is known: a year, a month or a day, and one of the calendar."""

import pytest

from geo import is_date


@pytest.mark.parametrize("text", ["2024", "2024-06", "2024-02-29"])
def test_a_date_is_as_exact_as_it_is_known(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize(
    "text", ["", "24", "2024-13", "2023-02-29", "2024-6", "２０２４", "2024-06-30 "]
)
def test_what_is_no_date(text: str) -> None:
    assert not is_date(text)
