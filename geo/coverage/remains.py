"""Hold what of each parcel no service reaches, and make these shapes only when somebody asks."""

import threading
from collections.abc import Callable

import numpy as np

from geo import Flags, Geometries, Integers

MakeShapes = Callable[[Integers], Geometries]


class Remains:
    """What of each parcel no service reaches, in the order of the parcels; None where nothing.

    A shape that is asked for is made once and kept. It depends on its parcel and the services
    alone, so it is the same whoever asks first, for whichever parcels, from however many threads.
    """

    __slots__ = ("_lock", "_make", "_open", "_shapes", "_todo")

    def __init__(
        self, shapes: Geometries, todo: Flags | None = None, make: MakeShapes | None = None
    ) -> None:
        """Take the shapes that are known, and how those of the rows `todo` are made."""
        self._lock = threading.Lock()
        self._shapes = shapes.copy()
        self._todo = np.zeros(len(shapes), dtype=bool) if todo is None else todo.copy()
        self._make = make if self._todo.any() else None
        self._open = self._todo | (shapes != None)  # noqa: E711 - of each one

    @property
    def open_rows(self) -> Integers:
        """The numbers of the parcels of which something is left."""
        return np.flatnonzero(self._open)

    def of(self, rows: Integers) -> Geometries:
        """Return what is left of some parcels, by their numbers."""
        with self._lock:
            if self._make is not None:
                missing = np.unique(rows[self._todo[rows]])
                if len(missing):
                    self._shapes[missing] = self._make(missing)
                    self._todo[missing] = False
                if not self._todo.any():
                    # Services are large: they are let go of with the last shape.
                    self._make = None
            return np.asarray(self._shapes[rows], dtype=object)

    def all(self) -> Geometries:
        """Return what is left of every parcel."""
        return self.of(np.arange(len(self._shapes)))

    def part(self, rows: Integers) -> "Remains":
        """Return what is left of some parcels as a value of its own, made when it is asked."""
        with self._lock:
            shapes, todo = self._shapes[rows], self._todo[rows]
        return Remains(shapes, todo, lambda some: self.of(rows[some]))
