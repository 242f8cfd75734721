"""Tell the time: as the town's clocks show it where a person reads it, in UTC where a machine does.

All of China keeps one time, eight hours before UTC, summer and winter: whatever zone the machine of
a server is set to, a planner reads the time of the office.
"""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final, Literal

LOCAL: Final = timezone(timedelta(hours=8))
_READ: Final = "%Y-%m-%d %H:%M"


def now_utc(timespec: Literal["seconds", "milliseconds"] = "seconds") -> str:
    """Return the moment as files hold it: ISO 8601 in UTC with its offset."""
    return datetime.now(UTC).isoformat(timespec=timespec)


def today() -> date:
    """Return the day that the town's calendar shows."""
    return datetime.now(LOCAL).date()


def moment_of(text: str) -> datetime:
    """Return a moment that a file holds (ISO 8601); one without an offset is local.

    Raises `ValueError` for anything else.
    """
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=LOCAL)


def local_time_of(seconds: float) -> str:
    """Return a moment in seconds since 1970 as a person reads it."""
    return datetime.fromtimestamp(seconds, LOCAL).strftime(_READ)


def local_time(text: str) -> str:
    """Return a moment that a file holds as a person reads it, such as `2026-11-28 18:24`.

    What is no moment is returned as it is: a file of somebody else may hold anything.
    """
    try:
        return moment_of(text).astimezone(LOCAL).strftime(_READ)
    except (ValueError, OverflowError):
        return text
