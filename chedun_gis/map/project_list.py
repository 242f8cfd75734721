"""Filter the projects as the list beside the map shows them."""

from dataclasses import dataclass

import geopandas as gpd


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
