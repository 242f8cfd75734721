"""Read the town from its files, and read it anew when one of them has changed."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Any, Final

from chedun_gis.register import (
    EFFECT_FILE,
    SEED_FILES,
    Declared,
    Ledger,
    Record,
    Seed,
    declared,
    read_effects,
    read_seed,
    seeded,
)
from chedun_gis.town.entered import Entered, at_stages, entered, unreadable
from chedun_gis.town.large import SUFFIX, digest_of
from chedun_gis.town.loading import Loaded, load, load_large, unread
from chedun_gis.town.plans import PLAN_FILES, PLANS_FOLDER, Plans, as_planned, in_order, plan_folder
from chedun_gis.town.project_entries import PROJECTS, with_projects
from chedun_gis.town.settings import DATA_DIR
from chedun_gis.town.town import (
    EFFECTS,
    HEAD,
    PLACE,
    PLANS,
    REGISTER,
    RULES,
    SAMPLES,
    SERIES,
    SOURCES,
    TableRow,
    Town,
    TownPart,
)
from chedun_gis.town.workspace import SHIPPED, Workspace
from geo import InputError, Problem
from geo.files import csv_text, read_plain, require_plain
from geo.water import SampleFile, read_samples
from layers import (
    LAYERS,
    STAGED,
    Layer,
    Place,
    RuleSet,
    Sources,
    read_place,
    read_rule_sets,
    read_sources,
)

PLACE_FILE: Final = "town.toml"
SOURCE_FILE: Final = "sources.toml"
RULE_FILE: Final = "rule_sets.toml"
SAMPLE_FILE: Final = "water_samples.csv"

# What is read of a file at most, by its ending; more is not read at all.
_MOST_MB: Final = {".toml": 1, ".csv": 50}
_MOST_LAYER_MB: Final = 512

# What tells that a file is another one: its path, and what the system notes of it.
Stamp = tuple[object, ...]
# What stood in a part's files, or why one cannot be read.
Contents = tuple[bytes | InputError, ...]
Make = Callable[[Contents], Any]


@dataclass(frozen=True, slots=True)
class _Described:
    """A part's name, its files, and what makes its value of their contents.

    What is made of them depends on the `setting` too.
    """

    name: str
    files: tuple[Path, ...]
    make: Make
    version: str = ""
    setting: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    """A part as it was read, with the stamps of its files at that time."""

    stamps: tuple[Stamp, ...]
    part: TownPart


class TownSource:
    """The files that a town is read from.

    The layers and tables stand in a data folder; a layer that was imported into the workspace is
    read from there instead; `rules` is a rule file of the user's own; `ledger` is the register, in
    whose place the data folder's seed stands until it begins. A folder that does not say
    which place it is about, where its features come from or by which rules it is judged is taken
    to be as the shipped one.
    """

    def __init__(
        self,
        data_dir: Path = DATA_DIR,
        workspace: Workspace | None = None,
        rules: Path | None = None,
        ledger: Ledger | None = None,
    ) -> None:
        """Remember the places; nothing is read yet."""
        self.data_dir = data_dir
        self._workspace = workspace
        self._rules = rules
        self.ledger = ledger
        self._entered: tuple[Record | None, tuple[Stamp, ...], Entered] | None = None
        self._read: dict[str, _Read] = {}
        self._files: dict[str, _Read] = {}
        self._town: Town | None = None
        self._lock = Lock()

    def town(self) -> Town:
        """Return the town as its files are now: the same value until one of them changes.

        The content of every changed file is read at once, so that no later change can reach this
        town; layers and tables are made of it when they are first asked for. Without a place
        there is no town: raises `InputError("town_wrong")` (file, problems).
        """
        with self._lock:
            known = _kept(self._place(), self._read)
            read = {PLACE: known}
            told = self._told()
            read[PLANS] = plans = _kept(self._plans(), self._read)
            described = (
                *self._described(known.part.value(), told, plans.part.value()),
                *_of_register(told),
            )
            read |= {each.name: _kept(each, self._read) for each in described}
            if self._town is None or read != self._read:
                self._read = read
                parts = {name: each.part for name, each in read.items()}
                self._town = Town(MappingProxyType(parts))
            return self._town

    def seed(self) -> Seed:
        """Return what the register begins with, as the data folder is now."""
        return read_seed({path.name: _content(path) for path in self._seed_files()})

    def _seed_files(self) -> list[Path]:
        found = [self.data_dir / name for name in SEED_FILES]
        return [path for path in found if os.path.lexists(path)]

    def _told(self) -> Entered:
        """Return what was entered, worked out anew when the register or its seed changes."""
        try:
            record = self.ledger.record() if self.ledger else Record()
        except InputError as error:
            return unreadable(error)
        files = [] if seeded(record.events) else self._seed_files()
        stamps = tuple(map(_stamp, files))
        if self._entered is None or self._entered[0] is not record or self._entered[1] != stamps:
            found = entered(record, {path.name: _content(path) for path in files})
            self._entered = record, stamps, found
        return self._entered[2]

    def _place(self) -> _Described:
        path = self._own_or_shipped(PLACE_FILE)
        return _Described(PLACE, (path,), lambda contents: _place(path, contents[0]))

    def _own_or_shipped(self, file: str) -> Path:
        own = self.data_dir / file
        # What is there but no file is said to be none, not passed over.
        return own if os.path.lexists(own) else DATA_DIR / file

    def _plans(self) -> _Described:
        """Return the plans: each as the workspace has it, else as the data folder."""
        ids = {path.name for path in self.data_dir.glob(f"{PLANS_FOLDER}/*") if path.is_dir()}
        shelf = self._workspace.plans if self._workspace else None
        found: list[tuple[str, str, InputError | None]] = []
        files: list[Path] = []
        for name in sorted({*ids, *(shelf.ids() if shelf else ())}):
            folder, version, fault = self.data_dir / PLANS_FOLDER / name, SHIPPED, None
            try:
                version = shelf.current(name) if shelf else SHIPPED
            except InputError as error:
                fault = error
            if shelf and version != SHIPPED:
                folder = shelf.folder_of(name, version)
            elif name not in ids and fault is None:
                continue  # one that was taken back
            found.append((name, version, fault))
            files += [folder / file for file in PLAN_FILES]

        def make(contents: Contents) -> Plans:
            each = len(PLAN_FILES)
            return in_order(
                [
                    plan_folder(
                        name,
                        [fault, None, None] if fault else contents[each * at : each * (at + 1)],
                        version,
                    )
                    for at, (name, version, fault) in enumerate(found)
                ]
            )

        return _Described(PLANS, tuple(files), make, setting=repr(found))

    def _described(self, place: Place, told: Entered, plans: Plans) -> Iterator[_Described]:
        for layer in LAYERS.values():
            found = self._layer(layer, place)
            staged = layer.id in STAGED
            yield self._at_stage(found, layer, place, (told, plans)) if staged else found
        for path in sorted(self.data_dir.glob("*.csv")):
            if path.name not in {*SEED_FILES, SAMPLE_FILE, EFFECT_FILE}:
                read = partial(_rows, path.name)
                yield _Described(path.stem, (path,), read)
        yield self._water(told)
        yield self._effects(told)
        sources = self._own_or_shipped(SOURCE_FILE)
        yield _Described(SOURCES, (sources,), lambda contents: _sources(sources, contents[0]))
        plan = self._own_or_shipped(RULE_FILE)
        files = (plan,) if self._rules is None else (plan, self._rules)
        yield _Described(RULES, files, lambda contents: _rules(files, contents))

    def _at_stage(
        self, found: _Described, layer: Layer, place: Place, known: tuple[Entered, Plans]
    ) -> _Described:
        """Return a part with what the register and the plan in force know of it.

        Of the register that are new projects, places and stages, of the plan clauses and targets.

        The file is read again only when it changes, and not with each entry.
        """
        (told, plans), file = known, _kept(found, self._files)
        self._files[layer.id] = file
        in_force = plans.in_force

        def make(_: Contents) -> Loaded:
            if told.fault is not None:
                return unread(layer, place, told.fault)
            loaded: Loaded = file.part.value()
            if layer.id == PROJECTS:
                loaded = with_projects(loaded, told.projects, place)
            return at_stages(as_planned(loaded, in_force), told.projects)

        planned = in_force.projects_state if in_force else ""
        setting = f"{file.part.digest} {told.projects_state} {planned}"
        return _Described(layer.id, (), make, found.version, setting)

    def _water(self, told: Entered) -> _Described:
        """Return the samples of the data folder's file, if it has one, and those entered."""
        path = self.data_dir / SAMPLE_FILE
        files = (path,) if os.path.lexists(path) else ()

        def make(contents: Contents) -> SampleFile:
            more = told.required_samples()
            found = _samples(contents[0]) if contents else SampleFile((), (), 0)
            rows = found.rows + len(more)
            return SampleFile((*found.samples, *more), found.problems, rows)

        return _Described(SAMPLES, files, make, setting=told.samples_state)

    def _effects(self, told: Entered) -> _Described:
        """Return what projects add by the data folder's file, if it has one, and as entered."""
        path = self.data_dir / EFFECT_FILE
        files = (path,) if os.path.lexists(path) else ()

        def make(contents: Contents) -> Declared:
            shipped = _shipped_effects(contents[0]) if contents else Declared()
            return declared(shipped, told.required_effects())

        return _Described(EFFECTS, files, make, setting=told.effects_state)

    def _layer(self, layer: Layer, place: Place) -> _Described:
        setting = f"{place.metric_crs} {place.extent_deg}"
        kept: object = None
        try:
            imported = self._workspace.file(layer) if self._workspace else None
            if self._workspace and imported and imported.suffix == SUFFIX:
                kept = self._workspace.kept_digest(layer)
                setting = f"{setting} {kept}"
        except InputError as error:
            fault = error
            return _Described(layer.id, (), lambda _: unread(layer, place, fault), setting=setting)
        path = imported or self.data_dir / layer.file

        def make(contents: Contents) -> Loaded:
            if isinstance(contents[0], InputError):
                return unread(layer, place, contents[0])
            if imported and path.suffix == SUFFIX:
                return load_large(layer, path, place, contents[0].decode(), kept)
            return load(layer, path, place, contents[0])

        version = imported.parent.name if imported else SHIPPED
        return _Described(layer.id, (path,), make, version, setting)


def open_town(
    data_dir: Path = DATA_DIR,
    workspace: Workspace | None = None,
    rules: Path | None = None,
    ledger: Ledger | None = None,
) -> Town:
    """Return the town of these files as they are now."""
    return TownSource(data_dir, workspace, rules, ledger).town()


def _of_register(told: Entered) -> Iterator[_Described]:
    """Yield what was entered as parts of the town."""
    yield _Described(HEAD, (), lambda _: told.head, setting=told.head)
    yield _Described(REGISTER, (), lambda _: told.required_projects(), setting=told.projects_state)
    yield _Described(SERIES, (), lambda _: told.required_values(), setting=told.values_state)


def _kept(found: _Described, read: Mapping[str, _Read]) -> _Read:
    """Return a part as it is now: the one that was read before, while its files are the same."""
    stamps = ((found.setting,), *map(_stamp, found.files))
    kept = read.get(found.name)
    if kept is not None and kept.stamps == stamps:
        return kept
    contents = tuple(map(_content, found.files))
    digest = _digest(f"{found.name} {found.version} {found.setting}", *contents)
    part = TownPart(digest, lambda: found.make(contents), version=found.version)
    if kept is not None and kept.part.digest == part.digest:
        part = kept.part  # only touched: what was made of it stands
    return _Read(stamps, part)


def _stamp(path: Path) -> Stamp:
    try:
        status = path.stat()
    except OSError:
        return (path,)
    return path, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _content(path: Path) -> bytes | InputError:
    """Return what stands in a file, or why it cannot be told; of a large layer only its digest."""
    try:
        if path.suffix == SUFFIX:
            require_plain(path)
            return digest_of(path).encode()
        return read_plain(path, most_mb=_MOST_MB.get(path.suffix, _MOST_LAYER_MB))
    except InputError as error:
        return error
    except OSError:
        return InputError("file_unreadable", file=path.name)


def _sound(content: bytes | InputError) -> bytes:
    if isinstance(content, InputError):
        raise content
    return content


def _digest(name: str, *contents: bytes | InputError) -> str:
    digest = blake2b(name.encode(), digest_size=12)
    for content in contents:
        known = content.code.encode() if isinstance(content, InputError) else content
        digest.update(isinstance(content, bytes).to_bytes() + len(known).to_bytes(8) + known)
    return digest.hexdigest()


def _place(path: Path, content: bytes | InputError) -> Place:
    try:
        place, problems = read_place(path.name, _sound(content))
    except InputError as error:
        fault = (Problem(error.code, params=error.params),)
        raise InputError("town_wrong", file=path.name, problems=fault) from error
    if place is None:
        raise InputError("town_wrong", file=path.name, problems=tuple(problems))
    return place


def _sources(path: Path, content: bytes | InputError) -> tuple[Sources, tuple[Problem, ...]]:
    try:
        found, problems = read_sources(path.name, _sound(content))
    except InputError as error:
        return MappingProxyType({}), (Problem(error.code, params=error.params),)
    return found, tuple(problems)


def _rows(file: str, contents: Contents) -> tuple[TableRow, ...]:
    try:
        (_, names), *rows = csv_text(_sound(contents[0])).rows or ((1, []),)
    except InputError as error:
        fault = (Problem(error.code, params=error.params),)
        raise InputError("table_wrong", file=file, problems=fault) from error
    # A row may end early: what is not written is empty.
    blank = dict.fromkeys(names, "")
    return tuple(
        MappingProxyType(blank | dict(zip(names, cells, strict=False))) for _, cells in rows
    )


def _samples(content: bytes | InputError) -> SampleFile:
    if isinstance(content, InputError):
        return SampleFile((), (Problem(content.code, params=content.params),), 0)
    found = read_samples(content)
    # A file with titles only is the state as shipped, not a fault.
    problems = tuple(each for each in found.problems if each.code != "water_no_rows")
    return SampleFile(found.samples, problems, found.rows)


def _shipped_effects(content: bytes | InputError) -> Declared:
    if isinstance(content, InputError):
        return Declared(faults=(Problem(content.code, params=content.params),))
    return read_effects(content)


def _rules(
    files: tuple[Path, ...], contents: Contents
) -> tuple[tuple[RuleSet, ...], tuple[Problem, ...]]:
    """Return all sound rules, and the problems of the last file: the shipped one has none."""
    rules: list[RuleSet] = []
    problems: tuple[Problem, ...] = ()
    for file, content in zip(files, contents, strict=True):
        try:
            found, faults = read_rule_sets(file, _sound(content))
        except InputError as error:
            problems = (Problem(error.code, params=error.params),)
        else:
            rules += found.values()
            problems = tuple(faults)
    return tuple(rules), problems
