"""Gather the evaluation of a plan, in the order in which such reports are handed in.

What the program cannot know is a `Hint`: room for the words of whoever writes it.
"""

from collections import Counter

from chedun_gis.indicators import PACES, Evaluation, notice_words, overview
from chedun_gis.report.blocks import (
    Block,
    Hint,
    Listing,
    Note,
    Report,
    ReportCell,
    ReportColumn,
    Section,
    Table,
    cells,
)
from chedun_gis.report.content_basis import basis_section
from chedun_gis.report.content_evaluation_rows import (
    NATURES,
    NEEDS_WORDS,
    PACE_TONES,
    indicator_sections,
    number_words,
    task_sections,
)
from chedun_gis.report.content_evaluation_space import space_sections
from chedun_gis.report.evaluation_gaps import gap_lines, gaps_of
from chedun_gis.texts import Lang, say, stage_title
from chedun_gis.town import PROJECTS
from layers import STAGES

_LATE = ("overdue", "behind")


def evaluation_report(found: Evaluation, date: str, *, lang: Lang) -> Report:
    """Return the report: how it was done, overall, indicators, tasks, space, problems, annex."""
    plan = found.plan.name[lang]
    rules = [
        each.result.measurement.rule for each in found.indicators if each.result.measurement.rule
    ]
    annex = basis_section(found.town, rules, lang)
    sections = (
        *_how(found, lang),
        *_overall(found, lang),
        *indicator_sections(found, lang),
        *task_sections(found, lang),
        *space_sections(found, lang),
        *_problems(found, lang),
        _suggestions(lang),
        Section(say("evaluation.annex", lang), annex.blocks, fresh=True),
    )
    return Report(
        found.town.place,
        say(f"evaluation.title.{found.kind}", lang, plan=plan, year=found.year),
        say("evaluation.sub", lang, year=found.year),
        date,
        lang,
        sections,
        formal=True,
    )


def _how(found: Evaluation, lang: Lang) -> list[Section]:
    plan = found.plan
    scope = say(
        "evaluation.scope.text",
        lang,
        plan=plan.name[lang],
        first=plan.first_year,
        last=plan.last_year,
        year=found.year,
    )
    blocks: list[Block] = [Note(scope)]
    if not found.over:
        blocks.append(Note(say("evaluation.not_over", lang, year=found.year), "warning"))
    blocks.append(Hint(say("evaluation.scope.hint", lang)))
    method = (
        Note(say("evaluation.method.years", lang, base=plan.base_year)),
        Note(say("progress.convention", lang)),
        Note(say("evaluation.method.measured", lang)),
        Note(say("evaluation.method.sketch", lang)),
        Note(say("evaluation.method.clauses", lang)),
    )
    key = "head" if found.head else "none"
    register = Note(say(f"evaluation.register.{key}", lang, head=found.head))
    return [
        Section(say("evaluation.how", lang), (), fresh=True),
        Section(say("evaluation.scope", lang), tuple(blocks), level=2),
        Section(say("evaluation.method", lang), method, level=2),
        Section(say("evaluation.register", lang), (register,), level=2),
    ]


def _overall(found: Evaluation, lang: Lang) -> list[Section]:
    paces = Counter(each.progress.verdict for each in found.indicators)
    known = [each for each in found.indicators if each.result.measurement.value is not None]
    indicators = say(
        "evaluation.overall.indicators",
        lang,
        total=len(found.indicators),
        known=len(known),
        done=paces["done"],
        behind=sum(paces[each] for each in NEEDS_WORDS),
        unknown=paces["no_data"],
    )
    blocks: list[Block] = [Note(indicators), _paces(found, lang)]
    sketches = sum(each.result.schematic for each in known)
    if sketches:
        blocks.append(Note(say("evaluation.sketches", lang, count=sketches), "warning"))
    blocks += [_projects(found, lang), _stages(found, lang), *_money(found, lang)]
    blocks.append(Hint(say("evaluation.overall.hint", lang)))
    return [Section(say("evaluation.overall", lang), tuple(blocks), fresh=True)]


def _paces(found: Evaluation, lang: Lang) -> Table:
    """Return how many indicators are how far, by their nature and all together."""
    columns = (
        ReportColumn(say("evaluation.group", lang), 2),
        *(ReportColumn(say(f"progress.{each}", lang), 1, "right") for each in PACES),
        ReportColumn(say("evaluation.all", lang), 1, "right"),
    )
    rows = []
    for nature in (*NATURES, ""):
        its = [
            each.progress.verdict
            for each in found.indicators
            if nature in {"", each.result.indicator.target.nature}
        ]
        title = say(f"evaluation.nature.{nature}" if nature else "evaluation.all", lang)
        rows.append(
            (
                ReportCell(title),
                *(
                    ReportCell(str(its.count(each)), PACE_TONES[each] if its.count(each) else "")
                    for each in PACES
                ),
                ReportCell(str(len(its))),
            )
        )
    return Table(say("evaluation.counts", lang), columns, tuple(rows))


def _projects(found: Evaluation, lang: Lang) -> Note:
    words = say(
        "evaluation.overall.projects",
        lang,
        total=len(found.projects),
        done=sum(bool(each.completed) for each in found.projects),
        overdue=sum(each.overdue for each in found.projects),
        unknown=sum(each.present is None for each in found.projects),
    )
    return Note(words)


def _stages(found: Evaluation, lang: Lang) -> Table:
    counts = Counter(each.present.fact.stage if each.present else "" for each in found.projects)
    rows = [
        cells(
            stage_title(stage, lang) if stage else say("evaluation.stage.unknown", lang),
            str(counts[stage]),
        )
        for stage in (*STAGES, "")
        if counts[stage]
    ]
    columns = (
        ReportColumn(say("evaluation.stage", lang), 3),
        ReportColumn(say("evaluation.count", lang), 1, "right"),
    )
    return Table(say("evaluation.projects", lang), columns, tuple(rows))


def _money(found: Evaluation, lang: Lang) -> list[Block]:
    ids = tuple(each.project.id for each in found.projects if each.project.layer == PROJECTS)
    if found.town.loaded(PROJECTS).broken:
        return []
    sums = overview(found.town, ids)
    known = [
        say(
            f"evaluation.money.{name}",
            lang,
            amount=number_words(money.sum_10k_yuan, lang),
            count=money.projects,
        )
        for name, money in (("planned", sums.planned), ("spent", sums.spent))
        if money.projects
    ]
    return [Note(" ".join(known) or say("evaluation.money.none", lang))]


def _problems(found: Evaluation, lang: Lang) -> list[Section]:
    late = [each for each in found.notices if each.kind in _LATE]
    columns = (
        ReportColumn(say("watch.kind", lang), 1),
        ReportColumn(say("watch.subject", lang), 3),
        ReportColumn(say("watch.words", lang), 3),
    )
    rows = tuple(
        (
            ReportCell(say(f"watch.kind.{each.kind}", lang), "missed"),
            ReportCell(each.title[lang]),
            ReportCell(notice_words(each, lang)),
        )
        for each in late
    )
    title = say("evaluation.problems.late", lang)
    first: Block = (
        Table(title, columns, rows) if rows else Note(say("evaluation.problems.none", lang))
    )
    lines = gap_lines(gaps_of(found), lang)
    gaps: Block = Listing(tuple(lines)) if lines else Note(say("evaluation.gap.none", lang))
    return [
        Section(
            say("evaluation.problems", lang),
            (first, Hint(say("evaluation.problems.hint", lang))),
            fresh=True,
        ),
        Section(say("evaluation.problems.data", lang), (gaps,), level=2),
    ]


def _suggestions(lang: Lang) -> Section:
    hints = tuple(
        Hint(say(f"evaluation.suggestions.{each}", lang))
        for each in ("indicators", "projects", "plan")
    )
    return Section(say("evaluation.suggestions", lang), hints, fresh=True)
