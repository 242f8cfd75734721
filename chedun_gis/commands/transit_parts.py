"""Bus lines of areas that lie in parts: the same question, answered part by part."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd

from chedun_gis.analysis import BusTerms
from chedun_gis.commands.shared import context, list_words, progress, show_parts, tell, write
from chedun_gis.compute import answering
from chedun_gis.parts import BusByParts, bus_by_parts, open_parts
from chedun_gis.texts import say
from chedun_gis.town import settings_from
from geo import InputError, to_metric


@dataclass(frozen=True, slots=True)
class PartsBus:
    """What is named on the command line, with the stops and terms that it comes to."""

    zones: str
    stops: gpd.GeoDataFrame
    terms: BusTerms
    scheduler: str
    out: Path | None


def tell_bus_by_parts(asked: PartsBus, *, as_json: bool) -> None:
    """Count and tell; raises `InputError("bus_no_areas")` for parts without a row."""
    zones = open_parts(Path(asked.zones))
    if not zones.rows:
        raise InputError("bus_no_areas")
    stops = to_metric(asked.stops, crs=zones.crs)
    with answering(asked.scheduler, settings_from(os.environ).scheduler_keys) as executor:
        found = bus_by_parts(executor, zones, stops, asked.terms, out=asked.out, watch=show_parts)
    progress("", last=True)
    if as_json:
        write(json.dumps(_data(asked, found), ensure_ascii=False, indent=1))
        return
    what = list_words([say(f"differs.{name}", context.lang) for name in asked.terms.differs])
    tell("cli.differs", rule=asked.terms.rule.name, what=what)
    told = {"met": found.met, "areas": found.areas, "parts": found.parts, "workers": found.workers}
    tell("cli.transit_parts", **{name: f"{count:,}" for name, count in told.items()})


def _data(asked: PartsBus, found: BusByParts) -> dict[str, Any]:
    """Return the answer by the keys of `transit`; of other areas the plan says nothing."""
    return {
        "value": found.met / found.areas,
        "numerator": found.met,
        "denominator": found.areas,
        "unit": "areas",
        "low": None,
        "high": None,
        "rule": None,
        "clause": None,
        "target": 1.0,
        "met": found.met == found.areas,
        "differs": list(asked.terms.differs),
        "radius_m": asked.terms.radius_m,
        "required": asked.terms.required,
        "zones": [],
        "area_m2": found.area_m2,
        "reached_m2": found.reached_m2,
        "parts": found.parts,
        "workers": found.workers,
    }
