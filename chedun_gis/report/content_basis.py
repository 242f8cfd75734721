"""Gather what a report rests on: layers with their accuracy, sources, rules, gaps."""

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd

from chedun_gis.analysis import named_gaps, summary_of
from chedun_gis.report.blocks import (
    Block,
    Note,
    ReportCell,
    ReportColumn,
    Section,
    Table,
    cells,
)
from chedun_gis.texts import Lang, hectares, say
from chedun_gis.town import Town
from layers import CERTAINTY, LAYERS, RuleSet

_MOST_GAPS = 20


def basis_section(
    town: Town, rules: Sequence[RuleSet], lang: Lang, *, fresh: bool = True
) -> Section:
    """Return layers, sources, the rules by which the report judges, the head of the register."""
    named = {rule.key: rule for rule in rules}
    tables = [_layers(town, lang), _sources(town, lang)]
    if named:
        tables.insert(0, rule_table(list(named.values()), lang))
    blocks: tuple[Block, ...] = tuple(tables)
    if town.head:
        blocks = (*blocks, Note(say("report.head", lang, head=town.head)))
    return Section(say("report.basis", lang), blocks, fresh=fresh)


def rule_words(rule: RuleSet, lang: Lang) -> str:
    """Return a rule with its standard, clause, and how sure it is."""
    return f"{rule.title[lang]} · {clause_words(rule, lang)} · {CERTAINTY[rule.certainty][lang]}"


def clause_words(rule: RuleSet, lang: Lang) -> str:
    """Return the standard and the clause in it."""
    return f"{rule.standard[lang]} {rule.clause}".strip()


def rule_table(rules: list[RuleSet], lang: Lang) -> Table:
    """Return the rules with standard, clause, the share they ask for, and how sure they are."""
    return Table(
        say("report.rules", lang),
        (
            ReportColumn(say("coverage.rule", lang), 2.2),
            ReportColumn(say("report.standard", lang), 3),
            ReportColumn(say("score.clause", lang), 1.2),
            ReportColumn(say("score.target", lang), 1.1, "right"),
            ReportColumn(say("coverage.certainty", lang), 1.7),
        ),
        tuple(
            cells(
                rule.title[lang],
                rule.standard[lang],
                rule.clause or say("value.empty", lang),
                target_words(rule, lang),
                CERTAINTY[rule.certainty][lang],
            )
            for rule in rules
        ),
    )


def target_words(rule: RuleSet, lang: Lang) -> str:
    """Return what a rule asks for: a share, a number of lines, or nothing."""
    if rule.min_lines is not None:
        return say("report.lines", lang, count=rule.min_lines)
    if rule.threshold is None:
        return say("coverage.no_target", lang)
    return f"{'>' if rule.threshold.strictly else '≥'} {100 * rule.threshold.share:g}%"


def _layers(town: Town, lang: Lang) -> Table:
    lines = [summary_of(town.loaded(layer_id), lang) for layer_id in LAYERS]
    return Table(
        say("report.layers", lang),
        (
            ReportColumn(say("report.layer", lang), 2.2),
            ReportColumn(say("report.features", lang), 0.8, "right"),
            ReportColumn(say("score.basis", lang), 3),
            ReportColumn(say("report.accuracy", lang), 1.2, "right"),
            ReportColumn(say("report.state", lang), 1.4),
        ),
        tuple(
            cells(line.title, str(line.count), line.basis, line.accuracy, line.state)
            for line in lines
        ),
    )


def _sources(town: Town, lang: Lang) -> Table:
    used = {
        str(each)
        for layer in LAYERS
        for each in town.loaded(layer).table(["source"])["source"].unique()
    }
    return Table(
        say("report.sources", lang),
        (
            ReportColumn(say("report.source", lang), 2.6),
            ReportColumn(say("report.date", lang), 0.8),
            ReportColumn(say("report.licence", lang), 2.6),
        ),
        tuple(
            cells(source.title[lang], source.date, source.licence[lang])
            for source in town.sources.values()
            if source.id in used
        ),
    )


def gap_blocks(
    town: Town,
    gaps: gpd.GeoDataFrame,
    services: gpd.GeoDataFrame | None,
    lang: Lang,
    *,
    title: str,
) -> tuple[Block, ...]:
    """Return the list of what no service reaches, the largest first, and what it leaves out.

    `gaps` is what `geo.coverage.gaps` returns; `services` gives the nearest its name.
    """
    shown = named_gaps(town, gaps.head(_MOST_GAPS))
    names = {} if services is None else dict(services[f"name_{lang}"])
    rows = tuple(
        (
            ReportCell(str(number)),
            ReportCell(row["near"][lang] if row["near"] else say("value.empty", lang)),
            ReportCell(hectares(row["area_m2"])),
            ReportCell(_whole(row.get("people"), lang)),
            ReportCell(str(int(row["parcels"]))),
            ReportCell(str(names.get(row["nearest"], say("value.empty", lang)))),
            ReportCell(_whole(row["nearest_m"], lang)),
        )
        for number, row in shown.iterrows()
    )
    if not rows:
        return (Note(say("report.no_gaps", lang, title=title)),)
    table = Table(
        title,
        (
            ReportColumn(say("report.rank", lang), 0.5, "right"),
            ReportColumn(say("coverage.near", lang), 2.4),
            ReportColumn(say("coverage.area", lang), 1, "right"),
            ReportColumn(say("coverage.people", lang), 1.4, "right"),
            ReportColumn(say("report.parcels", lang), 0.9, "right"),
            ReportColumn(say("coverage.nearest", lang), 2.4),
            ReportColumn(say("coverage.distance", lang), 1, "right"),
        ),
        rows,
    )
    rest = len(gaps) - len(shown)
    if not rest:
        return (table,)
    area = hectares(gaps["area_m2"].iloc[_MOST_GAPS:].sum())
    return table, Note(say("report.more_gaps", lang, count=rest, hectares=area))


def _whole(value: object, lang: Lang) -> str:
    known = isinstance(value, int | float) and not pd.isna(value)
    return f"{value:,.0f}" if known else say("value.empty", lang)
