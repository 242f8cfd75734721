"""Find features by name, and projects by what the list filters."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import geopandas as gpd
import numpy as np
import pandas as pd

from chedun_gis.register import TARGET
from chedun_gis.texts import TEXTS, Lang, say
from chedun_gis.town import Town, answered
from chedun_gis.town import rows as rows_of
from geo import WGS84
from layers import BASIS, LAYERS


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
        hits = _named(town, layer.id, wanted, most=limit)
        points_deg = hits.geometry.representative_point().to_crs(WGS84)
        for row, point in zip(hits.itertuples(index=False), points_deg, strict=True):
            both = (str(row.name_zh).casefold(), str(row.name_en).casefold())
            starts = any(name.startswith(wanted) for name in both)
            place = (None, None) if point is None or point.is_empty else (point.x, point.y)
            match = NameMatch(layer.id, str(row.id), str(getattr(row, f"name_{lang}")), *place)
            found.append((not starts, -layer.order, match))
    found.sort(key=lambda each: each[:2])
    return [match for _, _, match in found[:limit]]


def _named(town: Town, layer_id: str, wanted: str, *, most: int) -> gpd.GeoDataFrame:
    """Return the features whose name holds a text; of a large layer the best `most`."""
    loaded = town.loaded(layer_id)
    table = loaded.table(["name_zh", "name_en"])
    chinese, english = (table[name].astype("str").str.casefold() for name in table)
    hits = np.flatnonzero((chinese + "\n" + english).str.contains(wanted, regex=False))
    large = town.large(layer_id)
    if large is None:
        return loaded.frame.iloc[hits]
    starts = chinese.iloc[hits].str.startswith(wanted) | english.iloc[hits].str.startswith(wanted)
    best = hits[np.argsort(~starts.to_numpy(dtype=bool), kind="stable")][:most]
    found = [rows_of(large, int(row), int(row) + 1) for row in best]
    return gpd.GeoDataFrame(pd.concat([rows_of(large, 0, 0), *found]), crs=town.place.metric_crs)


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


@dataclass(frozen=True, slots=True)
class FeatureList:
    """Features that are listed, `ids` and `rows` in the same order, how many fit and there are.

    The columns of `rows` are headed in the language asked for.
    """

    ids: tuple[str, ...]
    rows: pd.DataFrame
    fitting: int
    total: int


@answered(most=64)
def feature_list(
    town: Town, layer_id: str, text: str, lang: Lang, *, limit: int = 1_000
) -> FeatureList:
    """Return the first `limit` features of a layer whose name or id holds a text, as in the file.

    Upper and lower case do not matter; unlocated features are among them.
    """
    loaded = town.loaded(layer_id)
    by = [loaded.layer.style.by] if loaded.layer.style.by else []
    frame = loaded.table(["id", "name_zh", "name_en", "basis", "accuracy_m", *by])
    wanted = text.strip().casefold()
    if wanted:
        ids, chinese, english = (frame[name].astype("str") for name in ("id", "name_zh", "name_en"))
        words = (ids + "\n" + chinese + "\n" + english).str.casefold()
        frame = frame[words.str.contains(wanted, regex=False).to_numpy(dtype=bool)]
    shown = frame.head(limit)
    columns = {"list.name": shown[f"name_{lang}"], "data.id": shown["id"]}
    style = loaded.layer.style
    if style.by:
        titles = {key: symbol.title[lang] for key, symbol in style.symbols.items()}
        columns[loaded.layer.column(style.by).title[lang]] = shown[style.by].map(titles)
    columns["data.basis"] = shown["basis"].map({key: BASIS[key][lang] for key in BASIS})
    columns["data.accuracy"] = shown["accuracy_m"]
    rows = pd.DataFrame({say(key, lang) if key in TEXTS else key: columns[key] for key in columns})
    return FeatureList(tuple(shown["id"]), rows, len(frame), loaded.count)


@answered(most=64)
def project_list(town: Town, wanted: ProjectFilter, lang: Lang) -> FeatureList:
    """Return the list of the projects that fit a filter; none while their layer has errors."""
    projects = town.loaded("projects").frame
    shown = filter_projects(projects, wanted)
    columns = {"list.name": shown[f"name_{lang}"]}
    for name in ("stage", "sector"):
        titles = LAYERS["projects"].column(name).choices
        columns[f"list.{name}"] = shown[name].map({key: titles[key][lang] for key in titles})
    rows = pd.DataFrame({say(key, lang): column for key, column in columns.items()})
    return FeatureList(tuple(shown["id"]), rows, len(shown), len(projects))


@answered(most=8)
def months_known(town: Town, last: str) -> tuple[str, ...]:
    """Return the months (2023-06) from the first entry of a project to `last`; none without any."""
    facts = (each.fact for its in town.register.of.values() for each in its)
    dates = [fact.date for fact in facts if fact.stage != TARGET]
    # Of a year alone the first month may be it.
    months = pd.period_range(min(dates)[:7], last, freq="M") if dates else ()
    return tuple(str(each) for each in months)


@answered(most=8)
def project_choices(town: Town, lang: Lang) -> Mapping[str, Mapping[str, str]]:
    """Return what the list of projects can be filtered by: `stage`, `sector` and `zone` by id.

    Of the zones those that hold a project.
    """
    layer = LAYERS["projects"]
    zones = town.loaded("zones").frame
    names = dict(zip(zones["id"], zones[f"name_{lang}"], strict=True))
    used = set(town.loaded("projects").frame["zone_id"].dropna())
    return MappingProxyType(
        {
            "stage": {key: title[lang] for key, title in layer.column("stage").choices.items()},
            "sector": {key: title[lang] for key, title in layer.column("sector").choices.items()},
            "zone": {key: names[key] for key in sorted(used & set(names))},
        }
    )
