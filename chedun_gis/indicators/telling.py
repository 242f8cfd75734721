"""Word the entries of the register: what each is about, when it was so, and what it says."""

from collections.abc import Mapping

from chedun_gis.indicators.entering import indicators_known, projects_known
from chedun_gis.indicators.indicator import plans_of
from chedun_gis.register import (
    GONE,
    Act,
    Explanation,
    Fact,
    IndicatorValue,
    LayerEntry,
    NewProject,
    PersonRole,
    PlanEntry,
    ProjectEffect,
    ProjectPlace,
    ProjectStatus,
    Statement,
    subject_of,
)
from chedun_gis.texts import Lang, clause_of, joined, say, stage_title
from chedun_gis.town import PROJECTS, Town
from layers import LAYERS


def about_of(fact: Fact) -> str:
    """Return the id of what an entry is about."""
    if isinstance(fact, IndicatorValue | Explanation):
        return fact.indicator
    return subject_of(fact)


def date_of(fact: Fact) -> str:
    """Return when it was so: of a value and of what explains it the year."""
    if isinstance(fact, IndicatorValue | Explanation):
        return str(fact.year)
    return getattr(fact, "date", "")


def titles(town: Town, lang: Lang) -> Mapping[str, str]:
    """Return the names of all that entries can be about, by id."""
    found = {name: title[lang] for name, title in projects_known(town).items()}
    found |= {each.id: each.name[lang] for each in plans_of(town)}
    return found | {name: each.title[lang] for name, each in indicators_known(town).items()}


def entry_words(fact: Fact, town: Town, lang: Lang) -> str:
    """Return what an entry says in one line."""
    if isinstance(fact, Act):
        return _of_act(fact, lang)
    parts = [*_of(fact, town, lang), fact.source, say(f"basis.{fact.basis}", lang)]
    if fact.reliability != "high":
        parts.append(say(f"card.reliability.{fact.reliability}", lang))
    if fact.corrects:
        parts.append(say("register.corrects", lang, number=fact.corrects))
    return joined(parts, lang)


def _of(fact: Statement, town: Town, lang: Lang) -> list[str]:
    match fact:
        case IndicatorValue() | Explanation():
            return _of_indicator(fact, town, lang)
        case ProjectStatus():
            return _of_status(fact, lang)
        case NewProject():
            return _of_new(fact, lang)
        case ProjectPlace():
            return _of_place(fact, lang)
        case ProjectEffect():
            return _of_effect(fact, town, lang)
        case _:
            return [say("register.sample", lang, count=len(fact.items), taken=fact.taken[:16])]


def _of_indicator(fact: IndicatorValue | Explanation, town: Town, lang: Lang) -> list[str]:
    if isinstance(fact, Explanation):
        return [fact.note[lang]]
    return _of_value(fact, town, lang)


def _of_act(fact: Act, lang: Lang) -> str:
    match fact:
        case LayerEntry():
            words = say(f"register.{fact.action}", lang, version=fact.version)
            return joined([words, fact.source], lang)
        case PlanEntry():
            words = say(f"register.plan.{fact.action}", lang, version=fact.version)
            return joined([words, fact.source], lang) if fact.source else words
        case PersonRole() if fact.role == GONE:
            return say("register.person_gone", lang)
        case PersonRole():
            return say("register.person", lang, role=say(f"role.{fact.role}", lang))
        case _:
            return say(f"register.{fact.verdict}", lang, number=fact.entry, reason=fact.reason)


def _of_new(fact: NewProject, lang: Lang) -> list[str]:
    parts = [fact.name[lang], _choice("sector", fact.sector, lang)]
    return [*parts, clause_of(fact.clause, lang)] if fact.clause else parts


def _choice(column: str, value: str, lang: Lang) -> str:
    return LAYERS[PROJECTS].column(column).choices[value][lang]


def _of_place(fact: ProjectPlace, lang: Lang) -> list[str]:
    parts = [_choice("location_type", fact.location, lang)]
    if fact.lon_deg is not None and fact.lat_deg is not None:
        parts.append(f"{fact.lon_deg:.5f}°E {fact.lat_deg:.5f}°N ± {fact.accuracy_m:g} m")
    return parts


def _of_effect(fact: ProjectEffect, town: Town, lang: Lang) -> list[str]:
    parts = [say("effect.withdrawn", lang)] if fact.withdrawn else []
    known = indicators_known(town).get(fact.indicator)
    if fact.indicator:
        parts.append(known.title[lang] if known else fact.indicator)
    if fact.amount is not None:
        unit = known.unit[lang] if known else fact.unit
        parts.append(f"{fact.amount:+,.12g} {unit}".strip())
    if fact.layer:
        parts.append(feature_words(town, fact.layer, fact.feature, lang))
    return [*parts, clause_of(fact.clause, lang)] if fact.clause else parts


def feature_words(town: Town, layer: str, feature: str, lang: Lang) -> str:
    """Return a feature of the map by its layer, its name where it has one, and its id."""
    frame = town.loaded(layer).frame
    names = frame.loc[frame["id"] == feature, f"name_{lang}"]
    name = "" if names.empty else f"{names.iloc[0]} "
    return f"{LAYERS[layer].title[lang]} · {name}({feature})"


def _of_value(fact: IndicatorValue, town: Town, lang: Lang) -> list[str]:
    known = indicators_known(town).get(fact.indicator)
    unit = known.unit[lang] if known else ""
    parts = [f"{fact.value:,.12g} {unit}".strip()]
    if fact.low is not None and fact.high is not None:
        parts.append(f"{fact.low:,.6g}–{fact.high:,.6g}")
    return [*parts, *filter(None, (fact.rule, fact.inputs))]


def _of_status(fact: ProjectStatus, lang: Lang) -> list[str]:
    parts = [stage_title(fact.stage, lang)]
    amounts = {
        "share": fact.share_done,
        "planned": fact.planned_10k_yuan,
        "spent": fact.spent_10k_yuan,
    }
    for name, amount in amounts.items():
        if amount is not None:
            parts.append(say(f"register.{name}", lang, amount=amount, share=amount))
    return [*parts, *filter(None, (fact.body, fact.note[lang]))]
