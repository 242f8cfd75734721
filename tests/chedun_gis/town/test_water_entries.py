"""A sample that was entered is the sample that was read."""

from datetime import datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from chedun_gis.register import Ledger, WaterEntry
from chedun_gis.register.chain import START, event_of, linked
from chedun_gis.town import TownSource, water_entry
from chedun_gis.town.water_entries import samples_of
from geo.water import ITEMS, Reading, Sample
from tests.people import ALONE, person

WHEN = datetime(2025, 3, 1, 8, 30)  # noqa: DTZ001 - samples have no time zone

SAMPLES = st.builds(
    Sample,
    station=st.sampled_from(["河一-1", "river-r01-2"]),
    kind=st.sampled_from(["river", "lake"]),
    taken=st.datetimes(),
    readings=st.dictionaries(
        st.sampled_from(sorted(ITEMS)),
        st.builds(Reading, st.floats(0, 1e6, allow_subnormal=False), st.booleans()),
        max_size=5,
    ),
    target=st.none() | st.integers(1, 5),
    do_saturation=st.none() | st.floats(0, 300, allow_subnormal=False),
)


def sample(station: str, cod: float, taken: datetime = WHEN) -> Sample:
    return Sample(station, "river", taken, {"cod": Reading(cod)}, 4)


@given(SAMPLES)
def test_from_the_file_to_the_register_and_back(given: Sample) -> None:
    link = linked(START, water_entry(given, "监测站"), who="甲", at="2026-01-01T00:00:00+00:00")
    fact = event_of(link).fact  # through the text that the database holds
    assert isinstance(fact, WaterEntry)
    (found,) = samples_of([fact])
    assert found == given
    assert dict(found.readings) == dict(given.readings)


def test_of_one_station_and_time_the_last_entered_counts(toy_dir: Path, tmp_path: Path) -> None:
    source = TownSource(toy_dir, ledger=Ledger(tmp_path / "register.sqlite"))
    assert source.ledger is not None
    assert source.town().samples.samples == ()
    first = [water_entry(each, "监测站") for each in (sample("一", 45.0), sample("二", 12.0))]
    source.ledger.append(first, by=ALONE, accept=True)
    source.ledger.append([water_entry(sample("一", 15.0), "更正")], by=ALONE, accept=True)
    source.ledger.append([water_entry(sample("三", 9.0), "待审")], by=person("乙"))
    found = {each.station: each.readings["cod"].value for each in source.town().samples.samples}
    assert found == {"一": 15.0, "二": 12.0}


def test_many_samples_are_entered_at_once(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "register.sqlite")
    many = [water_entry(sample(str(number), 10.0), "监测站") for number in range(2_000)]
    ledger.append(many, by=ALONE, accept=True)
    assert len(ledger.record().events) == 4_000
    assert ledger.verify() is None
