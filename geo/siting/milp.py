"""Choose sites with HiGHS: most covered by so many sites, or all covered by the fewest."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread
from typing import Any, Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csc_array, hstack, vstack

from geo import Floats
from geo.siting.atoms import Cover

SolverProgress = Callable[[float, float], None]

_LOOK_S: Final = 0.05
_CHOSEN: Final = 0.5


@dataclass(frozen=True, slots=True)
class Solved:
    """The candidates chosen, what they reach, and the `bound` that no choice is better than.

    When the time ran out before anything was found, `chosen` is empty; a `bound` not known is NaN.
    """

    chosen: tuple[int, ...]
    value: float
    bound: float

    @property
    def gap(self) -> float:
        """Return by how much, relative to the larger, value and bound differ."""
        return gap_of(self.value, self.bound)


def gap_of(value: float, bound: float) -> float:
    """Return by how much a value and its bound differ, relative to the larger; NaN when unknown."""
    if math.isnan(bound):
        return math.nan
    larger = max(abs(value), abs(bound))
    return abs(bound - value) / larger if larger else 0.0


@dataclass(frozen=True, slots=True)
class _Programme:
    """Maximise `worth` times x, where `matrix` times x lies between `low` and `high`.

    The first `sites` of the x are 0 or 1, the others lie between 0 and `most`.
    """

    worth: Floats
    matrix: csc_array
    low: Floats
    high: Floats
    sites: int
    most: Floats


def most_covered(
    cover: Cover, count: int, *, time_limit_s: float = 30.0, progress: SolverProgress | None = None
) -> Solved:
    """Return at most `count` candidates that cover most (maximal covering location problem).

    The time limit returns the best choice found with its gap. `progress` is called with (seconds,
    limit) and may raise to cancel.
    """
    sites, atoms = cover.covers.shape
    # An atom counts as far as the chosen sites that cover it reach, and at most once.
    linked = hstack([cover.covers.T.astype(float), -_diagonal(atoms)])
    programme = _Programme(
        worth=np.concatenate([np.zeros(sites), cover.weight]),
        matrix=csc_array(vstack([linked, _number_of_sites(sites, sites + atoms)])),
        low=np.concatenate([np.zeros(atoms), [0.0]]),
        high=np.concatenate([np.full(atoms, np.inf), [float(count)]]),
        sites=sites,
        most=np.ones(atoms),
    )
    return _solved(programme, time_limit_s, progress)


def most_served(
    cover: Cover,
    count: int,
    *,
    capacity: Floats,
    time_limit_s: float = 30.0,
    progress: SolverProgress | None = None,
) -> Solved:
    """Return at most `count` candidates that serve most when each can take only its `capacity`.

    In the unit of the weights; what is covered is shared out among the sites. Otherwise as
    `most_covered`.
    """
    sites, atoms = cover.covers.shape
    # How much of each atom goes to each site that covers it.
    pairs = cover.covers.tocoo()
    site, atom = pairs.row, pairs.col
    each, ones, size = np.arange(len(site)), np.ones(len(site)), sites + len(site)
    shared = coo_array((ones, (atom, sites + each)), shape=(atoms, size))
    taken = coo_array((ones, (site, sites + each)), shape=(sites, size))
    room = coo_array((capacity, (np.arange(sites), np.arange(sites))), shape=(sites, size))
    programme = _Programme(
        worth=np.concatenate([np.zeros(sites), ones]),
        matrix=csc_array(vstack([shared, taken - room, _number_of_sites(sites, size)])),
        low=np.concatenate([np.full(atoms + sites, -np.inf), [0.0]]),
        high=np.concatenate([cover.weight, np.zeros(sites), [float(count)]]),
        sites=sites,
        most=cover.weight[atom],
    )
    return _solved(programme, time_limit_s, progress)


def fewest(
    cover: Cover, *, time_limit_s: float = 30.0, progress: SolverProgress | None = None
) -> Solved:
    """Return the fewest candidates that cover every atom (location set covering problem)."""
    sites, atoms = cover.covers.shape
    programme = _Programme(
        worth=-np.ones(sites),
        matrix=csc_array(cover.covers.T.astype(float)),
        low=np.ones(atoms),
        high=np.full(atoms, np.inf),
        sites=sites,
        most=np.zeros(0),
    )
    return _solved(programme, time_limit_s, progress)


def _diagonal(size: int) -> coo_array:
    return coo_array((np.ones(size), (np.arange(size), np.arange(size))), shape=(size, size))


def _number_of_sites(sites: int, size: int) -> coo_array:
    where = (np.zeros(sites, dtype=int), np.arange(sites))
    return coo_array((np.ones(sites), where), shape=(1, size))


def _solved(programme: _Programme, time_limit_s: float, progress: SolverProgress | None) -> Solved:
    whole = np.zeros(len(programme.worth))
    whole[: programme.sites] = 1
    found = _watched(
        lambda: milp(
            -programme.worth,
            integrality=whole,
            bounds=Bounds(0, np.concatenate([np.ones(programme.sites), programme.most])),
            constraints=LinearConstraint(programme.matrix, programme.low, programme.high),
            options={"time_limit": time_limit_s, "mip_rel_gap": 0.0},
        ),
        time_limit_s,
        progress,
    )
    bound = math.nan if found.mip_dual_bound is None else abs(float(found.mip_dual_bound))
    if found.x is None:
        return Solved((), 0.0, bound)
    chosen = np.flatnonzero(np.asarray(found.x)[: programme.sites] > _CHOSEN)
    return Solved(tuple(chosen.tolist()), abs(float(found.fun)), bound)


def _watched(solve: Callable[[], Any], limit_s: float, progress: SolverProgress | None) -> Any:  # noqa: ANN401
    """Run the solver beside a clock, so that whoever waits can see it go and give up."""
    answer: list[Any] = []
    fault: list[BaseException] = []

    def run() -> None:
        try:
            answer.append(solve())
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            fault.append(error)

    thread = Thread(target=run, daemon=True)
    start = time.monotonic()
    thread.start()
    while thread.is_alive():
        thread.join(_LOOK_S)
        if progress is not None:
            progress(min(time.monotonic() - start, limit_s), limit_s)
    if fault:
        raise fault[0]
    return answer[0]
