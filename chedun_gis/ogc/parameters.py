"""Check what a request asks for; whatever is wrong with a parameter is an `InputError`."""

import re
from collections.abc import Collection as AnyOf
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from urllib.parse import urlencode

import shapely
from starlette.datastructures import QueryParams
from starlette.requests import Request

from chedun_gis.ogc.collection import Collection
from chedun_gis.ogc.crs import DEFAULT, box_m, systems_of
from chedun_gis.texts import Lang
from geo import InputError
from layers import Place

PAGE, MOST = 1_000, 10_000
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
_OPEN_ENDS = {"", ".."}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, the base of the links in its answer, and the language of its words."""

    request: Request
    base: str
    lang: Lang

    @property
    def params(self) -> QueryParams:
        """The parameters of the request."""
        return self.request.query_params

    def address(self, path: str, params: Mapping[str, str] = MappingProxyType({})) -> str:
        """Return the address of a path of the service; a language that was named goes along."""
        named = {"lang": self.lang} if "lang" in self.params else {}
        query = urlencode({**params, **named})
        return f"{self.base}{path}?{query}" if query else self.base + path


@dataclass(frozen=True, slots=True)
class ItemsQuery:
    """What a request asks of a collection's features: which, in what order, and told how.

    `area` is in the metric CRS, None for everywhere; `equals` are fields with the text that they
    must equal; `order` are fields, each with whether it descends.
    """

    area: shapely.Geometry | None
    equals: tuple[tuple[str, str], ...]
    order: tuple[tuple[str, bool], ...]
    names: tuple[str, ...]
    crs: str
    limit: int
    offset: int
    hits: bool
    geometry: bool


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


def items_query(params: QueryParams, collection: Collection) -> ItemsQuery:
    """Return what a request asks of the features of a collection.

    Raises `InputError` with what `require_known` and `box_m` raise, `ogc_number` (limit, offset),
    `ogc_field` (sortby, properties), `ogc_value` (a field's value), `ogc_datetime` and
    `ogc_box_missing` (bbox-crs alone).
    """
    fields = {field.name: field for field in collection.fields}
    require_known(params, (*ITEMS, *fields), collection.place)
    if "datetime" in params:
        _require_time(params["datetime"])
    order = [
        (each.lstrip("+-"), each.startswith("-")) for each in _listed(params, "sortby", fields)
    ]
    return ItemsQuery(
        area=_area(params, collection),
        equals=tuple((name, params[name]) for name in params if name in fields),
        order=tuple(order),
        names=tuple(_listed(params, "properties", fields)) or tuple(fields),
        crs=params.get("crs", DEFAULT),
        limit=min(_number(params, "limit", PAGE, least=1), MOST),
        offset=_number(params, "offset", 0, least=0),
        hits=params.get("resulttype") == "hits",
        geometry=params.get("skipGeometry") != "true",
    )


def _area(params: QueryParams, collection: Collection) -> shapely.Geometry | None:
    if "bbox" in params:
        return box_m(params["bbox"], params.get("bbox-crs", DEFAULT), collection.place)
    if "bbox-crs" in params:
        raise InputError("ogc_box_missing")
    return None


def _listed(params: QueryParams, name: str, fields: AnyOf[str]) -> list[str]:
    """Return the fields that a parameter lists, in `sortby` with their signs."""
    if name not in params:
        return []
    listed = params[name].split(",")
    for each in listed:
        if (each.lstrip("+-") if name == "sortby" else each) not in fields:
            raise InputError("ogc_field", name=name, value=each, known="、".join(fields))
    return listed


def _number(params: QueryParams, name: str, default: int, *, least: int) -> int:
    value = params.get(name, str(default))
    if not re.fullmatch(r"\d{1,15}", value, re.ASCII) or int(value) < least:
        raise InputError("ogc_number", name=name, value=value, minimum=least)
    return int(value)


def _require_time(value: str) -> None:
    """Refuse what is no time or interval; the features have no time, so all of them match."""
    ends = value.split("/")
    try:
        for end in ends if len(ends) == 2 else [value]:  # noqa: PLR2004 - begin and end
            if end not in _OPEN_ENDS or len(ends) == 1:
                datetime.fromisoformat(end)
    except ValueError as error:
        raise InputError("ogc_datetime", value=value) from error
