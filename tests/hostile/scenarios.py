"""Scenarios, rule files and tables of values that are broken, endless or of wrong types."""

import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from tests.hostile.corpus import FILE, FOLDER, IMPORT, ROOT, Answered, Case, Refused, told
from tests.hostile.geojson import collection, feature, written

_RING: Final = [
    [121.28, 31.0],
    [121.281, 31.0],
    [121.281, 31.001],
    [121.28, 31.001],
    [121.28, 31.0],
]
_PARK: Final = {
    "action": "added",
    "layer": "parks",
    "id": "new-1",
    "geometry": {"type": "Polygon", "coordinates": [_RING]},
}
_SCENARIO: Final = {
    "format": "chedun-scenario",
    "version": 1,
    "id": "plan",
    "name": "方案",
    "changes": [_PARK],
}
_REPORT: Final = ("report", "--of", f"scenarios:{FILE}", "--out", f"{FOLDER}/report.html")
_RULES: Final = {"CHEDUN_RULES": FILE}
_OWN_DATA: Final = {"CHEDUN_DATA_DIR": FOLDER}
_AS_SPACE: Final = {"CHEDUN_WORKSPACE": f"{FOLDER}/space"}
_SCORE: Final = ("indicators",)
_ASK: Final = ("coverage", "--rule", "own")
_RULE: Final = """[[rule_set]]
id = "own"
indicator = "park"
title = { zh = "自备", en = "Own" }
standard = { zh = "自备", en = "Own" }
clause = "1"
certainty = "R"
denominator = "built-urban"
stages = ["completed"]
threshold = { share = 0.9 }
note = { zh = "无", en = "None" }
[[rule_set.class]]
radius_m = 500
"""


def scenario(content: str | bytes) -> Callable[[Path], Path]:
    """Return a builder of a file of a scenario."""

    def build(folder: Path) -> Path:
        raw = content if isinstance(content, bytes) else content.encode()
        (folder / "plan.json").write_bytes(raw)
        return folder / "plan.json"

    return build


def with_members(**members: object) -> Callable[[Path], Path]:
    """Return a builder of a good scenario but for these members."""
    return scenario(json.dumps(_SCENARIO | members))


def with_change(**members: object) -> Callable[[Path], Path]:
    """Return a builder of a scenario whose only change is good but for these members."""
    return with_members(changes=[_PARK | members])


def parks_of(count: int) -> list[Mapping[str, Any]]:
    """Return so many new parks beside each other."""
    made = []
    for n in range(count):
        east, north = 0.0005 * (n % 60), 0.0005 * (n // 60)
        ring = [[round(x / 5 + 97.03 + east, 6), round(y / 5 + 24.8 + north, 6)] for x, y in _RING]
        made.append(
            _PARK | {"id": f"new-{n}", "geometry": {"type": "Polygon", "coordinates": [ring]}}
        )
    return made


def large_park(folder: Path) -> Path:
    turns = np.linspace(0, 2 * np.pi, 300_000)
    ring = np.column_stack([121.285 + 0.003 * np.cos(turns), 31.005 + 0.003 * np.sin(turns)])
    closed = [*ring[:-1].round(9).tolist(), ring[0].round(9).tolist()]
    return with_change(geometry={"type": "Polygon", "coordinates": [closed]})(folder)


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "plan.json")
    return folder / "plan.json"


def nothing(folder: Path) -> Path:
    return folder / "own.toml"


def as_folder(folder: Path) -> Path:
    (folder / "own.toml").mkdir()
    return folder / "own.toml"


def endless(_: Path) -> Path:
    return Path("/dev/zero")


def pipe_of_rules(folder: Path) -> Path:
    os.mkfifo(folder / "own.toml")
    return folder / "own.toml"


def rules(content: str | bytes) -> Callable[[Path], Path]:
    """Return a builder of a rule file."""

    def build(folder: Path) -> Path:
        raw = content if isinstance(content, bytes) else content.encode()
        (folder / "own.toml").write_bytes(raw)
        return folder / "own.toml"

    return build


def as_workspace(folder: Path) -> Path:
    """A good file, and a file in the place of the workspace."""
    (folder / "space").write_text("a", encoding="utf-8")
    return written(collection(feature()))(folder)


def data_with(name: str, content: str | bytes) -> Callable[[Path], Path]:
    """Return a builder of the town's folder with another content of one file."""

    def build(folder: Path) -> Path:
        shutil.copytree(ROOT / "data", folder, copy_function=shutil.copyfile, dirs_exist_ok=True)
        raw = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(raw)
        return folder / name

    return build


def _written(said: str) -> bool:
    return "report.html" in said


def _faulty(code: str, name: str = "plan.json") -> Refused:
    return Refused(code, name)


_VALUES: Final = "id,value,date,source,basis\n"
_SURROGATE: Final = json.dumps(_SCENARIO).replace("\\u65b9", "\\ud800")
_DEEP: Final = '{"format":' + "[" * 200_000

CASES: Final = (
    Case("a scenario that is no JSON", scenario("{"), _faulty("scenario_not_json"), _REPORT),
    Case("a scenario nested 200,000 deep", scenario(_DEEP), _faulty("scenario_vertices"), _REPORT),
    Case("a scenario of bytes", scenario(bytes(range(256))), _faulty("scenario_not_json"), _REPORT),
    Case(
        "half a character in its name", scenario(_SURROGATE), _faulty("scenario_not_json"), _REPORT
    ),
    Case(
        "another file of JSON",
        scenario('{"type":"FeatureCollection"}'),
        _faulty("scenario_format"),
        _REPORT,
    ),
    Case(
        "a version of another program",
        with_members(version=99),
        _faulty("scenario_version"),
        _REPORT,
    ),
    Case(
        "a version that is true", with_members(version=True), _faulty("scenario_version"), _REPORT
    ),
    Case("a list for its name", with_members(name=[1]), _faulty("key_value"), _REPORT),
    Case("a member that nobody knows", with_members(colour="red"), _faulty("key_unknown"), _REPORT),
    Case("words for its radius", with_members(radius_m="far"), _faulty("key_value"), _REPORT),
    Case(
        "a radius of NaN",
        scenario(json.dumps(_SCENARIO | {"radius_m": float("nan")})),
        _faulty("key_value"),
        _REPORT,
    ),
    Case("a layer that nobody knows", with_change(layer="castles"), _faulty("key_value"), _REPORT),
    Case(
        "a field that nobody knows",
        with_change(fields={"colour": "red"}),
        _faulty("key_unknown"),
        _REPORT,
    ),
    Case(
        "a value that is no choice",
        with_change(fields={"kind": "castle"}),
        _faulty("value_unknown"),
        _REPORT,
    ),
    Case(
        "a line for a park",
        with_change(geometry={"type": "LineString", "coordinates": _RING}),
        _faulty("scenario_shape"),
        _REPORT,
    ),
    Case("no shape", with_change(geometry=None), _faulty("key_missing"), _REPORT),
    Case(
        "two changes of one feature",
        with_members(changes=[_PARK, _PARK]),
        _faulty("scenario_twice"),
        _REPORT,
    ),
    Case("2,001 parks", with_members(changes=parks_of(2_001)), _faulty("key_value"), _REPORT),
    Case("a pipe for a scenario", pipe, Refused("report_scenario_file"), _REPORT),
    Case(
        "no scenario", lambda folder: folder / "plan.json", Refused("report_scenario_file"), _REPORT
    ),
    Case("2,000 parks", with_members(changes=parks_of(2_000)), Answered(_written), _REPORT),
    Case("a park of 300,000 vertices", large_park, _faulty("scenario_vertices"), _REPORT),
    Case("no rule file", nothing, told("file_missing"), _SCORE, _RULES),
    Case("a folder for a rule file", as_folder, told("file_irregular"), _SCORE, _RULES),
    Case("a rule file without end", endless, told("file_irregular"), _SCORE, _RULES),
    Case("a pipe for a rule file", pipe_of_rules, told("file_irregular"), _SCORE, _RULES),
    Case("a rule file of 2 MB", rules("#" * (2 << 20)), told("file_large"), _SCORE, _RULES),
    Case(
        "a rule file that is no TOML", rules("[[rule_set"), told("rules_not_toml"), _SCORE, _RULES
    ),
    Case("rules in GBK", rules("# 规则".encode("gb18030")), told("rules_not_toml"), _SCORE, _RULES),
    Case(
        "rules nested 100,000 deep",
        rules("a = " + "[" * 100_000),
        told("nested_deep"),
        _SCORE,
        _RULES,
    ),
    Case(
        "a rule whose key is mistyped",
        rules(_RULE.replace("radius_m", "radius")),
        Refused("key_unknown", "radius"),
        _ASK,
        _RULES,
    ),
    Case(
        "a radius below nothing",
        rules(_RULE.replace("= 500", "= -5")),
        Refused("key_value", "-5"),
        _ASK,
        _RULES,
    ),
    Case(
        "a radius that is not a number",
        rules(_RULE.replace("= 500", "= nan")),
        Refused("key_value", "nan"),
        _ASK,
        _RULES,
    ),
    Case("a rule twice", rules(_RULE + _RULE), told("rule_twice"), _ASK, _RULES),
    Case("a rule of its own", rules(_RULE), Answered(lambda said: "%" in said), _ASK, _RULES),
    Case(
        "a value of an indicator that is not there",
        data_with("indicator_values.csv", _VALUES + "castles,30,2020,,plan\n"),
        told("entry_unknown"),
        _SCORE,
        _OWN_DATA,
    ),
    Case(
        "a value that is no number",
        data_with("indicator_values.csv", _VALUES + "family-doctor,many,2020,,plan\n"),
        told("entry_number"),
        _SCORE,
        _OWN_DATA,
    ),
    Case(
        "values of bytes",
        data_with("indicator_values.csv", bytes(range(256))),
        told("table_wrong"),
        _SCORE,
        _OWN_DATA,
    ),
    Case(
        "a workspace that is a file",
        as_workspace,
        Refused("out_not_writable", "space"),
        IMPORT,
        _AS_SPACE,
    ),
    Case(
        "a town that is no TOML",
        data_with("town.toml", "name = "),
        Refused("rules_not_toml"),
        ("layers",),
        _OWN_DATA,
    ),
    Case(
        "samples of words",
        data_with("samples.csv", "断面,水体类型,日期,pH值\n甲,河流,昨天,7\n"),
        Refused("water_date", "昨天"),
        ("water", "--samples", FILE),
    ),
    Case(
        "samples of bytes",
        data_with("samples.csv", b"\xff\xfe\xff" * 9),
        Refused("water_encoding", "监测文件"),
        ("water", "--samples", FILE),
    ),
)
