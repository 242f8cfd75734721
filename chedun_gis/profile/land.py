"""Measure what takes the ground of an area: zones, homes, parks, belts, and the rivers in it."""

from collections.abc import Iterator
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from chedun_gis.analysis import BeltQuestion, belts_of
from chedun_gis.indicators import Input, input_of
from chedun_gis.profile.areas import BELTS, ZONES, Area
from chedun_gis.texts import Untold, told
from chedun_gis.town import Town
from geo.areas import lines_inside, overlaps, taken
from layers import LAYERS, Text


@dataclass(frozen=True, slots=True)
class Taken:
    """What one class of a layer, or one feature, takes of an area; overlaps in it count once.

    `share` (0-1) is of the area. Classes overlap each other, so shares need not add up to 1.
    """

    group: str
    title: Text
    count: int
    area_m2: float
    share: float
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class River:
    """A river, or a lake's shoreline, in an area: its length there and the target class.

    A river with two targets is listed once for each. `target_class` is a key of the layer's
    classes; `target_basis` says whether the plan states it.
    """

    id: str
    title: Text
    water_kind: str
    target_class: str
    target_basis: str
    length_m: float
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class IndustrialPark:
    """An industrial park that shares ground with an area: how much, and which part of each."""

    id: str
    title: Text
    area_m2: float
    share_of_area: float
    share_of_park: float
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class Industry:
    """The industrial parks that share ground with an area; `share` is what they take together."""

    parks: tuple[IndustrialPark, ...]
    share: float
    inputs: tuple[Input, ...]


def rivers_in(town: Town, area: Area) -> tuple[River, ...]:
    """Return the rivers in an area, the longest first, shorelines of lakes last."""
    segments = town.frame("river_segments")
    inside = lines_inside(area.shape, segments)
    length = inside.set_index("line")["length_m"]
    met = segments.loc[length.index].assign(length_m=length)
    keys = ["river_id", "water_kind", "target_class", "target_basis"]
    found = [
        River(
            id=str(river),
            title=Text(str(rows["river_zh"].iloc[0]), str(rows["river_en"].iloc[0])),
            water_kind=str(water_kind),
            target_class=str(target),
            target_basis=str(basis),
            length_m=float(rows["length_m"].sum()),
            inputs=(input_of(town, "river_segments", rows), area.drawn),
        )
        for (river, water_kind, target, basis), rows in met.groupby(keys)
    ]
    return tuple(sorted(found, key=lambda river: (river.water_kind == "lake", -river.length_m)))


def industry_in(town: Town, area: Area) -> Industry:
    """Return the industrial parks that share ground with an area, the largest part first."""
    zones = town.frame(ZONES)
    parks = zones[(zones["kind"] == "industrial") & (zones["id"] != area.zone_id)]
    shared = overlaps(area.shape, parks).sort_values("area_m2", ascending=False)
    met = parks.loc[shared["right"]]
    listed = tuple(
        IndustrialPark(
            id=str(parks.loc[row["right"], "id"]),
            title=_title(parks.loc[row["right"]]),
            area_m2=float(row["area_m2"]),
            share_of_area=float(row["left_share"]),
            share_of_park=float(row["right_share"]),
            inputs=(input_of(town, ZONES, parks.loc[[row["right"]]]), area.drawn),
        )
        for _, row in shared.iterrows()
    )
    together = float(taken(area.shape, met)["share"].iloc[0])
    return Industry(listed, together, (input_of(town, ZONES, met), area.drawn))


def land_in(town: Town, area: Area) -> tuple[tuple[Taken, ...], tuple[Untold, ...]]:
    """Return what takes ground of an area: other zones, homes and parks by class, other belts.

    With it, why some are left out: once for each layer that has errors.
    """
    found = (
        told(lambda: [*_each(town, area, ZONES, town.frame(ZONES))]),
        told(lambda: [*_by_class(town, area, "residential")]),
        told(lambda: [*_by_class(town, area, "parks")]),
        told(lambda: [*_each(town, area, BELTS, belts_of(town, BeltQuestion(BELTS)))]),
        told(lambda: [*_each(town, area, "corridors", belts_of(town, BeltQuestion("corridors")))]),
    )
    rows = tuple(row for part in found if not isinstance(part, Untold) for row in part)
    return rows, tuple(dict.fromkeys(part for part in found if isinstance(part, Untold)))


def _each(town: Town, area: Area, layer: str, frame: gpd.GeoDataFrame) -> Iterator[Taken]:
    """Yield each feature of a layer that shares ground with the area, but for the area itself."""
    others = frame[~frame.geometry.is_empty & (f"{layer}:" + frame["id"].astype(str) != area.key)]
    shared = overlaps(area.shape, others).sort_values("area_m2", ascending=False)
    for _, row in shared.iterrows():
        feature = others.loc[[row["right"]]]
        yield Taken(
            layer,
            _title(feature.iloc[0]),
            1,
            float(row["area_m2"]),
            float(row["left_share"]),
            (input_of(town, layer, feature), area.drawn),
        )


def _by_class(town: Town, area: Area, layer: str) -> Iterator[Taken]:
    """Yield each class of a layer that shares ground with the area."""
    frame, style = town.frame(layer), LAYERS[layer].style
    for value, symbol in style.symbols.items():
        ours = frame[frame[style.by] == value]
        shared = overlaps(area.shape, ours)
        if shared.empty:
            continue
        met = ours.loc[shared["right"]]
        together = taken(area.shape, met).iloc[0]
        yield Taken(
            layer,
            symbol.title,
            len(met),
            float(together["area_m2"]),
            float(together["share"]),
            (input_of(town, layer, met), area.drawn),
        )


def _title(row: "pd.Series[str]") -> Text:
    return Text(str(row["name_zh"]), str(row["name_en"]))
