"""The command line as a user types it: exit codes, both languages, no traceback."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from chedun_gis.commands import handoff as handoff_commands
from chedun_gis.handoff import FORMATS
from chedun_gis.texts import LANGS, Lang, fault_of, say
from layers import LAYERS
from tests.chedun_gis.commands.conftest import Typed
from tests.conftest import feature, with_plans

ROOT = Path(__file__).resolve().parents[3]
FAULTS = ROOT / "tests" / "data" / "faults"
KNOWN = "、".join(LAYERS)
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(toy_dir: Path) -> Run:
    def call(*arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "chedun_gis", *map(str, arguments)],
            cwd=ROOT,
            env=os.environ | {"CHEDUN_DATA_DIR": str(toy_dir), "PYTHONUTF8": "1"} | variables,
            capture_output=True,
            text=True,
            check=False,
        )

    return call


def test_a_real_run_writes_its_file(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "parks.geojson"
    done = run("export", "--layer", "parks", "--format", "geojson", "--out", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(out.read_text(encoding="utf-8"))["features"][0]["id"] == "one"


def test_bad_input_is_one_sentence_and_no_traceback(run: Run) -> None:
    done = run("check", "--layer", "lakes")
    assert done.returncode == 2
    assert "没有名为“lakes”的图层" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_terminal_without_chinese_is_no_crash(run: Run) -> None:
    done = run("layers", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert done.stdout.startswith("town_boundary\t????")


def test_check_of_good_layers(typed: Typed) -> None:
    left, out, _ = typed("check")
    assert left == 0
    assert out.splitlines()[-1] == f"共 {len(LAYERS)} 个图层，0 处错误，0 处修复。"


def test_check_of_a_broken_layer(typed: Typed, toy_with: Callable[..., Path]) -> None:
    toy_with("parks", feature(LAYERS["parks"], kind="theme-park"))
    left, out, _ = typed("--lang", "en", "check", "--layer", "parks")
    assert left == 1
    assert "row 1" in out
    assert "“theme-park” is not an allowed value" in out
    assert typed("check")[0] == 1
    assert typed("check", "--layer", "roads")[0] == 0


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("jobs,many,2025,甲,plan", "indicator_values.csv · 第 2 行 · jobs：“many”不是数值"),
        ("castles,3,2025,甲,plan", "indicator_values.csv · castles："),
        ("jobs,3,2025,甲,plan\njobs,4,2025,甲,plan", "同一日期（2025）有两个数值"),
    ],
)
def test_check_names_what_is_wrong_with_the_values_entered(
    typed: Typed, toy_dir: Path, rows: str, said: str
) -> None:
    with_plans(toy_dir)
    assert typed("check")[0] == 0
    table = toy_dir / "indicator_values.csv"
    table.write_text(f"id,value,date,source,basis\n{rows}\n", encoding="utf-8")
    left, out, _ = typed("check")
    assert left == 1
    assert said in out
    assert "，1 处错误" in out.splitlines()[-1]
    table.write_bytes(bytes(range(256)))
    left, out, _ = typed("check")
    assert left == 1
    assert "表“indicator_values.csv”无法读取" in out


def test_check_of_a_repaired_file_is_good(typed: Typed) -> None:
    left, out, _ = typed("check", FAULTS / "bow_tie.geojson", "--layer", "parks")
    assert left == 0
    assert "已修复" in out


def test_layers(typed: Typed) -> None:
    lines = typed("layers")[1].splitlines()
    assert [line.split("\t")[0] for line in lines] == list(LAYERS)
    assert lines[0].split("\t")[1:] == ["镇域边界", "1", "实测 1", "1", "正常"]


def test_layers_of_several_bases_in_english(typed: Typed, toy_with: Callable[..., Path]) -> None:
    parks = LAYERS["parks"]
    plan, sketch = {"basis": "plan", "accuracy_m": 50}, {"basis": "schematic", "accuracy_m": 500}
    toy_with("parks", feature(parks, "a", **plan), feature(parks, "b", **sketch))
    lines = typed("--lang", "en", "layers")[1].splitlines()
    line = next(line for line in lines if line.startswith("parks\t"))
    words = ["Park green space", "2", "plan text 1, schematic 1", "50-500", "good"]
    assert line.split("\t")[1:] == words


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("arguments", "code", "params"),
    [
        (("check", FAULTS / "bow_tie.geojson"), "layer_needed", {}),
        (("check", "--layer", "lakes"), "layer_unknown", {"layer": "lakes", "known": KNOWN}),
        (("check", "a.geojson", "--layer", "lakes"), "layer_unknown", {"layer": "lakes"}),
        (("export", "--layer", "lakes", "--out", "x"), "layer_unknown", {"layer": "lakes"}),
        (
            ("export", "--layer", "parks", "--out", "/nowhere/x.geojson"),
            "out_not_writable",
            {"file": "/nowhere/x.geojson"},
        ),
        (
            ("export", "--layer", "parks", "--format", "dwg", "--out", "x.dwg"),
            "format_unknown",
            {"format": "dwg", "known": "、".join(FORMATS)},
        ),
        (
            ("export", "--layer", "parks", "--id", "{{7*7}}", "--out", "x.geojson"),
            "feature_unknown",
            {"layer": "parks", "id": "{{7*7}}"},
        ),
    ],
)
def test_bad_input_in_both_languages(
    typed: Typed, lang: Lang, arguments: tuple[object, ...], code: str, params: dict[str, str]
) -> None:
    left, out, err = typed("--lang", lang, *arguments)
    expected = fault_of(code, {"known": KNOWN} | params, lang)
    assert (left, out, err) == (2, "", expected + "\n")


@pytest.mark.parametrize("lang", LANGS)
def test_a_broken_layer_is_not_exported(
    typed: Typed, toy_dir: Path, tmp_path: Path, lang: Lang
) -> None:
    (toy_dir / "parks.geojson").write_text("{", encoding="utf-8")
    out = tmp_path / "out.geojson"
    left, _, err = typed("--lang", lang, "export", "--layer", "parks", "--out", out)
    assert (left, err) == (2, fault_of("layer_broken", {"layer": "parks"}, lang) + "\n")
    assert not out.exists()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("file", sorted(FAULTS.iterdir()), ids=lambda file: file.name)
def test_the_report_on_every_planted_fault(typed: Typed, file: Path, lang: Lang) -> None:
    left, out, err = typed("--lang", lang, "check", file, "--layer", "parks")
    assert err == ""
    lines = out.splitlines()
    errors = [line for line in lines if f"[{say('problem.error', lang)}]" in line]
    repairs = [line for line in lines if f"[{say('problem.repair', lang)}]" in line]
    assert left == (1 if errors else 0)
    assert len(errors) + len(repairs) == len(lines) - 2 > 0  # a head, a line each, a sum
    counts = {"layers": 1, "errors": len(errors), "repairs": len(repairs)}
    assert lines[-1] == say("check.summary", lang, **counts)


def test_a_selection_is_exported(typed: Typed, toy_with: Callable[..., Path]) -> None:
    parks = LAYERS["parks"]
    out = toy_with("parks", *(feature(parks, each) for each in "abc")) / "out.geojson"
    arguments = ("export", "--layer", "parks", "--id", "c", "--id", "a", "--out", out)
    left, said, _ = typed("--lang", "en", *arguments)
    assert left == 0
    assert said == f"2 features written to {out}.\n"
    assert [f["id"] for f in json.loads(out.read_text(encoding="utf-8"))["features"]] == ["a", "c"]


def test_help_names_the_commands(typed: Typed) -> None:
    left, out, _ = typed("--help")
    assert left == 0
    # A line of the table of commands begins with the command's name.
    _, _, table = out.partition("Commands")
    assert re.findall(r"^│ ([a-z]+) ", table, re.MULTILINE) == [
        *("check", "layers", "import", "versions", "restore", "export", "partition", "coverage"),
        *(
            "site",
            "survey",
            "surveyed",
            "transit",
            "indicators",
            "water",
            "watch",
            "belt",
            "report",
        ),
        *("evaluate", "osm"),
        *(
            "value",
            "explain",
            "status",
            "project",
            "place",
            "effect",
            "values",
            "record",
            "history",
            "review",
            "audit",
            "backup",
            "finish",
            "people",
            "plan",
        ),
    ]


def test_ctrl_c_ends_with_130(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(handoff_commands, "to_file", stop)
    assert typed("export", "--layer", "parks", "--out", "x.geojson")[0] == 130
