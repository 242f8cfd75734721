"""Gather an evaluation's chapters about the indicators, and about tasks and projects."""

from collections.abc import Iterator, Sequence
from typing import Final

from chedun_gis.indicators import (
    Evaluation,
    Headway,
    IndicatorStanding,
    ProjectStanding,
    line_of,
    value_words,
)
from chedun_gis.register import Counted, IndicatorValue
from chedun_gis.report.blocks import (
    Block,
    Hint,
    Listing,
    Note,
    ReportCell,
    ReportColumn,
    Section,
    Table,
    Tone,
    cells,
)
from chedun_gis.report.evaluation_gaps import NEEDS_WORDS
from chedun_gis.texts import Lang, clause_in_words, joined, percent, say, stage_title
from layers import Chapter

# Binding ones weigh most, and come first.
NATURES: Final = ("binding", "expected", "unspecified")
PACE_TONES: Final[dict[str, Tone]] = {
    "done": "met",
    "on_track": "open",
    "behind": "undecided",
    "far_behind": "missed",
    "no_data": "unknown",
}


def number_words(value: float | None, lang: Lang) -> str:
    """Return a number as the tables write it, or the sign for nothing."""
    if value is None:
        return say("value.empty", lang)
    return f"{value:,.12g}"


def indicator_sections(found: Evaluation, lang: Lang) -> list[Section]:
    """Return the chapter: by nature the values of years, the verdicts, what explains them."""
    sections = [Section(say("evaluation.indicators", lang), (), fresh=True)]
    for nature in NATURES:
        group = [each for each in found.indicators if each.result.indicator.target.nature == nature]
        title = say(f"evaluation.nature.{nature}", lang)
        blocks = (
            _group(found, group, title, lang) if group else (Note(say("evaluation.none", lang)),)
        )
        sections.append(Section(title, tuple(blocks), level=2))
    blocks = tuple(_reasons(found, lang))
    return [*sections, Section(say("evaluation.reasons", lang), blocks, level=2)]


def _group(
    found: Evaluation, group: Sequence[IndicatorStanding], title: str, lang: Lang
) -> tuple[Block, ...]:
    return (
        _years(found, group, say("evaluation.by_year", lang, nature=title), lang),
        _verdicts(found, group, say("evaluation.verdicts", lang, nature=title), lang),
    )


def _years(found: Evaluation, group: Sequence[IndicatorStanding], title: str, lang: Lang) -> Table:
    base = found.plan.base_year
    columns = (
        ReportColumn(say("score.indicator", lang), 3.4),
        ReportColumn(say("evaluation.base", lang, year=base), 1.15, "right"),
        *(ReportColumn(str(year), 0.95, "right") for year in found.years),
    )
    rows = []
    for each in group:
        indicator = each.result.indicator
        series = [(indicator.title[lang], each.values)]
        if indicator.other:
            series.append((indicator.other[1][lang], each.others))
        for name, values in series:
            unit = indicator.entered[lang]
            known = [values[year] for year in sorted(values) if year <= base]
            rows.append(
                cells(
                    f"{name}（{unit}）" if lang == "zh" else f"{name} ({unit})",
                    _base(known[-1] if known else None, base, lang),
                    *(_value(values.get(year), lang) for year in found.years),
                )
            )
    return Table(title, columns, tuple(rows))


def _base(known: Counted[IndicatorValue] | None, base: int, lang: Lang) -> str:
    """Return the value that the plan begins with, with its year where it is an earlier one."""
    if known is None or known.fact.year == base:
        return _value(known, lang)
    return f"{_value(known, lang)} ({known.fact.year})"


def _value(known: Counted[IndicatorValue] | None, lang: Lang) -> str:
    return number_words(known.fact.value if known else None, lang)


def _verdicts(
    found: Evaluation, group: Sequence[IndicatorStanding], title: str, lang: Lang
) -> Table:
    columns = (
        ReportColumn(say("score.indicator", lang), 2.5),
        ReportColumn(say("score.value", lang), 1.2, "right"),
        ReportColumn(say("score.target", lang), 1.6),
        ReportColumn(say("evaluation.way", lang), 1.5, "right"),
        ReportColumn(say("evaluation.progress", lang), 1.05),
        ReportColumn(say("score.basis", lang), 1.9),
        ReportColumn(say("score.clause", lang), 0.9),
    )
    rows = []
    for each in group:
        line, progress = line_of(each.result, lang, day=found.day), each.progress
        rows.append(
            (
                ReportCell(line.title),
                ReportCell(value_words(line, lang)),
                ReportCell(line.target),
                ReportCell(_way(progress, lang)),
                ReportCell(say(f"progress.{progress.verdict}", lang), PACE_TONES[progress.verdict]),
                ReportCell(_basis(each, line.basis, lang)),
                ReportCell(clause_in_words(each.result.indicator.clause, lang)),
            )
        )
    return Table(title, columns, tuple(rows))


def _way(progress: Headway, lang: Lang) -> str:
    """Return the part of the way against the part of the time."""
    if progress.way is None or progress.time is None:
        return say("value.empty", lang)
    return say("evaluation.way.parts", lang, way=progress.way, time=progress.time)


def _basis(each: IndicatorStanding, basis: str, lang: Lang) -> str:
    if each.known_by == "measured":
        return say("evaluation.now", lang, basis=basis)
    if each.known_by == "recorded":
        return say("evaluation.recorded", lang, basis=basis)
    return basis


def _reasons(found: Evaluation, lang: Lang) -> Iterator[Block]:
    """Yield what was explained, and room for what was not: one for each that is behind."""
    said = [
        say(
            "evaluation.reason",
            lang,
            title=each.result.indicator.title[lang],
            year=why.fact.year,
            note=why.fact.note[lang],
            source=why.fact.source,
        )
        for each in found.indicators
        for why in each.explained
    ]
    if said:
        yield Listing(tuple(said))
    for each in found.indicators:
        if each.progress.verdict in NEEDS_WORDS and not each.explained:
            verdict = say(f"progress.{each.progress.verdict}", lang)
            title = each.result.indicator.title[lang]
            yield Hint(say("evaluation.reason.hint", lang, title=title, verdict=verdict))
    unknown = [
        each.result.indicator.title[lang]
        for each in found.indicators
        if each.progress.verdict == "no_data" and not each.explained
    ]
    if unknown:
        yield Hint(say("evaluation.no_data.hint", lang, titles=joined(unknown, lang)))


# ---- tasks and projects


def task_sections(found: Evaluation, lang: Lang) -> list[Section]:
    """Return the chapter: the projects of each chapter of the plan, and room for its tasks."""
    sections = [Section(say("evaluation.tasks", lang), (), fresh=True)]
    rest: list[str] = []
    for chapter in found.plan.chapters:
        name = chapter_words(chapter, lang)
        blocks = _chapter(found, chapter, name, lang)
        if blocks:
            blocks += (Hint(say("evaluation.task.hint", lang, chapter=name)),)
            sections.append(Section(name, blocks, level=2))
        elif chapter.clause.isdigit():
            rest.append(name)
    others = [each for each in found.projects if each.project.chapter is None]
    if others:
        name = say("evaluation.chapter.none", lang)
        sections.append(Section(name, (_projects(others, name, lang),), level=2))
    if rest:
        hints = tuple(Hint(say("evaluation.task.hint", lang, chapter=name)) for name in rest)
        sections.append(Section(say("evaluation.chapters.rest", lang), hints, level=2))
    return sections


def chapter_words(chapter: Chapter, lang: Lang) -> str:
    """Return a chapter as it is called; one that has no number by its title alone."""
    if chapter.title is None:
        return say("evaluation.chapter.untitled", lang, clause=chapter.clause)
    if not chapter.clause.isdigit():
        return chapter.title[lang]
    return say("evaluation.chapter", lang, clause=chapter.clause, title=chapter.title[lang])


def _chapter(found: Evaluation, chapter: Chapter, name: str, lang: Lang) -> tuple[Block, ...]:
    blocks: list[Block] = []
    titles = [
        each.result.indicator.title[lang]
        for each in found.indicators
        if found.plan.chapter_of(each.result.indicator.clause) == chapter
    ]
    if titles:
        words = say("evaluation.chapter.indicators", lang, titles=joined(titles, lang))
        blocks.append(Note(words))
    projects = [each for each in found.projects if each.project.chapter == chapter]
    if projects:
        title = say("evaluation.chapter.title", lang, chapter=name)
        blocks.append(_projects(projects, title, lang))
    return tuple(blocks)


def _projects(projects: Sequence[ProjectStanding], title: str, lang: Lang) -> Table:
    columns = (
        ReportColumn(say("evaluation.project", lang), 2.5),
        ReportColumn(say("evaluation.stage", lang), 1.3),
        ReportColumn(say("evaluation.target_year", lang), 0.8, "right"),
        ReportColumn(say("evaluation.delay", lang), 1.15),
        ReportColumn(say("evaluation.planned", lang), 1.05, "right"),
        ReportColumn(say("evaluation.spent", lang), 1.05, "right"),
        ReportColumn(say("evaluation.share", lang), 0.75, "right"),
        ReportColumn(say("score.clause", lang), 1.8),
    )
    empty = say("value.empty", lang)
    rows = []
    for each in projects:
        project = each.project
        year, share = project.target_year, each.share_done
        words, tone = _delay(each, lang)
        rows.append(
            (
                ReportCell(project.title[lang]),
                ReportCell(stage_words(each, lang)),
                ReportCell(empty if year is None else str(year)),
                ReportCell(words, tone),
                ReportCell(number_words(each.planned_10k_yuan, lang)),
                ReportCell(number_words(each.spent_10k_yuan, lang)),
                ReportCell(empty if share is None else percent(share, lang, 0)),
                ReportCell(clause_in_words(project.clause, lang) if project.clause else empty),
            )
        )
    return Table(title, columns, tuple(rows))


def stage_words(each: ProjectStanding, lang: Lang) -> str:
    """Return the stage at the end of the year."""
    if each.present is None:
        return say("evaluation.stage.unknown", lang)
    return stage_title(each.present.fact.stage, lang)


def _delay(each: ProjectStanding, lang: Lang) -> tuple[str, Tone]:
    """Return whether a project is in time, in words and by its colour."""
    late = each.late_years
    if each.overdue:
        return say("evaluation.delay.overdue", lang), "missed"
    if each.completed and late:
        return say("evaluation.delay.late", lang, count=late), "undecided"
    if each.completed:
        key = "completed" if late is None else "in_time"
        return say(f"evaluation.delay.{key}", lang), "met"
    key = "none" if each.project.target_year is None else "open"
    return say(f"evaluation.delay.{key}", lang), "unknown"
