"""Sites for a demand that lies in parts: weighed part by part, then chosen among."""

import json
import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from chedun_gis.commands.frames import DEFAULT_RADIUS_M, beside_parts, labelled
from chedun_gis.commands.shared import context, progress, show_parts, tell, write
from chedun_gis.compute import answering
from chedun_gis.parts import PartSet, SitingByParts, open_parts, siting_by_parts
from chedun_gis.texts import percent
from chedun_gis.town import Town, settings_from, write_atomic
from geo import InputError, union
from geo.files import to_geojson
from geo.siting import Ask, Constraints, grid_sites, kept_sites


@dataclass(frozen=True, slots=True)
class PartsSite:
    """What is named on the command line; "" and None for what is not.

    `refused` are the options that were given and need the whole demand at once.
    """

    demand: str
    candidates: str
    existing: str
    inside: str
    outside: str
    radius_m: float | None
    spacing_m: float
    area_m2: float
    count: int
    weight: str
    time_limit_s: float
    scheduler: str
    out: Path | None
    refused: tuple[str, ...]


def tell_site_by_parts(town: Town, asked: PartsSite, *, as_json: bool) -> None:
    """Weigh, choose and tell; raises `InputError("parts_option")` (option)."""
    if asked.refused:
        raise InputError("parts_option", option=asked.refused[0])
    demand = open_parts(Path(asked.demand))
    radius_m = DEFAULT_RADIUS_M if asked.radius_m is None else asked.radius_m
    sites = _sites(town, asked, demand, radius_m).assign(radius_m=radius_m)
    none = gpd.GeoDataFrame(geometry=[], crs=demand.crs)
    opened = beside_parts(town, asked.existing, demand.crs) if asked.existing else none
    with answering(asked.scheduler, settings_from(os.environ).scheduler_keys) as executor:
        found = siting_by_parts(
            executor,
            demand,
            sites,
            opened.assign(radius_m=radius_m),
            ask=Ask(count=asked.count, time_limit_s=asked.time_limit_s),
            weight=asked.weight,
            watch=show_parts,
        )
    progress("", last=True)
    if asked.out is not None:
        chosen = sites.loc[list(found.sites)]
        numbered = chosen.assign(id=[str(label) for label in chosen.index])
        write_atomic(asked.out, to_geojson(numbered, ["id"]).encode())
    if as_json:
        write(json.dumps(_data(asked, found, demand, radius_m), ensure_ascii=False, indent=1))
        return
    tell(
        "cli.site_parts",
        sites="、".join(map(str, found.sites)),
        gain=f"{found.gain:,.0f}",
        share=percent(found.after.share, context.lang),
        parts=f"{found.after.parts:,}",
        workers=f"{found.after.workers:,}",
    )


def _sites(town: Town, asked: PartsSite, demand: PartSet, radius_m: float) -> gpd.GeoDataFrame:
    """Return the candidates by their labels, in the metric CRS of the demand."""

    def opened(name: str) -> gpd.GeoDataFrame | None:
        return beside_parts(town, name, demand.crs) if name else None

    limits = Constraints(inside=opened(asked.inside), outside=opened(asked.outside))
    if asked.candidates != "grid":
        own = beside_parts(town, asked.candidates, demand.crs)
        return kept_sites(labelled(own), limits).frame
    ground = limits.inside
    if ground is None:  # wherever a site could serve some part
        boxes = np.array([shapely.box(*part.bounds) for part in demand.parts], dtype=object)
        reach = union(np.asarray(shapely.buffer(boxes, radius_m), dtype=object))
        ground = gpd.GeoDataFrame(geometry=[reach], crs=demand.crs)
    spacing_m, area_m2 = asked.spacing_m, asked.area_m2
    return grid_sites(ground, spacing_m=spacing_m, area_m2=area_m2, constraints=limits).frame


def _data(
    asked: PartsSite, found: SitingByParts, demand: PartSet, radius_m: float
) -> dict[str, Any]:
    """Return the answer by the keys of `site`; alternatives need the whole demand at once."""
    unit = asked.weight or ("places" if demand.kind == "point" else "m2")
    return {
        "sites": list(found.sites),
        "gain": found.gain,
        "value": found.after.share,
        "gain_m2": found.gain if unit == "m2" else None,
        "numerator": found.after.covered,
        "denominator": found.after.total,
        "unit": unit,
        "radius_m": radius_m,
        "optimal": True if found.optimal else (None if math.isnan(found.gap) else found.gap),
        "method": found.method,
        "approximate": found.approximate,
        "before": found.before,
        "unreachable_m2": found.unreachable if unit == "m2" else None,
        "unreachable": found.unreachable,
        "alternatives": [],
        "rule": None,
        "indicator": None,
        "differs": None,
        "weights": [{"site": site, "gain": gain} for site, gain in found.weights.items()],
        "parts": found.after.parts,
        "workers": found.after.workers,
    }
