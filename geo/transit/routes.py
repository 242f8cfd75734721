"""Say which lines count at each stop: directions and short turns merge, other kinds stay out."""

from collections.abc import Collection, Iterable
from typing import Final

import geopandas as gpd
import pandas as pd

from geo import InputError

SHORT_TURN: Final = "short-turn"
COUNTABLE: Final = frozenset({"regular", "night", "shuttle", "commuter"})
REGULAR: Final = frozenset({"regular"})
NAME_SEPARATOR: Final = "、"


def with_routes(
    stops: gpd.GeoDataFrame, services: pd.DataFrame, *, kinds: Collection[str] = REGULAR
) -> gpd.GeoDataFrame:
    """Return the stops with a column `routes`: the sorted tuple of lines that count there.

    `stops` has a column `lines`: the names of the lines that call, as a collection or as one text
    joined by "、"; a missing value is a stop without lines. `services` says for each `line` its
    `route`, the line that it is counted as, and its `kind`: regular, night, shuttle, commuter or
    short-turn. A name stands for both directions. A short-turn variant (区间) counts as its route
    when the route's own kind counts; it is never a line of its own, so `kinds`, the kinds that
    count, must not name it. The default leaves out night, shuttle and commuter services.

    Raises `InputError` with `column_missing` (column), `service_incomplete` (line, column),
    `service_duplicate` (line), `kind_unknown` (kind, known), `route_unknown` (a short turn's line
    and its route), `line_unknown` (line, stop) and `lines_not_names` (stop).
    """
    _refuse_unknown(kinds, COUNTABLE)
    _require_columns(stops, "lines")
    counted = _counted(services, frozenset(kinds))
    routes = []
    for stop, value in zip(stops.index, stops["lines"], strict=True):
        names = _names(value, stop)
        unknown = [name for name in names if name not in counted]
        if unknown:
            raise InputError("line_unknown", line=unknown[0], stop=str(stop))
        routes.append(tuple(sorted({counted[name] for name in names} - {""})))
    return stops.assign(routes=pd.Series(routes, index=stops.index, dtype=object))


def _counted(services: pd.DataFrame, kinds: frozenset[str]) -> dict[str, str]:
    """Return what each line counts as; an empty name is a line that does not count."""
    _require_columns(services, "line", "route", "kind")
    rows: dict[str, tuple[str, str]] = {}
    columns = (services[name] for name in ("line", "route", "kind"))
    for line, route, kind in zip(*columns, strict=True):
        for column, value in (("line", line), ("route", route), ("kind", kind)):
            if not isinstance(value, str) or not value.strip():
                raise InputError("service_incomplete", line=str(line), column=column)
        if line in rows:
            raise InputError("service_duplicate", line=line)
        rows[line] = (route, kind)
    _refuse_unknown((kind for _, kind in rows.values()), COUNTABLE | {SHORT_TURN})
    resolved = {line: _resolved(line, rows) for line in rows}
    return {line: route if kind in kinds else "" for line, (route, kind) in resolved.items()}


def _resolved(line: str, rows: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """Return the route and the kind of a line; a short turn has those of the line it turns on."""
    route, kind = rows[line]
    if kind != SHORT_TURN:
        return route, kind
    parent = rows.get(route)
    if parent is None or parent[1] == SHORT_TURN:
        raise InputError("route_unknown", line=line, route=route)
    return parent


def _names(value: object, stop: object) -> list[str]:
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return []
    if isinstance(value, str):
        return [name for part in value.split(NAME_SEPARATOR) if (name := part.strip())]
    names = list(value) if isinstance(value, Iterable) else [value]
    texts = [name for name in names if isinstance(name, str)]
    if texts != names:
        raise InputError("lines_not_names", stop=str(stop))
    return texts


def _require_columns(frame: pd.DataFrame, *names: str) -> None:
    for name in names:
        if name not in frame:
            raise InputError("column_missing", column=name)


def _refuse_unknown(kinds: Iterable[str], known: Collection[str]) -> None:
    for kind in kinds:
        if kind not in known:
            raise InputError("kind_unknown", kind=kind, known=NAME_SEPARATOR.join(sorted(known)))
