"""Write a profile as plain data: every figure with its parts, its clause and what it rests on."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any, TypeVar

from chedun_gis.analysis import likely_data
from chedun_gis.indicators import Input
from chedun_gis.profile.land import Industry, River
from chedun_gis.profile.profile import Profile, schematic
from chedun_gis.profile.projects import Projects
from chedun_gis.profile.services import Bus, Parks
from chedun_gis.texts import Untold

T = TypeVar("T")
# What the parts are called in the data.
_KEYS = {"parks": "park_coverage", "industry": "industrial_parks"}


def as_data(found: Profile) -> dict[str, Any]:
    """Return the profile as JSON can hold it; the keys are those of `docs/commands.md`.

    A part that is untold is null; `missing` names it, and says why.
    """
    area = found.area
    return {
        "id": area.key,
        "name_zh": area.title.zh,
        "name_en": area.title.en,
        "stage": area.stage or None,
        "clause": area.clause or None,
        "width_m": area.width_m,
        "area": {"value": area.area_m2, "unit": "m2", **_basis((area.drawn,))},
        "projects": _if_told(found.projects, _projects),
        "bus": _if_told(found.bus, lambda bus: _bus(bus, area.area_m2)),
        "park_coverage": _if_told(found.parks, _parks),
        "rivers": _if_told(found.rivers, lambda rivers: [*map(_river, rivers)]),
        "industrial_parks": _if_told(found.industry, _industry),
        "land": list(_land(found)),
        "missing": [
            {"part": _KEYS.get(name, name), "why_zh": each.why.zh, "why_en": each.why.en}
            for name, each in found.untold
        ],
    }


def _if_told(part: T | Untold, words: Callable[[T], Any]) -> Any:  # noqa: ANN401 - JSON
    return None if isinstance(part, Untold) else words(part)


def as_json(found: Profile) -> str:
    """Return the same as text."""
    return json.dumps(as_data(found), ensure_ascii=False, indent=1, allow_nan=False)


def _basis(inputs: tuple[Input, ...]) -> dict[str, Any]:
    return {"schematic": schematic(inputs), "inputs": [asdict(each) for each in inputs]}


def _projects(projects: Projects) -> dict[str, Any]:
    return {
        "value": len(projects.inside),
        "unit": "projects",
        "by_stage": projects.by_stage,
        "inside": [
            {"id": row["id"], "name_zh": row["name_zh"], "known_by": row["known_by"]}
            for _, row in projects.inside.iterrows()
        ],
        "possible": projects.possible["id"].tolist(),
        "unplaced": projects.unplaced,
        **_basis(projects.inputs),
    }


def _bus(bus: Bus, area_m2: float) -> dict[str, Any]:
    return {
        "value": bus.share,
        "numerator": bus.share * area_m2,
        "denominator": area_m2,
        "unit": "m2",
        "radius_m": bus.terms.radius_m,
        "required": bus.terms.required,
        "lines": list(bus.lines),
        "line_count": len(bus.lines),
        "likely_line_count": likely_data(bus.likely),
        "calling": list(bus.calling),
        "stops": len(bus.stops),
        "rule": None if bus.met is None else bus.terms.rule.id,
        "clause": None if bus.met is None else bus.terms.rule.clause,
        "met": bus.met,
        **_basis(bus.inputs),
    }


def _parks(parks: Parks) -> dict[str, Any]:
    threshold = parks.rule.threshold
    return {
        "value": parks.share,
        "numerator": parks.covered_m2,
        "denominator": parks.homes_m2,
        "unit": "m2",
        "low": parks.low,
        "high": parks.high,
        "likely": likely_data(parks.likely),
        "rule": parks.rule.id,
        "clause": parks.rule.clause,
        "target": threshold.share if threshold else None,
        "met": parks.met,
        "parks_inside": parks.inside["id"].tolist(),
        "parks_inside_m2": parks.inside_m2,
        **_basis(parks.inputs),
    }


def _river(river: River) -> dict[str, Any]:
    return {
        "id": river.id,
        "name_zh": river.title.zh,
        "name_en": river.title.en,
        "kind": river.water_kind,
        "target_class": river.target_class,
        "target_basis": river.target_basis,
        "value": river.length_m,
        "unit": "m",
        **_basis(river.inputs),
    }


def _industry(industry: Industry) -> dict[str, Any]:
    parks = [
        {
            "id": each.id,
            "name_zh": each.title.zh,
            "name_en": each.title.en,
            "numerator": each.area_m2,
            "value": each.share_of_area,
            "share_of_park": each.share_of_park,
            "unit": "m2",
            **_basis(each.inputs),
        }
        for each in industry.parks
    ]
    return {"value": industry.share, "parks": parks, **_basis(industry.inputs)}


def _land(found: Profile) -> Iterator[dict[str, Any]]:
    for each in found.land:
        yield {
            "layer": each.group,
            "name_zh": each.title.zh,
            "name_en": each.title.en,
            "count": each.count,
            "value": each.share,
            "numerator": each.area_m2,
            "denominator": found.area.area_m2,
            "unit": "m2",
            **_basis(each.inputs),
        }
