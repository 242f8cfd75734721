"""Serve what was entered and counts: the histories of projects and the series of values.

Who entered it, and what only waits for its review, is not public.
"""

from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import pandas as pd

from chedun_gis.indicators import declarations, indicators_known, projects_known
from chedun_gis.ogc.collection import Collection, field_title
from chedun_gis.register import Counted, IndicatorValue, ProjectEffect, ProjectStatus
from chedun_gis.texts import TEXTS
from chedun_gis.town import Town
from layers import Field, FieldType, Text

PREFIX = "result-"
_HISTORY: dict[str, FieldType] = {
    "id": "text",
    "project": "text",
    "name_zh": "text",
    "name_en": "text",
    "date": "text",
    "stage": "text",
    "share_done": "number",
    "planned_10k_yuan": "number",
    "spent_10k_yuan": "number",
    "note_zh": "text",
    "note_en": "text",
    "body": "text",
    "clause": "text",
    "source": "text",
    "basis": "text",
    "reliability": "text",
}
_SERIES: dict[str, FieldType] = {
    "id": "text",
    "of_indicator": "text",
    "name_zh": "text",
    "name_en": "text",
    "unit": "text",
    "year": "integer",
    "value": "number",
    "date": "text",
    "source": "text",
    "basis": "text",
    "reliability": "text",
}


_EFFECTS: dict[str, FieldType] = {
    "id": "text",
    "project": "text",
    "name_zh": "text",
    "name_en": "text",
    "of_indicator": "text",
    "amount": "number",
    "unit": "text",
    "layer": "text",
    "feature": "text",
    "clause": "text",
    "date": "text",
    "source": "text",
    "basis": "text",
    "reliability": "text",
}


def entered_collections(town: Town) -> list[Collection]:
    """Return the collections of histories, series and effects; raises as `Town.register`."""
    return [
        _collection(town, "project-effects", _EFFECTS, list(_effects(town))),
        _collection(town, "project-history", _HISTORY, list(_statuses(town))),
        _collection(town, "indicator-series", _SERIES, list(_values(town))),
    ]


def _statuses(town: Town) -> Iterator[dict[str, Any]]:
    names = projects_known(town)
    for project, its in sorted(town.register.of.items()):
        title = names.get(project, Text(project, project))
        for number, each in enumerate(its, start=1):
            own = {
                "id": f"{project}-{number}",
                "name_zh": title.zh,
                "name_en": title.en,
                "note_zh": each.fact.note.zh,
                "note_en": each.fact.note.en,
            }
            yield _row(_HISTORY, each, own)


def _effects(town: Town) -> Iterator[dict[str, Any]]:
    names = projects_known(town)
    number: dict[str, int] = {}
    for each in declarations(town).entries:
        project = each.fact.project
        number[project] = number.get(project, 0) + 1
        own = {
            "id": f"{project}-{number[project]}",
            "name_zh": names[project].zh,
            "name_en": names[project].en,
            "of_indicator": each.fact.indicator,
        }
        yield _row(_EFFECTS, each, own)


def _values(town: Town) -> Iterator[dict[str, Any]]:
    known = indicators_known(town)
    for name, its in town.series.of.items():
        if name in known:
            for each in its:
                own = {
                    "id": f"{name}-{each.fact.year}",
                    "of_indicator": name,
                    "name_zh": known[name].title.zh,
                    "name_en": known[name].title.en,
                    "unit": known[name].unit.en,
                }
                yield _row(_SERIES, each, own)


def _row(
    types: dict[str, FieldType],
    entry: Counted[ProjectStatus] | Counted[IndicatorValue] | Counted[ProjectEffect],
    own: dict[str, Any],
) -> dict[str, Any]:
    """Return the fields of an entry; what is not said is null."""
    told = {name: own.get(name, getattr(entry.fact, name, None)) for name in types}
    return {name: None if value == "" else value for name, value in told.items()}


def _collection(
    town: Town, name: str, types: dict[str, FieldType], rows: list[dict[str, Any]]
) -> Collection:
    columns = {
        field: pd.Series([row[field] for row in rows], dtype=_DTYPES[kind])
        for field, kind in types.items()
    }
    empty = gpd.GeoSeries([None] * len(rows), crs=town.place.metric_crs)
    key = name.replace("-", "_")
    return Collection(
        town.place,
        f"{PREFIX}{name}",
        TEXTS[f"ogc.{key}.title"],
        TEXTS[f"ogc.{key}.about"],
        gpd.GeoDataFrame(columns, geometry=empty, crs=town.place.metric_crs),
        tuple(Field(field, field_title(field), kind) for field, kind in types.items()),
    )


_DTYPES: dict[FieldType, Any] = {"text": object, "number": float, "integer": "Int64"}
