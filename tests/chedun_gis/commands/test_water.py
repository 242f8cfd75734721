"""The water command: documented keys, bad rows named, nothing assessed behind the user's back."""

import json
from pathlib import Path

import pytest

from tests.chedun_gis.commands.typed import run

# COD 25 mg/L is over the 20 of class Ⅲ and under the 30 of class Ⅳ; ammonia 0.8 is class Ⅲ.
GOOD = "station,kind,date,target,COD,NH3-N\n甲断面,river,2025-03-01,Ⅲ,25,0.8\n"


def test_class_limiting_and_exceedance(tmp_path: Path) -> None:
    file = tmp_path / "samples.csv"
    file.write_text(GOOD, encoding="gbk")
    found = json.loads(run("water", "--samples", file, "--json").stdout)
    assert len(found) == 1
    one = found[0]
    assert (one["station"], one["kind"], one["class"], one["target"]) == ("甲断面", "river", 4, 3)
    assert one["limiting"] == ["cod"]
    assert one["exceedance"]["cod"] == pytest.approx(25 / 20 - 1)
    assert one["met"] is False


def test_bad_rows_are_named_and_stop_the_work(tmp_path: Path) -> None:
    file = tmp_path / "samples.csv"
    file.write_text(GOOD + "乙断面,river,三月,Ⅲ,25,0.8\n", encoding="utf-8")
    done = run("water", "--samples", file, "--json")
    assert done.returncode == 1
    assert "第 3 行" in done.stderr
    assert "三月" in done.stderr
    assert "class" not in done.stdout
    rest = run("water", "--samples", file, "--json", "--skip-bad")
    assert [each["station"] for each in json.loads(rest.stdout)] == ["甲断面"]


def test_without_a_file_it_is_the_towns_own() -> None:
    # The shipped file holds titles only.
    assert json.loads(run("water", "--json").stdout) == []
    assert run("water").stdout == "无数据：没有监测结果。\n"


def test_the_template_is_no_data(tmp_path: Path) -> None:
    file = tmp_path / "template.csv"
    assert run("water", "--template", file).returncode == 0
    done = run("water", "--samples", file, "--skip-bad", "--json")
    assert json.loads(done.stdout) == []
