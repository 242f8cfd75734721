"""Gather the report that sets scenarios side by side."""

from itertools import pairwise

from chedun_gis.analysis import (
    CoverageQuestion,
    Evidence,
    Pen,
    coverage_terms,
    likely_coverage,
    people_of,
    share_interval,
)
from chedun_gis.indicators import (
    Result,
    ScoreLine,
    input_of,
    input_words,
    line_of,
    scorecard,
    value_words,
)
from chedun_gis.report import base_map
from chedun_gis.report.blocks import (
    Bar,
    Bars,
    Block,
    Figure,
    MapView,
    Note,
    Report,
    ReportCell,
    ReportColumn,
    Section,
    Table,
    Tone,
    cells,
)
from chedun_gis.report.content_basis import (
    basis_section,
    clause_words,
    gap_blocks,
    rule_words,
    target_words,
)
from chedun_gis.report.content_places import untold_note
from chedun_gis.report.content_scorecard import tone_of
from chedun_gis.scenario import (
    MOST,
    Compared,
    RuleEffect,
    Scenario,
    compare,
    counts_words,
    difference_evidence,
    finished_words,
    how_words,
    outlook,
    scenario_evidence,
    scenario_scorecard,
    scenario_town,
    silent_words,
    targets_of,
    targets_shown,
)
from chedun_gis.texts import Lang, Untold, hectares, local_time, percent, say, told, verdict
from chedun_gis.town import Town
from geo import InputError
from geo.coverage import Standing, coverage_of, gaps

_KM2 = 1_000_000


def scenarios_report(town: Town, scenarios: list[Scenario], *, date: str, lang: Lang) -> Report:
    """Return the report: who made what, figures by every rule, targets, maps, gaps, basis.

    Raises `InputError("report_scenarios")` (count, most) for none, or more than can be compared.
    """
    if not 1 <= len(scenarios) <= MOST:
        raise InputError("report_scenarios", count=len(scenarios), most=MOST)
    sections = (_who(scenarios, lang), *_measured(town, scenarios, lang))
    title, subtitle = say("report.scenarios", lang), say("report.scenarios_sub", lang)
    return Report(town.place, title, subtitle, date, lang, sections)


def _measured(town: Town, scenarios: list[Scenario], lang: Lang) -> tuple[Section, ...]:
    """Return all figures and maps; only the targets that stand while a layer has errors."""
    found = told(lambda: compare(town, scenarios))
    targets = _targets(town, scenarios, lang)
    if isinstance(found, Untold):
        title = say("report.coverage", lang)
        note = untold_note(title, found, lang)
        return Section(title, (note,)), targets, basis_section(town, (), lang)
    return (
        _by_rule(found, lang),
        targets,
        *(_one(town, each, lang) for each in found),
        *_differences(town, found, lang),
        _gaps(town, found, lang),
        basis_section(town, [each.rule for each in found[0].rules], lang),
    )


def _who(scenarios: list[Scenario], lang: Lang) -> Section:
    empty = say("value.empty", lang)
    table = Table(
        "",
        (
            ReportColumn(say("scenario.name", lang), 2),
            ReportColumn(say("scenario.author", lang), 1),
            ReportColumn(say("report.time", lang), 1.3),
            ReportColumn(say("report.changes", lang), 0.7, "right"),
            ReportColumn(say("scenario.note", lang), 3),
        ),
        tuple(
            cells(
                each.name,
                each.author or empty,
                local_time(each.time) or empty,
                str(len(each.changes) + len(each.switched) + len(each.finished)),
                each.note or empty,
            )
            for each in scenarios
        ),
    )
    sketch = Note(say("scenario.sketch", lang), "warning")
    return Section(say("report.compared", lang), (table, sketch))


def _by_rule(found: list[Compared], lang: Lang) -> Section:
    """Return bars by the scenarios' own rules, and every rule with its clause."""
    first = found[0].effect.chosen
    bars = [_bar(say("scenario.as_is", lang), first, first.before, lang)]
    bars += [
        _bar(each.scenario.name, each.effect.chosen, each.effect.chosen.after, lang)
        for each in found
    ]
    rows = []
    for i, rule in enumerate(each.rule for each in found[0].rules):
        effects = [each.rules[i] for each in found]
        states = [(effects[0], effects[0].before), *((each, each.after) for each in effects)]
        rows.append(
            (
                ReportCell(rule_words(rule, lang)),
                *(
                    ReportCell(
                        f"{percent(each.share(state), lang)}\n{_verdict(each, state, lang)}",
                        _tone(each, state),
                    )
                    for each, state in states
                ),
            )
        )
    columns = (
        ReportColumn(say("report.clause_rule", lang), 2.6),
        ReportColumn(say("scenario.as_is", lang), 1, "right"),
        *(ReportColumn(each.scenario.name, 1, "right") for each in found),
    )
    return Section(
        say("report.coverage", lang),
        (
            Bars(say("report.own_rule", lang), tuple(bars)),
            Table(say("scenario.rules", lang), columns, tuple(rows)),
        ),
    )


def _bar(name: str, effect: RuleEffect, state: Standing, lang: Lang) -> Bar:
    clause = clause_words(effect.rule, lang)
    known = effect.share(state)
    share = None if known is None else min(1.0, max(0.0, known))
    return Bar(name, share, f"{percent(known, lang)}\n{clause}", _tone(effect, state))


def _tone(effect: RuleEffect, state: Standing) -> Tone:
    if effect.share(state) is None:
        return "unknown"
    met = effect.met(state)
    return "open" if met is None else ("met" if met else "missed")


def _verdict(effect: RuleEffect, state: Standing, lang: Lang) -> str:
    return verdict(lang, met=effect.met(state), asked=effect.rule.threshold is not None)


def _targets(town: Town, scenarios: list[Scenario], lang: Lang) -> Section:
    """Return which targets of the plan each scenario meets, with the clause of each."""
    rows = []
    for results in zip(*_results(town, scenarios, lang), strict=True):
        lines = [line_of(result, lang) for result, _ in results]
        rows.append(
            (
                ReportCell(lines[0].title),
                ReportCell(lines[0].target),
                ReportCell(lines[0].clause),
                *(
                    ReportCell(_target_words(line, how, lang), tone_of(result))
                    for line, (result, how) in zip(lines, results, strict=True)
                ),
            )
        )
    columns = (
        ReportColumn(say("score.indicator", lang), 2),
        ReportColumn(say("score.target", lang), 1.3),
        ReportColumn(say("score.clause", lang), 1.1),
        *(ReportColumn(each.name, 1, "right") for each in scenarios),
    )
    notes = _finished(town, scenarios, lang)
    return Section(say("scenario.targets", lang), (Table("", columns, tuple(rows)), *notes))


def _results(town: Town, scenarios: list[Scenario], lang: Lang) -> list[list[tuple[Result, str]]]:
    """Return the targets of each scenario, with how each comes about where projects are finished.

    Then all that any of the scenarios moves are among them.
    """
    if not any(each.finished for each in scenarios):
        return [[(one, "") for one in targets_of(town, each)] for each in scenarios]
    every = [scenario_scorecard(town, each) for each in scenarios]
    return [
        [(each.after, how_words(each, lang)) for each in its]
        for its in targets_shown(scorecard(town), every)
    ]


def _target_words(line: ScoreLine, how: str, lang: Lang) -> str:
    return "\n".join(filter(None, (value_words(line, lang), line.state, how)))


def _finished(town: Town, scenarios: list[Scenario], lang: Lang) -> list[Note]:
    """Return which projects each scenario takes as finished, and what that rests on."""
    notes = []
    for each in scenarios:
        if each.finished:
            found = outlook(town, each)
            words = say("finish.report", lang, names=finished_words(found, lang))
            parts = (words, counts_words(found, lang), silent_words(found, lang))
            notes.append(Note(f"{each.name} · {' '.join(filter(None, parts))}"))
    if notes:
        notes += [Note(say(f"finish.{name}", lang)) for name in ("about", "whole")]
    return notes


def _one(town: Town, each: Compared, lang: Lang) -> Section:
    """Return a scenario's figure and its map."""
    overlay = scenario_town(town, each.scenario)
    evidence = scenario_evidence(each.effect, overlay, Pen("parks"))
    view = _map(overlay, evidence, lang)
    return Section(each.scenario.name, (_figure(overlay, each, lang), view), fresh=True)


def _gaps(town: Town, found: list[Compared], lang: Lang) -> Section:
    """Return what each scenario leaves without a park, by its own rule."""
    blocks: list[Block] = []
    for each in found:
        state = each.effect.chosen.after
        people = people_of(state.demand.frame)
        left = gaps(coverage_of(state), state.services_frame(), people=people)
        parks = scenario_town(town, each.scenario).frame("parks").set_index("id", drop=False)
        title = f"{each.scenario.name} · {rule_words(each.effect.chosen.rule, lang)}"
        blocks += gap_blocks(town, left, parks, lang, title=title)
    return Section(say("report.left", lang), tuple(blocks), fresh=True)


def _map(town: Town, evidence: Evidence, lang: Lang, title: str = "") -> MapView:
    return MapView(
        title,
        (*base_map.faint_base(town, lang), *base_map.evidence_maps(evidence, lang)),
        base_map.extent_of(coverage_terms(town, CoverageQuestion()).demand),
        height_mm=128.0,
        credits=base_map.credits_of(town, (*base_map.BASE, "residential", "parks"), lang),
    )


def _figure(town: Town, each: Compared, lang: Lang) -> Figure:
    chosen = each.effect.chosen
    after = chosen.after
    likely = likely_coverage(town, CoverageQuestion(rule=chosen.rule.name))
    inputs = (input_of(town, "parks"), input_of(town, "residential", after.demand.frame))
    return Figure(
        name=say("scenario.share", lang),
        value=percent(chosen.share(after), lang),
        clause=clause_words(chosen.rule, lang),
        verdict=_verdict(chosen, after, lang),
        tone=_tone(chosen, after),
        target=target_words(chosen.rule, lang),
        part=""
        if chosen.share(after) is None
        else say(
            "score.fraction",
            lang,
            numerator=f"{after.covered / _KM2:,.3f} km²",
            denominator=f"{after.total / _KM2:,.3f} km²",
        ),
        likely=share_interval(None if likely is None else likely.likely, lang),
        rule=rule_words(chosen.rule, lang),
        basis=tuple(input_words(one, lang) for one in inputs),
        note=say(
            "report.gain",
            lang,
            before=percent(chosen.share(chosen.before), lang),
            hectares=hectares(chosen.gain_m2, sign="+"),
            people=f"{chosen.gain_people:+,.0f}",
        ),
    )


def _differences(town: Town, found: list[Compared], lang: Lang) -> list[Section]:
    """Return where each scenario differs from the one before it."""
    return [
        Section(
            say("scenario.difference", lang) if i == 0 else "",
            (_difference(town, one, other, lang),),
            fresh=True,
        )
        for i, (one, other) in enumerate(pairwise(found))
    ]


def _difference(town: Town, one: Compared, other: Compared, lang: Lang) -> MapView:
    places = difference_evidence(one.effect, other.effect)
    return _map(town, places, lang, places.title[lang])
