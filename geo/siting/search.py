"""Choose sites from a cover: the exact best pair, and the lazy greedy choice for any number."""

import heapq

import numpy as np

from geo import Floats, Integers
from geo.siting.atoms import Cover


def best_pair(cover: Cover) -> tuple[int, ...]:
    """Return the two candidates that cover most together; fewer when there are fewer.

    Exact. The best partner of a site is looked for only as long as twice the gain that remains
    could beat the best pair known, so that few of the many pairs are ever weighed.
    """
    gain = cover.gain
    order = np.argsort(-gain, kind="stable")
    if len(order) < 2:  # noqa: PLR2004 - a pair
        return tuple(order.tolist())
    weighted = cover.covers.tocsc()
    best, pair = -1.0, (int(order[0]), int(order[1]))
    for place, one in enumerate(order[:-1].tolist()):
        others = order[place + 1 :]
        if gain[one] + gain[others[0]] <= best:
            break
        left = gain[others] - _shared(cover, weighted, one)[others]
        other = int(left.argmax())
        if gain[one] + left[other] > best:
            best, pair = float(gain[one] + left[other]), (one, int(others[other]))
    return tuple(sorted(pair))


def _shared(cover: Cover, columns: "object", one: int) -> Floats:
    """Return how much of what `one` covers each candidate covers too."""
    start, stop = cover.covers.indptr[one], cover.covers.indptr[one + 1]
    atoms = cover.covers.indices[start:stop]
    part = columns[:, atoms]  # type: ignore[index] # a sparse array
    return np.asarray(part @ cover.weight[atoms], dtype=float)


def greedy(cover: Cover, count: int) -> tuple[int, ...]:
    """Return `count` candidates, each the one that adds most to those before (lazy greedy).

    At least 1 - 1/e, about 63 %, of what the best choice covers; usually over 95 %. A candidate's
    gain only shrinks as others are chosen, so old gains are upper bounds and few are renewed.
    """
    covers, weight = cover.covers, cover.weight.copy()
    heap = [(-amount, row) for row, amount in enumerate(cover.gain.tolist())]
    heapq.heapify(heap)
    chosen: list[int] = []
    fresh: dict[int, int] = {}
    while heap and len(chosen) < count:
        amount, row = heapq.heappop(heap)
        if amount >= 0:
            break
        if fresh.get(row, 0) == len(chosen):
            chosen.append(row)
            weight[_atoms(cover, row)] = 0.0
            continue
        fresh[row] = len(chosen)
        atoms = covers.indices[covers.indptr[row] : covers.indptr[row + 1]]
        heapq.heappush(heap, (-float(weight[atoms].sum()), row))
    return tuple(sorted(chosen))


def _atoms(cover: Cover, row: int) -> Integers:
    found: Integers = cover.covers.indices[cover.covers.indptr[row] : cover.covers.indptr[row + 1]]
    return found


def covered(cover: Cover, chosen: tuple[int, ...]) -> float:
    """Return how much some candidates cover together."""
    reached = np.zeros(len(cover.weight), dtype=bool)
    for row in chosen:
        reached[_atoms(cover, row)] = True
    return float(cover.weight[reached].sum())
