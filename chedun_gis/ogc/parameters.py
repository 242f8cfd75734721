"""Check what a request asks for; whatever is wrong with a parameter is an `InputError`."""

import re
from collections.abc import Collection as AnyOf
from collections.abc import Mapping
from dataclasses import dataclass
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
# More digits than any number of features has.
GREATEST = 10**15 - 1
# RFC 3339, or its date alone; an interval is open where nothing or `..` stands.
_DATE = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]"
_TIME = rf"{_DATE}(T{_CLOCK}:([0-5][0-9]|60)(\.[0-9]+)?(Z|[+-]{_CLOCK}))?"
TIMES = rf"({_TIME}|({_TIME}|(\.\.)?)/({_TIME}|(\.\.)?))"
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
    `ogc_field` (sortby, properties) and `ogc_datetime`.
    """
    fields = {field.name: field for field in collection.fields}
    require_known(params, (*ITEMS, *fields), collection.place)
    # The features have no time, so all of them match any.
    if not re.fullmatch(TIMES, params.get("datetime", "/")):
        raise InputError("ogc_datetime", value=params["datetime"])
    order = [(_unsigned(each), each.startswith("-")) for each in _listed(params, "sortby", fields)]
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
    if "bbox" not in params:
        return None
    return box_m(params["bbox"], params.get("bbox-crs", DEFAULT), collection.place)


def _listed(params: QueryParams, name: str, fields: AnyOf[str]) -> list[str]:
    """Return the fields that a parameter lists, in `sortby` with their signs."""
    if name not in params:
        return []
    listed = params[name].split(",")
    for each in listed:
        if (_unsigned(each) if name == "sortby" else each) not in fields:
            raise InputError("ogc_field", name=name, value=each, known="、".join(fields))
    return listed


def _unsigned(name: str) -> str:
    return name[1:] if name.startswith(("+", "-")) else name


def _number(params: QueryParams, name: str, default: int, *, least: int) -> int:
    value = params.get(name, str(default))
    if not re.fullmatch(r"[0-9]{1,15}", value) or int(value) < least:
        raise InputError("ogc_number", name=name, value=value, minimum=least)
    return int(value)
