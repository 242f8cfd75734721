"""Find features by name, and projects by what the list filters."""

from dataclasses import dataclass

import geopandas as gpd

from chedun_gis.town import Town
from geo import WGS84
from layers import LAYERS


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A feature whose name fits: its layer, id, name, and a point on it (none if unplaced)."""

    layer: str
    id: str
    name: str
    lon: float | None
    lat: float | None


def search(town: Town, text: str, lang: str, *, limit: int = 12) -> list[NameMatch]:
    """Return up to `limit` features; names that begin with the text come first.

    Upper and lower case do not matter; layers are searched from the top of the map down.
    """
    wanted = text.strip().casefold()
    if not wanted:
        return []
    found: list[tuple[bool, int, NameMatch]] = []
    for layer in sorted(LAYERS.values(), key=lambda each: -each.order):
        frame = town.loaded(layer.id).frame
        names = frame["name_zh"].str.casefold() + "\n" + frame["name_en"].str.casefold()
        hits = frame[names.str.contains(wanted, regex=False).to_numpy(dtype=bool)]
        points_deg = hits.geometry.representative_point().to_crs(WGS84)
        for row, point in zip(hits.itertuples(index=False), points_deg, strict=True):
            both = (str(row.name_zh).casefold(), str(row.name_en).casefold())
            starts = any(name.startswith(wanted) for name in both)
            place = (None, None) if point is None or point.is_empty else (point.x, point.y)
            match = NameMatch(layer.id, str(row.id), str(getattr(row, f"name_{lang}")), *place)
            found.append((not starts, -layer.order, match))
    found.sort(key=lambda each: each[:2])
    return [match for _, _, match in found[:limit]]


@dataclass(frozen=True, slots=True)
class ProjectFilter:
    """What to keep; an empty tuple or text keeps everything."""

    stages: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    text: str = ""


def filter_projects(projects: gpd.GeoDataFrame, wanted: ProjectFilter) -> gpd.GeoDataFrame:
    """Return the projects that fit every part of the filter, unlocated ones included."""
    keep = projects["id"].notna()
    for column, values in (
        ("stage", wanted.stages),
        ("sector", wanted.sectors),
        ("zone_id", wanted.zones),
    ):
        if values:
            keep &= projects[column].isin(values)
    text = wanted.text.strip().casefold()
    if text:
        names = projects["name_zh"].str.casefold() + "\n" + projects["name_en"].str.casefold()
        keep &= names.str.contains(text, regex=False)
    return projects[keep]
