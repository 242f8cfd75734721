"""A profile in parts, by workers, is the profile in one piece, to the last bit."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chedun_gis.analysis import drawn
from chedun_gis.compute import ask
from chedun_gis.profile import (
    CONTENTS_FILE,
    PROFILE_SHEET,
    areas,
    as_json,
    contents,
    contents_csv,
    contents_evidence,
    contents_geojson,
    profile,
)
from chedun_gis.profile.profile import profile_part
from chedun_gis.profile.profile_sheet import profile_sheet
from chedun_gis.texts import LANGS
from chedun_gis.town import Town, installation, open_town
from tests.large import large_town


@pytest.mark.parametrize("of", [1, 2, 7])
@pytest.mark.parametrize("key", ["zones:zone-film-town", "belts:belt-beisong"])
def test_parts_make_the_whole(key: str, of: int) -> None:
    town = open_town()
    area = areas(town)[key]
    parts = [profile_part(town, area, number, of) for number in range(of)]
    sheet = profile_sheet(town, area, parts)
    assert as_json(sheet.found) == as_json(profile(town, area))
    every = contents(town, area)
    assert sheet.places == {lang: drawn(contents_evidence(every, lang)) for lang in LANGS}


@pytest.fixture
def large(toy_with: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    monkeypatch.setenv("CHEDUN_DATA_DIR", str(large_town(toy_with)))
    for shared in (installation.settings, installation.source):
        shared.forget()
    yield installation.town()
    for shared in (installation.settings, installation.source):
        shared.forget()


def test_a_large_town_is_profiled_by_workers(large: Town) -> None:
    area, seen = areas(large)["zones:half"], set[str]()
    sheet = ask(PROFILE_SHEET, large, area, watch=lambda step, *_: seen.add(step))
    assert seen
    assert as_json(sheet.found) == as_json(profile(large, area))
    assert 0 < sheet.found.parks.share < 1
    every = contents(large, area)
    assert sheet.places["zh"] == drawn(contents_evidence(every, "zh"))
    assert ask(CONTENTS_FILE, large, area, "geojson") == contents_geojson(every)
    assert ask(CONTENTS_FILE, large, area, "csv") == contents_csv(every)


def test_a_small_town_is_profiled_in_place() -> None:
    town, seen = open_town(), set[str]()
    area = areas(town)["zones:zone-film-town"]
    sheet = ask(PROFILE_SHEET, town, area, watch=lambda step, *_: seen.add(step))
    assert not seen
    assert as_json(sheet.found) == as_json(profile(town, area))
    assert ask(CONTENTS_FILE, town, area, "csv") == contents_csv(contents(town, area))
