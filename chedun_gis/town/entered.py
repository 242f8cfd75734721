"""Tell what was entered of a town: by the register, and until it begins by the data files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

import pandas as pd

from chedun_gis.register import (
    SEED_FILES,
    Counted,
    Explanation,
    Histories,
    IndicatorValue,
    NewProject,
    ProjectEffect,
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
from chedun_gis.town.town import REGISTER, SERIES, Town, TownPart, with_parts
from chedun_gis.town.water_entries import samples_of
from geo import InputError, is_date
from geo.water import Sample
from layers import STAGED


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
    effects: tuple[Counted[ProjectEffect], ...] = ()
    projects_state: str = ""
    values_state: str = ""
    samples_state: str = ""
    effects_state: str = ""
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

    def required_effects(self) -> tuple[Counted[ProjectEffect], ...]:
        """Return what was entered of what projects add, or raise the fault."""
        if self.fault is not None:
            raise self.fault
        return self.effects


def unreadable(error: InputError) -> Entered:
    """Return that nothing is known, and why."""
    state = f"{error.code} {error.params}"
    return Entered(
        projects_state=state,
        values_state=state,
        samples_state=state,
        effects_state=state,
        fault=error,
    )


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
    water, explained = counted(events, WaterEntry), counted(events, Explanation)
    new, places = counted(events, NewProject), counted(events, ProjectPlace)
    effects = counted(events, ProjectEffect)
    return Entered(
        projects=histories(stages, tuple(of_projects), new=new, places=places),
        values=series(values, tuple(of_values), explained=explained),
        samples=samples_of(each.fact for each in water),
        effects=tuple(effects),
        projects_state=state_of((*stages, *new, *places), tuple(of_projects)),
        values_state=state_of((*values, *explained), tuple(of_values)),
        samples_state=state_of(water),
        effects_state=state_of(effects),
        head=str(record.head) if events else "",
    )


def as_of(town: Town, date: str) -> Town:
    """Return the town with its projects at the stages that were known of a date (2023-06).

    What was entered later counts when it says what was so by then; a project of which nothing is
    known by then has no stage (null), and one that is new since is not there. Its histories end
    there too. Raises `InputError("date_wrong")` (value).
    """
    if not is_date(date):
        raise InputError("date_wrong", value=date)
    makes: dict[str, Callable[[], object]] = {
        layer: partial(_layer_then, town, layer, date) for layer in STAGED
    }
    makes[REGISTER] = lambda: town.register.by(date)
    return with_parts(
        town,
        {
            name: TownPart(f"{town.state_of(name)}-{date}", make, sources=(name, REGISTER))
            for name, make in makes.items()
        },
    )


def _layer_then(town: Town, layer: str, date: str) -> Loaded:
    known = town.register
    return at_stages(_known_by(town.loaded(layer), known, date), known, date)


def up_to(town: Town, year: int) -> Town:
    """Return the town with what was so by the end of a year, and no entry of anything later.

    Stages and histories are those known of that day (see `as_of`); values of indicators and what
    explains them are of that year or before. What lies on the map and has no history is as it is
    now.
    """
    known = as_of(town, str(year))
    values = TownPart(
        f"{town.state_of(SERIES)}-{year}", lambda: town.series.by(year), sources=(SERIES,)
    )
    changed = {name: known.parts[name] for name in (*STAGED, REGISTER)}
    return with_parts(town, {**changed, SERIES: values})


def _known_by(loaded: Loaded, known: Histories, date: str) -> Loaded:
    """Return a layer without the projects that are new since a date."""
    later = known.new.keys() - known.by(date).new.keys()
    kept = loaded.frame[~loaded.frame["id"].isin(later)]
    return loaded.with_frame(kept.reset_index(drop=True)) if later else loaded


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
    return loaded.with_frame(loaded.frame.assign(stage=texts))
