"""Give an evaluation as data: every figure that the report prints, unrounded."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from chedun_gis.analysis import bus_report, summary_of
from chedun_gis.indicators import (
    PACES,
    Evaluation,
    IndicatorStanding,
    Money,
    ProjectStanding,
    as_data,
    notice_data,
    overview,
)
from chedun_gis.register import Counted, IndicatorValue
from chedun_gis.report.content_evaluation_rows import NATURES
from chedun_gis.report.evaluation_gaps import gaps_of
from chedun_gis.texts import LANGS, Lang
from chedun_gis.town import PROJECTS, Town
from geo import InputError
from layers import LAYERS, RuleSet, Text


def evaluation_data(found: Evaluation) -> dict[str, Any]:
    """Return an evaluation as JSON can hold it; the keys are those of `docs/commands.md`."""
    gaps = gaps_of(found)
    plan = found.plan
    return {
        "plan": plan.id,
        **_both("plan", plan.name),
        "kind": found.kind,
        "year": found.year,
        "day": found.day.isoformat(),
        "over": found.over,
        "base_year": plan.base_year,
        "first_year": plan.first_year,
        "last_year": plan.last_year,
        "chapters": [
            {"clause": each.clause, **(_both("title", each.title) if each.title else {})}
            for each in plan.chapters
        ],
        "head": found.head or None,
        "progress": _progress(found),
        "indicators": [_indicator(found, each) for each in found.indicators],
        "projects": [_project(each) for each in found.projects],
        "stages": dict(
            Counter(each.present.fact.stage if each.present else None for each in found.projects)
        ),
        "money": _money(found),
        "notices": [notice_data(each) for each in found.notices],
        "bus": _bus(found.town),
        "missing": {
            name: [each.zh for each in getattr(gaps, name)]
            for name in ("values", "reasons", "sketches", "stages", "targets", "money")
        }
        | {"years": {title.zh: list(years) for title, years in gaps.years.items()}},
        "rules": [_rule(each) for each in _rules(found)],
        "layers": [_layer(found.town, layer) for layer in LAYERS],
        "sources": [
            {**_both("name", each.title), "date": each.date, **_both("licence", each.licence)}
            for each in found.town.sources.values()
        ],
    }


def _both(name: str, words: Text) -> dict[str, str]:
    return {f"{name}_{lang}": words[lang] for lang in LANGS}


def _progress(found: Evaluation) -> dict[str, dict[str, int]]:
    """Return how many indicators are how far, by their nature and all together."""
    of = {
        nature: [
            each.progress.verdict
            for each in found.indicators
            if nature in {"all", each.result.indicator.target.nature}
        ]
        for nature in (*NATURES, "all")
    }
    return {
        nature: {"total": len(its), **{pace: its.count(pace) for pace in PACES}}
        for nature, its in of.items()
    }


def _indicator(found: Evaluation, each: IndicatorStanding) -> dict[str, Any]:
    indicator = each.result.indicator
    return as_data(each.result, day=found.day) | {
        "known_by": each.known_by,
        **_both("entered_unit", indicator.entered),
        "values": _values(each.values),
        "other": indicator.other[1].zh if indicator.other else None,
        "other_values": _values(each.others),
        "explanations": [
            {"year": why.fact.year, **_both("note", why.fact.note), "source": why.fact.source}
            for why in each.explained
        ],
    }


def _values(values: Mapping[int, Counted[IndicatorValue]]) -> dict[str, Any]:
    return {
        str(year): {
            "value": each.fact.value,
            "source": each.fact.source,
            "basis": each.fact.basis,
            "reliability": each.fact.reliability,
            "number": each.number,
        }
        for year, each in sorted(values.items())
    }


def _project(each: ProjectStanding) -> dict[str, Any]:
    project, present = each.project, each.present
    return {
        "layer": project.layer,
        "id": project.id,
        **_both("name", project.title),
        "chapter": project.chapter.clause if project.chapter else None,
        "clause": project.clause or None,
        "stage": present.fact.stage if present else None,
        "since": present.fact.date if present else None,
        "source": present.fact.source if present else None,
        "number": present.number if present else None,
        "target_year": project.target_year,
        "completed": each.completed or None,
        "late_years": each.late_years,
        "overdue": each.overdue,
        "planned_10k_yuan": each.planned_10k_yuan,
        "spent_10k_yuan": each.spent_10k_yuan,
        "share_done": each.share_done,
    }


def _money(found: Evaluation) -> dict[str, Any] | None:
    """Return the sums of the projects; None while their layer has errors."""
    if found.town.loaded(PROJECTS).broken:
        return None
    ids = tuple(each.project.id for each in found.projects if each.project.layer == PROJECTS)
    sums = overview(found.town, ids)

    def told(money: Money) -> dict[str, float | int | None]:
        known = money.sum_10k_yuan if money.projects else None
        return {"sum_10k_yuan": known, "projects": money.projects}

    return {"planned": told(sums.planned), "spent": told(sums.spent)}


def _bus(town: Town) -> list[dict[str, Any]] | None:
    """Return the areas of the bus target with the lines that reach each; None without layers."""
    try:
        report = bus_report(town)
    except InputError:
        return None
    return [
        {
            **{f"name_{lang}": str(report.zones.loc[zone, f"name_{lang}"]) for lang in LANGS},
            "lines": sorted(map(str, row["lines"])),
            "count": int(row["line_count"]),
            "required": report.terms.required,
            "radius_m": report.terms.radius_m,
            "met": bool(row["met"]),
        }
        for zone, row in report.verdicts.iterrows()
    ]


def _rules(found: Evaluation) -> list[RuleSet]:
    rules = [each.result.measurement.rule for each in found.indicators]
    return list({each.key: each for each in rules if each is not None}.values())


def _rule(rule: RuleSet) -> dict[str, Any]:
    return {
        "rule": rule.name,
        **_both("name", rule.title),
        **_both("standard", rule.standard),
        "clause": rule.clause or None,
        "share": rule.threshold.share if rule.threshold else None,
        "min_lines": rule.min_lines,
        "radius_m": sorted({each.radius_m for each in rule.classes}),
    }


def _layer(town: Town, layer: str) -> dict[str, Any]:
    loaded, frame = town.loaded(layer), town.loaded(layer).frame
    lang: Lang = "zh"
    line = summary_of(loaded, lang)
    basis = frame["basis"].value_counts()
    return {
        "layer": layer,
        **_both("name", loaded.layer.title),
        "features": line.count,
        "basis": {str(name): int(count) for name, count in basis.items()},
        "accuracy_m": [float(frame["accuracy_m"].min()), float(frame["accuracy_m"].max())]
        if len(frame)
        else None,
        "problems": len(loaded.problems),
    }
