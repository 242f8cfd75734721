"""Put into the layer of projects what the register knows of them: new ones, and where they are."""

from typing import Any, Final

import geopandas as gpd
import pandas as pd
from shapely import Point
from shapely.geometry.base import BaseGeometry

from chedun_gis.register import Counted, Histories, NewProject, ProjectPlace
from chedun_gis.town.loading import Loaded
from geo import WGS84
from layers import Place

PROJECTS: Final = "projects"
# How a place is known, by the words for features: only what was measured is more than a sketch.
_BASIS: Final = {"measured": "surveyed"}
# Without a place it is somewhere in the town, as the shipped file says of such.
_SOMEWHERE_M: Final = 10_000


def with_projects(loaded: Loaded, known: Histories, place: Place) -> Loaded:
    """Return the layer with the projects that were entered, and each at the place entered for it.

    A project that the file has too is the file's; a place that was entered goes before the file's.
    """
    if loaded.broken or not (known.new or known.places):
        return loaded
    frame = _with_new(loaded.frame, known)
    return loaded.with_frame(_placed(frame, known, place))


def _with_new(frame: gpd.GeoDataFrame, known: Histories) -> gpd.GeoDataFrame:
    there = set(frame["id"])
    rows = [_row(each) for name, each in known.new.items() if name not in there]
    if not rows:
        return frame
    more = pd.DataFrame(rows, columns=frame.columns.drop("geometry")).astype(object)
    objects = [frame.drop(columns="geometry").astype(object), more.where(more.notna(), None)]
    table = pd.concat(objects, ignore_index=True)
    return _framed(table, [*frame.geometry, *([None] * len(rows))], frame)


def _row(entry: Counted[NewProject]) -> dict[str, Any]:
    fact = entry.fact
    return {
        "id": fact.project,
        "name_zh": fact.name.zh,
        "name_en": fact.name.en,
        "sector": fact.sector,
        "location_type": "not_located",
        "body_zh": fact.body or None,
        "body_en": fact.body or None,
        "target_year": fact.target_year,
        "plan_ref": fact.clause or None,
        "source": fact.source,
        "basis": "plan",
        "accuracy_m": _SOMEWHERE_M,
    }


def _placed(frame: gpd.GeoDataFrame, known: Histories, place: Place) -> gpd.GeoDataFrame:
    """Return the frame with every project at the place that was entered for it last."""
    table, shapes = frame.drop(columns="geometry").astype(object), list(frame.geometry)
    rows = [row for row, name in enumerate(table["id"]) if name in known.places]
    facts = [known.places[str(table["id"].iloc[row])].fact for row in rows]
    points = gpd.GeoSeries([_point(each) for each in facts], crs=WGS84).to_crs(place.metric_crs)
    for row, fact, point in zip(rows, facts, points, strict=True):
        shapes[row] = point
        told = {
            "location_type": fact.location,
            # Where it was before is not where it is.
            "zone_id": fact.zone or None,
            "source": fact.source,
            "basis": _BASIS.get(fact.basis, "schematic") if fact.located else "plan",
            "accuracy_m": fact.accuracy_m if fact.located else _SOMEWHERE_M,
        }
        table.loc[table.index[row], list(told)] = list(told.values())
    return _framed(table, shapes, frame)


def _framed(
    table: pd.DataFrame, shapes: list[BaseGeometry | None], like: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Return a table of objects with shapes, its columns of the types of another frame."""
    found = table.copy()
    for name, kind in like.dtypes.drop("geometry").items():
        if kind.kind not in "iuf":
            continue  # texts are objects, None where there is none
        numbers = found[name].astype(float)
        # What is whole in the file need not be where something was entered.
        whole = kind.kind != "f" and (numbers % 1 == 0).all()
        found[name] = numbers.astype(kind) if whole else numbers
    return gpd.GeoDataFrame(found, geometry=shapes, crs=like.crs)


def _point(fact: ProjectPlace) -> Point | None:
    return Point(fact.lon_deg, fact.lat_deg) if fact.located else None
