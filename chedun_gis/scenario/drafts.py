"""Keep what is being worked on and not yet saved, for each visitor, until it is saved or old.

`drafts/<visitor>/<draft>.json` holds a scenario as the shelf does, under the id and time of the
file that it came from. A draft has one holder at a time: a second tab works on a copy.
"""

import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final

from chedun_gis.scenario.file import MOST_MB, from_file, to_text
from chedun_gis.scenario.scenario import Scenario
from chedun_gis.town import once, write_atomic
from geo import InputError

_VISITOR: Final = re.compile(r"[0-9a-f]{32}")
_DRAFT: Final = re.compile(r"d-[0-9a-f]{16}")
# Who keeps no cookie has no list of drafts; the link alone leads to one.
_NOBODY: Final = "nobody"
# A visitor's drafts and all of them: what was changed longest ago goes first.
_MOST_OF_ONE: Final = 20
_MOST: Final = 1_000
_DAYS: Final = 60
_DAY_S: Final = 86_400


@dataclass(frozen=True, slots=True)
class Draft:
    """A scenario that was worked on; `changed` is when last, in seconds since 1970."""

    id: str
    scenario: Scenario
    changed: float


class Drafts:
    """The drafts of one visitor, whom a cookie names; "" is anyone without one."""

    def __init__(self, folder: Path, visitor: str) -> None:
        """Remember the folder of all drafts; it is made when something is first kept."""
        self.folder = folder
        self.home = folder / (visitor if _VISITOR.fullmatch(visitor) else _NOBODY)

    def keep(self, draft_id: str, scenario: Scenario) -> str:
        """Write a draft and return its id; `draft_id` "" is a new one.

        Raises `InputError` with `scenario_large` (limit_mb) or `out_not_writable` (file).
        """
        content = to_text(scenario).encode()
        if len(content) > MOST_MB << 20:
            raise InputError("scenario_large", limit_mb=MOST_MB)
        try:
            self.home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError("out_not_writable", file=str(self.home)) from error
        if not draft_id:
            draft_id = f"d-{secrets.token_hex(8)}"
            self.sweep()
        write_atomic(self._file(draft_id), content)
        return draft_id

    def load(self, draft_id: str) -> Draft | None:
        """Return a draft of this visitor's; None when it is not, or no longer, there."""
        if not _DRAFT.fullmatch(draft_id):
            return None
        return _read(self._file(draft_id))

    def ids(self) -> list[str]:
        """Return this visitor's drafts, the one changed last first; nobody's belong to no one."""
        if self.home.name == _NOBODY:
            return []
        files = sorted(self.home.glob("d-*.json"), key=_changed, reverse=True)
        return [file.stem for file in files]

    def forget(self, draft_id: str) -> None:
        """Remove a draft: it was saved, or is not wanted."""
        if _DRAFT.fullmatch(draft_id):
            self._file(draft_id).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove the oldest drafts beyond what is kept, of this visitor and of all."""
        drafts = sorted(self.folder.glob("*/d-*.json"), key=_changed, reverse=True)
        ours = [file for file in drafts if file.parent == self.home]
        limit = time.time() - _DAYS * _DAY_S
        old = [file for file in drafts if _changed(file) < limit]
        for file in {*old, *drafts[_MOST:], *ours[_MOST_OF_ONE:]}:
            file.unlink(missing_ok=True)

    def _file(self, draft_id: str) -> Path:
        return self.home / f"{draft_id}.json"


class Holders:
    """Which session works on which draft, in this process."""

    def __init__(self) -> None:
        """Start with no draft held."""
        self._held: dict[str, str] = {}
        self._lock = Lock()

    def take(self, draft_id: str, session: str, alive: Callable[[str], bool]) -> bool:
        """Give a draft to a session, unless another that is `alive` holds it."""
        with self._lock:
            self._held = {each: who for each, who in self._held.items() if alive(who)}
            return self._held.setdefault(draft_id, session) == session

    def free(self, draft_id: str, session: str, alive: Callable[[str], bool]) -> bool:
        """Tell whether no other session that is `alive` holds a draft."""
        with self._lock:
            holder = self._held.get(draft_id, session)
        return holder == session or not alive(holder)


@once
def holders() -> Holders:
    """Return who holds what in this process."""
    return Holders()


def _read(file: Path) -> Draft | None:
    scenario, _ = from_file(file)
    return Draft(file.stem, scenario, _changed(file)) if scenario else None


def _changed(file: Path) -> float:
    """Return when a file was last written; one that went meanwhile is the oldest."""
    try:
        return file.stat().st_mtime
    except FileNotFoundError:
        return 0.0
