"""Gather the report of the plan's scorecard."""

from datetime import date

from chedun_gis.analysis import BusReport, bus_report
from chedun_gis.indicators import (
    STATES,
    Measurement,
    Result,
    input_words,
    likely_words,
    line_of,
    missing_words,
    part_words,
    plan_of,
    progress_notes,
    scorecard,
    state_of,
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
    ReportTile,
    Section,
    Table,
    Tiles,
    Tone,
)
from chedun_gis.report.content_basis import basis_section, gap_blocks, rule_words
from chedun_gis.texts import Lang, clause_of, fault_of, say
from chedun_gis.town import Town
from geo import InputError


def scorecard_report(town: Town, made: str, *, plan: str = "", lang: Lang) -> Report:
    """Return a plan's report: summary, map of the town, all indicators, evidence, gaps, basis.

    The plan is the one in force unless another is named. Raises `InputError("plan_none")` in a town
    without plans, and as `indicators` does.
    """
    its, results = plan_of(town, plan), scorecard(town, plan)
    if its is None:
        raise InputError("plan_none")
    mapped = [each for each in results if each.measurement.inputs]
    rules = [each.measurement.rule for each in mapped if each.measurement.rule]
    return Report(
        town.place,
        say("report.scorecard", lang, plan=its.name[lang]),
        say("report.scorecard_sub", lang, plan=its.title[lang]),
        made,
        lang,
        (
            _summary(results, lang),
            Section(say("report.all", lang), (_table(results, lang),)),
            _overview(town, lang),
            *_evidence(town, mapped, lang),
            _gaps(town, mapped, lang),
            basis_section(town, rules, lang),
        ),
    )


def figure_of(result: Result, lang: Lang, *, day: date | None = None) -> Figure:
    """Return an indicator's figure with rule, clause, both its parts, interval and basis."""
    line, found = line_of(result, lang, day=day), result.measurement
    return Figure(
        name=line.title,
        value=line.value,
        clause=f"{line.clause} · {line.nature}",
        verdict=f"{line.state} · {line.progress}",
        tone=tone_of(result),
        target=line.target,
        gap=line.gap,
        part=part_words(found, lang),
        interval=_interval(result, lang),
        likely=likely_words(result, lang),
        rule=rule_words(found.rule, lang) if found.rule else found.standard,
        basis=(*(input_words(each, lang) for each in found.inputs), *_entered(found, lang)),
        note=_note(result, lang, day),
    )


def _note(result: Result, lang: Lang, day: date | None) -> str:
    """Return what was counted, and how far it is on its way."""
    words = (result.measurement.detail[lang], *progress_notes(result, lang, day=day))
    return ("" if lang == "zh" else " ").join(words)


def tone_of(result: Result) -> Tone:
    """Return the colour of an indicator's verdict."""
    return state_of(result)


def _interval(result: Result, lang: Lang) -> str:
    low, high = result.measurement.low, result.measurement.high
    unit = result.indicator.unit[lang]
    return "" if low is None or high is None else f"{low:,.1f} – {high:,.1f} {unit}"


def _entered(found: Measurement, lang: Lang) -> tuple[str, ...]:
    if not found.source:
        return ()
    return (say("report.entered", lang, date=found.date, source=found.source),)


def _summary(results: list[Result], lang: Lang) -> Section:
    states = [state_of(result) for result in results]
    tiles = Tiles(
        tuple(
            ReportTile(say(f"indicator.{state}", lang), str(states.count(state)), state)
            for state in STATES
        )
    )
    valued = [result for result in results if result.measurement.value is not None]
    sketches, known = sum(result.schematic for result in valued), len(valued)
    blocks: list[Block] = [tiles]
    blocks += [Note(words, "warning") for words in missing_words(results, lang)]
    if sketches:
        words = say("report.sketches", lang, count=sketches, known=known, total=len(results))
        blocks.append(Note(words, "warning"))
    if valued:
        bars = tuple(_bar(result, lang) for result in valued)
        blocks.append(Bars(say("score.progress", lang), bars))
    return Section(say("report.summary", lang), tuple(blocks))


def _bar(result: Result, lang: Lang) -> Bar:
    value, target = result.measurement.value, result.indicator.target.value
    share = None if value is None or not target else min(1.0, max(0.0, value / target))
    line = line_of(result, lang)
    words = f"{line.value} / {line.target}\n{line.clause}"
    return Bar(line.title, share, words, tone_of(result))


def _overview(town: Town, lang: Lang) -> Section:
    layers = [each for name in base_map.OVERVIEW for each in base_map.layer_maps(town, name, lang)]
    view = MapView(
        "",
        tuple(layers),
        base_map.extent_of(*(town.loaded(each).frame for each in ("town_boundary", "zones"))),
        height_mm=152.0,
        credits=base_map.credits_of(town, base_map.OVERVIEW, lang),
    )
    return Section(say("report.overview", lang), (view,), fresh=True)


def _table(results: list[Result], lang: Lang) -> Table:
    rows = []
    for i, result in enumerate(results, start=1):
        line = line_of(result, lang)
        rule = result.measurement.rule
        rows.append(
            (
                ReportCell(str(i)),
                ReportCell(line.title),
                ReportCell(value_words(line, lang)),
                ReportCell(line.target),
                ReportCell(line.gap),
                ReportCell(line.state, tone_of(result)),
                ReportCell(line.nature),
                ReportCell(line.basis),
                ReportCell(f"{line.clause} · {rule.title[lang]}" if rule else line.clause),
            )
        )
    columns = (
        ReportColumn(say("report.rank", lang), 0.45, "right"),
        ReportColumn(say("score.indicator", lang), 2.5),
        ReportColumn(say("score.value", lang), 1.2, "right"),
        ReportColumn(say("score.target", lang), 1.6),
        ReportColumn(say("score.gap", lang), 0.9, "right"),
        ReportColumn(say("score.state", lang), 1),
        ReportColumn(say("score.nature", lang), 1.15),
        ReportColumn(say("score.basis", lang), 1.5),
        ReportColumn(say("report.clause_rule", lang), 1.7),
    )
    return Table("", columns, tuple(rows))


def _evidence(town: Town, mapped: list[Result], lang: Lang) -> list[Section]:
    sections: list[Section] = []
    for result in mapped:
        found = result.measurement.evidence
        blocks: list[Block] = [figure_of(result, lang)]
        if found is not None:
            layers = (*base_map.faint_base(town, lang), *base_map.evidence_maps(found, lang))
            view = MapView(
                "",
                layers,
                base_map.extent_of(*(part.frame for part in found.parts)),
                height_mm=140.0,
                credits=base_map.credits_of(
                    town,
                    (*base_map.BASE, *(each.layer for each in result.measurement.inputs)),
                    lang,
                ),
            )
            blocks.append(view)
        title = "" if sections else say("report.evidence", lang)
        sections.append(Section(title, tuple(blocks), fresh=True))
    return sections


def _gaps(town: Town, mapped: list[Result], lang: Lang) -> Section:
    """Return the places that miss a service, indicator by indicator, and the areas of the bus."""
    blocks: list[Block] = []
    for result in mapped:
        evidence = result.measurement.evidence
        for part in evidence.parts if evidence else ():
            if "nearest_m" in part.frame:
                layer = result.measurement.inputs[0].layer
                services = town.frame(layer).set_index("id", drop=False)
                title = result.indicator.title[lang]
                clause = clause_of(result.indicator.clause, lang)
                blocks += gap_blocks(town, part.frame, services, lang, title=f"{title} · {clause}")
    try:
        blocks.append(bus_table(bus_report(town), lang))
    except InputError as error:
        blocks.append(Note(fault_of(error.code, error.params, lang), "warning"))
    return Section(say("report.gaps", lang), tuple(blocks), fresh=True)


def bus_table(report: BusReport, lang: Lang) -> Table:
    """Return each area of the bus target with the distinct lines that reach it."""
    rows = []
    for zone, row in report.verdicts.iterrows():
        met = bool(row["met"])
        rows.append(
            (
                ReportCell(str(report.zones.loc[zone, f"name_{lang}"])),
                ReportCell(str(int(row["line_count"]))),
                ReportCell(str(report.terms.required)),
                ReportCell(_lines(row.get("lines")) or say("value.empty", lang)),
                ReportCell(
                    say(f"indicator.{'met' if met else 'missed'}", lang), "met" if met else "missed"
                ),
            )
        )
    return Table(
        say(
            "report.bus",
            lang,
            metres=f"{report.terms.radius_m:g}",
            clause=report.terms.rule.clause,
        ),
        (
            ReportColumn(say("report.area", lang), 2),
            ReportColumn(say("report.line_count", lang), 0.8, "right"),
            ReportColumn(say("score.target", lang), 0.7, "right"),
            ReportColumn(say("report.line_names", lang), 3),
            ReportColumn(say("score.state", lang), 0.9),
        ),
        tuple(rows),
    )


def _lines(lines: object) -> str:
    return "、".join(map(str, lines)) if isinstance(lines, list | tuple | set | frozenset) else ""
