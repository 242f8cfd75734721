"""Tell what was entered of a town: by the register, and until it begins by the data files."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from chedun_gis.register import (
    SEED_FILES,
    Counted,
    Histories,
    IndicatorValue,
    ProjectStatus,
    Record,
    Seed,
    Series,
    counted,
    histories,
    read_seed,
    series,
    state_of,
)
from chedun_gis.town.loading import Loaded
from geo import InputError


@dataclass(frozen=True, slots=True)
class Entered:
    """What counts of projects and indicators, each with the digest of its state.

    `fault` is why the register cannot be read: then nothing is known, and nothing else is shown
    in its place.
    """

    projects: Histories = field(default_factory=Histories)
    values: Series = field(default_factory=Series)
    projects_state: str = ""
    values_state: str = ""
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


def unreadable(error: InputError) -> Entered:
    """Return that nothing is known, and why."""
    state = f"{error.code} {error.params}"
    return Entered(projects_state=state, values_state=state, fault=error)


def entered(record: Record, contents: Mapping[str, bytes | InputError]) -> Entered:
    """Return what counts; `contents` are those of the seed files, by name."""
    seed = Seed() if record.events else read_seed(contents)
    of_projects = [faults for faults in seed.faults if faults[0] != SEED_FILES[-1]]
    of_values = [faults for faults in seed.faults if faults[0] == SEED_FILES[-1]]
    stages, values = counted(record.events, ProjectStatus), counted(record.events, IndicatorValue)
    for each in seed.facts:
        if isinstance(each.fact, ProjectStatus):
            stages.append(Counted(each.fact))
        elif isinstance(each.fact, IndicatorValue):
            values.append(Counted(each.fact))
    return Entered(
        histories(stages, tuple(of_projects)),
        series(values, tuple(of_values)),
        state_of(stages, tuple(of_projects)),
        state_of(values, tuple(of_values)),
    )


def at_present(loaded: Loaded, known: Histories) -> Loaded:
    """Return the projects at their present stages; one of which nothing was entered stays."""
    if loaded.broken:
        return loaded
    stages = [
        present.fact.stage if (present := known.present(str(name))) else stage
        for name, stage in zip(loaded.frame["id"], loaded.frame["stage"], strict=True)
    ]
    frame = loaded.frame.assign(stage=stages)
    return Loaded(
        loaded.layer, frame.astype({"stage": loaded.frame["stage"].dtype}), loaded.problems
    )
