"""Gather an evaluation's chapter about space: maps, each with its rule and what it rests on."""

from dataclasses import replace
from typing import Final

from chedun_gis.analysis import bus_report
from chedun_gis.indicators import Evaluation, IndicatorStanding
from chedun_gis.report import base_map
from chedun_gis.report.blocks import Block, MapLayer, MapView, Note, Section
from chedun_gis.report.content_scorecard import bus_table, figure_of
from chedun_gis.report.paper import FORMAL_MM
from chedun_gis.texts import Lang, fault_of, say
from chedun_gis.town import PROJECTS, Town
from geo import InputError
from layers import LAYERS, Symbol, Text

_RIVERS: Final = "river_segments"
_HEIGHT_MM: Final = 112.0
_UNKNOWN: Final = Symbol(Text("", ""), "#adb5bd", shape="circle")


def space_sections(found: Evaluation, lang: Lang) -> list[Section]:
    """Return the chapter: the projects by stage, coverage and bus, the rivers."""
    sections = [Section(say("evaluation.space", lang), (), fresh=True), _projects(found, lang)]
    sections += [
        _measured(found, each, lang)
        for each in found.indicators
        if each.result.measurement.evidence is not None and not _of_rivers(each)
    ]
    return [*sections, _rivers(found, lang)]


def _projects(found: Evaluation, lang: Lang) -> Section:
    title = LAYERS[PROJECTS].title[lang]
    frame = found.town.loaded(PROJECTS).frame
    its = {each.project.id for each in found.projects if each.project.layer == PROJECTS}
    of_plan = frame[frame["id"].isin(its)]
    layers = [*_ground(found.town, lang), *_stages(found.town, its, lang)]
    words = say("evaluation.map.projects", lang, year=found.year)
    blocks: list[Block] = [_map(found.town, words, layers, PROJECTS, lang=lang)]
    unplaced = int(of_plan.geometry.isna().sum())
    if unplaced:
        blocks.append(Note(say("evaluation.unplaced", lang, count=unplaced)))
    return Section(title, tuple(blocks), level=2)


def _stages(town: Town, ids: set[str], lang: Lang) -> list[MapLayer]:
    """Return the projects by stage; those whose stage was not known by then have a sign too."""
    loaded = town.loaded(PROJECTS)
    if loaded.broken:
        return []
    known = loaded.frame.index[loaded.frame["stage"].notna()]
    drawn = [
        replace(each, frame=each.frame[each.frame.index.isin(known)])
        for each in base_map.layer_maps(town, PROJECTS, lang)
    ]
    rows = loaded.frame[loaded.frame["stage"].isna() & ~loaded.frame.geometry.isna()]
    if len(rows):
        group = loaded.layer.title[lang]
        title = say("evaluation.stage.unknown", lang)
        shown = rows[["basis", "geometry"]]
        drawn.append(MapLayer(title, loaded.layer.geometry, _UNKNOWN, shown, group=group))
    of_plan = loaded.frame.index[loaded.frame["id"].isin(ids)]
    cut = [replace(each, frame=each.frame[each.frame.index.isin(of_plan)]) for each in drawn]
    return [each for each in cut if len(each.frame)]


def _measured(found: Evaluation, standing: IndicatorStanding, lang: Lang) -> Section:
    result = standing.result
    evidence = result.measurement.evidence
    title = result.indicator.title[lang]
    blocks: list[Block] = [figure_of(result, lang, day=found.day)]
    if evidence is not None:
        layers = [*base_map.faint_base(found.town, lang), *base_map.evidence_maps(evidence, lang)]
        used = [each.layer for each in result.measurement.inputs]
        blocks.append(_map(found.town, title, layers, *used, lang=lang))
    if result.indicator.rule.startswith("bus:"):
        try:
            blocks.append(bus_table(bus_report(found.town), lang))
        except InputError as error:
            blocks.append(Note(fault_of(error.code, error.params, lang), "warning"))
    return Section(title, tuple(blocks), level=2)


def _rivers(found: Evaluation, lang: Lang) -> Section:
    """Return the rivers by their target class, and the figures of the indicators about them."""
    figures: list[Block] = [
        figure_of(each.result, lang, day=found.day) for each in found.indicators if _of_rivers(each)
    ]
    layers = [
        *base_map.layer_maps(found.town, _RIVERS, lang),
        *base_map.layer_maps(found.town, "town_boundary", lang),
    ]
    view = _map(found.town, say("evaluation.map.rivers", lang), layers, _RIVERS, lang=lang)
    return Section(LAYERS[_RIVERS].title[lang], (*figures, view), level=2)


def _of_rivers(standing: IndicatorStanding) -> bool:
    return any(each.layer == _RIVERS for each in standing.result.measurement.inputs)


def _ground(town: Town, lang: Lang) -> list[MapLayer]:
    return [*base_map.layer_maps(town, "zones", lang), *base_map.faint_base(town, lang)]


def _map(town: Town, title: str, layers: list[MapLayer], *used: str, lang: Lang) -> MapView:
    """Return a map of the whole town, as wide as the text of a formal report."""
    return MapView(
        title,
        tuple(layers),
        base_map.extent_of(town.loaded("town_boundary").frame),
        _HEIGHT_MM,
        base_map.credits_of(town, (*base_map.BASE, *used), lang),
        FORMAL_MM,
    )
