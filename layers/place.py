"""Say where the town is and what it is called, as a TOML file of its data folder states it."""

from dataclasses import dataclass
from typing import Annotated, Final

import pyproj
from pydantic import AfterValidator, Field, Strict

from geo import GAUSS_KRUGER, WGS84, Problem, grid_name, meridian_of, prefixed, proj4_of, utm_at
from layers.layer import Text
from layers.strict import SOME, Word, Words, checked, one_of, said
from layers.toml_file import read_toml

CGCS2000: Final = "EPSG:4490"


def _in_order(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    west, south, east, north = box
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):  # noqa: PLR2004 - the globe
        raise ValueError(box)
    return box


# West, south, east, north in WGS84 degrees; east and north. A list will do for either.
Box = Annotated[
    tuple[float, float, float, float],
    Strict(strict=False),
    AfterValidator(_in_order),
    said("[west, south, east, north] °"),
]
LonLat = Annotated[
    tuple[Annotated[float, Field(ge=-180, le=180)], Annotated[float, Field(ge=-90, le=90)]],
    Strict(strict=False),
    said("[east, north] °"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The place that the data are about.

    - `name`, and a `short` one where there is one; `code`: of the division.
    - `metric_crs`: a CGCS2000 3-degree zone without prefix, `EPSG:4534` to `EPSG:4554`, in which
      everything is measured.
    - `extent_deg`: what the data may fill; `bounds_deg`: the town itself (west, south, east, north
      in WGS84 degrees); `centre_deg`: east and north of the point at which the map opens, `zoom`
      how near.
    - `map_name`: what OpenStreetMap calls the town; `credits`: whom the map must name.
    - `featured`: the areas (`layer:id`) that are profiled first.
    """

    name: Words
    short: Annotated[Words | None, Field(alias="short_name")] = None
    code: Word
    metric_crs: Annotated[str, one_of(GAUSS_KRUGER, f"{GAUSS_KRUGER[0]}–{GAUSS_KRUGER[-1]}")]
    extent_deg: Box
    bounds_deg: Box
    centre_deg: LonLat
    zoom: Annotated[int, Field(ge=9, le=20)]
    map_name: Word
    credits: Words
    featured: Annotated[tuple[Word, ...], SOME] = ()

    @property
    def short_name(self) -> Text:
        """What it is called where that stands before other words."""
        return self.short or self.name

    @property
    def prefixed_crs(self) -> str:
        """The same zone with its number before the easting."""
        return prefixed(self.metric_crs)

    @property
    def meridian(self) -> int:
        """The central meridian of the zone, in degrees east."""
        return meridian_of(self.metric_crs)

    @property
    def zone(self) -> int:
        """The number of the 3-degree zone."""
        return self.meridian // 3

    @property
    def usual_crs(self) -> tuple[str, ...]:
        """The systems in which data of the town are exchanged, degrees first."""
        return (WGS84, CGCS2000, self.metric_crs, self.prefixed_crs)

    @property
    def projected_crs(self) -> tuple[str, ...]:
        """The systems in metres that control points of the town are measured in."""
        return (self.metric_crs, self.prefixed_crs, f"EPSG:{utm_at(*self.centre_deg).to_epsg()}")

    @property
    def proj4(self) -> str:
        """The metric CRS as proj4 in a browser understands it."""
        return proj4_of(self.metric_crs)

    @property
    def grid(self) -> str:
        """What the metric CRS is called beside a map."""
        return grid_name(self.metric_crs)


def read_place(file: str, content: bytes | None) -> tuple[Place | None, list[Problem]]:
    """Return the place that a file states, or None and every problem of the file at once.

    `content` is what stood in it, None when it could not be read. Raises what `read_toml` raises.
    Problem codes: those of `checked`; `place_bounds` (the town is not inside its extent),
    `place_centre` (the map would open outside the town) and `place_crs` (the zone is elsewhere).
    """
    place, problems = checked(Place, read_toml(file, content))
    if place is None:
        return None, problems
    problems = _contradictions(place)
    return (None if problems else place), problems


def _contradictions(place: Place) -> list[Problem]:
    """Return what the keys say against each other, each sound by itself."""
    west, south, east, north = place.extent_deg
    town = place.bounds_deg
    lon, lat = place.centre_deg
    found = []
    if not (west <= town[0] and south <= town[1] and town[2] <= east and town[3] <= north):
        found.append(Problem("place_bounds", field="bounds_deg"))
    if not (town[0] <= lon <= town[2] and town[1] <= lat <= town[3]):
        found.append(Problem("place_centre", field="centre_deg"))
    zone = pyproj.CRS.from_user_input(place.metric_crs).area_of_use
    # A town across the border of two zones is measured in either.
    if zone and not (zone.west <= town[2] and town[0] <= zone.east):
        params: dict[str, object] = {"value": place.metric_crs, "meridian": place.meridian}
        found.append(Problem("place_crs", field="metric_crs", params=params))
    return found
