"""Describe the coordinate operation from the layers' files to a hand-off."""

from dataclasses import dataclass

from pyproj.transformer import TransformerGroup

from chedun_gis.handoff.target import SOURCE_CRS
from layers import Text

_NONE = Text("坐标系相同，未作转换。", "The same system; nothing was converted.")
# Eastern China moves by about 3 cm a year against the frame of WGS 84; CGCS2000 stays at 2000.0.
_BALLPARK = Text(
    "WGS 84 与 CGCS2000 按坐标相同处理（PROJ 称 ballpark，精度未知）；两者框架与历元不同，"
    "本地可差分米级至约 1 米。投影换算本身准确到毫米。要求更高时请用当地控制点求转换参数。",
    "WGS 84 and CGCS2000 are taken as equal (a ballpark operation of PROJ, accuracy unknown); by "
    "frame and epoch they can differ by decimetres to about a metre here. The projection itself is "
    "exact to a millimetre. Where more is needed, fit parameters from local control points.",
)
_STATED = Text("PROJ 给出的精度见 accuracy_m。", "PROJ states the accuracy as accuracy_m.")


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
    if crs == SOURCE_CRS:
        return Conversion(SOURCE_CRS, crs, "Null", 0.0, ballpark=False, note=_NONE)
    best = TransformerGroup(SOURCE_CRS, crs, always_xy=True).transformers[0]
    ballpark = "Ballpark" in best.description
    accuracy_m = best.accuracy if best.accuracy >= 0 and not ballpark else None
    note = _BALLPARK if ballpark else _STATED
    return Conversion(SOURCE_CRS, crs, _steps(best.description), accuracy_m, ballpark, note)


def _steps(description: str) -> str:
    """Leave out the swapping of axes, which moves nothing."""
    steps = description.split(" + ")
    return " + ".join(step for step in steps if not step.startswith("axis order change"))
