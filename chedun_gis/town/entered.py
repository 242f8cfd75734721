"""Tell what was entered of a town: by the register, and until it begins by the data files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import pandas as pd

from chedun_gis.register import (
    SEED_FILES,
    Counted,
    Histories,
    IndicatorValue,
    NewProject,
    ProjectPlace,
    ProjectStatus,
    Record,
    Seed,
    Series,
    WaterEntry,
    counted,
    histories,
    read_seed,
    seeded,
    series,
    state_of,
)
from chedun_gis.town.loading import Loaded
from chedun_gis.town.town import REGISTER, Town, TownPart, with_parts
from chedun_gis.town.water_entries import samples_of
from geo import InputError, is_date
from geo.water import Sample

# The layers of what the plan builds, or builds in.
STAGED: Final = ("projects", "roads", "zones")


@dataclass(frozen=True, slots=True)
class Entered:
    """What counts of projects and indicators, each with the digest of its state.

    `head` is where the register ends, "" while it has not begun.
    `fault` is why the register cannot be read: then nothing is known, and nothing else is shown
    in its place.
    """

    projects: Histories = field(default_factory=Histories)
    values: Series = field(default_factory=Series)
    samples: tuple[Sample, ...] = ()
    projects_state: str = ""
    values_state: str = ""
    samples_state: str = ""
    head: str = ""
    fault: InputError | None = None

    def required_projects(self) -> Histories:
        """Return what has become of the projects, or raise the fault."""
        if self.fault is not None:
            raise self.fault
        return self.projects

    def required_values(self) -> Series:
        """Return the values of the indicators, or raise the fault."""
        if self.fault is not None:
            raise self.fault
        return self.values

    def required_samples(self) -> tuple[Sample, ...]:
        """Return the samples of water, or raise the fault."""
        if self.fault is not None:
            raise self.fault
        return self.samples


def unreadable(error: InputError) -> Entered:
    """Return that nothing is known, and why."""
    state = f"{error.code} {error.params}"
    return Entered(projects_state=state, values_state=state, samples_state=state, fault=error)


def entered(record: Record, contents: Mapping[str, bytes | InputError]) -> Entered:
    """Return what counts; `contents` are those of the seed files, by name."""
    events = record.events
    seed = Seed() if seeded(events) else read_seed(contents)
    of_projects = [faults for faults in seed.faults if faults[0] != SEED_FILES[-1]]
    of_values = [faults for faults in seed.faults if faults[0] == SEED_FILES[-1]]
    stages, values = counted(events, ProjectStatus), counted(events, IndicatorValue)
    for each in seed.facts:
        if isinstance(each.fact, ProjectStatus):
            stages.append(Counted(each.fact))
        elif isinstance(each.fact, IndicatorValue):
            values.append(Counted(each.fact))
    water = counted(events, WaterEntry)
    new, places = counted(events, NewProject), counted(events, ProjectPlace)
    return Entered(
        projects=histories(stages, tuple(of_projects), new=new, places=places),
        values=series(values, tuple(of_values)),
        samples=samples_of(each.fact for each in water),
        projects_state=state_of((*stages, *new, *places), tuple(of_projects)),
        values_state=state_of(values, tuple(of_values)),
        samples_state=state_of(water),
        head=str(record.head) if events else "",
    )


def as_of(town: Town, date: str) -> Town:
    """Return the town with its projects at the stages that were known of a date (2023-06).

    What was entered later counts when it says what was so by then; a project of which nothing is
    known by then has no stage (null), and one that is new since is not there. Raises
    `InputError("date_wrong")` (value).
    """
    if not is_date(date):
        raise InputError("date_wrong", value=date)
    parts = {}
    for layer in STAGED:
        found = at_stages(_known_by(town.loaded(layer), town.register, date), town.register, date)
        digest = f"{town.state_of(layer)}-{date}"
        parts[layer] = TownPart(digest, partial(_as_it_is, found), sources=(layer, REGISTER))
    return with_parts(town, parts)


def _known_by(loaded: Loaded, known: Histories, date: str) -> Loaded:
    """Return a layer without the projects that are new since a date."""
    later = {name for name, each in known.new.items() if each.fact.date[: len(date)] > date}
    kept = loaded.frame[~loaded.frame["id"].isin(later)]
    return Loaded(loaded.layer, kept.reset_index(drop=True), loaded.problems) if later else loaded


def _as_it_is(found: Loaded) -> Loaded:
    return found


def at_stages(loaded: Loaded, known: Histories, date: str = "") -> Loaded:
    """Return the projects at their present stages; one of which nothing was entered stays.

    With a date at those known of it, null where nothing is.
    """
    if loaded.broken:
        return loaded
    stages = [
        present.fact.stage if (present := known.present(str(name), date)) else "" if date else stage
        for name, stage in zip(loaded.frame["id"], loaded.frame["stage"], strict=True)
    ]
    # As objects: pandas would make a text of NaN where there is none.
    texts = pd.Series([stage or None for stage in stages], loaded.frame.index, dtype=object)
    return Loaded(loaded.layer, loaded.frame.assign(stage=texts), loaded.problems)
