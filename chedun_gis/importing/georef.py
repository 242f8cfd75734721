"""Bring what a file holds to where it is; what the file and the user leave open stays open."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from pyproj.exceptions import CRSError, ProjError
from pyproj.transformer import TransformerGroup

from chedun_gis.handoff import conversion_to
from chedun_gis.importing.datum_match import DatumMatch, match
from chedun_gis.importing.options import Options
from chedun_gis.importing.shapes import finite
from geo import WGS84, InputError
from geo.position import DATUMS, Datum, GridFit, apply, apply_fit, diagnose, fit_grid, shift_frame
from geo.position import Finding as Guess
from layers import Place

References = Mapping[str, gpd.GeoDataFrame]


@dataclass(frozen=True, slots=True)
class Found:
    """Something found out about the position: `finding.<code>` words it with `params`."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Located:
    """The features in WGS84, what was found out about their CRS and datum, and what was done.

    `open` tells that the user must state a CRS or a datum first; `offer` is what the numbers
    suggest (keys `crs`, while there is none, and `datum`). `record` goes into the manifest.
    """

    frame: gpd.GeoDataFrame
    findings: tuple[Found, ...] = ()
    open: bool = False
    offer: Mapping[str, str] = field(default_factory=dict)
    record: Mapping[str, Any] = field(default_factory=dict)


def locate(
    frame: gpd.GeoDataFrame, options: Options, references: References, place: Place
) -> Located:
    """Return the features in WGS84 degrees, or what is open.

    The user's CRS counts before the file's; without a datum the features are compared with the
    references (in metres), and only features that fit as they are need none. Raises
    `InputError` with `crs_not_understood` (crs) and `datum_unknown` (datum, known).
    """
    datum = datum_called(options.datum)
    grid: dict[str, Any] = {}
    if options.control:
        frame, grid = _from_grid(frame, options, place)
    named = options.crs if options.crs and not grid else _stated_in(frame)
    crs, swapped = crs_called(named) if named else (None, False)
    placed = _placed(frame, crs, swapped=swapped)
    guess = _diagnosed(placed, place)
    # The user's word stands: rows that then lie elsewhere are faults of their own.
    notes = () if guess is None else (_worded(guess, frame[finite(frame)], crs),)
    if crs is None or (guess is not None and not options.crs):
        offer = {} if guess is None else _offer(guess)
        return Located(_nowhere(frame), notes, open=True, offer=offer)
    by_user = "user" if options.crs or options.control else "file"
    record = {"stated_by": by_user, **_operation(crs, swapped=swapped), **grid}
    return _with_datum(placed.to_crs(WGS84), datum, references, (notes, record))


def suggested_crs(frame: gpd.GeoDataFrame, place: Place) -> str:
    """Return the CRS that the numbers suggest instead of the file's own, "" for none."""
    guess = _diagnosed(frame, place)
    return "" if guess is None else _offer(guess).get("crs", "")


def _diagnosed(frame: gpd.GeoDataFrame, place: Place) -> Guess | None:
    """Return what the numbers say of the CRS; None where they agree, or say nothing."""
    here = frame[finite(frame)]
    if here.crs is not None and not _on_earth(here.crs):
        here = here.set_crs(None, allow_override=True)
    return diagnose(here, extent_deg=place.extent_deg) if len(here) else None


def _stated_in(frame: gpd.GeoDataFrame) -> str:
    return "" if frame.crs is None else str(frame.crs.to_wkt())


def _on_earth(crs: pyproj.CRS) -> bool:
    """Tell whether coordinates in a CRS are places on earth that PROJ can find."""
    if not (crs.is_geographic or crs.is_projected or crs.is_bound):
        return False
    try:
        pyproj.Transformer.from_crs(crs, WGS84, always_xy=True)
    except ProjError:  # of a projection that nobody knows
        return False
    return True


def _from_grid(
    frame: gpd.GeoDataFrame, options: Options, place: Place
) -> tuple[gpd.GeoDataFrame, dict[str, Any]]:
    """Return features of a local grid in the CRS of its control points, and how well they fit."""
    fit = grid_of(options, place)
    grid = {
        "fit": fit.kind,
        "points": len(fit.residual_m),
        "rms_m": round(fit.rms_m, 4),
        "residuals_m": [round(float(each), 4) for each in fit.residual_m],
        "scale": round(fit.scale, 8),
        "turn_rad": round(fit.turn_rad, 8),
    }
    return apply_fit(frame, fit), {"local_grid": grid}


def grid_of(options: Options, place: Place) -> GridFit:
    """Return the fit of the control points; raises what `geo.position.fit_grid` raises."""
    points = np.array(options.control, dtype=float)
    crs = options.crs or place.metric_crs
    return fit_grid(points[:, :2], points[:, 2:], crs=crs, kind=options.fit)


def _placed(frame: gpd.GeoDataFrame, crs: pyproj.CRS | None, *, swapped: bool) -> gpd.GeoDataFrame:
    if crs is None:
        return frame
    # Of a stated CRS with swapped axes only the swapping is left to do.
    return apply(frame, Guess("", crs.to_wkt(), swapped, 1.0))


def _nowhere(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the rows without their geometry: numbers without a CRS are no places."""
    return frame.set_geometry(gpd.GeoSeries([None] * len(frame), index=frame.index, crs=WGS84))


def _offer(guess: Guess) -> dict[str, str]:
    return {"crs": guess.crs + (SWAPPED if guess.swap else "")} if guess.crs else {}


def _worded(guess: Guess, here: gpd.GeoDataFrame, stated: pyproj.CRS | None) -> Found:
    x, y = np.median(shapely.get_coordinates(here.geometry.to_numpy()), axis=0)
    params: dict[str, object] = {
        "stated": stated.name if stated is not None else "",
        "x": round(float(x), 5),
        "y": round(float(y), 5),
        "crs": title_of(_offer(guess)["crs"]) if guess.crs else "",
        "percent": round(guess.share * 100),
    }
    missing = guess.code == "crs_outside" and stated is None
    return Found("crs_unknown" if missing else guess.code, params)


def _with_datum(
    frame: gpd.GeoDataFrame,
    datum: Datum | None,
    references: References,
    so_far: tuple[tuple[Found, ...], dict[str, Any]],
) -> Located:
    found = match(frame[finite(frame)], references)
    findings = (*so_far[0], _compared(found))
    record = so_far[1] | {
        "datum": datum or found.datum,
        "datum_stated_by": "user" if datum else "comparison",
        "match": {
            "reference": found.reference,
            "shares": {name: round(share, 3) for name, share in found.shares.items()},
            "chance": round(found.chance, 3),
        },
    }
    settled = bool(datum) or found.datum == "wgs84"
    if not settled:
        findings = (*findings, Found("datum_choose"))
    elif datum and datum != found.datum:
        against = Found("datum_against", {"chosen": datum, "datum": found.datum})
        findings = (*findings, against if found.datum else Found("datum_taken", {"chosen": datum}))
    if datum in {"gcj02", "bd09"}:
        frame = shift_frame(frame, source=datum, target="wgs84")
    offer = {"datum": found.datum} if found.datum else {}
    return Located(frame, findings, open=not settled, offer=offer, record=record if settled else {})


def _compared(found: DatumMatch) -> Found:
    if not found.datum:
        return Found("datum_open")
    params: dict[str, object] = {
        "percent": round(found.shares[found.datum] * 100),
        "chance": round(found.chance * 100),
        "reference": found.reference,
        "offset_m": round(found.offset_m),
        "datum": found.datum,
    }
    return Found("datum_fits" if found.datum == "wgs84" else "datum_shifted", params)


def datum_called(name: str) -> Datum | None:
    """Return a datum by name, None for none; `InputError("datum_unknown")` (datum, known)."""
    for datum in DATUMS:
        if name.strip().lower() == datum:
            return datum
    if name:
        raise InputError("datum_unknown", datum=name, known="、".join(DATUMS))
    return None


def _operation(crs: pyproj.CRS, *, swapped: bool) -> dict[str, Any]:
    """Describe how PROJ takes coordinates to WGS84; accuracy in metres, None when unknown."""
    best = TransformerGroup(crs, WGS84, always_xy=True).transformers
    description = best[0].description if best else ""
    known = bool(best) and best[0].accuracy >= 0 and "Ballpark" not in description
    epsg = crs.to_epsg()
    return {
        "crs": f"EPSG:{epsg}" if epsg else crs.to_wkt(),
        "crs_name": crs.name,
        "axes_swapped": swapped,
        "operation": description,
        "accuracy_m": best[0].accuracy if known else None,
        "note": conversion_to(crs.to_wkt()).note.zh,
    }


# A CRS with this behind it has its axes swapped: the first number is the northing.
SWAPPED: Final = "@yx"


def crs_called(name: str) -> tuple[pyproj.CRS, bool]:
    """Return the CRS that a user names, and whether its axes are swapped.

    Takes an EPSG code with or without `EPSG:`, PROJ, WKT or PROJJSON. Raises
    `InputError("crs_not_understood")` (crs).
    """
    text = name.strip()
    plain = text.removesuffix(SWAPPED).strip()
    try:
        crs = pyproj.CRS.from_user_input(int(plain) if plain.isdigit() else plain)
    except CRSError as error:
        raise InputError("crs_not_understood", crs=text[:60]) from error
    if not _on_earth(crs):
        raise InputError("crs_not_understood", crs=text[:60])
    return crs, text.endswith(SWAPPED)


def title_of(name: str) -> str:
    """Return a CRS with its registered name, such as `EPSG:4490 China Geodetic …`."""
    plain = name.removesuffix(SWAPPED)
    return f"{name} {pyproj.CRS.from_user_input(plain).name}"
