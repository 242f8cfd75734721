"""Say what may be entered of this town: of its projects and of the plan's indicators."""

import math
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import geopandas as gpd
import shapely

from chedun_gis.register import Fact, required
from chedun_gis.town import PROJECTS, STAGED, Town
from geo import WGS84, InputError, Problem
from layers import Text

# What a form or a command says of a new project, of where it is, and of what has become of it.
_NEW: Final = ("name_zh", "name_en", "sector", "clause", "body", "target_year")
_WHERE: Final = ("location", "lon_deg", "lat_deg", "accuracy_m", "zone")
_LEARNT: Final = ("date", "source", "basis", "reliability", "attachment")


@dataclass(frozen=True, slots=True)
class YearlySeries:
    """What years' values are entered of: its title, and the unit of the values."""

    title: Text
    unit: Text


def projects_known(town: Town) -> Mapping[str, Text]:
    """Return the names of what may have a stage: the projects, roads and zones of sound layers."""
    return {
        str(row.id): Text(str(row.name_zh), str(row.name_en))
        for layer in reversed(STAGED)
        for row in town.loaded(layer).frame.itertuples()
    }


def projects_unknown(town: Town) -> list[str]:
    """Return of which projects something was entered that no sound layer has."""
    if any(town.loaded(layer).broken for layer in STAGED):
        return []  # what is not read may have it
    entered = {*town.register.of, *town.register.places}
    return sorted(entered - set(projects_known(town)))


def indicators_known(town: Town) -> Mapping[str, YearlySeries]:
    """Return the series of which years' values can be entered: of all plans' indicators, by id.

    Behind one that is held against another stands the other. Those of the plan in force come first,
    and are called as it calls them; then those that only another plan has, the latest first.
    """
    plans, found = town.plans, dict[str, YearlySeries]()
    latest_first = plans.sound[::-1]
    for folder in sorted(latest_first, key=lambda each: each is not plans.in_force):
        for each in folder.indicators:
            found.setdefault(each.id, YearlySeries(each.title, each.entered))
            if each.other:
                found.setdefault(each.other[0], YearlySeries(each.other[1], each.entered))
    return found


def status_of(town: Town, table: Mapping[str, object]) -> Fact:
    """Return the entry about a project that a table of its fields says.

    Raises `InputError("project_unknown")` (value) and `"entry_wrong"` (problems).
    """
    if table["project"] not in projects_known(town):
        raise InputError("project_unknown", value=table["project"])
    return required("status", table)


def new_project_of(town: Town, table: Mapping[str, object]) -> tuple[Fact, ...]:
    """Return the entries about a project that is new: that it is, its place, its stage.

    Without a place it is not located, without `stage` nothing is known of its stage. With
    `corrects` what an earlier entry says of one is corrected. All that is wrong with any of them is
    told at once: raises `InputError("entry_wrong")` (problems); `"correction_other"` (number).
    """
    told: dict[str, object] = {**_some(table, _LEARNT), "project": _id_of(town, table)}
    new = {**told, **_some(table, (*_NEW, "corrects"))}
    where = _some(table, _WHERE)
    makers: list[Callable[[], Fact]] = [lambda: required("project", new)]
    if where:
        makers.append(lambda: _place_of(town, {**told, **where}))
    if table.get("stage"):
        makers.append(lambda: required("status", {**told, "stage": table["stage"]}))
    facts: list[Fact] = []
    problems: dict[tuple[str, str], Problem] = {}
    for make in makers:
        try:
            facts.append(make())
        except InputError as error:
            found: Sequence[Problem] = error.params["problems"]  # type: ignore[assignment]
            problems |= {(each.code, str(each.field)): each for each in found}
    if problems:
        raise InputError("entry_wrong", problems=tuple(problems.values()))
    return tuple(facts)


def _id_of(town: Town, table: Mapping[str, object]) -> str:
    """Return the id of a project that is new, or of the one whose entry is corrected."""
    corrects = table.get("corrects")
    if corrects is None:
        return f"project-{secrets.token_hex(4)}"
    for name, each in town.register.new.items():
        if each.number == corrects:
            return name
    raise InputError("correction_other", number=corrects)


def place_of(town: Town, table: Mapping[str, object]) -> Fact:
    """Return where a project is; one that is known by its zone alone lies somewhere in it.

    Raises `InputError("project_unknown")` (value) and `"entry_wrong"` (problems), also for a place
    outside of the town (`place_outside`) and a zone that is not there (`zone_unknown`, value).
    """
    if table["project"] not in set(town.loaded(PROJECTS).frame["id"]):
        raise InputError("project_unknown", value=table["project"])
    return _place_of(town, table)


def _place_of(town: Town, table: Mapping[str, object]) -> Fact:
    given: dict[str, Any] = dict(table)
    if given.get("location") == "area":
        given |= _somewhere_in(town, str(given.get("zone") or ""))
    elif given.get("zone"):
        _somewhere_in(town, str(given["zone"]))  # or there is no such zone
    fact = required("place", given)
    if given.get("lon_deg") is not None:
        west, south, east, north = town.place.extent_deg
        inside = west <= given["lon_deg"] <= east and south <= given["lat_deg"] <= north
        if not inside:
            outside = Problem("place_outside", field="lon_deg")
            raise InputError("entry_wrong", problems=(outside,))
    return fact


def _somewhere_in(town: Town, zone: str) -> dict[str, float]:
    """Return a place inside of a zone, and how far the zone reaches from it."""
    zones = town.loaded("zones").frame
    found = zones[zones["id"] == zone]
    if found.empty:
        unknown = Problem("zone_unknown", field="zone", params={"value": zone})
        raise InputError("entry_wrong", problems=(unknown,))
    shape = found.geometry.iloc[0]
    point = shape.representative_point()
    reach_m = float(shapely.hausdorff_distance(point, shape))
    in_deg = gpd.GeoSeries([point], crs=zones.crs).to_crs(WGS84).iloc[0]
    return {"lon_deg": in_deg.x, "lat_deg": in_deg.y, "accuracy_m": math.ceil(reach_m)}


def _some(table: Mapping[str, object], names: Sequence[str]) -> dict[str, object]:
    return {name: table[name] for name in names if table.get(name) not in {None, ""}}


def value_of(town: Town, table: Mapping[str, object]) -> Fact:
    """Return the value of an indicator that a table of its fields says; of its year by default.

    Raises `InputError("indicator_unknown")` (value, known) and `"entry_wrong"` (problems).
    """
    return _of_year("value", town, table)


def explanation_of(town: Town, table: Mapping[str, object]) -> Fact:
    """Return why an indicator stands as it does in a year, as a table of its fields says.

    Raises `InputError("indicator_unknown")` (value, known) and `"entry_wrong"` (problems).
    """
    return _of_year("explanation", town, table)


def _of_year(kind: str, town: Town, table: Mapping[str, object]) -> Fact:
    known = indicators_known(town)
    if table["indicator"] not in known:
        raise InputError("indicator_unknown", value=table["indicator"], known="、".join(known))
    return required(kind, {"date": str(table["year"]), **table})
