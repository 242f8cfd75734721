"""Show a scenario on the map: what is newly covered, lost, still missing, and what is drawn."""

from collections.abc import Mapping
from typing import Final

import geopandas as gpd
import pandas as pd
import shapely

from chedun_gis.analysis import BusReport, Evidence, EvidencePart, Pen
from chedun_gis.scenario.effect import Effect
from chedun_gis.scenario.overlay import builds
from chedun_gis.scenario.scenario import Scenario
from chedun_gis.texts import Untold, hectares, text
from chedun_gis.town import Town
from geo import difference, intersection
from geo.coverage import Standing
from layers import LAYERS, Geometry, Symbol, Text

# Slivers count in the figures but would only be specks on the map.
_LEAST_SHOWN_M2 = 1.0
# Unlike anything that covers, is lost or is missing, and above all of it.
_NEW = Symbol(Text("", ""), "#f59f00", weight=4, fill_opacity=0.75)
_OLD = Symbol(Text("", ""), "#2f9e44", weight=1.5, fill_opacity=0.5)
_NEW_STOP = Symbol(Text("", ""), "#1971c2", shape="circle")
_OLD_STOP = Symbol(Text("", ""), "#7048e8", shape="circle")
# What is finished, by layer; bottom first.
_FINISHED: Final[Mapping[str, tuple[Geometry, Symbol]]] = {
    "parks": ("Polygon", _NEW),
    "roads": ("LineString", Symbol(Text("", ""), "#c2255c", weight=5)),
    "bus_stops": ("Point", _NEW_STOP),
    "facilities": ("Point", Symbol(Text("", ""), "#e8590c", shape="square")),
    "projects": ("Point", Symbol(Text("", ""), "#f59f00", shape="diamond")),
}


def scenario_evidence(effect: Effect, overlay: Town, pen: Pen) -> Evidence:
    """Return the effect's places, and the features of the pen's layer to be changed on the map."""
    places = coverage_parts(effect) if pen.layer == "parks" else _bus_parts(effect.bus)
    drawn = _drawn_parts(effect.scenario, overlay, pen.layer)
    name = effect.scenario.name
    others = tuple(layer for layer in _FINISHED if layer != pen.layer)
    built = _built_parts(effect.scenario, overlay, others)
    return Evidence(Text(name, name), (*places, *built, *drawn), pen)


def finished_evidence(effect: Effect, overlay: Town) -> Evidence:
    """Return the effect's places, and what is built once the projects are finished."""
    name = effect.scenario.name
    places = (*coverage_parts(effect), *_bus_parts(effect.bus))
    return Evidence(
        Text(name, name), (*places, *_built_parts(effect.scenario, overlay, tuple(_FINISHED)))
    )


def _built_parts(
    scenario: Scenario, overlay: Town, layers: tuple[str, ...]
) -> tuple[EvidencePart, ...]:
    """Return what of some layers is taken as built or finished, where there is any."""
    parts = []
    for layer in layers:
        built = builds(overlay.base or overlay, scenario, layer)
        frame = overlay.loaded(layer).frame
        frame = frame[frame["id"].isin(built) & ~frame.geometry.isna()]
        if len(frame):
            geometry, symbol = _FINISHED[layer]
            title = text("evidence.finished", layer=LAYERS[layer].title)
            shown = frame.assign(name=frame["name_zh"])
            parts.append(EvidencePart(title, geometry, symbol, shown))
    return tuple(parts)


def coverage_parts(effect: Effect) -> tuple[EvidencePart, ...]:
    """Return what is still not covered, newly covered, and lost."""
    return (
        EvidencePart(
            text("evidence.still_open"),
            "Polygon",
            Symbol(Text("", ""), "#c92a2a", pattern="cross", weight=0.8, fill_opacity=0.5),
            _shown(_left(effect.chosen.after)),
        ),
        EvidencePart(
            text("evidence.newly"),
            "Polygon",
            Symbol(Text("", ""), "#0b7285", weight=1, fill_opacity=0.75),
            _shown(effect.newly),
        ),
        EvidencePart(
            text("evidence.lost"),
            "Polygon",
            Symbol(Text("", ""), "#862e9c", pattern="grid", weight=1, fill_opacity=0.7),
            _shown(effect.lost),
        ),
    )


def difference_evidence(one: Effect, other: Effect) -> Evidence:
    """Return where two scenarios differ: what only the one covers, and what only the other."""
    left, right = _left(one.chosen.after), _left(other.chosen.after)
    title = Text(
        f"{one.scenario.name} ↔ {other.scenario.name}",
        f"{one.scenario.name} ↔ {other.scenario.name}",
    )
    only = Symbol(Text("", ""), "#0b7285", weight=1, fill_opacity=0.75)
    other_only = Symbol(Text("", ""), "#e8590c", pattern="diagonal", weight=1, fill_opacity=0.75)
    both = Symbol(Text("", ""), "#c92a2a", pattern="cross", weight=0.8, fill_opacity=0.45)
    first, second = one.scenario.name, other.scenario.name
    return Evidence(
        title,
        (
            EvidencePart(
                text("evidence.neither"),
                "Polygon",
                both,
                _shown(_common(left, right)),
            ),
            EvidencePart(
                text("evidence.only", name=first),
                "Polygon",
                only,
                _shown(_minus(right, left)),
            ),
            EvidencePart(
                text("evidence.only", name=second),
                "Polygon",
                other_only,
                _shown(_minus(left, right)),
            ),
        ),
    )


def _left(state: Standing) -> gpd.GeoDataFrame:
    frame = state.demand.frame
    open_ = ~shapely.is_missing(state.left)
    return gpd.GeoDataFrame(
        {"amount": state.uncovered[open_]},
        index=frame.index[open_],
        geometry=state.left[open_],
        crs=frame.crs,
    )


def _minus(one: gpd.GeoDataFrame, other: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return what is in the one and not in the other, parcel by parcel."""
    there = other.geometry.reindex(one.index)
    left = difference(one.geometry.to_numpy(), there.to_numpy())
    shapes = one.geometry.where(there.isna(), gpd.GeoSeries(left, index=one.index, crs=one.crs))
    return gpd.GeoDataFrame({"amount": shapes.area}, geometry=shapes, crs=one.crs)


def _common(one: gpd.GeoDataFrame, other: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    index = one.index.intersection(other.index)
    both = (each.geometry.loc[index].to_numpy() for each in (one, other))
    shapes = gpd.GeoSeries(intersection(*both), index=index, crs=one.crs)
    return gpd.GeoDataFrame({"amount": shapes.area}, geometry=shapes, crs=one.crs)


def _shown(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return what is large enough to be seen, named by its area."""
    frame = frame[frame.geometry.area > _LEAST_SHOWN_M2]
    names = [f"{hectares(area)} ha" for area in frame.geometry.area]
    return frame.assign(id=[str(label) for label in frame.index], name=names)


def _bus_parts(reports: tuple[BusReport, BusReport] | Untold | None) -> tuple[EvidencePart, ...]:
    if reports is None or isinstance(reports, Untold):
        return ()
    gaps = reports[1].gaps
    return (
        EvidencePart(
            text("evidence.few_lines"),
            "Polygon",
            Symbol(Text("", ""), "#c92a2a", pattern="cross", weight=0.8, fill_opacity=0.4),
            gaps.assign(id=gaps["zone"].astype(str)),
        ),
    )


def _drawn_parts(
    scenario: Scenario, overlay: Town, layer: str
) -> tuple[EvidencePart, EvidencePart]:
    frame = overlay.frame(layer)
    frame = frame[~frame.geometry.isna()]
    named = {each.id for each in scenario.changes if each.layer == layer}
    named |= builds(overlay.base or overlay, scenario, layer)
    touched = frame["id"].isin(named)
    shown = frame.assign(name=frame["name_zh"])
    if layer == "parks":
        stands = frame["stage"] == "completed"
        return (
            _part("parks_now", _OLD, shown[~touched & stands], layer),
            _part("parks_new", _NEW, shown[touched & stands], layer),
        )
    return (
        _part("stops_now", _OLD_STOP, shown[~touched], layer),
        _part("stops_new", _NEW_STOP, shown[touched], layer),
    )


def _part(
    what: str, symbol: Symbol, frame: "gpd.GeoDataFrame | pd.DataFrame", layer: str
) -> EvidencePart:
    geometry: Geometry = "Polygon" if layer == "parks" else "Point"
    return EvidencePart(text(f"evidence.{what}"), geometry, symbol, frame, edit=layer)
