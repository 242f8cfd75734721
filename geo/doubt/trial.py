"""Try out what a figure would be if some features were surveyed, over the same draws each time.

A figure is an average over homes (parcels, areas) of what the services reach of each. Of every
feature there are outer draws, where it may truly lie, and inner draws, where it may lie for all
that is known. Once surveyed it stands, in each outer world, at its outer draw; the others go on
through their inner draws, also those of the same source: a survey is not used to correct what was
not surveyed. What one service reaches of one home is one word, of which there are four kinds, as
either is surveyed or not: all are worked out once, and a trial only joins them.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo import Flags, Floats, Integers
from geo.doubt.likely import TAIL
from geo.doubt.share import UnseenParcels, in_all

AnyWords = NDArray[np.unsignedinteger]
# How many worlds, and how many draws in each: the expected interval is an average over the worlds.
OUTER: Final = 100
INNER: Final = 100


@dataclass(frozen=True, slots=True)
class Pairs:
    """The words of n pairs of a home and a service that may reach it, by home.

    `neither` (n × inner) is with none of both surveyed, `home_known` and `service_known` (n × outer
    × inner) with one, `both_known` (n × outer) with both.
    """

    home: Integers
    service: Integers
    neither: AnyWords
    home_known: AnyWords
    service_known: AnyWords
    both_known: AnyWords


@dataclass(frozen=True, slots=True)
class Trial:
    """A figure to be tried: its homes with what they weigh in each draw, its services, the pairs.

    `inner` and `outer` (homes × draws) are the weights, `score` turns words into what counts of a
    home (0 to 1), `threshold` is the score at which its verdict is good. `held` counts whole in
    every draw. Where the homes are very many, these stand for others (see `UnseenParcels`), and
    `offered` names services alone.
    """

    homes: tuple[str, ...]
    services: tuple[str, ...]
    pairs: Pairs
    inner: Floats
    outer: Floats
    held: Integers
    score: Callable[[AnyWords], Floats]
    threshold: float = 1.0
    rest: UnseenParcels | None = None
    rows: tuple[slice, ...] = field(default=(), init=False)

    def __post_init__(self) -> None:
        """Find the pairs of each home."""
        numbers = np.arange(len(self.homes) + 1)
        ends = np.searchsorted(self.pairs.home, numbers).tolist()
        rows = tuple(slice(*both) for both in pairwise(ends))
        object.__setattr__(self, "rows", rows)

    @property
    def offered(self) -> tuple[str, ...]:
        """The features whose survey may be tried one by one: those that can change the figure."""
        edge = np.unique(self.pairs.home).tolist() if self.rest is None else []
        near = np.unique(self.pairs.service).tolist()
        return (*(self.homes[row] for row in edge), *(self.services[row] for row in near))


@dataclass(frozen=True, slots=True)
class Tried:
    """What is found when some features are known.

    `values` (outer × inner) are the figure. `further` is the figure when one more feature is known,
    by its key. `sure` is how many homes have a verdict that is the same in nearly all inner draws,
    on average over the worlds.
    """

    values: Floats
    further: Mapping[str, Floats]
    sure: float


def tried(trial: Trial, known: Collection[str], *, certain: float, further: bool = True) -> Tried:
    """Return the figure with some features known, and with each further one that is offered."""
    home_known = np.array([key in known for key in trial.homes], dtype=bool)
    service_known = np.array([key in known for key in trial.services], dtype=bool)
    shape = (trial.outer.shape[1], trial.inner.shape[1])
    total, covered = _start(trial, home_known, shape)
    every = set(trial.offered) if further else set()
    changes = {
        number: np.zeros(shape)
        for number, key in enumerate(trial.services)
        if key in every and not service_known[number]
    }
    alone: dict[str, tuple[Floats, Floats]] = {}
    sure = 0.0
    for number, rows in enumerate(trial.rows):
        if rows.start == rows.stop:
            sure += 1
            continue
        joined = _blocks(trial, rows, service_known, home=bool(home_known[number]), shape=shape)
        word = np.bitwise_or.reduce(joined, axis=0)
        score = trial.score(word)
        weight = _weight(trial, number, known=bool(home_known[number]))
        covered += weight * score
        share = (score >= trial.threshold).mean(axis=1)
        sure += float(((share >= certain) | (share <= 1 - certain)).mean())
        _with_services(trial, (rows, joined, score, weight), changes, home=bool(home_known[number]))
        if trial.homes[number] in every and not home_known[number]:
            blocks = _blocks(trial, rows, service_known, home=True, shape=shape)
            new = trial.outer[number][:, None]
            gain = new * trial.score(np.bitwise_or.reduce(blocks, axis=0)) - weight * score
            alone[trial.homes[number]] = (gain, new - weight)
    found = {
        trial.services[number]: in_all(covered + change, total, trial.rest)
        for number, change in changes.items()
    }
    found |= {
        key: in_all(covered + gain, total + more, trial.rest) for key, (gain, more) in alone.items()
    }
    if trial.rest is not None:
        sure = trial.rest.settled + trial.rest.grown * sure
    return Tried(in_all(covered, total, trial.rest), found, sure)


def expected(values: Floats, now: tuple[float, float]) -> tuple[float, float]:
    """Return the likely interval that is to be expected once what was tried is known.

    `values` (outer × inner) are the figure in each world, `now` is the interval while nothing is
    known. Over the worlds together the figure is as uncertain as now, in each world alone as it
    will be: the mean width in a world over the width of all together is the part that remains, of
    the very same draws, so that what two trials differ by is not the luck of their draws. The
    middle moves by what it does on average. Where nothing is uncertain nothing remains.
    """
    low, high = np.quantile(values, [TAIL, 1 - TAIL], axis=1)
    least, most = np.quantile(values, [TAIL, 1 - TAIL])
    if most <= least:
        return (now[0], now[1]) if now[1] <= now[0] else (_middle(*now), _middle(*now))
    remains = float((high - low).mean()) / float(most - least)
    middle = _middle(*now) + float((low + high).mean() - (least + most)) / 2
    half = min(remains, 1.0) * (now[1] - now[0]) / 2
    return middle - half, middle + half


def _middle(low: float, high: float) -> float:
    return (low + high) / 2


def _start(trial: Trial, home_known: Flags, shape: tuple[int, int]) -> tuple[Floats, Floats]:
    """Return what all homes weigh, and what those weigh that are always reached."""

    def weigh(rows: Integers) -> Floats:
        known = rows[home_known[rows]]
        unknown = rows[~home_known[rows]]
        weight = trial.outer[known].sum(axis=0)[:, None] + trial.inner[unknown].sum(axis=0)
        return np.asarray(np.broadcast_to(weight, shape))

    return weigh(np.arange(len(trial.homes))), weigh(trial.held).copy()


def _weight(trial: Trial, number: int, *, known: bool) -> Floats:
    return np.asarray(trial.outer[number][:, None] if known else trial.inner[number][None, :])


def _blocks(
    trial: Trial, rows: slice, service_known: Flags, *, home: bool, shape: tuple[int, int]
) -> AnyWords:
    """Return the words of one home's pairs (pairs × outer × inner)."""
    pairs, known = trial.pairs, service_known[trial.pairs.service[rows]]
    found = np.empty((rows.stop - rows.start, *shape), dtype=pairs.neither.dtype)
    if home:
        found[~known] = pairs.home_known[rows][~known]
        found[known] = pairs.both_known[rows][known][:, :, None]
    else:
        found[~known] = pairs.neither[rows][~known][:, None, :]
        found[known] = pairs.service_known[rows][known]
    return found


def _with_services(
    trial: Trial,
    here: tuple[slice, AnyWords, Floats, Floats],
    changes: dict[int, Floats],
    *,
    home: bool,
) -> None:
    """Add to each service's changes what its survey changes of one home."""
    rows, joined, score, weight = here
    count = len(joined) if changes else 0
    if not count:
        return
    # What all the others reach: those before, and those after.
    after = np.zeros_like(joined)
    for number in range(count - 2, -1, -1):
        np.bitwise_or(after[number + 1], joined[number + 1], out=after[number])
    before = np.zeros_like(joined[0])
    for number in range(count):
        row = rows.start + number
        change = changes.get(int(trial.pairs.service[row]))
        if change is not None:
            new = trial.pairs.both_known[row][:, None] if home else trial.pairs.service_known[row]
            change += weight * (trial.score(before | after[number] | new) - score)
        before |= joined[number]
