"""Write a scenario as a small file, and read one that may be old or broken by hand."""

import json
import math
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import shapely
from shapely.errors import GEOSException

from chedun_gis.scenario.scenario import ACTIONS, EDITABLE, SWITCHABLE, Change, Scenario, rounded
from geo import InputError, Problem
from layers import LAYERS

FORMAT = "chedun-scenario"
VERSION = 1
_WORDS = ("id", "name", "author", "time", "note", "rule")
_NEEDED = frozenset({"name"})
_MOST_CHANGES = 2_000


def to_text(scenario: Scenario) -> str:
    """Return the scenario as JSON; shapes are GeoJSON geometries in WGS84."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        **{word: getattr(scenario, word) for word in _WORDS},
        "radius_m": scenario.radius_m,
        "switched": sorted(scenario.switched),
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


def from_text(text: str) -> tuple[Scenario | None, list[Problem]]:
    """Return the scenario of a file and all that is wrong with it; None when anything is.

    Problem codes: `scenario_not_json`, `scenario_format`, `scenario_version` (found, known),
    `scenario_missing` and `scenario_value` (each with the key as field), and with the number of
    the change as row: `scenario_change` (why) and `scenario_twice` (id).
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return None, [Problem("scenario_not_json")]
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        return None, [Problem("scenario_format")]
    version = content.get("version")
    if version != VERSION or isinstance(version, bool):
        params: dict[str, object] = {"found": str(version)[:20], "known": VERSION}
        return None, [Problem("scenario_version", params=params)]
    problems = _wrong(content)
    changes, more = _changes(content.get("changes", []))
    problems += more
    if problems:
        return None, problems
    radius = content.get("radius_m")
    return (
        Scenario(
            **{word: content.get(word, getattr(_DEFAULTS, word)) for word in _WORDS},
            radius_m=None if radius is None else float(radius),
            switched=frozenset(content.get("switched", [])),
            changes=changes,
        ),
        [],
    )


_DEFAULTS = Scenario("", "")


def _wrong(content: Mapping[str, Any]) -> list[Problem]:
    """Return what is wrong with the keys of the file itself."""
    found = []
    for word in _WORDS:
        value = content.get(word, "")
        if word in _NEEDED and word not in content:
            found.append(Problem("scenario_missing", field=word))
        elif not isinstance(value, str) or (word in _NEEDED and not value.strip()):
            found.append(Problem("scenario_value", field=word, params={"value": str(value)[:40]}))
    if not _is_time(content.get("time", "")):
        time = str(content["time"])[:40]
        found.append(Problem("scenario_value", field="time", params={"value": time}))
    if not _is_radius(content.get("radius_m")):
        radius = str(content["radius_m"])[:40]
        found.append(Problem("scenario_value", field="radius_m", params={"value": radius}))
    switched = content.get("switched", [])
    if not isinstance(switched, list) or not all(map(_is_switch, switched)):
        found.append(
            Problem("scenario_value", field="switched", params={"value": str(switched)[:40]})
        )
    return found


def _is_time(value: object) -> bool:
    if value == "":
        return True
    try:
        datetime.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def _is_radius(value: object) -> bool:
    if value is None:
        return True
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and math.isfinite(float(str(value))) and float(str(value)) >= 0


def _is_switch(value: object) -> bool:
    return isinstance(value, str) and value.partition("/")[0] in SWITCHABLE


def _changes(listed: object) -> tuple[tuple[Change, ...], list[Problem]]:
    if not isinstance(listed, list) or len(listed) > _MOST_CHANGES:
        value = str(len(listed)) if isinstance(listed, list) else str(listed)[:40]
        return (), [Problem("scenario_value", field="changes", params={"value": value})]
    changes: list[Change] = []
    problems: list[Problem] = []
    for row, each in enumerate(listed, start=1):
        change = _change(each)
        if isinstance(change, str):
            problems.append(Problem("scenario_change", row=row, params={"why": change}))
        elif change.key in {known.key for known in changes}:
            problems.append(Problem("scenario_twice", row=row, params={"id": change.id}))
        else:
            changes.append(change)
    return tuple(changes), problems


def _change(each: object) -> Change | str:
    """Return one change, or the key of what is wrong with it."""
    if not isinstance(each, dict) or each.get("action") not in ACTIONS:
        return "action"
    named = isinstance(each.get("id"), str) and each["id"].strip()
    if each.get("layer") not in EDITABLE or not named:
        return "id" if each.get("layer") in EDITABLE else "layer"
    fields = each.get("fields", {})
    known = {field.name for field in LAYERS[each["layer"]].all_fields}
    if not isinstance(fields, dict) or not all(
        name in known and isinstance(value, str) for name, value in fields.items()
    ):
        return "fields"
    shape = None
    if "geometry" in each:
        try:
            shape = rounded(shapely.from_geojson(json.dumps(each["geometry"])), each["layer"])
        except (InputError, GEOSException, TypeError, ValueError):
            return "geometry"
    if each["action"] == "added" and shape is None:
        return "geometry"
    return Change(each["action"], each["layer"], each["id"], shape, fields)
