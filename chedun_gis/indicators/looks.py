"""Remember what each visitor saw last of what is to be watched, and tell what has come since.

`looks/<who and plan>.json` in the workspace holds the notices of the day on which they looked
last, and of the last day before it. All looks of one day are one: what is new stays so until the
next day, however often the page is opened.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Final

from chedun_gis.indicators.watch import Notice
from chedun_gis.town import write_atomic
from geo import InputError

_MOST_BYTES: Final = 4 << 20
Watched = frozenset[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Look:
    """A day, and what was to be watched on it."""

    day: date
    seen: Watched

    def lacked(self, notice: Notice) -> bool:
        """Tell whether something to be watched has come since."""
        return _key(notice) not in self.seen


class Looks:
    """What was seen of a plan by one visitor, whom a name or number names; "" is nobody known."""

    def __init__(self, folder: Path, who: str, plan: str = "") -> None:
        """Remember the folder of all looks; it is made when something is first kept."""
        name = blake2b(who.encode(), digest_size=16, key=plan.encode()[:64]).hexdigest()
        self._file = folder / f"{name}.json" if who else None

    def before(self, day: date) -> Look | None:
        """Return the last look before a day, None when there was none or nobody knows."""
        known = [each for each in self._known() if each.day < day]
        return max(known, key=lambda each: each.day, default=None)

    def keep(self, notices: Iterable[Notice], day: date) -> None:
        """Keep what is seen on a day, beside the last look before it.

        Where it cannot be written nothing is kept: that is no reason to show less.
        """
        if self._file is None:
            return
        before, now = self.before(day), Look(day, frozenset(map(_key, notices)))
        looks = [now] if before is None else [before, now]
        content = json.dumps([_told(each) for each in looks], ensure_ascii=False).encode()
        try:
            if not self._file.exists() or self._file.read_bytes() != content:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                write_atomic(self._file, content)
        except (OSError, InputError):
            return

    def _known(self) -> list[Look]:
        """Return what is kept; a file that somebody has spoilt says nothing."""
        try:
            if self._file is None or self._file.stat().st_size > _MOST_BYTES:
                return []
            return [_read(each) for each in json.loads(self._file.read_bytes())]
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return []


def _key(notice: Notice) -> tuple[str, str, str]:
    # What is stale is many features: the same as before, also when some were renewed.
    which = notice.stale.since if notice.stale else notice.id
    return notice.kind, notice.layer, which


def _told(look: Look) -> dict[str, object]:
    return {"day": look.day.isoformat(), "seen": sorted(look.seen)}


def _read(told: dict[str, object]) -> Look:
    seen = told["seen"]
    if not isinstance(seen, list):
        raise TypeError
    day = date.fromisoformat(str(told["day"]))
    return Look(day, frozenset((str(kind), str(layer), str(name)) for kind, layer, name in seen))
