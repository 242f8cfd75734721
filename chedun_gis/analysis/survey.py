"""Ask what to survey next: what makes the chosen figures true at the least cost."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import starmap
from types import MappingProxyType
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from chedun_gis.analysis.bus import BusQuestion, target_areas
from chedun_gis.analysis.coverage import PARKS, CoverageQuestion, coverage_terms
from chedun_gis.analysis.doubt import (
    SEED,
    key_of,
    layer_and_id,
    likely_bus,
    likely_coverage,
    lines_figure,
    share_figure,
)
from chedun_gis.analysis.evidence import DrawnEvidence, Evidence, EvidencePart, drawn
from chedun_gis.analysis.services import SERVICE_KINDS
from chedun_gis.compute import HeavyQuestion, tell
from chedun_gis.texts import Lang, percent, say, text
from chedun_gis.town import Town
from geo import WGS84, InputError
from geo.doubt import (
    SurveyCosts,
    SurveyLimits,
    SurveyPlan,
    SurveyStep,
    Trial,
    lines_trial,
    share_trial,
    survey_plan,
)
from geo.files import to_geojson
from layers import LAYERS, Symbol, Text

# The lines of the bus target, beside the kinds of service.
LINES: Final = "bus-two-lines"
FIGURES: Final[Mapping[str, Text]] = MappingProxyType(
    {**{kind.id: kind.title for kind in SERVICE_KINDS.values()}, LINES: text("survey.lines")}
)
# Guesses, in days of one person: to walk round a park, to take a corner of a parcel, to stand at a
# stop; and the way to a zone and back.
DAYS: Final[Mapping[str, float]] = MappingProxyType(
    {"parks": 0.5, "residential": 0.25, "facilities": 0.1, "bus_stops": 0.05, "zones": 1.0}
)
TRIP_DAYS: Final = 0.5
BUDGET_DAYS: Final = 15.0
MOST_STEPS: Final = 20
# What whoever fills in the order adds to each feature.
TO_FILL: Final = ("surveyed_name", "surveyed_on", "surveyor", "surveyed_accuracy_m")
_ORDER: Final = (
    *("order", "step", "layer", "feature_id", "name_zh", "name_en", "zone_zh", "zone_en"),
    *("accuracy_m", "lon_deg", "lat_deg", "days", *TO_FILL),
)


@dataclass(frozen=True, slots=True)
class SurveyQuestion:
    """Which figures are to become true, each by its first rule, and what surveying costs.

    `days` are pairs of a layer and the days that one of its features takes; what is not named is as
    in `DAYS`. `trip_days` is the way to a zone, which is paid once. It ends at `budget_days`, or
    after so many `steps`.
    """

    figures: tuple[str, ...] = (PARKS,)
    days: tuple[tuple[str, float], ...] = ()
    trip_days: float = TRIP_DAYS
    budget_days: float = BUDGET_DAYS
    steps: int = MOST_STEPS

    def days_of(self, layer: str) -> float:
        """Return the days that a feature of a layer takes."""
        return dict(self.days).get(layer, DAYS.get(layer, 1.0))


@dataclass(frozen=True, slots=True)
class SurveyedFigure:
    """A figure that is to become true: how many homes or areas it judges, and what is known now.

    `interval` is the likely interval as shares, `certain` how many verdicts are the same in at
    least 95 % of the draws.
    """

    id: str
    title: Text
    homes: int
    interval: tuple[float, float]
    certain: float


@dataclass(frozen=True, slots=True)
class SurveySheet:
    """What to survey next, in order.

    `steps` are those of the plan; `items` has a row for each feature in order: `step`, `layer`,
    `id`, names, `zone_zh` and `zone_en`, `accuracy_m`, `lon_deg` and `lat_deg` of a point on it,
    `days`, and how often a trip begins (`trip_days`). `places` are drawn on the map, `order` is the
    GeoJSON for the field: what is mapped, with fields to fill in.
    """

    figures: tuple[SurveyedFigure, ...]
    steps: tuple[SurveyStep, ...]
    items: pd.DataFrame
    places: DrawnEvidence
    order: str

    def summary(self, lang: Lang) -> list[str]:
        """Return for each figure what all steps together are expected to bring, in a sentence."""
        last = self.steps[-1]
        ends = zip(self.figures, last.intervals, last.certain, strict=True)
        return [
            say(
                "survey.head",
                lang,
                count=len(self.items),
                days=round(last.total_cost, 2),
                figure=figure.title[lang],
                low=percent(figure.interval[0], lang, 0),
                high=percent(figure.interval[1], lang, 0),
                then_low=percent(then[0], lang, 0),
                then_high=percent(then[1], lang, 0),
                open=round(figure.homes - figure.certain),
                certain=max(0, round(certain - figure.certain)),
            )
            for figure, then, certain in ends
        ]


def survey_sheet(town: Town, question: SurveyQuestion) -> SurveySheet:
    """Return what to survey next for some figures.

    Raises `InputError("survey_nothing")` when nothing is known to measure of any of them,
    `figure_unknown` (value, known), and what `coverage_terms` raises.
    """
    tried = [found for name in question.figures if (found := _tried(town, name)) is not None]
    if not tried:
        raise InputError("survey_nothing")
    keys = dict.fromkeys(key for _, trial in tried for key in (*trial.homes, *trial.services))
    features = _features(town, list(keys))
    plan = survey_plan(
        [(trial, figure.interval) for figure, trial in tried],
        costs=SurveyCosts(
            {key: question.days_of(layer_and_id(key)[0]) for key in keys},
            features["zone"].to_dict(),
            question.trip_days,
        ),
        groups=_groups(features),
        limits=SurveyLimits(question.steps, question.budget_days),
        progress=lambda done, total: tell("survey", done, total) if total else None,
    )
    figures = tuple(
        SurveyedFigure(figure.id, figure.title, figure.homes, figure.interval, sure)
        for (figure, _), sure in zip(tried, plan.certain, strict=True)
    )
    items = _items(features, plan, question)
    order = to_geojson(_order(items), _ORDER)
    return SurveySheet(
        figures, plan.steps, pd.DataFrame(items.drop(columns="geometry")), _places(items), order
    )


# The search has a process of its own, which is ended when it is stopped.
SURVEY: Final = HeavyQuestion(survey_sheet, most=8)


def _tried(town: Town, name: str) -> tuple[SurveyedFigure, Trial] | None:
    """Return a figure with its trial; None where nothing is known to measure."""
    if name not in FIGURES:
        raise InputError("figure_unknown", value=name, known="、".join(FIGURES))

    def told(done: int, total: int) -> None:
        tell("survey_trial", done, total)

    if name == LINES:
        lines = likely_bus(town, BusQuestion())
        if lines is None:
            return None
        areas = len(target_areas(town))
        interval = lines.met.low / areas, lines.met.high / areas
        trial = lines_trial(lines_figure(town, BusQuestion()), seed=SEED, progress=told)
        return SurveyedFigure(name, FIGURES[name], areas, interval, 0.0), trial
    question = CoverageQuestion(name)
    terms, found = coverage_terms(town, question), likely_coverage(town, question)
    if found is None:
        return None
    threshold = terms.rule.threshold.share if terms.rule.threshold else 1.0
    trial = share_trial(share_figure(town, terms, threshold), seed=SEED, progress=told)
    interval = found.likely.low, found.likely.high
    return SurveyedFigure(name, FIGURES[name], len(terms.demand), interval, 0.0), trial


def _features(town: Town, keys: list[str]) -> gpd.GeoDataFrame:
    """Return the features with their zone, by key."""
    parts: list[gpd.GeoDataFrame] = []
    for layer in dict.fromkeys(layer_and_id(key)[0] for key in keys):
        frame = town.frame(layer)
        named = frame.set_index(pd.Index([key_of(layer, each) for each in frame["id"]]))
        columns = ["id", "name_zh", "name_en", "accuracy_m", "geometry"]
        parts.append(named[columns].assign(layer=layer))
    found = gpd.GeoDataFrame(pd.concat(parts).loc[keys], crs=town.place.metric_crs)
    zones = town.loaded("zones").frame
    if zones.empty:
        return found.assign(zone="", zone_zh="", zone_en="")
    nearest = shapely.STRtree(zones.geometry.to_numpy()).nearest(
        shapely.point_on_surface(found.geometry.to_numpy())
    )
    here = zones.iloc[nearest]
    return found.assign(
        zone=here["id"].to_numpy(),
        zone_zh=here["name_zh"].to_numpy(),
        zone_en=here["name_en"].to_numpy(),
    )


def _groups(features: gpd.GeoDataFrame) -> dict[str, tuple[str, ...]]:
    """Return what may be surveyed together: a layer, a zone, what of a layer is in a zone."""
    found: dict[str, tuple[str, ...]] = {}
    for columns in (["layer"], ["zone"], ["layer", "zone"]):
        for names, rows in features.groupby(columns, sort=True):
            found[json.dumps(names)] = tuple(rows.index)
    return found


def _items(
    features: gpd.GeoDataFrame, plan: SurveyPlan, question: SurveyQuestion
) -> gpd.GeoDataFrame:
    """Return a row for each feature in the order of the plan, those of one zone together."""
    rows = [(key, number) for number, step in enumerate(plan.steps, start=1) for key in step.keys]
    found = features.loc[[key for key, _ in rows]].assign(step=[number for _, number in rows])
    found = found.sort_values(["step", "zone", "layer", "id"], kind="stable")
    points = gpd.GeoSeries(shapely.point_on_surface(found.geometry.to_numpy()), crs=found.crs)
    places_deg = points.to_crs(WGS84)
    first = ~found["zone"].duplicated()
    return found.assign(
        order=np.arange(1, len(found) + 1),
        lon_deg=places_deg.x.to_numpy().round(6),
        lat_deg=places_deg.y.to_numpy().round(6),
        days=[question.days_of(each) for each in found["layer"]],
        trip_days=np.where(first, question.trip_days, 0.0),
    )


def _order(items: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    empty = dict.fromkeys(TO_FILL, "")
    numbered = items.assign(feature_id=items["id"], **empty)
    return numbered.assign(id=[str(each) for each in items.index])


def _places(items: gpd.GeoDataFrame) -> DrawnEvidence:
    """Return the features as the map draws them, each with its number."""
    shown = items.assign(
        id=[str(each) for each in items.index],
        name=list(starmap("{}. {}".format, zip(items["order"], items["name_zh"], strict=True))),
    )
    kinds = items["layer"].map(lambda each: LAYERS[each].geometry)
    symbol = Symbol(text("survey.places"), "#d6336c", weight=3, fill_opacity=0.5)
    return drawn(
        Evidence(
            text("survey.places"),
            tuple(
                EvidencePart(symbol.title, kind, symbol, shown[kinds == kind])
                for kind in ("Polygon", "LineString", "Point")
                if (kinds == kind).any()
            ),
        )
    )


def survey_data(sheet: SurveySheet) -> dict[str, Any]:
    """Return what to survey as JSON can hold it; the keys are those of `docs/commands.md`."""
    names = [each.id for each in sheet.figures]

    def by_figure(intervals: tuple[tuple[float, float], ...], certain: tuple[float, ...]) -> Any:  # noqa: ANN401 - JSON
        return {
            name: {"low": low, "high": high, "certain": sure}
            for name, (low, high), sure in zip(names, intervals, certain, strict=True)
        }

    return {
        "figures": [
            {
                "figure": each.id,
                "homes": each.homes,
                "low": each.interval[0],
                "high": each.interval[1],
                "certain": each.certain,
            }
            for each in sheet.figures
        ],
        "steps": [
            {
                "features": [
                    dict(zip(("layer", "id"), layer_and_id(key), strict=True)) for key in step.keys
                ],
                "days": step.cost,
                "total_days": step.total_cost,
                "expected": by_figure(step.intervals, step.certain),
            }
            for step in sheet.steps
        ],
        "items": json.loads(sheet.items.drop(columns="zone").to_json(orient="records")),
    }
