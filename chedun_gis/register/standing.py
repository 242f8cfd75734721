"""Tell what the events say is so: which count, the histories of projects, the series of values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from types import MappingProxyType
from typing import Final, Generic, Literal, TypeVar

from chedun_gis.register.chain import SHIPPED_BY, Event
from chedun_gis.register.events import (
    TARGET,
    Act,
    Explanation,
    IndicatorValue,
    LayerEntry,
    NewProject,
    PersonRole,
    PlanEntry,
    ProjectPlace,
    ProjectStatus,
    Review,
    Statement,
    canonical,
    refers_to,
)
from chedun_gis.register.people import ROLES, Role
from geo import Problem

Verdict = Literal["submitted", "accepted", "returned"]
Known = TypeVar("Known", bound=Statement)
Yearly = TypeVar("Yearly", IndicatorValue, Explanation)
Known_co = TypeVar("Known_co", bound=Statement, covariant=True)

SEED_FILES: Final = ("project_stages.csv", "project_updates.csv", "indicator_values.csv")
# What the data files speak of too: with the first entry of these they go into the register.
SEEDED: Final = (ProjectStatus, IndicatorValue)
# What is wrong with the seed, by file.
Faults = tuple[tuple[str, tuple[Problem, ...]], ...]


@dataclass(frozen=True, slots=True)
class Counted(Generic[Known_co]):
    """An entry that counts: what it says, who entered it and when, and its number.

    Until the register begins, what the data files say has no number and no moment.
    """

    fact: Known_co
    who: str = ""
    at: str = ""
    number: int | None = None

    @property
    def shipped(self) -> bool:
        """Tell whether it came with the data files."""
        return self.number is None or self.who.startswith(SHIPPED_BY)


@dataclass(frozen=True, slots=True)
class Histories:
    """What has become of each project, the earliest first; which are new, and where they are."""

    of: Mapping[str, tuple[Counted[ProjectStatus], ...]] = field(default_factory=dict)
    faults: Faults = ()
    new: Mapping[str, Counted[NewProject]] = field(default_factory=dict)
    places: Mapping[str, Counted[ProjectPlace]] = field(default_factory=dict)

    def present(self, project: str, as_of: str = "") -> Counted[ProjectStatus] | None:
        """Return the last known stage; with `as_of` (2023-06) the last up to the end of it."""
        known = [
            each
            for each in self.of.get(project, ())
            if each.fact.stage != TARGET and not (as_of and _after(each.fact.date, as_of))
        ]
        return known[-1] if known else None

    def by(self, date: str) -> "Histories":
        """Return what was so by a day, or by the end of a month or year (2023-06).

        What is promised for later stays. Where a project is, is as known now: an earlier place is
        none that was ever better.
        """
        of = {
            name: tuple(
                each
                for each in its
                if each.fact.stage == TARGET or not _after(each.fact.date, date)
            )
            for name, its in self.of.items()
        }
        new = {name: each for name, each in self.new.items() if not _after(each.fact.date, date)}
        return replace(self, of=MappingProxyType(of), new=MappingProxyType(new))


@dataclass(frozen=True, slots=True)
class Series:
    """The values of each indicator, one a year, the earliest first; so too what explains them."""

    of: Mapping[str, tuple[Counted[IndicatorValue], ...]] = field(default_factory=dict)
    faults: Faults = ()
    explained: Mapping[str, tuple[Counted[Explanation], ...]] = field(default_factory=dict)

    def by(self, year: int) -> "Series":
        """Return what is of a year or before."""
        return replace(self, of=_by(self.of, year), explained=_by(self.explained, year))


OfYear = TypeVar("OfYear", IndicatorValue, Explanation)


def _by(
    of: Mapping[str, tuple[Counted[OfYear], ...]], year: int
) -> Mapping[str, tuple[Counted[OfYear], ...]]:
    found = {name: tuple(x for x in its if x.fact.year <= year) for name, its in of.items()}
    return MappingProxyType({name: its for name, its in found.items() if its})


def verdicts(events: Iterable[Event]) -> Mapping[int, Verdict]:
    """Return what has been said of each entry, by number; what is shipped is accepted."""
    found: dict[int, Verdict] = {}
    for event in events:
        if isinstance(event.fact, Review):
            found[event.fact.entry] = "accepted" if event.fact.verdict == "accepted" else "returned"
        else:
            counts = event.shipped or isinstance(event.fact, Act)
            found[event.number] = "accepted" if counts else "submitted"
    return MappingProxyType(found)


def reasons(events: Iterable[Event]) -> Mapping[int, str]:
    """Return why entries were returned, by number."""
    reviews = [each.fact for each in events if isinstance(each.fact, Review)]
    return MappingProxyType({each.entry: each.reason for each in reviews if each.reason})


def roles(events: Iterable[Event]) -> Mapping[str, Role]:
    """Return who has an account, and the role of each."""
    found: dict[str, Role] = {}
    for event in events:
        if isinstance(event.fact, PersonRole):
            found.pop(event.fact.person, None)
            for role in ROLES:
                if role == event.fact.role:
                    found[event.fact.person] = role
    return MappingProxyType(found)


def layers_entered(events: Iterable[Event]) -> Mapping[str, LayerEntry]:
    """Return what was done last with each layer, by layer."""
    found = (each.fact for each in events if isinstance(each.fact, LayerEntry))
    return MappingProxyType({each.layer: each for each in found})


def plans_entered(events: Iterable[Event]) -> Mapping[str, PlanEntry]:
    """Return what was done last with each plan, by plan."""
    found = (each.fact for each in events if isinstance(each.fact, PlanEntry))
    return MappingProxyType({each.plan: each for each in found})


def counted(events: Sequence[Event], kind: type[Known]) -> list[Counted[Known]]:
    """Return the accepted entries of a kind that no other accepted one corrects."""
    said = verdicts(events)
    standing = [
        each for each in events if isinstance(each.fact, kind) and said[each.number] == "accepted"
    ]
    corrected = {refers_to(each.fact) for each in standing}
    return [
        Counted(each.fact, each.who, each.at, each.number)
        for each in standing
        if each.number not in corrected and isinstance(each.fact, kind)
    ]


def submitted(events: Sequence[Event]) -> tuple[Event, ...]:
    """Return the entries that nobody has reviewed yet."""
    said = verdicts(events)
    return tuple(each for each in events if said.get(each.number) == "submitted")


def histories(
    entries: Iterable[Counted[ProjectStatus]],
    faults: Faults = (),
    *,
    new: Iterable[Counted[NewProject]] = (),
    places: Iterable[Counted[ProjectPlace]] = (),
) -> Histories:
    """Return the entries by project; of one date the later entered stands last.

    Of what is new the last entered counts, of places the latest, of one date the last entered.
    """
    of: dict[str, list[Counted[ProjectStatus]]] = {}
    for each in entries:
        of.setdefault(each.fact.project, []).append(each)
    ordered = {
        name: tuple(sorted(its, key=lambda each: each.fact.date)) for name, its in of.items()
    }
    return Histories(
        MappingProxyType(ordered),
        faults,
        MappingProxyType({each.fact.project: each for each in new}),
        MappingProxyType({each.fact.project: each for each in sorted(places, key=_date_of)}),
    )


def series(
    entries: Iterable[Counted[IndicatorValue]],
    faults: Faults = (),
    *,
    explained: Iterable[Counted[Explanation]] = (),
) -> Series:
    """Return values by indicator and what explains them; of one year the last entered counts."""
    return Series(_by_year(entries), faults, _by_year(explained))


def _by_year(entries: Iterable[Counted[Yearly]]) -> Mapping[str, tuple[Counted[Yearly], ...]]:
    of: dict[str, dict[int, Counted[Yearly]]] = {}
    for each in entries:
        of.setdefault(each.fact.indicator, {})[each.fact.year] = each
    ordered = {name: tuple(its[year] for year in sorted(its)) for name, its in of.items()}
    return MappingProxyType(ordered)


def seeded(events: Iterable[Event]) -> bool:
    """Tell whether the data files' entries stand in the register by now."""
    return any(isinstance(each.fact, SEEDED) for each in events)


def state_of(entries: Iterable[Counted[Statement]], faults: Faults = ()) -> str:
    """Return a digest that changes whenever what counts does."""
    digest = blake2b(digest_size=12)
    for each in entries:
        digest.update(f"{each.number} {each.who} {each.at} {canonical(each.fact)}\n".encode())
    digest.update(repr(faults).encode())
    return digest.hexdigest()


def _after(date: str, as_of: str) -> bool:
    """Tell whether a date is later than the day, month or year up to whose end is asked."""
    return date[: len(as_of)] > as_of


def _date_of(entry: Counted[ProjectPlace]) -> str:
    return entry.fact.date
