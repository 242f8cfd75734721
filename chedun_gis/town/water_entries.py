"""Turn samples of water into entries of the register, and back."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from chedun_gis.register import Fact, WaterEntry, required
from geo.water import Reading, Sample


def water_entry(
    sample: Sample, source: str, more: Mapping[str, object] = MappingProxyType({})
) -> Fact:
    """Return what the register keeps of a sample, with `more` of its fields.

    Raises `InputError("entry_wrong")` (problems).
    """
    readings = sample.readings.items()
    return required(
        "sample",
        {
            "date": sample.taken.date().isoformat(),
            "source": source,
            "basis": "measured",
            "station": sample.station,
            "body": sample.kind,
            "taken": sample.taken.isoformat(),
            "items": {name: reading.value for name, reading in readings},
            "below": tuple(name for name, reading in readings if reading.below),
            "target": sample.target,
            "do_saturation": sample.do_saturation,
            **more,
        },
    )


def samples_of(entries: Iterable[WaterEntry]) -> tuple[Sample, ...]:
    """Return the samples that were entered; of one station and time the last entered counts."""
    last = {(each.station, each.taken): each for each in entries}
    return tuple(map(_sample, last.values()))


def _sample(entry: WaterEntry) -> Sample:
    below = frozenset(entry.below)
    readings = {name: Reading(value, name in below) for name, value in entry.items.items()}
    return Sample(
        station=entry.station,
        kind="lake" if entry.body == "lake" else "river",
        taken=datetime.fromisoformat(entry.taken),
        readings=MappingProxyType(readings),
        target=entry.target,
        do_saturation=entry.do_saturation,
    )
