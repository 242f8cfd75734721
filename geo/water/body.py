"""Judge a whole river or lake from the stations along it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from geo import InputError
from geo.water.assess import Assessment
from geo.water.gb3838 import ASSESSED, WaterKind, require_target
from geo.water.items import Reading, Yardstick, item_results, mean_saturation, missing_items
from geo.water.quality import Quality, quality_of_shares, shares_of

# From so many sections on, 环办〔2011〕22号 judges a river by the share of sections in each class.
# Recalled; copies agree on "fewer than five" and differ on five itself. Not verified.
SECTIONS_FOR_SHARES: Final = 5


@dataclass(frozen=True, slots=True)
class BodyAssessment:
    """The verdicts on a river, a segment of it, or a lake.

    `stations` are those with data, `no_data` the names of the others. By the rule "average",
    `average` holds the verdicts on the items averaged over the stations. By the rule "shares" it is
    None: such a river has no single class, but the share (0-1) of sections in each class. `shares`
    is given by either rule, empty without data. `reached` counts the stations with data that reach
    the target of the whole.
    """

    name: str
    kind: WaterKind
    target: int | None
    rule: Literal["average", "shares"]
    stations: tuple[Assessment, ...]
    no_data: tuple[str, ...]
    average: Assessment | None
    shares: Mapping[int, float]
    reached: int

    @property
    def water_class(self) -> int | None:
        """Return the class, 6 for 劣Ⅴ; None for "no data" and by the rule "shares"."""
        return None if self.average is None else self.average.water_class

    @property
    def quality(self) -> Quality | None:
        """Return the word for the state of the water (环办〔2011〕22号); None for "no data"."""
        if self.average is None:
            return quality_of_shares(self.shares)
        return self.average.quality

    @property
    def met(self) -> bool | None:
        """Tell whether the target is reached; None for "no data" or without a target.

        By the rule "shares", of which the standard says nothing here, when every station with data
        reaches it; None when the only ones that do not are undecided.
        """
        if self.average is not None:
            return self.average.met
        verdicts = {each.met for each in self.stations}
        if False in verdicts:
            return False
        return None if None in verdicts else True


def assess_body(
    stations: Sequence[Assessment],
    *,
    name: str,
    kind: WaterKind,
    target: int | None = None,
    assessed: Collection[str] = ASSESSED,
) -> BodyAssessment:
    """Return the verdicts on a river or lake, or a part of it, from the verdicts on its stations.

    Rivers of fewer than five sections, and lakes, average each item over the stations (pH: the
    worst), then judge as a station; rivers of five sections or more are judged by the share of
    sections in each class (环办〔2011〕22号; the boundary at five is recalled, not verified). Every
    station is held against the `target` of the whole. Stations without data are left out and named;
    when none has data, neither does the whole. One place with one station is that station.

    Raises `InputError`: `water_kinds_mixed` for a station of the other kind, and what `assess`
    raises.
    """
    if any(station.kind != kind for station in stations):
        raise InputError("water_kinds_mixed", name=name)
    require_target(target)
    judged = [_average([station], station.name, kind, target, assessed) for station in stations]
    known = [each for each in judged if each.water_class is not None]
    by_shares = kind == "river" and len(known) >= SECTIONS_FOR_SHARES
    classes = [each.water_class for each in known if each.water_class is not None]
    return BodyAssessment(
        name=name,
        kind=kind,
        target=target,
        rule="shares" if by_shares else "average",
        stations=tuple(known),
        no_data=tuple(each.name for each in judged if each.water_class is None),
        average=None if by_shares else _average(known, name, kind, target, assessed),
        shares=shares_of(classes) if classes else {},
        reached=sum(each.met is True for each in known),
    )


def _average(
    stations: Sequence[Assessment],
    name: str,
    kind: WaterKind,
    target: int | None,
    assessed: Collection[str],
) -> Assessment:
    readings: dict[str, list[Reading]] = {}
    for station in stations:
        for each in station.items:
            reading = Reading(each.value, below=not each.detected)
            readings.setdefault(each.item, []).append(reading)
    saturations = [each.do_saturation for each in stations if "do" in {i.item for i in each.items}]
    saturation = mean_saturation(saturations)
    yardstick = Yardstick(kind, target, tuple(assessed), saturation)
    return Assessment(
        name=name,
        kind=kind,
        target=target,
        items=item_results(readings, yardstick),
        missing=missing_items(readings, yardstick),
        samples=sum(each.samples for each in stations),
        first=min((each.first for each in stations if each.first), default=None),
        last=max((each.last for each in stations if each.last), default=None),
        do_saturation=saturation,
    )
