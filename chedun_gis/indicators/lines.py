"""Word the scorecard: a line for each indicator, and the same as plain data."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final, Literal

from chedun_gis.indicators.declarations import declarations
from chedun_gis.indicators.entering import projects_unknown
from chedun_gis.indicators.entries import TABLE, entries
from chedun_gis.indicators.indicator import Input, Measurement, Result
from chedun_gis.indicators.progress import Headway, progress_of
from chedun_gis.register import EFFECT_FILE
from chedun_gis.texts import Lang, clause_of, fault_of, joined, lines_of, say, today
from chedun_gis.town import Town
from geo import InputError
from layers import BASIS, LAYERS, Indicator

Attainment = Literal["met", "missed", "undecided", "open", "unknown"]
_KM2: Final = 1_000_000
# The states of an indicator, in the order in which they are counted.
STATES: Final[tuple[Attainment, ...]] = ("met", "missed", "undecided", "open", "unknown")


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One indicator, worded."""

    id: str
    title: str
    value: str
    target: str
    gap: str
    state: str
    nature: str
    clause: str
    basis: str
    progress: str
    likely: str


def line_of(result: Result, lang: Lang, *, day: date | None = None) -> ScoreLine:
    """Return an indicator's line of the scorecard, as of today unless another day is named."""
    indicator, measurement = result.indicator, result.measurement
    unit = indicator.unit[lang]
    return ScoreLine(
        id=indicator.id,
        title=indicator.title[lang],
        value=_amount(measurement.value, unit, lang),
        target=target_words(indicator, lang),
        gap=_gap(result, unit, lang),
        state=say(f"indicator.{state_of(result)}", lang),
        nature=say(f"indicator.{indicator.target.nature}", lang),
        clause=clause_of(indicator.clause, lang) if indicator.clause else "",
        basis=basis_of(result, lang),
        progress=progress_words(progress_of(result, day or today()), lang),
        likely=likely_words(result, lang),
    )


def target_words(indicator: Indicator, lang: Lang) -> str:
    """Return a target as the plan words it, else its number, else that it is not set."""
    if words := indicator.target.text[lang]:
        return words
    if indicator.target.value is None:
        return say("plans.no_target", lang)
    return _amount(indicator.target.value, indicator.unit[lang], lang)


def progress_words(found: Headway, lang: Lang) -> str:
    """Return the verdict, and the part of the way against the part of the time."""
    verdict = say(f"progress.{found.verdict}", lang)
    if found.way is None or found.time is None:
        return verdict
    return say("progress.line", lang, verdict=verdict, way=found.way, time=found.time)


def progress_notes(result: Result, lang: Lang, *, day: date | None = None) -> list[str]:
    """Return what is to be known of the verdict: the convention, missing years, the forecast.

    Of another day than today the convention is left out, for who asks of several says it once.
    """
    found = progress_of(result, day or today())
    notes = [say("progress.convention", lang)] if found.way is not None and day is None else []
    if found.way is not None and found.from_zero:
        notes.append(say("progress.from_zero", lang, year=result.plan.base_year))
    if found.missing:
        notes.append(say("progress.missing", lang, years=joined(map(str, found.missing), lang)))
    if found.forecast is not None:
        amount = _amount(found.forecast, result.indicator.unit[lang], lang)
        notes.append(say("progress.forecast", lang, year=result.plan.last_year, amount=amount))
    return notes


def state_of(result: Result) -> Attainment:
    """Return the state: a key of `STATES`.

    `unknown` has no value, `undecided` lacks years that may change it, `open` no number to meet.
    """
    if result.measurement.value is None:
        return "unknown"
    if result.measurement.undecided and result.indicator.target.value is not None:
        return "undecided"
    if result.met is None:
        return "open"
    return "met" if result.met else "missed"


def unknown_entries(town: Town, lang: Lang) -> list[str]:
    """Return which entries name an indicator that the plan has not; they count nowhere."""
    try:
        problems = entries(town).problems
    except InputError:
        return []  # each figure that needs the table says so
    return lines_of((each for each in problems if each.code == "entry_unknown"), lang)


def entry_lines(town: Town, lang: Lang) -> list[str]:
    """Return all that is wrong with what was entered of projects and indicators, a line each."""
    try:
        faults = (
            *town.register.faults,
            (f"{TABLE}.csv", entries(town).problems),
            (EFFECT_FILE, declarations(town).problems),
        )
    except InputError as error:
        return [fault_of(error.code, error.params, lang)]
    return [f"{file} · {line}" for file, found in faults for line in lines_of(found, lang)] + [
        fault_of("project_unknown", {"value": name}, lang) for name in projects_unknown(town)
    ]


def missing_words(results: Sequence[Result], lang: Lang) -> list[str]:
    """Return how many figures errors in their inputs leave unknown, then why, each reason once."""
    lost = [result for result in results if result.measurement.missing]
    if not lost:
        return []
    titles: dict[str, list[str]] = {}
    for each in lost:
        titles.setdefault(each.measurement.detail[lang], []).append(each.indicator.title[lang])
    return [
        say("score.missing", lang, count=len(lost)),
        *(
            say("score.missing_one", lang, title=joined(names, lang), why=why)
            for why, names in titles.items()
        ),
    ]


def basis_of(result: Result, lang: Lang) -> str:
    """Return in words what the figure rests on; a sketch and amounts declared are always named."""
    added = added_words(result, lang)
    if result.measurement.source:
        words = say("indicator.entered", lang, date=result.measurement.date)
    elif result.measurement.inputs:
        words = say("indicator.on_sketch" if result.schematic else "indicator.on_data", lang)
    else:
        return added or say("value.empty", lang)
    return joined([words, added], lang) if added else words


def added_words(result: Result, lang: Lang) -> str:
    """Return how projects that are taken as finished are in the figure, or why not; "" for none."""
    added = result.measurement.added
    if added is None:
        return ""
    key = f"added.{added.by}"
    if added.amount is None:
        return say(f"{key}.alone", lang)
    amount = f"{added.amount:+,.12g} {result.indicator.entered[lang]}".strip()
    return say(key, lang, amount=amount)


def likely_words(result: Result, lang: Lang) -> str:
    """Return between which values a figure likely lies, "" where that is not known."""
    if result.likely is None:
        return ""
    return _between(result.likely.low, result.likely.high, result, lang)


def value_words(line: ScoreLine, lang: Lang) -> str:
    """Return a figure, and below it between which values it likely lies, where that is known."""
    likely = say("doubt.beside", lang, interval=line.likely) if line.likely else ""
    return "\n".join(filter(None, (line.value, likely)))


def worst_words(result: Result, lang: Lang) -> str:
    """Return the least and the most that is possible, "" where that is not known."""
    low, high = result.measurement.low, result.measurement.high
    return "" if low is None or high is None else _between(low, high, result, lang)


def _between(low: float, high: float, result: Result, lang: Lang) -> str:
    unit = result.indicator.unit[lang]
    ends = [_amount(round(each, 1), unit, lang) for each in (low, high)]
    return say("doubt.interval", lang, low=ends[0], high=ends[1])


def input_words(each: Input, lang: Lang) -> str:
    """Return an input as layer, basis counts and accuracy."""
    counts = joined((f"{BASIS[key][lang]} {count}" for key, count in each.basis.items()), lang)
    low, high = each.accuracy_low_m, each.accuracy_high_m
    metres = f"{low:g}" if low == high else f"{low:g}–{high:g}"
    return say(
        "indicator.input", lang, layer=LAYERS[each.layer].title[lang], counts=counts, metres=metres
    )


def as_data(result: Result, *, day: date | None = None) -> dict[str, Any]:
    """Return a result as JSON can hold it; the keys are those of `docs/commands.md`."""
    indicator, measurement = result.indicator, result.measurement
    progress = progress_of(result, day or today())
    return {
        "plan": indicator.plan.id,
        "id": indicator.id,
        "name_zh": indicator.title.zh,
        "name_en": indicator.title.en,
        "value": measurement.value,
        "numerator": measurement.numerator,
        "denominator": measurement.denominator,
        "unit": indicator.unit.en,
        "low": measurement.low,
        "high": measurement.high,
        "likely_low": result.likely.low if result.likely else None,
        "likely_high": result.likely.high if result.likely else None,
        "indicator": measurement.rule.indicator if measurement.rule else None,
        "rule": measurement.rule.id if measurement.rule else measurement.standard or None,
        "clause": indicator.clause,
        "target": indicator.target.value,
        "target_zh": indicator.target.text.zh,
        "target_en": indicator.target.text.en,
        "sense": indicator.target.sense,
        "nature": indicator.target.nature,
        "met": result.met,
        "schematic": result.schematic,
        "missing": measurement.missing,
        "undecided": measurement.undecided,
        "verdict": progress.verdict,
        "way": progress.way,
        "time": progress.time,
        "forecast": progress.forecast,
        "years": list(measurement.years),
        "missing_years": list(progress.missing),
        "note_zh": measurement.detail.zh,
        "note_en": measurement.detail.en,
        "date": measurement.date or None,
        "source": measurement.source or None,
        "inputs": [asdict(each) for each in measurement.inputs],
    }


def part_words(found: Measurement, lang: Lang) -> str:
    """Return numerator of denominator, areas in km²; "" without them."""
    if not found.denominator or found.numerator is None:
        return ""
    if found.of == "m2":
        parts = [f"{each / _KM2:,.3f} km²" for each in (found.numerator, found.denominator)]
    elif found.of == "%":
        parts = [f"{each:,.2f}%" for each in (found.numerator, found.denominator)]
    else:
        parts = [f"{each:,.0f}" for each in (found.numerator, found.denominator)]
    return say("score.fraction", lang, numerator=parts[0], denominator=parts[1])


def _amount(value: float | None, unit: str, lang: Lang) -> str:
    if value is None:
        return say("indicator.no_value", lang)
    number = f"{value:,.2f}".rstrip("0").rstrip(".")
    return f"{number}%" if unit == "%" else f"{number} {unit}"


def _gap(result: Result, unit: str, lang: Lang) -> str:
    value, target = result.measurement.value, result.indicator.target.value
    if value is None or target is None or result.measurement.undecided:
        return say("value.empty", lang)
    short = max(
        0.0, value - target if result.indicator.target.sense == "at_most" else target - value
    )
    return _amount(short, unit, lang) if short else say("indicator.no_gap", lang)
