"""Check what a request asks for; whatever is wrong with a parameter is an `InputError`."""

import re
from collections.abc import Callable, Mapping
from collections.abc import Collection as AnyOf
from dataclasses import dataclass
from datetime import datetime

import shapely
from starlette.datastructures import QueryParams
from starlette.requests import Request

from chedun_gis.ogc.collection import Collection
from chedun_gis.ogc.crs import DEFAULT, box_m, systems_of
from chedun_gis.ogc.features import equal
from chedun_gis.texts import Lang
from geo import InputError
from layers import Place

EVERYWHERE = ("f", "lang")
ITEM = (*EVERYWHERE, "crs")
ITEMS = (
    *ITEM,
    "bbox",
    "bbox-crs",
    "limit",
    "offset",
    "datetime",
    "resulttype",
    "sortby",
    "properties",
    "skipGeometry",
)
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "f": ("json",),
    "lang": ("zh", "en"),
    "resulttype": ("results", "hits"),
    "skipGeometry": ("true", "false"),
}
_SYSTEMS = frozenset({"crs", "bbox-crs"})
_LEAST = {"limit": 1, "offset": 0}
_OPEN_ENDS = {"", ".."}


def require_known(params: QueryParams, known: AnyOf[str], place: Place | None = None) -> None:
    """Refuse a parameter that is unknown or given twice (Features Part 1, requirement 9).

    `place` is needed where a CRS may be asked for.

    Raises `InputError` with `ogc_parameter_unknown`, `ogc_parameter_twice`, or `ogc_choice` for
    a value that the parameter cannot take.
    """
    for name in params:
        if name not in known:
            raise InputError("ogc_parameter_unknown", name=name, known="、".join(known))
        if len(params.getlist(name)) > 1:
            raise InputError("ogc_parameter_twice", name=name)
        choices = tuple(systems_of(place)) if place and name in _SYSTEMS else _CHOICES.get(name)
        if choices and params[name] not in choices:
            allowed = "、".join(choices)
            raise InputError("ogc_choice", name=name, value=params[name], allowed=allowed)


def area_asked(params: QueryParams, collection: Collection) -> shapely.Geometry | None:
    """Check what a query of features asks for and return its `bbox` as an area in metres.

    Raises `InputError` with what `require_known` and `box_m` raise, `ogc_number` (limit, offset),
    `ogc_field` (sortby, properties), `ogc_value` (a field's value), `ogc_datetime` and
    `ogc_box_missing` (bbox-crs alone).
    """
    fields = {field.name: field for field in collection.fields}
    require_known(params, (*ITEMS, *fields), collection.place)
    checks: Mapping[str, Callable[[str, str], None]] = {
        "limit": _require_number,
        "offset": _require_number,
        "datetime": _require_time,
    }
    for name, value in params.items():
        if name in checks:
            checks[name](name, value)
        elif name in {"sortby", "properties"}:
            for each in value.split(","):
                plain = each.lstrip("+-") if name == "sortby" else each
                if plain not in fields:
                    raise InputError("ogc_field", name=name, value=each, known="、".join(fields))
        elif name in fields:
            equal(collection.frame.iloc[:0], fields[name], value)
    if "bbox" not in params:
        if "bbox-crs" in params:
            raise InputError("ogc_box_missing")
        return None
    return box_m(params["bbox"], params.get("bbox-crs", DEFAULT), collection.place)


def _require_number(name: str, value: str) -> None:
    if not re.fullmatch(r"\d{1,15}", value, re.ASCII) or int(value) < _LEAST[name]:
        raise InputError("ogc_number", name=name, value=value, minimum=_LEAST[name])


def _require_time(name: str, value: str) -> None:  # noqa: ARG001 - as the other checks
    """Refuse what is no time or interval; the features have no time, so all of them match."""
    ends = value.split("/")
    try:
        for end in ends if len(ends) == 2 else [value]:  # noqa: PLR2004 - begin and end
            if end not in _OPEN_ENDS or len(ends) == 1:
                datetime.fromisoformat(end)
    except ValueError as error:
        raise InputError("ogc_datetime", value=value) from error


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, the base of the links in its answer, its language, its bbox in metres."""

    request: Request
    base: str
    lang: Lang
    area: shapely.Geometry | None = None
