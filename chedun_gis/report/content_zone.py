"""Gather the report of a zone, a belt or any outline from its profile."""

from chedun_gis.analysis import (
    CoverageQuestion,
    count_interval,
    coverage_terms,
    covered,
    nearest_names,
    people_of,
    share_interval,
)
from chedun_gis.indicators import Input, input_words
from chedun_gis.profile import BELTS, ZONES, Area, Bus, Parks, Profile, areas, profile
from chedun_gis.report import base_map
from chedun_gis.report.blocks import (
    Block,
    Figure,
    MapLayer,
    MapView,
    Note,
    Report,
    ReportColumn,
    Section,
    Table,
    Tone,
    cells,
)
from chedun_gis.report.content_basis import basis_section, clause_words, gap_blocks, target_words
from chedun_gis.report.content_places import places_section, untold_note
from chedun_gis.texts import HECTARE_M2, Lang, Untold, clause_of, hectares, joined, percent, say
from chedun_gis.town import Town
from geo import InputError
from geo.coverage import gaps, part_of
from layers import CERTAINTY, STAGES, Symbol

_SHOWN = ("residential", "parks", "bus_stops", "facilities", "projects")
_OUTLINE = "#b42318"
_VERDICTS: dict[bool | None, Tone] = {None: "open", True: "met", False: "missed"}


def zone_report(town: Town, zone_id: str, *, date: str, lang: Lang) -> Report:
    """Return the report of a zone or belt by id, also as `layer:id`.

    Raises `InputError("report_zone")` (id, known) for an unknown one, or `layer_broken` while
    zones or belts are left out for a layer with errors.
    """
    known = areas(town)
    area = next(
        (known[key] for key in known if zone_id in {key, key.partition(":")[2]}),
        None,
    )
    if area is None:
        for layer in (ZONES, BELTS, "town_boundary"):
            town.frame(layer)
        names = "、".join(key.partition(":")[2] for key in known)
        raise InputError("report_zone", id=zone_id, known=names)
    return area_report(town, area, date, lang=lang)


def area_report(town: Town, area: Area, date: str, *, lang: Lang) -> Report:
    """Return the report of any area: facts, map, services, contents, gaps, basis."""
    found = profile(town, area)
    rules = [] if isinstance(found.parks, Untold) else [found.parks.rule]
    used = () if isinstance(found.parks, Untold) else found.parks.inputs
    first: list[Block] = [_facts(town, area, lang)]
    if any(each.schematic for each in (area.drawn, *used)):
        first.append(Note(say("report.zone_sketch", lang), "warning"))
    return Report(
        town.place,
        say("report.zone_title", lang, name=area.title[lang]),
        say("report.zone_sub", lang),
        date,
        lang,
        (
            Section(say("report.zone", lang), tuple(first)),
            Section(say("report.zone_map", lang), (_map(town, area, lang),)),
            _service(found, lang),
            places_section(found, lang),
            _gaps(town, found, lang),
            basis_section(town, rules, lang),
        ),
    )


def _facts(town: Town, area: Area, lang: Lang) -> Table:
    stage = STAGES[area.stage][lang] if area.stage else ""
    [near] = nearest_names(town, area.shape.geometry.to_numpy())
    width = "" if area.width_m is None else f"{area.width_m:g} m"
    rows = (
        (say("report.kind", lang), area.kind[lang]),
        (say("coverage.near", lang), near[lang] if near else ""),
        (say("report.stage", lang), stage),
        (say("score.target", lang), area.target[lang] if area.target else ""),
        (say("score.clause", lang), clause_of(area.clause, lang) if area.clause else ""),
        (say("report.outline", lang), f"{hectares(area.area_m2, 1)} ha"),
        (say("report.width", lang), width),
        (say("score.basis", lang), input_words(area.drawn, lang)),
    )
    columns = (
        ReportColumn(say("report.fact", lang), 1),
        ReportColumn(say("report.content", lang), 4),
    )
    return Table("", columns, tuple(cells(label, value) for label, value in rows if value))


def _map(town: Town, area: Area, lang: Lang) -> MapView:
    layers = base_map.faint_base(town, lang)
    for name in _SHOWN:
        layers += base_map.layer_maps(town, name, lang)
    symbol = Symbol(area.kind, _OUTLINE, pattern="none", weight=4)
    basis = "schematic" if area.drawn.schematic else ""
    title = area.title[lang]
    outline = area.shape[["geometry"]].assign(basis=basis, label=title)
    layers.append(MapLayer(area.kind[lang], "Polygon", symbol, outline))
    return MapView(
        "",
        tuple(layers),
        base_map.extent_of(area.shape),
        height_mm=86.0,
        credits=base_map.credits_of(town, (*base_map.BASE, *_SHOWN, area.drawn.layer), lang),
    )


def _service(found: Profile, lang: Lang) -> Section:
    park, bus = say("report.park_coverage", lang), say("report.bus_lines", lang)
    return Section(
        say("report.served", lang),
        (
            untold_note(park, found.parks, lang)
            if isinstance(found.parks, Untold)
            else _park_figure(found.parks, lang),
            untold_note(bus, found.bus, lang)
            if isinstance(found.bus, Untold)
            else _bus_figure(found.bus, found.area, lang),
        ),
    )


def _basis(inputs: tuple[Input, ...], lang: Lang) -> tuple[str, ...]:
    return tuple(input_words(each, lang) for each in inputs if each.features)


def _park_figure(parks: Parks, lang: Lang) -> Figure:
    known = parks.share is not None
    tone: Tone = _VERDICTS[parks.met] if known else "unknown"
    part = say(
        "report.of_hectares",
        lang,
        numerator=hectares(parks.covered_m2),
        denominator=hectares(parks.homes_m2),
    )
    inside = say(
        "report.parks_inside",
        lang,
        count=len(parks.inside),
        hectares=hectares(parks.inside_m2),
    )
    return Figure(
        name=say("report.park_coverage", lang),
        value=percent(parks.share, lang),
        clause=clause_words(parks.rule, lang),
        verdict=say(f"indicator.{tone}", lang),
        tone=tone,
        target=target_words(parks.rule, lang),
        part=part if known else "",
        interval=f"{percent(parks.low, lang)} – {percent(parks.high, lang)}" if known else "",
        likely=share_interval(parks.likely, lang),
        rule=f"{parks.rule.title[lang]} · {CERTAINTY[parks.rule.certainty][lang]}",
        basis=_basis(parks.inputs, lang),
        note=inside if known else f"{say('report.no_homes', lang)} {inside}",
    )


def _bus_figure(bus: Bus, area: Area, lang: Lang) -> Figure:
    clause = clause_of(bus.terms.rule.clause, lang)
    tone = _VERDICTS[bus.met]
    untargeted = say("report.no_bus_target", lang, clause=clause)
    area_ha = area.area_m2 / HECTARE_M2
    return Figure(
        name=say("report.bus_lines", lang),
        value=str(len(bus.lines)),
        clause=clause,
        verdict=say(f"indicator.{tone}", lang),
        tone=tone,
        target=untargeted
        if bus.met is None
        else say("report.lines", lang, count=bus.terms.required),
        part=say(
            "report.two_lines",
            lang,
            share=percent(bus.share, lang),
            numerator=f"{bus.share * area_ha:,.1f}",
            denominator=f"{area_ha:,.1f}",
        ),
        likely=count_interval(bus.likely, lang),
        rule=say("report.bus_rule", lang, metres=f"{bus.terms.radius_m:g}"),
        basis=_basis(bus.inputs, lang),
        note=say(
            "report.line_list",
            lang,
            stops=len(bus.stops),
            lines=joined(bus.lines, lang) or say("value.empty", lang),
        ),
    )


def _gaps(town: Town, found: Profile, lang: Lang) -> Section:
    """Return the gaps by the plan's rule that reach into the area, the largest first."""
    if isinstance(found.parks, Untold):
        note = untold_note(say("report.park_coverage", lang), found.parks, lang)
        return Section(say("report.gaps", lang), (note,))
    shape, question = found.area.shape.geometry.iloc[0], CoverageQuestion()
    terms, whole = coverage_terms(town, question), covered(town, question)
    inside = terms.demand.geometry.intersects(shape).to_numpy()
    title = f"{terms.rule.title[lang]} · {clause_words(terms.rule, lang)}"
    if whole is None or not inside.any():
        return Section(say("report.gaps", lang), (Note(say("report.no_homes", lang)),))
    people = people_of(terms.demand[inside])
    left = gaps(part_of(whole, inside), terms.services, people=people)
    left = left[left.geometry.intersects(shape)]
    return Section(
        say("report.gaps", lang), gap_blocks(town, left, terms.services, lang, title=title)
    )
