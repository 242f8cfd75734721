"""A profile with its places drawn, as a page shows it: a large town's is made by workers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from chedun_gis.analysis import DrawnEvidence, RangeRows, drawn, parts_for
from chedun_gis.compute import Cut, HeavyQuestion
from chedun_gis.profile.areas import Area, bounds_of
from chedun_gis.profile.contents import (
    contents,
    contents_csv,
    contents_evidence,
    contents_geojson,
    contents_of,
)
from chedun_gis.profile.profile import Profile, profile_from, profile_part
from chedun_gis.texts import LANGS, Lang, Untold
from chedun_gis.town import Town

Form = Literal["geojson", "csv"]


@dataclass(frozen=True, slots=True)
class ProfileSheet:
    """The figures of a profile, and what lies in the area as the map draws it in each language."""

    found: Profile
    places: Mapping[Lang, DrawnEvidence]


def _parts_of(town: Town, area: Area) -> int:
    """Return into how many parts the homes of an area are cut, 0 for a town that is small."""
    loaded = town.loaded("residential")
    if not parts_for(loaded.count):
        return 0
    homes = loaded.within(bounds_of(area))
    inside = int(homes.geometry.intersects(area.shape.geometry.iloc[0]).sum())
    return parts_for(inside) or 1


def profile_sheet(town: Town, area: Area, parts: Sequence[RangeRows | Untold]) -> ProfileSheet:
    """Return the sheet of an area from the parts of its homes."""
    found = profile_from(town, area, parts)
    every = contents_of(town, area, found)
    return ProfileSheet(found, {lang: drawn(contents_evidence(every, lang)) for lang in LANGS})


PROFILE_SHEET: Final = HeavyQuestion(profile_sheet, Cut(_parts_of, profile_part), most=12)


def _one_if_large(town: Town, area: Area, form: Form) -> int:
    del area, form
    return min(1, parts_for(town.loaded("residential").count))


def contents_text(town: Town, area: Area, form: Form, number: int, of: int) -> str | bytes:
    """Return what lies in an area as a file."""
    del number, of
    every = contents(town, area)
    return contents_geojson(every) if form == "geojson" else contents_csv(every)


def contents_file(town: Town, area: Area, form: Form, parts: Sequence[str | bytes]) -> str | bytes:
    """Return the file, which is written in one piece."""
    del town, area, form
    return parts[0]


CONTENTS_FILE: Final = HeavyQuestion(contents_file, Cut(_one_if_large, contents_text), most=8)
