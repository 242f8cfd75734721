"""Keep scenarios as files in the workspace; nothing is overwritten or thrown away unasked."""

import math
import re
import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from chedun_gis.register import Person
from chedun_gis.scenario.file import from_file, to_text
from chedun_gis.scenario.scenario import Scenario
from chedun_gis.texts import moment_of
from chedun_gis.town import locked, write_atomic
from geo import InputError, Problem

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class KeptScenario:
    """A file on the shelf: the scenario, or what is wrong with it."""

    id: str
    scenario: Scenario | None
    problems: tuple[Problem, ...]


class Shelf:
    """The scenarios of one folder, each in `<id>.json`."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder; it is made when something is first saved."""
        self.folder = folder

    def kept(self) -> list[KeptScenario]:
        """Return all files, the one changed last first; also those that cannot be read."""
        files = sorted(self.folder.glob("*.json")) if self.folder.is_dir() else []
        found = [_read(file) for file in files if _ID.fullmatch(file.stem)]
        return sorted(found, key=_changed, reverse=True)

    def load(self, scenario_id: str) -> KeptScenario:
        """Return one file; `InputError("scenario_unknown")` (id) when there is none."""
        file = self._file(scenario_id)
        if not file.is_file():
            raise InputError("scenario_unknown", id=scenario_id)
        return _read(file)

    def save(self, scenario: Scenario, *, by: Person, seen: str | None) -> Scenario:
        """Write the scenario and return it as written; one without an id gets one.

        `seen` is the time of the state that was opened, None for a new one: when the file has
        another, somebody saved meanwhile, and `InputError("scenario_conflict")` (name) is raised
        instead of writing over it; likewise for a file that cannot be read. When the file is gone,
        somebody took it off the shelf: `InputError("scenario_gone")` (name). Raises also what
        `locked` raises, and `"role_needed"` (role, has) unless an editor does it.
        """
        by.require("editor")
        if not scenario.id:
            scenario = replace(scenario, id=f"s-{secrets.token_hex(4)}")
        file = self._file(scenario.id)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError("out_not_writable", file=str(self.folder)) from error
        with locked(self.folder):  # nobody saves between the look and the writing
            if seen is not None and not file.is_file():
                raise InputError("scenario_gone", name=scenario.name)
            if file.is_file():
                there = _read(file).scenario
                if there is None or there.time != seen:
                    raise InputError("scenario_conflict", name=scenario.name)
            write_atomic(file, to_text(scenario).encode())
        return scenario

    def remove(self, scenario_id: str, *, by: Person) -> None:
        """Take a scenario off the shelf; its file is kept in the folder `removed`.

        Raises `InputError` with `scenario_unknown` (id), `out_not_writable` (file) or, unless an
        editor does it, `role_needed` (role, has).
        """
        by.require("editor")
        file = self._file(scenario_id)
        bin_ = self.folder / "removed"
        try:
            bin_.mkdir(exist_ok=True)
            file.replace(bin_ / f"{scenario_id}-{secrets.token_hex(3)}.json")
        except FileNotFoundError as error:
            raise InputError("scenario_unknown", id=scenario_id) from error
        except OSError as error:
            raise InputError("out_not_writable", file=str(file)) from error

    def _file(self, scenario_id: str) -> Path:
        if not _ID.fullmatch(scenario_id):
            raise InputError("scenario_unknown", id=scenario_id)
        return self.folder / f"{scenario_id}.json"


def _changed(kept: KeptScenario) -> float:
    """Return when a file was last changed, in seconds; those that say nothing are the oldest."""
    time = kept.scenario.time if kept.scenario else ""
    return moment_of(time).timestamp() if time else -math.inf


def _read(file: Path) -> KeptScenario:
    scenario, problems = from_file(file)
    # The name of the file is what counts: a copy made by hand is a scenario of its own.
    return KeptScenario(file.stem, scenario and replace(scenario, id=file.stem), tuple(problems))
