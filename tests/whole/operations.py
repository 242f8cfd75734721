"""Everything that visitors and services ask of the town at the same time, by name.

Each operation takes a town and returns a text that is equal for equal answers. `ANEW` names the
questions whose answers are kept, so that they can be worked out anew beside answers that are kept.
"""

import asyncio
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import shapely
from starlette.applications import Starlette

from chedun_gis.analysis import (
    SERVICE_KINDS,
    BeltQuestion,
    BusQuestion,
    CoverageQuestion,
    Pen,
    WaterQuestion,
    belts,
    bus,
    bus_evidence,
    bus_report,
    bus_table,
    by_lands,
    by_rules,
    counted_stops,
    coverage,
    coverage_large,
    coverage_rows,
    coverage_rules,
    covered,
    doubt,
    left_out,
    left_out_words,
    lines_of,
    misplaced,
    named_gaps,
    near_misses,
    nearest,
    nearest_names,
    open_services,
    over_lands,
    placed_gaps,
    rivers_to_fill,
    segment_frame,
    stale_features,
    water,
    water_evidence,
    water_report,
    with_near,
    zones_missed,
)
from chedun_gis.analysis.coverage_data import as_data as as_coverage_data
from chedun_gis.analysis.coverage_sheet import coverage_shares, share_part
from chedun_gis.handoff import (
    ALL,
    FORMATS,
    Request,
    export_layer,
    forecast,
    target_of,
    to_file,
    to_folder,
    to_zip,
)
from chedun_gis.handoff.deliver import packed
from chedun_gis.importing import Options, accept, crs_suggested, open_file, prepare, preview
from chedun_gis.indicators import (
    as_data,
    declarations,
    entries,
    entry_lines,
    likely_score,
    overview,
    planned,
    results,
    score_part,
    score_parts,
    scorecard,
    side_by_side,
    unknown_entries,
    watch,
)
from chedun_gis.indicators.results import in_parts
from chedun_gis.indicators.score import evidence_part, score_evidence, score_places
from chedun_gis.map import (
    card_of,
    catalogue,
    feature_list,
    months_known,
    project_choices,
    project_list,
    search,
)
from chedun_gis.ogc import answers
from chedun_gis.profile import (
    OWN,
    areas,
    belt_area,
    contents,
    contents_geojson,
    overlap_of,
    profile,
)
from chedun_gis.profile.data import as_data as profile_as_data
from chedun_gis.profile.profile import profile_part
from chedun_gis.profile.profile_sheet import contents_file, contents_text, profile_sheet
from chedun_gis.report import FORMATS as PAPERS
from chedun_gis.report import report_of
from chedun_gis.report.content_scenarios import scenarios_report
from chedun_gis.report.make import ReportRequest, report_files
from chedun_gis.scenario import (
    Change,
    Scenario,
    SitingQuestion,
    by_rule,
    candidate_sites,
    candidates_evidence,
    compare,
    conflicts,
    effect,
    effect_of,
    park_rules,
    put,
    scenario_evidence,
    scenario_town,
    sites_for,
    siting_evidence,
    targets_of,
    zone_shares,
)
from chedun_gis.scenario.compare import target_part, targets
from chedun_gis.scenario.scenario import rounded
from chedun_gis.scenario.siting import grid_candidates
from chedun_gis.scenario.siting_sheet import siting_sheet
from chedun_gis.server import routes as routes_of
from chedun_gis.server.publisher import Publisher
from chedun_gis.server.routes import layer_features, layer_reach
from chedun_gis.town import Town, Workspace, settings_from
from geo.areas import common_areas, lines_inside, overlaps, points_inside, taken
from geo.coverage import coverage_by_zone
from geo.siting import Ask
from geo.transit import cell_shares, zone_cells
from geo.water import read_samples
from layers import LAYERS, Text
from tests.conftest import PLACE
from tests.people import ALONE
from tests.whole.asking import QUERIES, got
from tests.whole.digests import MADE, digest
from tests.whole.doubted import doubt_of
from tests.whole.entered import entering_of, planning_of
from tests.whole.evaluating import evaluation_told
from tests.whole.finding import found_by_name, listed
from tests.whole.finished import finish_of
from tests.whole.large_layer import large_of, sheet_of

Operation = Callable[[Town], str]
DATE = "2026-11-25"
REPORTS = ("scorecard",)
ZONE = "zones:zone-film-town"
PARK = rounded(shapely.box(121.27, 31.0, 121.272, 31.002), "parks")
SCENARIO = put(
    put(Scenario("s-1", "甲"), Change("added", "parks", "new-park-1", PARK)),
    Change("removed", "bus_stops", "stop-sj0202"),
)
OTHER = put(Scenario("s-2", "乙"), Change("removed", "parks", "park-20"))
SAMPLES = read_samples(
    "station,kind,date,target,COD,NH3-N\n"
    "洞泾港,river,2025-03-01,,18,0.9\n"
    "黄浦江,river,2025-03-01,,45,1.65\n"
    "华阳湖,river,2025-03-01,,22,0.4\n".encode()
)
KEPT = (
    belts.belts_of,
    bus.bus_report,
    coverage.coverage_terms,
    coverage.service_terms,
    coverage.covered,
    coverage.coverage_report,
    coverage.over_lands,
    doubt.likely_bus,
    doubt.likely_coverage,
    stale_features,
    coverage_rows.reaching,
    coverage_large.reaching_many,
    nearest.named_places,
    effect.effect_of,
    effect.rule_effect,
    effect.baseline,
    entries.entries,
    declarations,
    results.result_of,
    results.likely_of,
    overview,
    planned.projects_of,
    side_by_side,
    watch.project_notices,
    areas,
    profile,
    contents,
    overlap_of,
    catalogue,
    feature_list,
    months_known,
    project_choices,
    project_list,
    layer_features,
    layer_reach,
    answers.collections_of,
    forecast,
    grid_candidates,
    water.stations_of,
    water.water_report,
)


def forget_answers() -> None:
    """Let every question be worked out anew."""
    for question in KEPT:
        question.forget()


def _coverage(town: Town) -> str:
    """By every rule that speaks of a service that is known."""
    found: list[object] = []
    for kind in SERVICE_KINDS.values():
        rules = coverage_rules(town, kind.indicator, kind.kind)
        question = CoverageQuestion(kind.id)
        for asked in (by_rules(question, rules), by_lands(question)):
            side_by_side = coverage_shares(town, asked, (share_part(town, asked, 0, 1),))
            found += [each and each.share for each in side_by_side]
        for rule in rules:
            question = CoverageQuestion(kind.id, rule=rule.name)
            measured = coverage.coverage_report(town, question)
            found.append(as_coverage_data(town, question))
            without = left_out(town, coverage.coverage_terms(town, question))
            found.append(without and left_out_words(without, 0.5, "zh"))
            if measured is not None:
                found += [measured.zones, measured.gaps, measured.found.mapped.parcels]
                found += [placed_gaps(town, measured), zones_missed(town, measured)]
                found.append(named_gaps(town, measured.gaps))
                found.append(with_near(town, measured.gaps))
            if rule != rules[0]:
                continue
            found.append(sheet_of(town, question))
        found.append(open_services(town, kind.id))
    return digest(*found)


def _zones(town: Town) -> str:
    """Split by zone, and lay zones over land, lines and points: milliseconds, so that many meet."""
    zones = town.frame("zones").set_index("id", drop=False)
    found = covered(town, CoverageQuestion())
    assert found is not None
    homes, rivers = town.frame("residential"), town.frame("river_segments")
    return digest(
        coverage_by_zone(found, zones),
        overlaps(zones, homes),
        common_areas(zones, homes),
        taken(zones, homes),
        lines_inside(zones, rivers),
        points_inside(zones, town.frame("bus_stops")),
    )


def _lands(town: Town) -> str:
    lands = over_lands(town, CoverageQuestion("served-stops", rule="bus:gb50220-95"))
    people = covered(town, CoverageQuestion(by_people=True))
    assert people is not None
    return digest([each.found and each.found.share for each in lands], people.share)


def _transit(town: Town) -> str:
    report = bus_report(town, BusQuestion(radius_m=300.0))
    cells = zone_cells(report.zones, cell_m=25.0)
    raster = cell_shares(cells, counted_stops(town), radius_m=300.0)
    places = Publisher().publish(bus_evidence(report), "zh")
    table = bus_table(report, "zh")
    return digest(report.verdicts, report.gaps, report.service.shares, raster, places, table)


def _overlap(town: Town) -> str:
    """Zones over homes, and over a belt of one's own along a river."""
    river = next(iter(lines_of(town, "river_segments").values()))
    own = belt_area(town, BeltQuestion(river.name, 100.0))
    pairs = (overlap_of(town, "zones", each, own=own) for each in ("residential", OWN))
    return digest(*(part for each in pairs for part in (each.pairs, each.area_m2)))


def _profile(town: Town) -> str:
    known = areas(town)
    found = []
    for key in (ZONE, "zones:zone-market-town", "belts:belt-beisong"):
        parts = tuple(profile_part(town, known[key], number, 3) for number in range(3))
        sheet = profile_sheet(town, known[key], parts)
        files = [
            contents_file(town, known[key], form, (contents_text(town, known[key], form, 0, 1),))
            for form in ("geojson", "csv")
        ]
        found += [profile_as_data(sheet.found), *sheet.places.values(), *files]
        each = profile(town, known[key])
        found += [profile_as_data(each), contents_geojson(contents(town, known[key]))]
    return digest(*found)


def _scorecard(town: Town) -> str:
    results = scorecard(town)
    publisher = Publisher()
    places = [
        publisher.publish(each.measurement.evidence, "en")
        for each in results
        if each.measurement.evidence
    ]
    told = [unknown_entries(town, "zh"), entry_lines(town, "en")]
    cut = {name: way for name, way in in_parts().items() if way.service}
    for indicator in (each.indicator for each in results if each.indicator.id in cut):
        drawn = tuple(evidence_part(town, indicator, each, 3) for each in range(3))
        shown = score_places(town, indicator, score_evidence(town, indicator, drawn))
        places.append(Publisher().publish(shown, "en") if shown else "")
    parts = tuple(score_part(town, (), "", number, 3) for number in range(3))
    told.append([repr(as_data(each)) for each in likely_score(town, (), "", parts)])
    told.append([str(score_parts(town, (), ""))])
    return digest([as_data(each) for each in results], places, told)


def _water(town: Town) -> str:
    report = water_report(town, WaterQuestion(tuple(SAMPLES.samples)))
    places = Publisher().publish(water_evidence(report, town, Text("水", "Water")), "zh")
    names = near_misses(report, town), rivers_to_fill(town)
    return digest(
        water_report(town),
        report,
        misplaced(report, town),
        segment_frame(report, town),
        places,
        names,
    )


def _scenario(town: Town) -> str:
    changed, found = scenario_town(town, SCENARIO), effect_of(town, SCENARIO)
    places = Publisher().publish(scenario_evidence(found, changed, Pen("parks")), "zh")
    shares = [each.after.share for each in by_rule(town, SCENARIO)]
    compared = [each.effect.chosen.gain_m2 for each in compare(town, [SCENARIO])]
    compared += [each.value for each in _values(targets_of(town, SCENARIO))]
    under = conflicts(town, SCENARIO)
    for rule in park_rules(town):
        parts = tuple(effect.base_part(town, rule.name, number, 3) for number in range(3))
        compared += [float(each.uncovered.sum()) for each in parts if each is not None]
        compared.append(float(effect.scenario_base(town, rule.name, parts) is None))
    compared.append(park_rules(town).index(effect.rule_of(town, SCENARIO)))
    rows = tuple(target_part(town, SCENARIO, number, 3) for number in range(3))
    compared += [each.value for each in _values(targets(town, SCENARIO, rows))]
    return digest(places, shares, compared, zone_shares(town, found.chosen), found.newly, under)


def _values(results: Any) -> list[Any]:  # noqa: ANN401 - results of indicators
    return [each.measurement for each in results]


def _siting(town: Town) -> str:
    """The best pair by search, three by HiGHS and quickly, and the fewest."""
    found = []
    for spacing_m, full, ask in (
        (600.0, False, Ask(count=2, alternatives=1)),
        (900.0, False, Ask(count=3)),
        (900.0, False, Ask(count=3, quick=True)),
        (1_800.0, True, Ask()),
    ):
        question = SitingQuestion(spacing_m=spacing_m, full_coverage=full)
        candidates = candidate_sites(town, question)
        sites = sites_for(town, question, candidates, ask)
        places = siting_evidence(town, question, sites, sites.best, candidates)
        near = nearest_names(town, candidates.frame.geometry.to_numpy())
        found += [candidates_evidence(candidates, near, "zh") and near]
        found += [sites.best.sites, round(sites.best.gain, 6), Publisher().publish(places, "zh")]
    sheet = siting_sheet(town, SitingQuestion(spacing_m=900.0), None, Ask(count=1))
    return digest(*found, *sheet.choices, *sheet.places)


def _report(form: str) -> Operation:
    def write(town: Town) -> str:
        reports = [report_of(town, of, date=DATE, lang="zh") for of in REPORTS]
        reports.append(scenarios_report(town, [SCENARIO, OTHER], date=DATE, lang="en"))
        return digest(*(MADE.sub(b"", PAPERS[form](each)) for each in reports))

    return write


def _report_files(town: Town) -> str:
    files = report_files(town, ReportRequest(DATE, "zh", area=ZONE)).files
    return digest(*(MADE.sub(b"", content) for content in files.values()))


def _pack(fmt: str) -> Operation:
    def write(town: Town) -> str:
        request = Request((ALL,), target_of(fmt, PLACE), pack=True)
        with TemporaryDirectory() as folder:
            made = to_folder(town, request, Path(folder) / "out", progress=lambda *_: None)
            score = (Path(folder) / "out" / "scorecard.json").read_bytes()
        told = forecast(town, request)
        files = [each.file for each in made.files]
        return digest(made.differences, made.features, files, score, told.losses)

    return write


def _deliver(town: Town) -> str:
    """One layer as a file, in a zip, and as the page's download, all at their own places."""
    request = Request(("parks",), target_of("gpkg", PLACE), pack=False)
    with TemporaryDirectory() as folder:
        made = [
            write(town, request, Path(folder) / name, progress=lambda *_: None)
            for write, name in ((to_file, "parks.gpkg"), (to_zip, "parks.zip"))
        ]
    return digest([(each.differences, each.features) for each in (*made, packed(town, request))])


def _import(town: Town) -> str:
    """Accept an import into a workspace of its own, and read it back."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "parks.geojson"
        path.write_bytes(export_layer(town, "parks"))
        options = Options(datum="wgs84", values={})
        opened = open_file(path, options)
        assert not crs_suggested(opened, town)  # as the page asks: the file states its own
        prepared = prepare(opened, LAYERS["parks"], options, town)
        shown = Publisher().publish(preview(prepared, town), "zh")
        space = Workspace(Path(folder) / "space")
        version = accept(prepared, space, town, by=ALONE, skip_bad=False)
        content = (space.folder / "layers" / "parks" / version / "parks.geojson").read_bytes()
    read = json.loads(content)["features"]
    return digest(len(prepared.frame), len(prepared.problems), read, shown)


# The map's catalogue names the state of each layer: another one for each version imported.
_STATES = re.compile(rb'"version":"[^"]*",')


def _service(town: Town) -> str:
    app = Starlette(routes=routes_of(lambda: town, settings_from({}), Publisher()))
    found = []
    for query in QUERIES:
        content = json.loads(_STATES.sub(b"", asyncio.run(got(app, query))))
        if isinstance(content, dict):
            content.pop("timeStamp", None)
        found.append(content)
    return digest(*found)


def _look(town: Town) -> str:
    """Search, the card of every feature, the map's catalogue, and an export of each layer."""
    cards = [
        asdict(card)
        for layer_id in LAYERS
        for feature in town.frame(layer_id)["id"]
        if (card := card_of(town, layer_id, feature, "zh"))
    ]
    return digest(
        search(town, "路", "zh"),
        cards,
        _STATES.sub(b"", catalogue(town, settings_from({}), "zh")),
        *(export_layer(town, layer_id) for layer_id in LAYERS),
    )


OPERATIONS: Mapping[str, Operation] = {
    "coverage": _coverage,
    "zones": _zones,
    "find": found_by_name,
    "list": listed,
    "lands": _lands,
    "large": large_of,
    "doubt": doubt_of,
    "transit": _transit,
    "overlap": _overlap,
    "profile": _profile,
    "scorecard": _scorecard,
    "entering": entering_of,
    "planning": planning_of,
    "water": _water,
    "scenario": _scenario,
    "finish": finish_of,
    "siting": _siting,
    "import": _import,
    "deliver": _deliver,
    "service": _service,
    "report-files": _report_files,
    "evaluation": evaluation_told,
    "look": _look,
    **{f"report-{form}": _report(form) for form in PAPERS},
    **{f"pack-{fmt}": _pack(fmt) for fmt in FORMATS},
}
