"""Record what the layers say of an indicator today, with all that the figure rests on."""

from collections.abc import Sequence
from datetime import date

from chedun_gis.indicators.indicator import Result, indicators
from chedun_gis.indicators.lines import input_words
from chedun_gis.indicators.results import measures, result_of
from chedun_gis.register import Fact, required
from chedun_gis.texts import Lang, joined, say
from chedun_gis.town import Town
from geo import InputError
from layers import Indicator


def can_be_recorded(result: Result) -> bool:
    """Tell whether the layers measure an indicator, and know its value now."""
    return result.indicator.id in measures() and result.measurement.value is not None


def measured_of(town: Town, indicator: str, day: date, lang: Lang) -> Sequence[Fact]:
    """Return what is measured of an indicator today, "" for all, as values of this year.

    Raises `InputError("indicator_unknown")` (value, known) and `"not_measured"` (value) for one
    that the layers do not measure, or not now.
    """
    known = {each.id: each for each in _measurable(town)}
    if indicator and indicator not in known:
        raise InputError("indicator_unknown", value=indicator, known="、".join(known))
    asked = [known[indicator]] if indicator else list(known.values())
    results = [each for each in (result_of(town, one) for one in asked) if can_be_recorded(each)]
    if not results:
        raise InputError("not_measured", value=indicator)
    return [_fact(town, each, day, lang) for each in results]


def _measurable(town: Town) -> list[Indicator]:
    """Return the indicators of all plans, those of the plan in force first."""
    others = [each for folder in reversed(town.plans.sound) for each in folder.indicators]
    found = {each.id: each for each in indicators(town)}
    return list({**found, **{each.id: each for each in others if each.id not in found}}.values())


def _fact(town: Town, result: Result, day: date, lang: Lang) -> Fact:
    found = result.measurement
    return required(
        "value",
        {
            "indicator": result.indicator.id,
            "year": day.year,
            "value": found.value,
            "date": day.isoformat(),
            "source": say("entry.measured_by", lang),
            "basis": "measured",
            # What rests on a sketch only illustrates.
            "reliability": "low" if result.schematic else "high",
            "low": found.low,
            "high": found.high,
            "rule": found.rule.name if found.rule else found.standard,
            "state": town.digest,
            "inputs": joined([input_words(each, lang) for each in found.inputs], lang),
        },
    )
