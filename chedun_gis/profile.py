"""Put together the one-page profile of an area: what stands in it, serves it and crosses it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from chedun_gis.indicators.model import Input
from chedun_gis.profile_areas import Area
from chedun_gis.profile_land import Industry, River, Taken, industry_in, land_in, rivers_in
from chedun_gis.profile_projects import Projects, projects_in
from chedun_gis.profile_services import Bus, Parks, bus_in, parks_in
from chedun_gis.town import Town


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of an area; every part says what it rests on."""

    area: Area
    projects: Projects
    bus: Bus
    parks: Parks
    rivers: list[River]
    industry: Industry
    land: list[Taken]

    @property
    def river_m(self) -> float:
        """The length of rivers inside; shorelines of lakes are no rivers."""
        return sum(river.length_m for river in self.rivers if river.water_kind == "river")


def profile(town: Town, area: Area) -> Profile:
    """Return the profile of an area of `profile_areas.areas`, or of any outline.

    Raises `InputError("layer_broken")` when a layer that it needs has errors.
    """
    return Profile(
        area,
        projects_in(town, area),
        bus_in(town, area),
        parks_in(town, area),
        rivers_in(town, area),
        industry_in(town, area),
        land_in(town, area),
    )


def schematic(inputs: tuple[Input, ...]) -> bool:
    """Tell whether a figure that rests on these inputs only illustrates."""
    return any(each.schematic for each in inputs)


def inputs_of(found: Profile) -> list[Input]:
    """Return each layer once that a profile rests on, with the features that were used of it."""
    sections = (
        found.projects.inputs,
        found.bus.inputs,
        found.parks.inputs,
        found.industry.inputs,
        [one for each in found.rivers for one in each.inputs],
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
