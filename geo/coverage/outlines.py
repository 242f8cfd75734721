"""Join fans and parallelograms along an outline to polygons, as few as there can be."""

from dataclasses import dataclass

import numpy as np
import shapely

from geo import SIDES, Flags, Floats, Geometries, Integers, corners_at

# A chain that turned by half a circle could meet itself: one fan and one such stretch do not.
_LONGEST_TURN = SIDES // 8
_LONE_FAN = SIDES // 4


@dataclass(frozen=True, slots=True)
class Chains:
    """Corners in the order of their outline, with the fan and the edge ahead to draw at each.

    Nothing joins across groups. `opens` says that the fan begins where the edge before it ends,
    `closes` that it ends where its own edge begins. A fan of all corners is a whole disc.
    """

    group: Integers
    corner: Floats
    ahead: Floats
    radius_m: Floats
    fan_first: Integers
    fan_count: Integers
    edge: Flags
    edge_push: Integers
    opens: Flags
    closes: Flags


@dataclass(frozen=True, slots=True)
class _Links:
    """Fans and edges in drawing order: where they come from and how many points each adds.

    A polygon runs along the pushed-out side (`outer` points) and back along the outline (`inner`).
    """

    row: Integers
    is_edge: Flags
    outer: Integers
    inner: Integers
    polygon: Integers


def draw(chains: Chains) -> tuple[Geometries, Integers]:
    """Return the polygons and the group of each; their union is all fans and parallelograms."""
    links = _links(chains)
    if not len(links.row):
        return np.empty(0, dtype=object), np.empty(0, dtype=np.int64)
    xy, polygon = _points(chains, links)
    repeated = np.zeros(len(xy), dtype=bool)
    repeated[1:] = (polygon[1:] == polygon[:-1]) & (xy[1:] == xy[:-1]).all(axis=1)
    rings = shapely.linearrings(xy[~repeated], indices=polygon[~repeated])
    first = np.flatnonzero(np.diff(links.polygon, prepend=-1))
    return np.asarray(shapely.polygons(rings), dtype=object), chains.group[links.row[first]]


def _links(chains: Chains) -> _Links:
    """Return what is to be drawn, numbered by polygon."""
    there = np.column_stack([chains.fan_count > 0, chains.edge])
    joins = np.zeros(there.shape, dtype=bool)
    joins[:, 1] = chains.closes & chains.edge
    joins[1:, 0] = (
        (chains.group[1:] == chains.group[:-1])
        & (chains.ahead[:-1] == chains.corner[1:]).all(axis=1)
        & (chains.edge_push[:-1] == chains.fan_first[1:])
        & chains.edge[:-1]
        & chains.opens[1:]
    )
    turn = np.column_stack([chains.fan_count, np.zeros_like(chains.fan_count)]).ravel()
    drawn = np.flatnonzero(there)
    turn, joined = turn[drawn], joins.ravel()[drawn]
    lone = turn > _LONE_FAN
    joined &= ~lone
    joined[1:] &= ~lone[:-1]
    begin = np.maximum.accumulate(np.where(joined, 0, np.arange(len(drawn))))
    turned = np.cumsum(turn)
    stretch = (turned - (turned - turn)[begin]) // _LONGEST_TURN
    joined[1:] &= stretch[1:] == stretch[:-1]

    row, is_edge = drawn // 2, drawn % 2 == 1
    inner = np.where(is_edge, 2, np.where(turn == SIDES, 0, 1))
    outer = np.where(is_edge, 2, turn)
    polygon = np.cumsum(~joined)
    # A fan of a single corner encloses nothing.
    area = np.bincount(polygon, weights=outer + inner)[polygon] > 2  # noqa: PLR2004
    number = np.cumsum(np.diff(polygon[area], prepend=0) > 0) - 1
    return _Links(row[area], is_edge[area], outer[area], inner[area], number)


def _points(chains: Chains, links: _Links) -> tuple[Floats, Integers]:
    """Return the points of all polygons, each polygon's in order, and the polygon of each."""
    outer = np.bincount(links.polygon, weights=links.outer).astype(np.int64)
    size = outer + np.bincount(links.polygon, weights=links.inner).astype(np.int64)
    start = np.cumsum(size) - size
    first = np.flatnonzero(np.diff(links.polygon, prepend=-1))
    out = start[links.polygon] + _since(links.outer, first, links.polygon)
    back = (start + size)[links.polygon] - 1 - _since(links.inner, first, links.polygon)

    xy = np.empty((int(size.sum()), 2))
    fan = np.flatnonzero(~links.is_edge)
    step = np.arange(links.outer[fan].sum()) - np.repeat(
        np.cumsum(links.outer[fan]) - links.outer[fan], links.outer[fan]
    )
    each = np.repeat(fan, links.outer[fan])
    row = links.row[each]
    xy[out[each] + step] = corners_at(
        chains.corner[row], chains.radius_m[row], chains.fan_first[row] + step
    )
    apex = fan[links.inner[fan] > 0]
    xy[back[apex]] = chains.corner[links.row[apex]]

    edge = np.flatnonzero(links.is_edge)
    row = links.row[edge]
    radius, push = chains.radius_m[row], chains.edge_push[row]
    xy[out[edge]] = corners_at(chains.corner[row], radius, push)
    xy[out[edge] + 1] = corners_at(chains.ahead[row], radius, push)
    xy[back[edge]] = chains.corner[row]
    xy[back[edge] - 1] = chains.ahead[row]
    return xy, np.repeat(np.arange(len(size)), size)


def _since(count: Integers, first: Integers, polygon: Integers) -> Integers:
    """Return how many points come before each link within its polygon."""
    before = np.cumsum(count) - count
    return np.asarray(before - before[first][polygon], dtype=np.int64)
