"""Fill the fields of a layer from the columns of a file, its constants, and what follows of them.

What is assumed is reported; what only the planner can know (basis, accuracy, classes) is not
assumed but asked for.
"""

import dataclasses
from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import pandas as pd

from chedun_gis.importing.values import plain, value_of
from geo import Problem, union
from layers import NAME_SEPARATOR, Field, Layer

_METRES_A_KM = 1000
# An id that so many rows share names none of them: the column means something else.
MOST_ALIKE: Final = 1_000


def filled(
    frame: gpd.GeoDataFrame,
    layer: Layer,
    *,
    mapping: Mapping[str, str],
    values: Mapping[str, str],
) -> gpd.GeoDataFrame:
    """Return the frame with the layer's fields, as far as the file or the user gives them."""
    columns: dict[str, list[object]] = {}
    for field in layer.all_fields:
        if field.name in values:
            columns[field.name] = [value_of(field, values[field.name])] * len(frame)
        elif field.name in mapping:
            columns[field.name] = [value_of(field, cell) for cell in frame[mapping[field.name]]]
    table = pd.DataFrame(columns, index=frame.index, dtype=object)
    return gpd.GeoDataFrame(table, geometry=frame.geometry, crs=frame.crs)


def with_ids(
    frame: gpd.GeoDataFrame,
    layer: Layer,
    taken: AbstractSet[str] = frozenset(),
    before: AbstractSet[str] = frozenset(),
) -> tuple[gpd.GeoDataFrame, list[Problem]]:
    """Return the frame with an id of its own in every row, and the repairs.

    A missing id is made from the layer and the row (`id_made`; `ids_made` with count and value when
    there are none at all), a second one of the same name gets a number (`id_changed`: value, made),
    also of one that was `before` in the same file. Ids already in the layer that is appended to
    (`taken`) are no repair but errors (`id_taken`: value), for they may be the same thing. An id of
    more than `MOST_ALIKE` rows is none (`ids_alike`: value, count, limit): only that is told, and
    the rows are numbered.
    """
    given = [plain(value) for value in frame["id"]] if "id" in frame else [None] * len(frame)
    counts = Counter(str(value) for value in given if value is not None)
    alike, count = counts.most_common(1)[0] if counts else ("", 0)
    if count > MOST_ALIKE:
        params: dict[str, object] = {"value": alike, "count": count, "limit": MOST_ALIKE}
        named = frame.assign(id=[f"{layer.id}-{row}" for row in frame.index])
        return named, [Problem("ids_alike", "error", None, "", "id", params)]
    names = _Names((counts.keys(), taken, before))
    seen: set[str] = set()
    ids: list[str] = []
    problems: list[Problem] = []
    some = bool(counts)
    for row, value in zip(frame.index.tolist(), given, strict=True):
        name = "" if value is None else str(value)
        if not name:
            name = names.free(layer.id, row)
            if some:
                problems.append(Problem("id_made", "repair", row, name))
        elif name in seen or name in before:
            made = names.free(name, 2)
            params = {"value": name, "made": made}
            problems.append(Problem("id_changed", "repair", row, made, "id", params))
            name = made
        elif name in taken:
            problems.append(Problem("id_taken", "error", row, name, "id", {"value": name}))
        seen.add(name)
        ids.append(name)
    if ids and not some:
        params = {"count": len(ids), "value": ids[0]}
        problems.append(Problem("ids_made", "repair", None, "", "id", params))
    return frame.assign(id=pd.Series(ids, index=frame.index, dtype=object)), problems


@dataclass(slots=True)
class _Names:
    """The names that are used, and of each stem the number that is looked at next."""

    used: tuple[AbstractSet[str], ...]
    made: set[str] = dataclasses.field(default_factory=set)
    at: dict[str, int] = dataclasses.field(default_factory=dict)

    def free(self, stem: str, number: int) -> str:
        """Return the first free name of a stem from this number on, and use it."""
        number = max(number, self.at.get(stem, number))
        while self._has(name := f"{stem}-{number}"):
            number += 1
        self.made.add(name)
        self.at[stem] = number + 1
        return name

    def _has(self, name: str) -> bool:
        return name in self.made or any(name in each for each in self.used)


def completed(
    frame: gpd.GeoDataFrame, layer: Layer, *, file: str, town: gpd.GeoSeries
) -> tuple[gpd.GeoDataFrame, list[Problem]]:
    """Fill what follows from other fields or from the place; the frame and `town` are in metres.

    Each field filled in any row is one repair (`field_filled`: count, value, an example). Errors:
    `field_needed` (expected) or `class_needed` (allowed) for a required field that nothing gives.
    """
    problems: list[Problem] = []
    for field in layer.all_fields:
        given = [plain(cell) for cell in frame[field.name]] if field.name in frame else None
        offered = _offered(frame, field.name, layer, file, town)
        if given is None and offered is None:
            if field.required:
                problems.append(_needed(field))
            continue
        before = given or [None] * len(frame)
        after = before
        if offered is not None:
            after = [
                old if old is not None else new for old, new in zip(before, offered, strict=True)
            ]
        new = [
            value
            for old, value in zip(before, after, strict=True)
            if old is None and value is not None
        ]
        if new:
            params = {"count": len(new), "value": str(new[0])}
            problems.append(Problem("field_filled", "repair", None, "", field.name, params))
        frame = frame.assign(**{field.name: pd.Series(after, index=frame.index, dtype=object)})
    return frame, problems


def _needed(field: Field) -> Problem:
    if not field.choices:
        return Problem("field_needed", "error", None, "", field.name, {"expected": field.type})
    params: dict[str, object] = {"allowed": "、".join(field.choices)}
    return Problem("class_needed", "error", None, "", field.name, params)


def _offered(  # noqa: PLR0911 - one line a field
    frame: gpd.GeoDataFrame, name: str, layer: Layer, file: str, town: gpd.GeoSeries
) -> list[object] | None:
    """Return what a field may be taken to be where the file does not say; None for no idea."""
    if name == "name_zh":
        return [f"{layer.title.zh} {each}" for each in frame["id"]]
    if name == "name_en":
        return _of(frame, "name_zh")
    if name == "source":
        return [file] * len(frame)
    if name == "line_count":
        lines = _of(frame, "lines")
        return lines and [len(str(each).split(NAME_SEPARATOR)) if each else None for each in lines]
    if name == "in_town":
        inside = frame.geometry.intersects(union(town.to_numpy()))
        return [bool(each) for each in inside]
    if name == "direction":
        return [0] * len(frame)
    if name == "length_km":
        return [round(float(each) / _METRES_A_KM, 1) for each in frame.geometry.length]
    first = {
        "line": "name_zh",
        "route": "line",
        "river_id": "id",
        "river_zh": "name_zh",
        "river_en": "name_en",
    }
    return _of(frame, first[name]) if name in first else None


def _of(frame: gpd.GeoDataFrame, name: str) -> list[object] | None:
    return list(frame[name]) if name in frame else None
