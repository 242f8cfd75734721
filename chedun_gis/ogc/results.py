"""Serve what the indicators find: the scorecard, the places behind each figure, the verdicts."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import geopandas as gpd
import pandas as pd
from pandas.api import types

from chedun_gis.analysis import CoverageQuestion, EvidencePart, bus_report, coverage_terms, covered
from chedun_gis.indicators import Result, as_data, missing_words, plan_of, plans_of, scorecard
from chedun_gis.ogc.collection import Collection, both, credits_of, field_title
from chedun_gis.ogc.entered import PREFIX, entered_collections
from chedun_gis.texts import TEXTS, clause_of, say
from chedun_gis.town import Town
from geo import InputError
from layers import NAME_SEPARATOR, Field, FieldType, Plan, Text

# What one line of the scorecard holds beside nested lists, which a table cannot.
_SCORE_TYPES: dict[str, FieldType] = {
    "value": "number",
    "numerator": "number",
    "denominator": "number",
    "low": "number",
    "high": "number",
    "likely_low": "number",
    "likely_high": "number",
    "target": "number",
    "met": "boolean",
    "schematic": "boolean",
    "missing": "boolean",
    "undecided": "boolean",
    "way": "number",
    "time": "number",
    "forecast": "number",
}


def result_collections(town: Town) -> list[Collection]:
    """Return a collection for every result that the sound layers allow."""
    plan, results = _in_force(town)
    found = [_scorecard(town, results, plan, "")]
    for other in plans_of(town):
        if other != plan:
            with suppress(InputError):  # its own files are wrong
                found.append(_scorecard(town, scorecard(town, other.id), other, f"-{other.id}"))
    with suppress(InputError):  # the scorecard says why
        found += entered_collections(town)
    for make in (_park_parcels, _bus_zones):
        found += _when_sound(make, town)
    for result in results:
        found += _evidence(town, result)
    return found


def _when_sound(make: Callable[[Town], Collection], town: Town) -> list[Collection]:
    try:
        return [make(town)]
    except InputError:
        return []


def _in_force(town: Town) -> tuple[Plan | None, list[Result]]:
    """Return the plan in force and its results; none where its files are wrong."""
    try:
        return plan_of(town), scorecard(town)
    except InputError:
        return None, []


def _scorecard(town: Town, results: list[Result], plan: Plan | None, ending: str) -> Collection:
    """Return the scorecard of a plan; that of the plan in force has no ending to its name."""
    rows = [_flat(as_data(result)) for result in results]
    empty = gpd.GeoSeries([None] * len(rows), crs=town.place.metric_crs)
    frame = gpd.GeoDataFrame(pd.DataFrame(rows), geometry=empty, crs=town.place.metric_crs)
    fields = tuple(
        Field(name, field_title(name), _SCORE_TYPES.get(name, "text"))
        for name in frame
        if name != "geometry"
    )
    return Collection(
        town.place,
        f"{PREFIX}scorecard{ending}",
        both(
            lambda lang: " · ".join(
                [say("ogc.scorecard.title", lang), *([plan.title[lang]] if plan else [])]
            )
        ),
        both(
            lambda lang: " ".join([say("ogc.scorecard.about", lang), *missing_words(results, lang)])
        ),
        frame,
        fields,
    )


def _flat(data: dict[str, object]) -> dict[str, object]:
    """Return a line of the scorecard with what is a list in one text."""
    lists = {name: each for name, each in data.items() if isinstance(each, list)}
    texts = {
        name: NAME_SEPARATOR.join(
            str(one["layer"] if isinstance(one, dict) else one) for one in each
        )
        for name, each in lists.items()
    }
    return {**data, **texts}


def _park_parcels(town: Town) -> Collection:
    question = CoverageQuestion()
    found = covered(town, question)
    if found is None:
        raise InputError("no_figure")
    terms, measured = coverage_terms(town, question), found.parcels
    clause = terms.rule.clause
    about = both(lambda lang: say("ogc.park_parcels.about", lang, clause=clause_of(clause, lang)))
    frame = terms.demand.reset_index(drop=True).assign(
        area_m2=measured["total"].to_numpy(),
        covered_m2=measured["covered"].to_numpy(),
        uncovered_m2=measured["uncovered"].to_numpy(),
        share=measured["share"].to_numpy(),
    )
    return _computed(town, "park-parcels", TEXTS["ogc.park_parcels.title"], about, frame)


def _bus_zones(town: Town) -> Collection:
    report = bus_report(town)
    verdicts = report.verdicts
    frame = report.zones.reset_index(drop=True).assign(
        lines=[NAME_SEPARATOR.join(each) for each in verdicts["lines"]],
        line_count=verdicts["line_count"].to_numpy(),
        met=verdicts["met"].to_numpy(),
        share=verdicts["share"].to_numpy(),
    )
    terms = report.terms
    about = both(
        lambda lang: say(
            "ogc.bus_zones.about",
            lang,
            metres=f"{terms.radius_m:g}",
            count=terms.required,
            clause=clause_of(terms.rule.clause, lang),
        )
    )
    return _computed(town, "bus-zones", TEXTS["ogc.bus_zones.title"], about, frame)


def _evidence(town: Town, result: Result) -> Iterator[Collection]:
    """Return the parts of an indicator's evidence, each of one kind of geometry."""
    evidence, indicator = result.measurement.evidence, result.indicator
    for number, part in enumerate(evidence.parts if evidence else (), start=1):
        title = Text(
            f"{indicator.title.zh}：{part.title.zh}", f"{indicator.title.en}: {part.title.en}"
        )
        about = both(
            lambda lang: say(
                "ogc.evidence",
                lang,
                clause=clause_of(indicator.clause, lang),
                figure=result.measurement.detail[lang],
                sketch=say("ogc.sketch", lang) if result.schematic else "",
            ).strip()
        )
        yield _computed(town, f"{indicator.id}-{number}", title, about, _rows_of(part))


def _rows_of(part: EvidencePart) -> gpd.GeoDataFrame:
    frame = part.frame[~part.frame.geometry.isna()].reset_index(drop=True)
    ids = frame["id"].astype(str)
    return frame if ids.is_unique else frame.assign(id=[str(i) for i in range(len(frame))])


def _computed(
    town: Town, result_id: str, title: Text, about: Text, frame: gpd.GeoDataFrame
) -> Collection:
    joined = {name: _joined(frame[name]) for name in frame.columns if name != "geometry"}
    frame = frame.assign(**joined)
    fields = tuple(Field(name, field_title(name), _type(frame[name])) for name in joined)
    credits = credits_of(frame, town.sources)  # noqa: A001 - the field's name
    return Collection(town.place, PREFIX + result_id, title, about, frame, fields, credits)


def _joined(column: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return several names in one value as one text, as every exchange format keeps it."""
    if column.map(lambda value: isinstance(value, (tuple, list))).any():
        return column.map(NAME_SEPARATOR.join)
    return column


def _type(column: "pd.Series[Any]") -> FieldType:
    if types.is_bool_dtype(column):
        return "boolean"
    if types.is_integer_dtype(column):
        return "integer"
    return "number" if types.is_float_dtype(column) else "text"
