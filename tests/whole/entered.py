"""What may be entered of a town, what was, and how it is worded."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

from chedun_gis.importing import plan_book, plan_template, value_template, values_of
from chedun_gis.indicators import (
    draft_of,
    effect_of,
    entering,
    feature_notices,
    keep_plan,
    next_draft,
    notice_words,
    open_projects,
    overview,
    pair_as_data,
    pair_words,
    plan_faults,
    plan_of,
    plan_rows,
    plans_of,
    scorecard,
    side_by_side,
    watch_of,
)
from chedun_gis.indicators.planned import projects_of
from chedun_gis.indicators.recording import measured_of
from chedun_gis.indicators.telling import entry_words
from chedun_gis.register import SOMEBODY, Fact, IndicatorValue
from chedun_gis.server.sessions import state_seen
from chedun_gis.texts import LANGS
from chedun_gis.town import PLAN_FILES, Town, TownPart, Workspace, plan_folder, with_parts
from chedun_gis.town.plans import in_order
from chedun_gis.town.town import PLANS
from layers import Text
from tests.people import ALONE
from tests.whole.digests import digest


def entering_of(town: Town) -> str:
    """What may be entered, what was, and the workbook to fill in, empty and filled."""
    told = {"date": "2024-06", "source": "镇政府"}
    value = {**told, "indicator": "gdp", "year": 2024, "value": 1.5}
    facts = [entering.status_of(town, {**told, "project": "road-cheting", "stage": "planned"})]
    why = {**told, "indicator": "gdp", "year": 2024, "note_zh": "影视业恢复"}
    facts.append(entering.explanation_of(town, why))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "values.xlsx"
        path.write_bytes(value_template(town, 2024, "zh"))
        book = openpyxl.load_workbook(path)
        for row in book.worksheets[0].iter_rows(min_row=2):
            row[6].value, row[7].value = 3.5, "统计年鉴"
        book.save(path)
        facts += [entering.value_of(town, value), *values_of(town, path)]
    facts += _of_projects(town, told)
    measured = measured_of(town, "", dt.date(2026, 11, 1), "zh")
    # Of a figure its state is told too, which is another for each version of a layer.
    facts += [replace(each, state="") for each in measured if isinstance(each, IndicatorValue)]
    day = dt.date(2026, 11, 1)
    seen = overview(town, tuple(town.loaded("projects").frame["id"]))
    notices = watch_of(town, scorecard(town), day).notices
    of_one = feature_notices(town, "projects", "project-haopu", day)
    facts_and = [
        str(seen),
        *map(str, notices),
        *map(str, of_one),
        *(notice_words(each, "zh") for each in notices),
    ]
    words = [entry_words(each, town, lang) for each in facts for lang in LANGS]
    assert state_seen(town, SOMEBODY) == town.digest
    return digest(
        *facts, *facts_and, *words, str(town.register), str(town.series), str(town.effects)
    )


def _of_projects(town: Town, told: dict[str, object]) -> list[Fact]:
    """A project that is new, under the id of this moment, and the place of an old one."""
    new = {"name_zh": "口袋公园", "sector": "green", "location": "not_located", "stage": "planned"}
    made = entering.new_project_of(town, {**told, **new})
    where = {"project": "project-haopu", "location": "area", "zone": "zone-market-town"}
    place = entering.place_of(town, {**told, **where})
    adds = {"project": "road-cheye", "indicator": "town-roads", "amount": 1}
    built = {"layer": "roads", "feature": "road-cheye"}
    effect = effect_of(town, {**told, **adds, **built})
    return [*(replace(each, project="new") for each in made), place, effect]


def planning_of(town: Town) -> str:
    """Begin the next plan in a workspace of its own, by a workbook, and set both side by side."""
    draft = replace(next_draft(town), id="next", name=Text("下一轮", "The next"))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plan.xlsx"
        path.write_bytes(plan_template(town, draft, "zh"))
        draft = plan_book(town, path, draft)
        space = Workspace(Path(folder) / "space")
        version = keep_plan(space, town, draft, by=ALONE)
        home = space.plans.folder_of(draft.id, version)
        contents = [(home / name).read_bytes() for name in PLAN_FILES]
    begun = plan_folder(draft.id, contents, version)
    plans = in_order([*town.plans.of.values(), begun])
    part = TownPart(f"{town.state_of(PLANS)} next", lambda: plans, sources=(PLANS,))
    both = with_parts(town, {PLANS: part})
    in_force = plan_of(town)
    assert in_force is not None
    pair = side_by_side(both, in_force.id, draft.id)
    told = [pair_as_data(both, pair), plan_rows(both), plan_faults(both, "zh"), plans_of(both)]
    told += [draft_of(both, draft.id), open_projects(town, in_force.id), pair_words(pair, "en")]
    return digest(*map(str, told), *map(str, projects_of(both, draft.id)))
