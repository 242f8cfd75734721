"""Put together the one-page profile of an area: what stands in it, serves it and crosses it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chedun_gis.analysis import RangeRows
from chedun_gis.indicators import Input
from chedun_gis.profile.areas import Area
from chedun_gis.profile.land import Industry, River, Taken, industry_in, land_in, rivers_in
from chedun_gis.profile.projects import Projects, projects_in
from chedun_gis.profile.services import Bus, Parks, bus_in, homes_part, parks_in
from chedun_gis.texts import Untold, told
from chedun_gis.town import Town, answered


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of an area; every part says what it rests on.

    A part that needs a layer with errors is untold. Of `land` only the rows of such a layer are;
    `land_untold` says why.
    """

    area: Area
    projects: Projects | Untold
    bus: Bus | Untold
    parks: Parks | Untold
    rivers: tuple[River, ...] | Untold
    industry: Industry | Untold
    land: tuple[Taken, ...]
    land_untold: tuple[Untold, ...] = ()

    @property
    def untold(self) -> Iterator[tuple[str, Untold]]:
        """The parts that are untold, by name, with why."""
        for name in ("projects", "bus", "parks", "rivers", "industry"):
            part = getattr(self, name)
            if isinstance(part, Untold):
                yield name, part
        yield from (("land", each) for each in self.land_untold)


@answered()
def profile(town: Town, area: Area) -> Profile:
    """Return the profile of an area of `areas`, or of any outline."""
    return profile_from(town, area, (profile_part(town, area, 0, 1),))


def profile_part(town: Town, area: Area, number: int, of: int) -> RangeRows | Untold:
    """Return what takes longest of a profile, the coverage of its homes, of some of them."""
    return told(lambda: homes_part(town, area, number, of))


def profile_from(town: Town, area: Area, parts: Sequence[RangeRows | Untold]) -> Profile:
    """Return the profile of an area from the parts of its homes."""
    known = [part for part in parts if not isinstance(part, Untold)]
    land, land_untold = land_in(town, area)
    return Profile(
        area,
        told(lambda: projects_in(town, area)),
        told(lambda: bus_in(town, area)),
        told(lambda: parks_in(town, area, known)),
        told(lambda: rivers_in(town, area)),
        told(lambda: industry_in(town, area)),
        land,
        land_untold,
    )


def river_m(rivers: Iterable[River]) -> float:
    """Return the length of rivers; shorelines of lakes are no rivers."""
    return sum(river.length_m for river in rivers if river.water_kind == "river")


def schematic(inputs: tuple[Input, ...]) -> bool:
    """Tell whether a figure that rests on these inputs only illustrates."""
    return any(each.schematic for each in inputs)


def inputs_of(found: Profile) -> list[Input]:
    """Return each layer once that a profile rests on, with the features that were used of it."""
    parts = (found.projects, found.bus, found.parks, found.industry)
    rivers = [] if isinstance(found.rivers, Untold) else found.rivers
    sections = (
        *(part.inputs for part in parts if not isinstance(part, Untold)),
        [one for each in rivers for one in each.inputs],
        [one for each in found.land for one in each.inputs],
    )
    used: dict[str, Input] = {found.area.drawn.layer: found.area.drawn}
    for section in sections:
        for each in _joined(one for one in section if one is not found.area.drawn):
            known = used.get(each.layer)
            if each.features and (known is None or each.features > known.features):
                used[each.layer] = each
    return list(used.values())


def _joined(inputs: Iterable[Input]) -> list[Input]:
    """Return the inputs of one part of a profile, features of one layer taken together."""
    found: dict[str, Input] = {}
    for each in inputs:
        known = found.get(each.layer)
        found[each.layer] = each if known is None or not known.features else _sum(known, each)
    return list(found.values())


def _sum(one: Input, other: Input) -> Input:
    basis = Counter(one.basis) + Counter(other.basis)
    return Input(
        one.layer,
        one.features + other.features,
        dict(basis),
        min(one.accuracy_low_m, other.accuracy_low_m),
        max(one.accuracy_high_m, other.accuracy_high_m),
    )
