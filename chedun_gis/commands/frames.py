"""Open what a command was given: a layer of the town by id, or any file that GDAL reads."""

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pyproj

from chedun_gis.analysis import (
    DEMANDS,
    SERVICE_KINDS,
    CoverageTerms,
    ServiceKind,
    counted,
    open_services,
)
from chedun_gis.importing import require_placed, sound, vector_of
from chedun_gis.parts import frame_of, is_part_set, open_parts
from chedun_gis.town import Town
from geo import InputError, to_metric
from layers import LAYERS, RuleSet

DEFAULT_RADIUS_M = 500.0


def open_frame(town: Town, name: str) -> gpd.GeoDataFrame:
    """Return a layer, a kind of service or demand, a file, or parts, in its own CRS, repaired.

    Ids come before files of the same name. Raises `InputError` with `feature_tangled` (feature,
    count, limit), `feature_not_finite` (feature, count: nowhere on earth) and what
    `read_vector` and `open_parts` raise.
    """
    if name in SERVICE_KINDS:
        return open_services(town, name)
    if name in DEMANDS:
        return DEMANDS[name].pick(town)
    if name in LAYERS:
        frame = town.frame(name)
        return frame[~frame.geometry.isna()]
    if is_part_set(name):
        return frame_of(open_parts(Path(name)))
    frame = vector_of(Path(name))
    shapes = sound(frame.geometry.to_numpy(), frame.crs, _ids(frame))
    return frame.set_geometry(gpd.GeoSeries(shapes, crs=frame.crs))


def _ids(frame: gpd.GeoDataFrame) -> list[object]:
    return list(frame["id"]) if "id" in frame else list(range(1, len(frame) + 1))


def beside_parts(town: Town, name: str, crs: str) -> gpd.GeoDataFrame:
    """Return what `open_frame` returns, in the metric CRS of some parts that it is held against.

    Raises also what `require_placed` raises, so that none of it lies where nobody looks.
    """
    frame = open_frame(town, name)
    if len(frame):
        west, south, east, north = frame.total_bounds.tolist()
        stated = pyproj.CRS.from_user_input(frame.crs)
        require_placed(Path(name).name, stated, (west, south, east, north))
    return to_metric(frame, crs=crs)


def indicator_of(service: str) -> str:
    """Return by which rules a layer or a kind of service is judged; "" for a file."""
    kinds = (kind for kind in SERVICE_KINDS.values() if service in {kind.id, kind.layer})
    return next((kind.indicator for kind in kinds), "")


def kind_of(rule: RuleSet, service: str) -> ServiceKind:
    """Return the kind of service that is named, or the only one that a rule speaks of.

    Raises `InputError("coverage_service_needed")` (rule, known) where it speaks of several.
    """
    if service in SERVICE_KINDS:
        return SERVICE_KINDS[service]
    kinds = [kind for kind in SERVICE_KINDS.values() if kind.indicator == rule.indicator]
    if len(kinds) > 1 and not service:
        names = "、".join(kind.id for kind in kinds)
        raise InputError("coverage_service_needed", rule=rule.name, known=names)
    return kinds[0]


def named_instead(town: Town, terms: CoverageTerms, service: str, demand: str) -> CoverageTerms:
    """Return a rule's terms with the services and the land that were named, which then differ.

    "" and the ids of what the rule itself counts leave its own; other services count by the rule.
    """
    services, homes, differs = terms.services, terms.demand, [*terms.differs]
    if service not in {"", terms.kind.id}:
        frame = open_frame(town, service)
        # In metres: a rule may ask how large they are.
        services = counted(town, to_metric(frame) if len(frame) else frame, terms.rule)
        differs.append("service")
    if demand not in {"", *DEMANDS}:
        homes = open_frame(town, demand)
        differs.append("demand")
    return replace(terms, services=services, demand=homes, differs=tuple(dict.fromkeys(differs)))


def same_metric(town: Town, *frames: gpd.GeoDataFrame) -> list[gpd.GeoDataFrame]:
    """Return all frames in the metric CRS of the place of the first that holds anything.

    That is the town's own CRS there, the right 3-degree zone elsewhere in China, or local UTM; the
    town's own when none holds anything.
    """
    placed = next((frame for frame in frames if len(frame)), None)
    found = town.place.metric_crs if placed is None else to_metric(placed).crs
    crs = pyproj.CRS.from_user_input(found)
    return [to_metric(frame, crs=crs) for frame in frames]


def labelled(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the candidates by their ids, or numbered as they stand in the file."""
    if "id" not in frame:
        return frame.reset_index(drop=True)
    return frame.assign(id=frame["id"].astype(str)).set_index("id", drop=False)
