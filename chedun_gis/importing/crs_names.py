"""Read a CRS as users write it, and name one for them."""

from typing import Final

import pyproj
from pyproj.exceptions import CRSError

from geo import InputError

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
    if not (crs.is_geographic or crs.is_projected or crs.is_bound):
        raise InputError("crs_not_understood", crs=text[:60])
    return crs, text.endswith(SWAPPED)


def title_of(name: str) -> str:
    """Return a CRS with its registered name, such as `EPSG:4490 China Geodetic …`."""
    plain = name.removesuffix(SWAPPED)
    return f"{name} {pyproj.CRS.from_user_input(plain).name}"
