"""Times: the office's clock for people, UTC for machines, whatever zone the machine is in."""

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chedun_gis.importing import version_title
from chedun_gis.texts import LANGS, clock, local_time, moment_of, now_utc, today
from chedun_gis.town import Version

# Eight hours after the evening of the 27th in London it is the 28th in Songjiang.
EVENING = datetime(2026, 11, 27, 18, 24, 59, tzinfo=UTC)


def _zone_is_set() -> None:
    getattr(time, "tzset", lambda: None)()  # Windows keeps its own


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Shanghai"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A machine that is set to another zone than the office."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        _zone_is_set()
        yield request.param
    _zone_is_set()


@pytest.mark.usefixtures("zone")
def test_a_person_reads_the_time_of_the_office() -> None:
    for text in ("2026-11-27T18:24:59+00:00", "2026-11-28T02:24:59+08:00", "2026-11-28T02:24:59"):
        assert local_time(text) == "2026-11-28 02:24"
    for other in ("", "?", "gestern", "0001-01-01T00:00:00+14:00"):
        assert local_time(other) == other
    version = Version("0001", {"time": EVENING.isoformat(), "file": "a.zip"}, current=True)
    assert [version_title(version, lang) for lang in LANGS] == ["2026-11-28 02:24 a.zip"] * 2


@pytest.mark.usefixtures("zone")
def test_the_day_is_that_of_the_office(monkeypatch: pytest.MonkeyPatch) -> None:
    class Evening(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return EVENING.astimezone(tz)  # type: ignore[arg-type]

    monkeypatch.setattr(clock, "datetime", Evening)
    assert today().isoformat() == "2026-11-28"
    assert now_utc() == "2026-11-27T18:24:59+00:00"


def test_a_machine_reads_utc_with_its_offset() -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", now_utc())
    assert moment_of(now_utc()).utcoffset() is not None


@given(st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001
def test_any_moment_is_the_same_however_its_offset_is_written(moment: datetime) -> None:
    utc = moment.replace(tzinfo=UTC)
    assert local_time(utc.isoformat()) == local_time(utc.astimezone(clock.LOCAL).isoformat())
    assert moment_of(utc.isoformat()) == utc
