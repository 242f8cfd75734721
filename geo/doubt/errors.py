"""Draw where features may truly lie, from how accurately they are mapped.

The model: a feature's `accuracy_m` is the radius within which it truly lies with 95 %. Its error is
isotropic and normal and shifts the whole shape, without turning or bending it. A part of the
variance is shared: all features of one source are off together by it. A sketched outline is also of
another size: its area is multiplied by a factor, log-uniform in a stated range.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import numpy as np
from scipy.special import ndtr

from geo import Floats, Integers

# The radius in standard deviations that holds 95 % of an isotropic normal error in the plane:
# the root of the 95 % quantile of chi-squared with two degrees of freedom, -2 ln 0.05.
RADIUS_95: Final = math.sqrt(-2 * math.log(0.05))


@dataclass(frozen=True, slots=True)
class PlaceErrors:
    """How far each of n features may be off, in the order of their frame.

    `keys` tell features apart, whatever frame they stand in: one key, one draw. `accuracy_m` is
    the 95 % radius; `source` names whose features are off together and `shared` (0 to 1) by what
    part of the variance; `least_area` and `most_area` bound the factor of the area, 1 and 1 for a
    feature whose size is known.
    """

    keys: tuple[str, ...]
    accuracy_m: Floats
    source: tuple[str, ...]
    shared: Floats
    least_area: Floats
    most_area: Floats

    def take(self, rows: Integers) -> "PlaceErrors":
        """Return those of some features."""
        return PlaceErrors(
            tuple(self.keys[row] for row in rows),
            self.accuracy_m[rows],
            tuple(self.source[row] for row in rows),
            self.shared[rows],
            self.least_area[rows],
            self.most_area[rows],
        )


@dataclass(frozen=True, slots=True)
class Drawn:
    """Draws of n features: `shift_m` (n × draws × 2), `scale` (n × draws), a factor of lengths."""

    shift_m: Floats
    scale: Floats

    def take(self, rows: Integers) -> "Drawn":
        """Return those of some features."""
        return Drawn(self.shift_m[rows], self.scale[rows])


def drawn(errors: PlaceErrors, *, draws: int, seed: int, stream: str = "likely") -> Drawn:
    """Return that many draws of every feature.

    A feature's draw depends on seed, stream and its key alone, a source's on its name: which others
    are asked about, in which order, changes nothing (common random numbers). The first draws of
    many are those of few.
    """
    own = np.array([_normals(f"{stream}|{key}", draws, seed) for key in errors.keys])
    own = own.reshape(len(errors.keys), draws, 3)
    names = sorted(set(errors.source))
    common = {name: _normals(f"{stream}|source|{name}", draws, seed)[:, :2] for name in names}
    both = np.array([common[name] for name in errors.source]).reshape(-1, draws, 2)
    shared = errors.shared[:, None, None]
    sigma = (errors.accuracy_m / RADIUS_95)[:, None, None]
    shift = sigma * (np.sqrt(shared) * both + np.sqrt(1 - shared) * own[:, :, :2])
    low, high = np.log(errors.least_area)[:, None], np.log(errors.most_area)[:, None]
    # The root of the factor of the area; a third normal number, as a probability, places it.
    scale = np.exp((low + (high - low) * ndtr(own[:, :, 2])) / 2)
    return Drawn(shift, scale)


def joined_errors(parts: Sequence[PlaceErrors]) -> PlaceErrors:
    """Return the errors of several frames as one."""
    return PlaceErrors(
        tuple(key for part in parts for key in part.keys),
        np.concatenate([part.accuracy_m for part in parts]),
        tuple(name for part in parts for name in part.source),
        np.concatenate([part.shared for part in parts]),
        np.concatenate([part.least_area for part in parts]),
        np.concatenate([part.most_area for part in parts]),
    )


def _normals(name: str, draws: int, seed: int) -> Floats:
    """Return draws × 3 standard normal numbers that belong to a name."""
    digest = blake2b(f"{seed}|{name}".encode(), digest_size=16).digest()
    source = np.random.Generator(np.random.PCG64(int.from_bytes(digest, "big")))
    return source.standard_normal((draws, 3))
