"""The command line as a user types it: exit codes, both languages, no traceback."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from layers import LAYERS
from tests.conftest import feature

ROOT = Path(__file__).resolve().parent.parent.parent
FAULTS = ROOT / "tests" / "data" / "faults"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(toy_dir: Path) -> Run:
    def call(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "chedun_gis", *map(str, arguments)],
            cwd=ROOT,
            env=os.environ | {"CHEDUN_DATA_DIR": str(toy_dir), "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=False,
        )

    return call


def test_check_of_good_layers(run: Run) -> None:
    done = run("check")
    assert done.returncode == 0, done.stderr
    assert "共 12 个图层，0 处错误，0 处修复。" in done.stdout


def test_check_of_a_broken_layer(run: Run, toy_with: Callable[..., Path]) -> None:
    toy_with("parks", feature(LAYERS["parks"], kind="theme-park"))
    done = run("--lang", "en", "check", "--layer", "parks")
    assert done.returncode == 1
    assert "row 1" in done.stdout
    assert "“theme-park” is not an allowed value" in done.stdout


def test_check_of_a_file(run: Run) -> None:
    done = run("check", FAULTS / "bow_tie.geojson", "--layer", "parks")
    assert done.returncode == 0
    assert "已修复" in done.stdout
    assert run("check", FAULTS / "zero_bytes.geojson", "--layer", "parks").returncode == 1


def test_layers(run: Run) -> None:
    lines = run("layers").stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == list(LAYERS)
    assert lines[0].split("\t")[1:] == ["镇域边界", "1", "实测 1", "1", "正常"]


def test_export(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "parks.geojson"
    assert run("export", "--layer", "parks", "--format", "geojson", "--out", out).returncode == 0
    assert json.loads(out.read_text(encoding="utf-8"))["features"][0]["id"] == "one"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("check", FAULTS / "bow_tie.geojson"), "--layer"),
        (("check", "--layer", "lakes"), "没有名为“lakes”的图层"),
        (("export", "--layer", "parks", "--out", "/nowhere/x/out.geojson"), "无法写入"),
        (("export", "--layer", "parks", "--format", "dwg", "--out", "out.dwg"), "不支持格式"),
    ],
)
def test_bad_input_is_one_sentence(run: Run, arguments: tuple[object, ...], sentence: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr
