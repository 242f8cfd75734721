"""Describe the coordinate operation from the layers' files to a hand-off."""

from dataclasses import dataclass

from pyproj.transformer import TransformerGroup

from chedun_gis.texts import text
from geo import WGS84
from layers import Text

_NONE = text("conversion.none")
# Eastern China moves by about 3 cm a year against the frame of WGS 84; CGCS2000 stays at 2000.0.
_BALLPARK = text("conversion.ballpark")
_STATED = text("conversion.stated")


@dataclass(frozen=True, slots=True)
class Conversion:
    """An operation by PROJ's name; `accuracy_m` in metres, None where PROJ does not know it."""

    source: str
    target: str
    name: str
    accuracy_m: float | None
    ballpark: bool
    note: Text


def conversion_to(crs: str) -> Conversion:
    """Return the operation that takes a layer's file to `crs`."""
    if crs == WGS84:
        return Conversion(WGS84, crs, "Null", 0.0, ballpark=False, note=_NONE)
    best = TransformerGroup(WGS84, crs, always_xy=True).transformers[0]
    ballpark = "Ballpark" in best.description
    accuracy_m = best.accuracy if best.accuracy >= 0 and not ballpark else None
    note = _BALLPARK if ballpark else _STATED
    return Conversion(WGS84, crs, _steps(best.description), accuracy_m, ballpark, note)


def _steps(description: str) -> str:
    """Leave out the swapping of axes, which moves nothing."""
    steps = description.split(" + ")
    return " + ".join(step for step in steps if not step.startswith("axis order change"))
