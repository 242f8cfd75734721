"""Write a scenario as a small file, and read one that may be old or broken by hand."""

import dataclasses
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

import shapely
from pydantic import AfterValidator, Field
from shapely.errors import GEOSException

from chedun_gis.scenario.scenario import (
    EDITABLE,
    MOST_VERTICES,
    SWITCHABLE,
    Action,
    Change,
    Scenario,
    rounded,
)
from geo import InputError, Problem
from geo.files import read_plain
from layers import LAYERS, Word, checked, one_of, said
from layers import Field as LayerField

FORMAT = "chedun-scenario"
# The second version holds the projects that are taken as finished. A scenario without any is
# written as the first one was, so that what reads no other opens it too.
VERSION = 2
_WORDS = ("id", "name", "author", "time", "note", "rule")
_MOST_CHANGES = 2_000
MOST_MB = 20


def to_text(scenario: Scenario) -> str:
    """Return the scenario as JSON; shapes are GeoJSON geometries in WGS84."""
    finished = {"finished": sorted(scenario.finished)} if scenario.finished else {}
    content = {
        "format": FORMAT,
        "version": VERSION if finished else 1,
        **{word: getattr(scenario, word) for word in _WORDS},
        "radius_m": scenario.radius_m,
        "switched": sorted(scenario.switched),
        **finished,
        "changes": [change_data(change) for change in scenario.changes],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def change_data(change: Change) -> dict[str, Any]:
    """Return a change as its file holds it."""
    data: dict[str, Any] = {"action": change.action, "layer": change.layer, "id": change.id}
    if change.shape is not None:
        data["geometry"] = json.loads(shapely.to_geojson(change.shape))
    if change.fields:
        data["fields"] = dict(change.fields)
    return data


def _is_time(value: str) -> str:
    if value:
        datetime.fromisoformat(value)
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class _ChangeData:
    """A change as its file holds it; `geometry` is GeoJSON."""

    action: Action
    layer: Annotated[str, one_of(EDITABLE)]
    id: Word
    geometry: Mapping[str, Any] | None = None
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class _FileData:
    """A file's members, those of `Scenario` with what says that it is one."""

    format: str
    version: int
    id: str = ""
    name: Word
    author: str = ""
    time: Annotated[str, AfterValidator(_is_time), said("YYYY-MM-DDThh:mm:ss")] = ""
    note: str = ""
    rule: str = ""
    radius_m: Annotated[float, Field(ge=0)] | None = None
    switched: frozenset[Annotated[str, Field(pattern=rf"^({'|'.join(SWITCHABLE)})/")]] = frozenset()
    finished: Annotated[frozenset[Word], Field(max_length=_MOST_CHANGES)] = frozenset()
    changes: Annotated[tuple[Any, ...], Field(max_length=_MOST_CHANGES)] = ()


def from_file(path: Path) -> tuple[Scenario | None, list[Problem]]:
    """Return the scenario of a file as `from_bytes`; also one that cannot be read is a problem."""
    try:
        return from_bytes(read_plain(path, most_mb=MOST_MB))
    except InputError as error:
        return None, [Problem(error.code, params=error.params)]


def from_bytes(content: bytes) -> tuple[Scenario | None, list[Problem]]:
    """Return the scenario of a file's content as `from_text`, with `scenario_large` (limit_mb)."""
    if len(content) > MOST_MB << 20:
        return None, [Problem("scenario_large", params={"limit_mb": MOST_MB})]
    try:
        return from_text(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None, [Problem("scenario_not_json")]


def from_text(text: str) -> tuple[Scenario | None, list[Problem]]:
    """Return the scenario of a file and all that is wrong with it; None when anything is.

    Problem codes: `scenario_not_json`, `scenario_format`, `scenario_version` (found, known),
    `scenario_vertices` (count, limit), those of `layers.checked`, and with the number of the change
    as row those of `rounded`, `scenario_field` (key), `value_unknown` (value, allowed) and
    `scenario_twice` (id).
    """
    # Every vertex is a list: so many need not be read to be counted.
    count = text.count("[")
    if count > MOST_VERTICES + 2 * _MOST_CHANGES:
        params: dict[str, object] = {"count": count, "limit": MOST_VERTICES}
        return None, [Problem("scenario_vertices", params=params)]
    try:
        content = json.loads(text)
        # Half a character is valid in JSON, and no text.
        json.dumps(content, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None, [Problem("scenario_not_json")]
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        return None, [Problem("scenario_format")]
    version = content.get("version")
    if version not in range(1, VERSION + 1) or isinstance(version, bool):
        params = {"found": str(version)[:20], "known": VERSION}
        return None, [Problem("scenario_version", params=params)]
    data, problems = checked(_FileData, content)
    listed = content.get("changes")
    changes, faults = _changes(listed if isinstance(listed, list) else [])
    problems += faults
    if data is None or problems:
        return None, problems
    members = {name: getattr(data, name) for name in (*_WORDS, "radius_m", "switched", "finished")}
    return Scenario(**members, changes=changes), []


def _changes(listed: list[object]) -> tuple[tuple[Change, ...], list[Problem]]:
    changes: dict[tuple[str, str], Change] = {}
    problems: list[Problem] = []
    count = 0
    for row, each in enumerate(listed[:_MOST_CHANGES], start=1):
        change, wrong = _change(each)
        count += int(shapely.get_num_coordinates(change.shape)) if change else 0
        if count > MOST_VERTICES:
            params: dict[str, object] = {"count": count, "limit": MOST_VERTICES}
            return (), [*problems, Problem("scenario_vertices", row=row, params=params)]
        if change is not None and change.key in changes:
            wrong = [Problem("scenario_twice", params={"id": change.id})]
        elif change is not None:
            changes[change.key] = change
        problems += [dataclasses.replace(one, row=row) for one in wrong]
    return tuple(changes.values()), problems


def _change(each: object) -> tuple[Change | None, list[Problem]]:
    """Return a change, or None and all that is wrong with it."""
    data, problems = checked(_ChangeData, each)
    if data is None:
        return None, problems
    known = {field.name: field for field in LAYERS[data.layer].all_fields}
    problems = [
        wrong for name, value in data.fields.items() for wrong in _wrong(name, value, known)
    ]
    shape = None
    if data.geometry is not None:
        try:
            shape = rounded(shapely.from_geojson(json.dumps(data.geometry)), data.layer)
        except InputError as error:
            problems.append(Problem(error.code, field="geometry", params=error.params))
        except (GEOSException, TypeError, ValueError):
            params: dict[str, object] = {"layer": data.layer, "expected": EDITABLE[data.layer]}
            problems.append(Problem("scenario_shape", field="geometry", params=params))
    elif data.action == "added":
        problems.append(Problem("key_missing", field="geometry", params={"key": "geometry"}))
    change = Change(data.action, data.layer, data.id, shape, data.fields)
    return (None if problems else change), problems


def _wrong(name: str, value: str, known: Mapping[str, LayerField]) -> Iterator[Problem]:
    """Give what keeps a field from being changed to a value."""
    field_name = f"fields.{name}"
    if name not in known:
        yield Problem("key_unknown", field=field_name, params={"key": name})
    elif name == "id" or known[name].type not in {"text", "names"}:
        # What is measured, or names the feature itself, is nothing that a scenario proposes.
        yield Problem("scenario_field", field=field_name, params={"key": name})
    elif known[name].choices and value not in known[name].choices:
        allowed = "、".join(known[name].choices)
        yield Problem(
            "value_unknown", field=field_name, params={"value": value, "allowed": allowed}
        )
