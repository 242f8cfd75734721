"""What it comes to once all that is planned or further is finished, asked in every way."""

from chedun_gis.indicators import scorecard
from chedun_gis.scenario import (
    Scenario,
    chosen_by,
    effect_of,
    finished_evidence,
    outlook,
    outlook_data,
    outlook_lines,
    required_projects,
    scenario_scorecard,
    scenario_town,
    unfinished,
)
from chedun_gis.scenario.compare import all_of, all_part
from chedun_gis.scenario.finishing import contributions, effects_of, finishing, opened
from chedun_gis.scenario.outlook import outlook_by
from chedun_gis.scenario.overlay import builds
from chedun_gis.server.publisher import Publisher
from chedun_gis.town import Town
from tests.whole.digests import digest


def finish_of(town: Town) -> str:
    """All that is planned or further is finished, and what that rests on."""
    ids = chosen_by(town, "planned")
    scenario = Scenario("s-3", "丙", finished=required_projects(town, ids))
    found, changed = outlook(town, scenario), scenario_town(town, scenario)
    rows = tuple(all_part(town, scenario, number, 3) for number in range(3))
    after = all_of(town, scenario, rows)
    assert [each.measurement.value for each in after] == [
        each.measurement.value for each in scenario_scorecard(town, scenario)
    ]
    places = finished_evidence(effect_of(town, scenario), changed)
    told = [outlook_data(found), outlook_data(outlook_by(town, scenario, scorecard(town), after))]
    known = [str(each) for each in (*finishing(town, ids), *unfinished(town))]
    known += [str(each) for each in effects_of(town, ids)]
    known += [str(sorted(contributions(town, ids).items()))]
    known += [f"{key} {sorted(its)}" for key, its in sorted(opened(town, (), ids).items())]
    known += sorted(builds(town, scenario, "parks"))
    drawn = Publisher().publish(places, "zh")
    return digest(told, outlook_lines(found, "zh"), outlook_lines(found, "en"), known, drawn)
