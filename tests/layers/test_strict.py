"""Whatever stands at a key, a file ends in a value or in problems, never in another fault."""

import json
import math
from pathlib import Path

import pytest
from shapely import box

from chedun_gis.scenario import Change, Scenario, from_text, to_text
from chedun_gis.texts import LANGS, lines_of
from geo import Problem
from layers.place import Place
from layers.rule_sets import RuleSet
from layers.sources import Source
from layers.strict import checked
from layers.toml_file import read_toml

DATA = Path(__file__).resolve().parents[2] / "data"
DEEP: list[object] = []
for _ in range(300):
    DEEP = [DEEP]
ODD = [
    *(None, True, -1, 2.5, 10**400, math.nan, math.inf, "", "x", "2020-13-01"),
    *([], [1], [None], ["parks/x", 3], [[]], {}, {"a": 1}, [{}], [{"a": 1}], DEEP),
]
SAVED = json.loads(
    to_text(Scenario("s", "甲", changes=(Change("added", "parks", "n", box(121, 31, 122, 32)),)))
)


def table(file: str, name: str = "") -> dict[str, object]:
    content = read_toml(file, (DATA / file).read_bytes())
    found: dict[str, object] = content[name][0] if name else content
    return found


def told(problems: list[Problem]) -> bool:
    return all(line for lang in LANGS for line in lines_of(problems, lang))


@pytest.mark.parametrize(
    ("kind", "sound"),
    [
        (Place, table("town.toml")),
        (Source, table("sources.toml", "source")),
        (RuleSet, table("rule_sets.toml", "rule_set")),
    ],
)
def test_odd_values_of_a_table_are_problems(kind: type, sound: dict[str, object]) -> None:
    assert checked(kind, sound)[1] == []
    for key in (*sound, "unknown"):
        for value in ODD:
            found, problems = checked(kind, sound | {key: value})
            assert (found is None) == bool(problems)
            assert told(problems)
    assert [each.code for each in checked(kind, sound | {"unknown": DEEP})[1]] == ["nested_deep"]


def test_odd_values_of_a_scenario_are_problems() -> None:
    [change] = SAVED["changes"]
    shape = change["geometry"]
    files = [
        *(SAVED | {key: value} for key in SAVED for value in ODD),
        *(SAVED | {"changes": [change | {key: value}]} for key in change for value in ODD),
        *(
            SAVED | {"changes": [change | {"geometry": shape | {key: value}}]}
            for key in shape
            for value in ODD
        ),
    ]
    for file in files:
        found, problems = from_text(json.dumps(file))
        assert (found is None) == bool(problems)
        assert told(problems)
    deep = from_text(json.dumps(SAVED | {"note": DEEP}))[1]
    assert [each.code for each in deep] == ["nested_deep"]
