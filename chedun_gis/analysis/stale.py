"""Doubt has a date: name what is older than the age that is declared of its kind."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from chedun_gis.texts import Lang, say
from chedun_gis.town import STAGED, Town, answered
from geo import InputError, Problem
from layers import LAYERS, Text

# A table of the data folder: after how many years a feature of each layer is stale.
TABLE: Final = "stale_after"
_MONTHS: Final = 12
# A survey names who found it so, and when.
_DATED: Final = re.compile(r"\d{4}(-\d{2}){0,2}$")


@dataclass(frozen=True, slots=True)
class StaleFeatures:
    """Features of one layer and date that are older than `years`, the age declared of the layer.

    `features` are their ids, `source` is where they are from; of what was entered since, that is
    the register (None).
    """

    layer: str
    source: Text | None
    since: str
    years: float
    features: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many features there are."""
        return len(self.features)


@answered(most=4)
def stale_features(town: Town, today: date) -> tuple[StaleFeatures, ...]:
    """Return what is stale, the largest number first; a layer without a declared age never is.

    A feature is as old as the last entry of its stage, else as its own date, else as the survey or
    the source that it is from; what has no date is not named. Layers with errors say nothing.
    Raises `InputError("table_wrong")` (file, problems) for an age that is no number of a layer.
    """
    ages = declared_ages(town)
    found = {
        (layer, source, since): ids
        for layer, years in ages.items()
        for (source, since), ids in _stale_of(town, layer, years, today).items()
    }
    return tuple(
        StaleFeatures(
            layer, _title(town, source) if source else None, since, ages[layer], tuple(ids)
        )
        for (layer, source, since), ids in sorted(
            found.items(), key=lambda each: (-len(each[1]), each[0])
        )
    )


def declared_ages(town: Town) -> Mapping[str, float]:
    """Return after how many years a feature of each layer is stale; see `stale_features`."""
    found: dict[str, float] = {}
    faults: list[Problem] = []
    for row, told in enumerate(town.table(TABLE), start=2):
        layer, years = told.get("layer", ""), told.get("years", "")
        try:
            found[layer] = float(years)
        except ValueError:
            found[layer] = -1.0
        if layer not in LAYERS or not 0 <= found[layer] < float("inf"):
            params = {"layer": layer, "value": years}
            faults.append(Problem("stale_age", row=row, feature=layer, params=params))
    if faults:
        raise InputError("table_wrong", file=f"{TABLE}.csv", problems=tuple(faults))
    return found


def _stale_of(
    town: Town, layer: str, years: float, today: date
) -> dict[tuple[str, str], list[str]]:
    """Return what is stale of a layer by source ("" for an entry) and date.

    A million features are of a few sources and dates: each of these is looked at once, and no id is
    read while nothing is stale.
    """
    loaded = town.loaded(layer)
    said = loaded.table(["source", "date"])
    source, sources = pd.factorize(said["source"], use_na_sentinel=False)
    day, days = pd.factorize(said["date"], use_na_sentinel=False)
    pairs, kind = np.unique(source * len(days) + day, return_inverse=True)
    kinds = [
        (str(of), own if isinstance(own, str) and own else _date_of(town, str(of)))
        for of, own in ((sources[at // len(days)], days[at % len(days)]) for at in pairs.tolist())
    ]
    stale = [bool(since) and _is_older(since, years, today) for _, since in kinds]
    entered = _entered(town) if layer in STAGED else {}
    if not entered and not any(stale):
        return {}
    ids = loaded.table(["id"])["id"].astype(str).to_numpy()
    newer = np.isin(ids, list(entered))
    found: dict[tuple[str, str], list[str]] = {}
    for feature in ids[newer].tolist():
        since = entered[feature]
        if _is_older(since, years, today):
            found.setdefault(("", since), []).append(feature)
    for row in np.flatnonzero(np.array(stale, dtype=bool)[kind] & ~newer).tolist():
        found.setdefault(kinds[kind[row]], []).append(ids[row])
    return found


def _entered(town: Town) -> dict[str, str]:
    """Return since when each feature whose stage was entered is at it."""
    present = {feature: town.register.present(feature) for feature in town.register.of}
    return {feature: each.fact.date for feature, each in present.items() if each is not None}


def _date_of(town: Town, source: str) -> str:
    """Return since when a source or a survey tells what it tells, "" if that is not said."""
    known = town.sources.get(source)
    dated = _DATED.search(known.date if known else source)
    return dated.group() if dated else ""


def _is_older(since: str, years: float, today: date) -> bool:
    year, month, day = (*map(int, since.split("-")), 0, 0)[:3]
    month = month or _MONTHS
    # Known by its year or month alone it may be of the last day.
    last = date(year, month, day or monthrange(year, month)[1])
    return (today - last).days > 365.25 * years


def _title(town: Town, source: str) -> Text:
    known = town.sources.get(source)
    return known.title if known else Text(source, source)


def stale_words(each: StaleFeatures, lang: Lang) -> str:
    """Return what is stale, in one line."""
    title = LAYERS[each.layer].title[lang]
    return say("stale.line", lang, layer=title, count=each.count, age=stale_age(each, lang))


def stale_age(each: StaleFeatures, lang: Lang) -> str:
    """Return since when nothing newer is known, the age that is declared, and the source."""
    source = each.source[lang] if each.source else say("stale.register", lang)
    return say("stale.age", lang, since=each.since, years=each.years, source=source)
