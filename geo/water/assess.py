"""Judge surface water: the class it has by its worst item, and whether it reaches its target.

Class and target are two verdicts (环办〔2011〕22号): the class says what the water is, the target
what it should be.

Single-factor assessment (单因子评价): each item's values are averaged over the period, and the item
in the worst class sets the class. Three things are not plain averages:

- pH is judged sample by sample. It is a logarithm, and an acid and an alkaline spill would average
  to neutral; one sample outside 6 to 9 therefore puts the period in 劣Ⅴ. (环办监测函〔2020〕82号 is
  recalled to average the hydrogen ions instead; not verified.)
- A value below the detection limit enters with half of it (环办监测函〔2020〕82号, item 7). What
  was never detected never exceeds a target; if half its limit does, the target is undecided.
- Dissolved oxygen is better when higher. Its saturation counts, for class Ⅰ, when every sample with
  dissolved oxygen has one.

Averages are formed and compared as decimal numbers, as they are written: the mean of 0.1, 0.2 and
0.3 is 0.2 and keeps a limit of 0.2, which binary arithmetic would deny. Nothing is rounded before.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from geo import InputError
from geo.water.gb3838 import ASSESSED, WaterKind, require_target
from geo.water.items import (
    ItemResult,
    Reading,
    Yardstick,
    item_results,
    mean_saturation,
    missing_items,
)
from geo.water.quality import QUALITY_OF_CLASS, Quality


@dataclass(frozen=True, slots=True)
class Sample:
    """What was measured at one station (section, lake point) at one time.

    `taken` has no time zone; midnight stands for a day without a time. `target` is the class that
    the station should reach (1-5), None where none is set. `do_saturation` is in percent. `row` is
    the line in the file it was read from.
    """

    station: str
    kind: WaterKind
    taken: dt.datetime
    readings: Mapping[str, Reading] = field(hash=False)
    target: int | None = None
    do_saturation: float | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The items of a sample, of a station over a period or of an averaged river, and the verdicts.

    `items` holds every item measured, assessed or not, in the standard's order; `missing` are the
    assessed items that were not measured. `samples` counts what went in, `first` and `last` are its
    times, None without samples. `do_saturation` is the mean in percent, None where not known.
    """

    name: str
    kind: WaterKind
    target: int | None
    items: tuple[ItemResult, ...]
    missing: tuple[str, ...]
    samples: int
    first: dt.datetime | None
    last: dt.datetime | None
    do_saturation: float | None = None

    @property
    def water_class(self) -> int | None:
        """Return the class of the worst assessed item, 6 for 劣Ⅴ; None for "no data"."""
        return max((found for _, found in self._classes()), default=None)

    @property
    def quality(self) -> Quality | None:
        """Return the word for the class (环办〔2011〕22号); None for "no data"."""
        found = self.water_class
        return None if found is None else QUALITY_OF_CLASS[found]

    @property
    def limiting(self) -> tuple[str, ...]:
        """Return the assessed items in the worst class, which set it."""
        worst = self.water_class
        return tuple(item for item, found in self._classes() if found == worst)

    @property
    def rests_on(self) -> tuple[str, ...]:
        """Return the assessed items that were measured, on which the class rests."""
        return tuple(item for item, _ in self._classes())

    @property
    def met(self) -> bool | None:
        """Tell whether the target is reached.

        None for "no data", without a target, and when nothing but `unclear` items speaks against
        it.
        """
        if self.target is None or self.water_class is None:
            return None
        if self.exceeded:
            return False
        return None if self.unclear else True

    @property
    def exceeded(self) -> tuple[str, ...]:
        """Return the assessed items that miss the target, pH and dissolved oxygen among them."""
        return tuple(each.item for each in self.items if each.assessed and each.exceeded)

    @property
    def exceedance(self) -> dict[str, float]:
        """Return the exceedance multiple of each assessed item that has one."""
        return {e.item: e.multiple for e in self.items if e.assessed and e.multiple is not None}

    @property
    def unclear(self) -> tuple[str, ...]:
        """Return the assessed items whose detection limit is too high for the target."""
        return tuple(
            each.item
            for each in self.items
            if each.assessed
            and each.exceeded is None
            and None not in (self.target, each.item_class)
        )

    def _classes(self) -> list[tuple[str, int]]:
        return [
            (each.item, each.item_class)
            for each in self.items
            if each.assessed and each.item_class is not None
        ]


def assess(
    samples: Sequence[Sample],
    *,
    name: str,
    kind: WaterKind,
    target: int | None = None,
    assessed: Collection[str] = ASSESSED,
) -> Assessment:
    """Return the verdicts on the mean of some samples of one kind of water against one target.

    `kind` chooses the limits, of rivers or of lakes. `assessed` are the item ids that count, by
    default the 21 of 环办〔2011〕22号; the others are shown. No samples give "no data".

    Raises `InputError`: `water_kinds_mixed` for a sample of the other kind, `water_kind_unknown`,
    and what `require_item`, `require_target` and `item_class` raise.
    """
    if any(sample.kind != kind for sample in samples):
        raise InputError("water_kinds_mixed", name=name)
    readings: dict[str, list[Reading]] = {}
    for sample in samples:
        for item, reading in sample.readings.items():
            readings.setdefault(item, []).append(reading)
    saturations = [sample.do_saturation for sample in samples if "do" in sample.readings]
    saturation = mean_saturation(saturations)
    yardstick = Yardstick(kind, require_target(target), tuple(assessed), saturation)
    taken = [sample.taken for sample in samples]
    return Assessment(
        name=name,
        kind=kind,
        target=target,
        items=item_results(readings, yardstick),
        missing=missing_items(readings, yardstick),
        samples=len(samples),
        first=min(taken, default=None),
        last=max(taken, default=None),
        do_saturation=saturation,
    )


def assess_stations(
    samples: Sequence[Sample],
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    assessed: Collection[str] = ASSESSED,
) -> list[Assessment]:
    """Return the verdicts on every station, in the order of the samples, as `assess` does.

    Only samples taken from the day `since` to the day `until`, both included, count; a station
    without any of them has "no data". Raises `InputError`: `water_station_differs` when the samples
    of a station name different kinds or targets, and what `assess` raises.
    """
    stations: dict[str, list[Sample]] = {}
    for sample in samples:
        stations.setdefault(sample.station, []).append(sample)
    found = []
    for name, its in stations.items():
        if len({(sample.kind, sample.target) for sample in its}) > 1:
            raise InputError("water_station_differs", name=name)
        during = [
            sample
            for sample in its
            if (since or dt.date.min) <= sample.taken.date() <= (until or dt.date.max)
        ]
        found.append(
            assess(during, name=name, kind=its[0].kind, target=its[0].target, assessed=assessed)
        )
    return found
