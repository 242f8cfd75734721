"""Word the entries of the register: what each is about, when it was so, and what it says."""

from collections.abc import Mapping

from chedun_gis.indicators.entering import indicators_known, projects_known
from chedun_gis.register import (
    GONE,
    Fact,
    IndicatorValue,
    PersonRole,
    ProjectStatus,
    WaterEntry,
    kind_of,
    subject_of,
)
from chedun_gis.texts import Lang, joined, say, stage_title
from chedun_gis.town import Town


def about_of(fact: Fact) -> str:
    """Return the id of what an entry is about."""
    return fact.indicator if isinstance(fact, IndicatorValue) else subject_of(fact)


def date_of(fact: Fact) -> str:
    """Return when it was so: of a value its year."""
    return str(fact.year) if isinstance(fact, IndicatorValue) else getattr(fact, "date", "")


def titles(town: Town, lang: Lang) -> Mapping[str, str]:
    """Return the names of all that entries can be about, by id."""
    found = {name: title[lang] for name, title in projects_known(town).items()}
    return found | {name: each.title[lang] for name, each in indicators_known(town).items()}


def entry_words(fact: Fact, town: Town, lang: Lang) -> str:
    """Return what an entry says in one line."""
    if isinstance(fact, IndicatorValue):
        parts = _of_value(fact, town, lang)
    elif isinstance(fact, ProjectStatus):
        parts = _of_status(fact, lang)
    elif isinstance(fact, WaterEntry):
        parts = [say("register.sample", lang, count=len(fact.items), taken=fact.taken[:16])]
    elif isinstance(fact, PersonRole):
        if fact.role == GONE:
            return say("register.person_gone", lang)
        return say("register.person", lang, role=say(f"role.{fact.role}", lang))
    else:
        return kind_of(fact)
    parts += [fact.source, say(f"basis.{fact.basis}", lang)]
    if fact.reliability != "high":
        parts.append(say(f"card.reliability.{fact.reliability}", lang))
    if fact.corrects:
        parts.append(say("register.corrects", lang, number=fact.corrects))
    return joined(parts, lang)


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
