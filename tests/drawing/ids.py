"""Give the parcels their ids: that of before where most is the same, else a new one."""

from collections.abc import Sequence
from typing import Final

import geopandas as gpd
import numpy as np
import shapely

_HALF: Final = 0.5


def ids_of(
    shapes: Sequence[shapely.Geometry], groups: Sequence[str], old: gpd.GeoSeries
) -> list[str]:
    """Return an id for each shape: the old one with which it shares half of either, else a new one.

    New ones are the group's name and the next free number. Two shapes cannot share half with one.
    """
    taken = list(old.index)
    tree = shapely.STRtree(old.to_numpy())
    found: list[str] = []
    for shape, group in zip(shapes, groups, strict=True):
        found.append(_same(shape, old, tree) or _next(group, [*taken, *found]))
    return found


def _same(shape: shapely.Geometry, old: gpd.GeoSeries, tree: shapely.STRtree) -> str:
    for row in tree.query(shape, predicate="intersects"):
        before = old.iloc[row]
        shared = shapely.intersection(shape, before).area
        if shared > _HALF * shape.area and shared > _HALF * before.area:
            return str(old.index[row])
    return ""


def _next(group: str, taken: Sequence[str]) -> str:
    used = [int(each[-2:]) for each in taken if each[:-3] == group]
    return f"{group}-{max(used, default=0) + 1:02d}"


def successors(old: gpd.GeoSeries, new: gpd.GeoSeries) -> list[tuple[str, str, float]]:
    """Return what became of each id that is no more: the new id, and the share that lies in it.

    That is the shape with most of it; where none has any, the nearest one, with a share of 0.
    """
    tree = shapely.STRtree(new.to_numpy())
    found = []
    for name in sorted(set(old.index) - set(new.index)):
        rows = tree.query(old[name], predicate="intersects")
        shared = shapely.area(shapely.intersection(new.to_numpy()[rows], old[name]))
        if len(rows) and shared.max() > 0:
            best = int(np.argmax(shared))
            found.append((name, str(new.index[rows[best]]), float(shared[best] / old[name].area)))
        else:
            near = int(new.distance(old[name]).to_numpy().argmin())
            found.append((name, str(new.index[near]), 0.0))
    return found
