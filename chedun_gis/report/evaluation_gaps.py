"""Tell what an evaluation lacks: values, years, stages, money, explanations."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from chedun_gis.indicators import Evaluation, Pace
from chedun_gis.texts import Lang, joined, say
from layers import Text

# More projects than these are not named again: the tables show which.
_MOST: Final = 12
_OF_PROJECTS: Final = ("stages", "targets")
# Whose progress somebody has to explain.
NEEDS_WORDS: Final[tuple[Pace, ...]] = ("behind", "far_behind")


@dataclass(frozen=True, slots=True)
class EvaluationGaps:
    """What is missing, by the titles of the indicators and projects that miss it.

    `years` are those that have a value, but not of every year that is over.
    """

    values: tuple[Text, ...]
    years: Mapping[Text, tuple[int, ...]]
    reasons: tuple[Text, ...]
    sketches: tuple[Text, ...]
    stages: tuple[Text, ...]
    targets: tuple[Text, ...]
    money: tuple[Text, ...]


def gaps_of(found: Evaluation) -> EvaluationGaps:
    """Return what an evaluation lacks, each in the order of the plan."""
    standings = [(each.result.indicator.title, each) for each in found.indicators]
    projects = [(each.project.title, each) for each in found.projects]
    return EvaluationGaps(
        values=tuple(title for title, each in standings if each.result.measurement.value is None),
        years={
            title: each.progress.missing
            for title, each in standings
            if each.progress.missing and each.result.measurement.value is not None
        },
        reasons=tuple(
            title
            for title, each in standings
            if each.progress.verdict in NEEDS_WORDS and not each.explained
        ),
        sketches=tuple(title for title, each in standings if each.result.schematic),
        stages=tuple(title for title, each in projects if each.present is None),
        targets=tuple(title for title, each in projects if each.project.target_year is None),
        money=tuple(
            title
            for title, each in projects
            if each.planned_10k_yuan is None and each.spent_10k_yuan is None
        ),
    )


def gap_lines(gaps: EvaluationGaps, lang: Lang) -> list[str]:
    """Return a line for each kind of thing that is missing."""
    years = [
        say("evaluation.missing", lang, title=title[lang], years=joined(map(str, its), lang))
        for title, its in gaps.years.items()
    ]
    named = {
        "values": [each[lang] for each in gaps.values],
        "years": years,
        "reasons": [each[lang] for each in gaps.reasons],
        "sketches": [each[lang] for each in gaps.sketches],
        "stages": [each[lang] for each in gaps.stages],
        "targets": [each[lang] for each in gaps.targets],
    }
    apart = "；" if lang == "zh" else "; "
    lines = []
    for kind, names in named.items():
        many = ".many" if kind in _OF_PROJECTS and len(names) > _MOST else ""
        if names:
            words = {"count": len(names), "titles": apart.join(names)}
            lines.append(say(f"evaluation.gap.{kind}{many}", lang, **words))
    if gaps.money:
        lines.append(say("evaluation.gap.money", lang, count=len(gaps.money)))
    return lines
