"""Word the plans: the list of them, what is wrong with their files, and two side by side."""

from typing import Any

from chedun_gis.indicators.side_by_side import PlanPair
from chedun_gis.texts import Lang, lines_of, say
from chedun_gis.town import Town


def plan_rows(town: Town) -> list[dict[str, Any]]:
    """Return the plans as plain data, the earliest first; of one with a wrong file what is known.

    `state` is `in_force`, `earlier` of another that is no draft, or `draft`.
    """
    plans, rows = town.plans, []
    for each in plans.of.values():
        plan = each.plan
        state = "draft" if plan is None or plan.draft else "earlier"
        rows.append(
            {
                "id": each.id,
                "name_zh": plan.name.zh if plan else None,
                "name_en": plan.name.en if plan else None,
                "first_year": plan.first_year if plan else None,
                "last_year": plan.last_year if plan else None,
                "base_year": plan.base_year if plan else None,
                "state": "in_force" if each is plans.in_force else state,
                "indicators": len(each.rows),
                "projects": len(each.projects),
                "version": each.version,
                "wrong": bool(each.faults),
            }
        )
    return rows


def plan_faults(town: Town, lang: Lang) -> list[str]:
    """Return all that is wrong with the files of plans, a line each."""
    return [
        say("plans.wrong_one", lang, file=file, line=line)
        for file, problems in town.plans.faults
        for line in lines_of(problems, lang)
    ]


def pair_words(pair: PlanPair, lang: Lang) -> str:
    """Return in one line what became of the projects from one plan to the other."""
    return say(
        "plans.compare.counts",
        lang,
        carried=len(pair.carried),
        new=len(pair.new),
        dropped=len(pair.dropped),
        completed=pair.completed,
    )
