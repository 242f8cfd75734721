"""Decide how a hand-off is written: format, encoding, coordinate system; refuse what cannot be."""

import datetime as dt
from dataclasses import dataclass

import pyproj
from pyproj.exceptions import CRSError

from chedun_gis.handoff.formats import Format, format_called
from chedun_gis.texts import today
from geo import WGS84, InputError
from layers import Place


@dataclass(frozen=True, slots=True)
class FileTarget:
    """How files are written; `made_on` is the date that stands in them (ISO 8601)."""

    fmt: Format
    crs: str
    encoding: str
    made_on: str


def target_of(
    fmt: str, place: Place, *, crs: str = "", encoding: str = "", made_on: dt.date | None = None
) -> FileTarget:
    """Return the target of a place's data; an empty CRS or encoding takes the format's first.

    `crs` is an EPSG code, with or without `EPSG:`. Raises `InputError` with `format_unknown`,
    `encoding_unknown`, `crs_not_registered`, `crs_not_for_format`, `crs_not_here` (its area of use
    leaves the town out: a wrong zone) or `crs_not_metric`.
    """
    found = format_called(fmt)
    encoding = (encoding or found.encodings[0]).lower()
    if encoding not in found.encodings:
        known = "、".join(found.encodings)
        raise InputError("encoding_unknown", encoding=encoding, format=fmt, known=known)
    return FileTarget(
        found,
        _crs_of(crs, found, place),
        encoding,
        (made_on or today()).isoformat(),
    )


def allowed_crs(fmt: Format, place: Place) -> tuple[str, ...]:
    """Return the only systems that a format may be in, its own first choice first; none for any."""
    return (place.prefixed_crs, place.metric_crs) if fmt.cadastral else fmt.crs


def _crs_of(crs: str, fmt: Format, place: Place) -> str:
    allowed = allowed_crs(fmt, place)
    if not crs:
        if allowed:
            return allowed[0]
        return place.metric_crs if fmt.metric else WGS84
    code = crs.upper().removeprefix("EPSG:")
    name = f"EPSG:{code}"
    if allowed and name not in allowed:
        raise InputError("crs_not_for_format", crs=name, format=fmt.id, known="、".join(allowed))
    try:
        found = pyproj.CRS.from_epsg(int(code))
    except (CRSError, ValueError) as error:
        known = "、".join(place.usual_crs)
        raise InputError("crs_not_registered", crs=crs, known=known) from error
    if name not in place.usual_crs:  # those are its own, even at the border of a zone
        _require_usable(found, name, place)
    return name


def _require_usable(crs: pyproj.CRS, name: str, place: Place) -> None:
    """Refuse a zone elsewhere, and metres that are none on the ground (web Mercator)."""
    known = "、".join(place.usual_crs)
    flat = len(crs.axis_info) == 2  # noqa: PLR2004 - a plane has two axes
    if not flat or not (crs.is_geographic or crs.is_projected):
        raise InputError("crs_not_registered", crs=name, known=known)
    metres = {axis.unit_name for axis in crs.axis_info} <= {"metre", "meter"}
    if crs.is_projected and (not metres or crs.to_epsg() == 3857):  # noqa: PLR2004
        raise InputError("crs_not_metric", crs=crs.name)
    west, south, east, north = place.bounds_deg
    area = crs.area_of_use
    if area and not (
        area.west <= west and area.south <= south and east <= area.east and north <= area.north
    ):
        raise InputError("crs_not_here", crs=name, name=crs.name, known=known)
