"""The town as one value: its layers, tables, rules and samples, each with the digest of its state.

A town never changes. What changes is read as another town, which shares the parts that stayed;
who works with the old one finishes undisturbed. Which parts an answer rests on is noted as they
are read (see `answers`), so nobody has to list them.
"""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from threading import Lock
from types import MappingProxyType
from typing import Any, Final

import geopandas as gpd

from chedun_gis.register import Declared, Histories, Series
from chedun_gis.town.large import LargeLayer, require_modest
from chedun_gis.town.loading import LargeLoaded, Loaded, layer_called
from chedun_gis.town.plans import Plans
from geo import InputError, Problem
from geo.water import SampleFile
from layers import Place, RuleSet, Source

ADDED: Final = "added"
EFFECTS: Final = "effects"
HEAD: Final = "head"
PLACE: Final = "place"
PLANS: Final = "plans"
REGISTER: Final = "register"
RULES: Final = "rules"
SAMPLES: Final = "samples"
SERIES: Final = "series"
SOURCES: Final = "sources"

TableRow = Mapping[str, str]
Reads = set[tuple[str, str]]

# The notes of the answers that are being worked out in this thread, the innermost last: each pair
# is the digest of a town and the name of a part that was read of it.
reads: ContextVar[tuple[Reads, ...]] = ContextVar("reads", default=())


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a project that is taken as finished adds to an indicator, in the indicator's unit.

    `amount` is None where none is declared; `placed` tells that what it builds for this indicator
    is on the map.
    """

    project: str
    amount: float | None = None
    placed: bool = False


class TownPart:
    """One part of a town: the digest of its state, and its value, made when first asked for.

    `version` is the workspace's name of what was read, "" for a part that has none there.
    `sources` names the parts of the base town that it was made of; none for a part that was read.
    """

    def __init__(
        self,
        digest: str,
        make: Callable[[], Any],
        *,
        version: str = "",
        sources: tuple[str, ...] = (),
    ) -> None:
        """Remember how to make the value."""
        self.digest = digest
        self.version = version
        self.sources = sources
        self._make: Callable[[], Any] | None = make
        self._value: Any = None
        self._lock = Lock()

    def value(self) -> Any:  # noqa: ANN401 - a part is of any kind
        """Return the value; who asks while it is being made waits for it."""
        with self._lock:
            if self._make is not None:
                self._value = self._make()
                self._make = None  # with it goes the file's content
            return self._value


@dataclass(frozen=True, eq=False)
class Town:
    """The town in one state. Towns are equal when all their parts are.

    A layer's part is named by the layer, a table's by its file's stem; `PLACE` is where the town
    is, `PLANS` its plans, `RULES` and `SOURCES` are the rule sets and the sources with their
    problems, `SAMPLES` the monitoring results, `REGISTER` and `SERIES` what was entered of projects
    and indicators, `EFFECTS` what projects are declared to add, `ADDED` what those add that a
    scenario takes as finished, `HEAD` where the register ends. `base` is the town that a scenario's
    town was made from.
    """

    parts: Mapping[str, TownPart]
    base: "Town | None" = None

    @cached_property
    def digest(self) -> str:
        """The digest of the whole state."""
        text = "\n".join(f"{name} {part.digest}" for name, part in sorted(self.parts.items()))
        return blake2b(text.encode(), digest_size=16).hexdigest()

    def __eq__(self, other: object) -> bool:
        """Tell whether both are in the same state."""
        return isinstance(other, Town) and other.digest == self.digest

    def __hash__(self) -> int:
        """Hash the state."""
        return hash(self.digest)

    def state_of(self, name: str) -> str:
        """Return the digest of a part, "" for one that is not there."""
        return self.parts[name].digest if name in self.parts else ""

    def digest_of(self, *names: str) -> str:
        """Return a text that changes whenever one of these parts does."""
        for name in names:
            self.note(name)
        return "-".join(map(self.state_of, names))

    def note(self, name: str) -> None:
        """Note that whoever is working out an answer has read a part."""
        for noted in reads.get():
            noted.add((self.digest, name))
        if self.base is not None:
            part = self.parts.get(name)
            for source in part.sources if part is not None and part.sources else (name,):
                self.base.note(source)

    def loaded(self, layer_id: str) -> Loaded:
        """Return a layer with its problems; `InputError("layer_unknown")` for another id."""
        layer_called(layer_id)
        found: Loaded = self._value(layer_id, None)
        return found

    def frame(self, layer_id: str) -> gpd.GeoDataFrame:
        """Return a layer's features in metres; `InputError("layer_broken")` when it has errors."""
        loaded = self.loaded(layer_id)
        if loaded.broken:
            raise InputError("layer_broken", layer=layer_id)
        return loaded.frame

    def large(self, layer_id: str) -> LargeLayer | None:
        """Return where a large layer lies; None for one that is held, or has errors."""
        loaded = self.loaded(layer_id)
        return loaded.large if isinstance(loaded, LargeLoaded) else None

    def require_modest(self, layer_id: str) -> None:
        """Refuse a layer that is too large to be held.

        Raises `InputError("layer_large")` (layer, count, limit).
        """
        large = self.large(layer_id)
        if large is not None:
            require_modest(large)

    def version_of(self, layer_id: str) -> str:
        """Return which of the workspace's versions a layer is."""
        self.note(layer_id)
        return self.parts[layer_id].version

    def table(self, name: str) -> tuple[TableRow, ...]:
        """Return the rows of a table that stands beside the layers; none when there is none."""
        rows: tuple[TableRow, ...] = self._value(name, ())
        return rows

    @property
    def place(self) -> Place:
        """Where the town is and what it is called."""
        self.note(PLACE)
        found: Place = self.parts[PLACE].value()
        return found

    @property
    def plans(self) -> Plans:
        """The plans of the town; what is wrong with one leaves the others standing."""
        found: Plans = self._value(PLANS, Plans())
        return found

    @property
    def sources(self) -> Mapping[str, Source]:
        """Where features come from, by id; a feature may name a source that is not here."""
        found: Mapping[str, Source] = self._value(SOURCES, ({}, ()))[0]
        return found

    @property
    def source_problems(self) -> tuple[Problem, ...]:
        """What is wrong with the file of sources; its sound ones are used."""
        found: tuple[Problem, ...] = self._value(SOURCES, ({}, ()))[1]
        return found

    @property
    def rules(self) -> tuple[RuleSet, ...]:
        """Every rule set, the plan's own first, the user's own last."""
        found: tuple[RuleSet, ...] = self._value(RULES, ((), ()))[0]
        return found

    @property
    def rule_problems(self) -> tuple[Problem, ...]:
        """What is wrong with the user's own rule file; its sound rules are in force."""
        found: tuple[Problem, ...] = self._value(RULES, ((), ()))[1]
        return found

    @property
    def samples(self) -> SampleFile:
        """The monitoring results of the data folder and of the register.

        Raises why the register cannot be read.
        """
        found: SampleFile = self._value(SAMPLES, SampleFile((), (), 0))
        return found

    @property
    def register(self) -> Histories:
        """What has become of each project; raises why the register cannot be read."""
        found: Histories = self._value(REGISTER, Histories())
        return found

    @property
    def head(self) -> str:
        """Where the register ends, `NUMBER:HASH`; "" while it has not begun or cannot be read."""
        found: str = self._value(HEAD, "")
        return found

    @property
    def series(self) -> Series:
        """The values of each indicator by year; raises why the register cannot be read."""
        found: Series = self._value(SERIES, Series())
        return found

    @property
    def effects(self) -> Declared:
        """What projects are declared to add; raises why the register cannot be read."""
        found: Declared = self._value(EFFECTS, Declared())
        return found

    @property
    def added(self) -> Mapping[str, tuple[Contribution, ...]]:
        """What the projects add that a scenario takes as finished, by indicator."""
        found: Mapping[str, tuple[Contribution, ...]] = self._value(ADDED, {})
        return found

    def _value(self, name: str, nothing: Any) -> Any:  # noqa: ANN401 - a part is of any kind
        self.note(name)
        return self.parts[name].value() if name in self.parts else nothing


def with_parts(town: Town, changed: Mapping[str, TownPart]) -> Town:
    """Return a town that differs from another in these parts, and knows it as its base."""
    return Town(MappingProxyType({**town.parts, **changed}), base=town)
