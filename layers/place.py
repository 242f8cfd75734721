"""Say where the town is and what it is called, as a TOML file of its data folder states it."""

from dataclasses import dataclass
from typing import Final

import pyproj

from geo import GAUSS_KRUGER, WGS84, Problem, grid_name, meridian_of, prefixed, proj4_of, utm_at
from layers.layer import Text
from layers.toml_file import (
    TEXT,
    WORD,
    Key,
    TomlTable,
    is_number,
    is_text,
    is_words,
    key_problems,
    read_toml,
)

CGCS2000: Final = "EPSG:4490"

# West, south, east, north in WGS84 degrees.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """The place that the data are about.

    - `name`, and `short_name` where it stands before other words; `code`: of the division.
    - `metric_crs`: a CGCS2000 3-degree zone without prefix, `EPSG:4534` to `EPSG:4554`, in which
      everything is measured.
    - `extent_deg`: what the data may fill; `bounds_deg`: the town itself (west, south, east, north
      in WGS84 degrees); `centre_deg`: east and north of the point at which the map opens, `zoom`
      how near.
    - `map_name`: what OpenStreetMap calls the town; `credits`: whom the map must name.
    - `featured`: the areas (`layer:id`) that are profiled first.
    """

    name: Text
    short_name: Text
    code: str
    metric_crs: str
    extent_deg: Box
    bounds_deg: Box
    centre_deg: tuple[float, float]
    zoom: int
    map_name: str
    credits: Text
    featured: tuple[str, ...]

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
    Problem codes: those of `key_problems`; `place_bounds` (the town is not inside its extent),
    `place_centre` (the map would open outside the town) and `place_crs` (the zone is elsewhere).
    """
    table = read_toml(file, content)
    problems = key_problems(table, _KEYS)
    if problems:
        return None, problems
    found = _place(table)
    problems = _contradictions(found)
    return (None if problems else found), problems


def _is_box(value: object) -> bool:
    if not isinstance(value, list) or len(value) != 4:  # noqa: PLR2004 - the sides of a box
        return False
    west, south, east, north = value
    degrees = all(is_number(each, -180, 180) for each in value)
    return degrees and west < east and -90 <= south < north <= 90  # noqa: PLR2004 - the globe


def _is_point(value: object) -> bool:
    if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004 - east and north
        return False
    return is_number(value[0], -180, 180) and is_number(value[1], -90, 90)


def _is_zoom(value: object) -> bool:
    return isinstance(value, int) and is_number(value, 9, 20)


_BOX = Key(_is_box, "[west, south, east, north] °", required=True)
_KEYS = {
    "name": TEXT,
    "short_name": Key(is_text, TEXT.expected),
    "code": WORD,
    "metric_crs": Key(
        lambda value: value in GAUSS_KRUGER, f"{GAUSS_KRUGER[0]}–{GAUSS_KRUGER[-1]}", required=True
    ),
    "extent_deg": _BOX,
    "bounds_deg": _BOX,
    "centre_deg": Key(_is_point, "[east, north] °", required=True),
    "zoom": Key(_is_zoom, "9–20", required=True),
    "map_name": WORD,
    "credits": TEXT,
    "featured": Key(is_words, "[layer:id, …]"),
}


def _place(table: TomlTable) -> Place:
    """Return the place of a table without problems."""
    west, south, east, north = map(float, table["extent_deg"])
    town_west, town_south, town_east, town_north = map(float, table["bounds_deg"])
    lon, lat = map(float, table["centre_deg"])
    return Place(
        name=Text(**table["name"]),
        short_name=Text(**(table.get("short_name") or table["name"])),
        code=table["code"],
        metric_crs=table["metric_crs"],
        extent_deg=(west, south, east, north),
        bounds_deg=(town_west, town_south, town_east, town_north),
        centre_deg=(lon, lat),
        zoom=table["zoom"],
        map_name=table["map_name"],
        credits=Text(**table["credits"]),
        featured=tuple(table.get("featured", [])),
    )


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
