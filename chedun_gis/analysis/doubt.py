"""Say how true a figure is: between which values it likely lies, and what that rests on."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import ArrayLike

from chedun_gis.analysis.bus import BusQuestion, bus_terms, counted_stops, target_areas
from chedun_gis.analysis.coverage import FULL, CoverageQuestion, CoverageTerms, coverage_terms
from chedun_gis.analysis.demands import DEMANDS
from chedun_gis.analysis.services import SERVICE_KINDS
from chedun_gis.texts import Lang, percent, say, text
from chedun_gis.town import Town, answered
from geo import intersection, polygonal
from geo.doubt import (
    Likely,
    LikelyLines,
    LikelyShare,
    LinesFigure,
    PlaceErrors,
    ShareFigure,
    likely_lines,
    likely_share,
)
from layers import SHARED_ERROR, SKETCH_AREA, Text

# The draws of one town are the same for everybody who asks.
SEED: Final = 20_260_101
_SKETCH: Final = "schematic"


def key_of(layer: str, feature: object) -> str:
    """Return what tells a feature from those of every layer; `layer_and_id` takes it apart."""
    return f"{layer}:{feature}"


def layer_and_id(key: str) -> tuple[str, str]:
    """Return the layer and the id of a feature's key."""
    layer, _, feature = key.partition(":")
    return layer, feature


def errors_of(town: Town, layer: str, frame: gpd.GeoDataFrame) -> PlaceErrors:
    """Return how far the features of a frame may be off; its rows are those of `layer` or a file.

    What all features of one source share is the source's, or assumed; features without a source
    share nothing. The area of a polygon whose basis is `schematic` is in doubt too. The frame has
    the column `accuracy_m`.
    """
    count = len(frame)
    ids = frame.get("id", frame.index)
    named = [str(each) for each in frame["source"]] if "source" in frame else [""] * count
    known = [town.sources.get(each) for each in named]
    sketched = _sketched(frame)
    areas = [
        (each.sketch_area if each else SKETCH_AREA) if sketch else (1.0, 1.0)
        for each, sketch in zip(known, sketched, strict=True)
    ]
    bounds = np.array(areas, dtype=float).reshape(count, 2)
    shared = [
        each.shared_error if each and each.shared_error is not None else SHARED_ERROR
        for each in known
    ]
    return PlaceErrors(
        tuple(key_of(layer, each) for each in ids),
        np.asarray(frame["accuracy_m"], dtype=float),
        tuple(named),
        np.where([bool(each) for each in named], shared, 0.0),
        bounds[:, 0],
        bounds[:, 1],
    )


def _sketched(frame: gpd.GeoDataFrame) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    if "basis" not in frame:
        return np.zeros(len(frame), dtype=bool)
    areas = frame.geometry.geom_type.isin(["Polygon", "MultiPolygon"])
    return np.asarray(areas & (frame["basis"] == _SKETCH), dtype=bool)


def share_figure(town: Town, terms: CoverageTerms, threshold: float = FULL) -> ShareFigure:
    """Return a coverage as a figure in doubt; something is known to measure."""
    return ShareFigure(
        terms.demand,
        terms.services,
        (
            errors_of(town, "residential", terms.demand),
            errors_of(town, terms.kind.layer, terms.services),
        ),
        terms.services["radius_m"].to_numpy(),
        None if terms.weight is None else terms.weight.to_numpy(),
        threshold,
    )


@answered(most=24)
def likely_coverage(
    town: Town, question: CoverageQuestion, *, threshold: float | None = None
) -> LikelyShare | None:
    """Return the likely interval of a coverage; None where nothing is known to measure.

    `threshold` is the share by which a parcel's verdict is judged, by default the rule's.
    """
    terms = coverage_terms(town, question)
    if terms.missing:
        return None
    if threshold is None:
        threshold = terms.rule.threshold.share if terms.rule.threshold else FULL
    return likely_share(share_figure(town, terms, threshold), seed=SEED)


def likely_of_frames(
    town: Town,
    demand: tuple[str, gpd.GeoDataFrame],
    services: tuple[str, gpd.GeoDataFrame],
    *,
    radius_m: ArrayLike,
    weight: ArrayLike | None = None,
) -> LikelyShare | None:
    """Return the likely interval of a coverage of any frames, each by what it was named as.

    What is a kind of service or land of the town is drawn as the town's own layer is. None where
    the frames do not both say how accurate they are.
    """
    if any("accuracy_m" not in frame for _, frame in (demand, services)):
        return None
    errors = [errors_of(town, _layer_behind(name), frame) for name, frame in (demand, services)]
    figure = ShareFigure(demand[1], services[1], (errors[0], errors[1]), radius_m, weight)
    return likely_share(figure, seed=SEED)


def _layer_behind(name: str) -> str:
    if name in SERVICE_KINDS:
        return SERVICE_KINDS[name].layer
    return "residential" if name in DEMANDS else name


def likely_of_every(town: Town, terms: Sequence[CoverageTerms]) -> LikelyShare:
    """Return how much of one land likely lies within reach of a service of every kind."""
    return likely_share(*(share_figure(town, each) for each in terms), seed=SEED)


def likely_inside(
    town: Town, question: CoverageQuestion, shape: shapely.Geometry
) -> LikelyShare | None:
    """Return the likely interval of the coverage of the land in an area, which is as drawn.

    A parcel on the area's edge counts with its part inside. None where nothing is known to measure.
    """
    terms = coverage_terms(town, question)
    homes = terms.demand[terms.demand.geometry.intersects(shape)]
    parts = polygonal(intersection(homes.geometry.to_numpy(), shape))
    inside = shapely.area(parts) > 0
    if terms.missing or not inside.any():
        return None
    land = homes[inside].set_geometry(gpd.GeoSeries(parts[inside], homes[inside].index, homes.crs))
    return likely_share(share_figure(town, replace(terms, demand=land)), seed=SEED)


def lines_figure(town: Town, question: BusQuestion) -> LinesFigure:
    """Return the lines within reach of the target's areas as a figure in doubt."""
    areas = target_areas(town)
    return _lines_figure(town, question, areas, errors_of(town, "zones", areas))


def _lines_figure(
    town: Town, question: BusQuestion, areas: gpd.GeoDataFrame, off: PlaceErrors
) -> LinesFigure:
    terms = bus_terms(town, question)
    stops = counted_stops(town, terms.kinds)
    errors = off, errors_of(town, "bus_stops", stops)
    return LinesFigure(areas, stops, errors, terms.radius_m, terms.required)


def likely_lines_of(
    town: Town, question: BusQuestion, area: tuple[str, gpd.GeoDataFrame]
) -> Likely:
    """Return how many lines likely reach an area: a layer with one row of it, `accuracy_m` too."""
    layer, frame = area
    figure = _lines_figure(town, question, frame, errors_of(town, layer, frame))
    return likely_lines(figure, seed=SEED).areas[0]


@answered()
def likely_bus(town: Town, question: BusQuestion) -> LikelyLines | None:
    """Return how many lines likely reach each area of the bus target, by its order.

    None without such an area.
    """
    if target_areas(town).empty:
        return None
    return likely_lines(lines_figure(town, question), seed=SEED)


@dataclass(frozen=True, slots=True)
class DoubtBasis:
    """What a likely interval rests on, in words: the method, then every assumption."""

    method: Text
    assumptions: tuple[Text, ...]


def doubt_basis(
    town: Town, frames: Sequence[gpd.GeoDataFrame], found: Likely, *, sampled: int = 0
) -> DoubtBasis:
    """Return the method and the assumptions of an interval over these inputs.

    `sampled` is how many parcels near the edge were looked at, 0 for all.
    """
    names = {str(each) for frame in frames if "source" in frame for each in frame["source"]}
    assumed: list[Text] = []
    for name in sorted(names):
        source = town.sources.get(name)
        given = source is not None and source.shared_error is not None
        share = source.shared_error if source and given else SHARED_ERROR
        title = source.title if source else Text(name, name)
        key = "doubt.shared" if given else "doubt.shared_assumed"
        assumed.append(text(key, source=title, percent=100 * (share or 0.0)))
    sketched = [frame[_sketched(frame)] for frame in frames]
    bounds = {
        source.sketch_area if source else SKETCH_AREA
        for frame in sketched
        for source in (town.sources.get(str(each)) for each in frame.get("source", ()))
    }
    assumed += [text("doubt.area", low=low, high=high) for low, high in sorted(bounds)]
    assumed.append(text("doubt.rest"))
    if sampled:
        assumed.append(text("doubt.sampled", count=f"{sampled:,}"))
    return DoubtBasis(text("doubt.method", draws=found.draws), tuple(assumed))


def share_interval(found: Likely | None, lang: Lang) -> str:
    """Return between which shares a figure likely lies, "" where that is not known."""
    if found is None or math.isnan(found.low):
        return ""
    low, high = percent(found.low, lang, 1), percent(found.high, lang, 1)
    return say("doubt.interval", lang, low=low, high=high)


def count_interval(found: Likely, lang: Lang) -> str:
    """Return the same of a number of things."""
    low, high = (f"{round(each, 1):g}" for each in (found.low, found.high))
    return say("doubt.interval", lang, low=low, high=high)


def likely_data(found: Likely | None) -> dict[str, Any] | None:
    """Return a likely interval as JSON can hold it; None where none is known."""
    if found is None or math.isnan(found.low):
        return None
    return {
        "low": found.low,
        "middle": found.middle,
        "high": found.high,
        "low_error": found.low_error,
        "high_error": found.high_error,
        "share": 0.9,
        "draws": found.draws,
        "settling": [
            {"draws": each.draws, "low": each.low, "high": each.high} for each in found.steps
        ],
    }
