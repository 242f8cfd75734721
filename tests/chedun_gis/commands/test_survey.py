"""The command on what to survey next."""

import json
from pathlib import Path

import pytest

from chedun_gis.analysis import CoverageQuestion, coverage_terms
from chedun_gis.town import open_town
from tests.chedun_gis.commands.typed import run


def test_it_lists_the_places_in_order_and_writes_them(tmp_path: Path) -> None:
    out = tmp_path / "order.geojson"
    asked = ("survey", "--figure", "school", "--steps", "2", "--out", str(out))
    said = run("--lang", "en", *asked)
    assert said.returncode == 0, said.output
    lines = said.stdout.splitlines()
    assert "is expected to become about" in lines[0]
    order = json.loads(out.read_text(encoding="utf-8"))["features"]
    assert [line.split("\t")[0] for line in lines[1:-1]] == [
        str(number) for number in range(1, len(order) + 1)
    ]
    data = json.loads(run(*asked, "--json").stdout)
    assert {each["layer"] for each in data["items"]} <= {"facilities", "residential"}
    asked_of = coverage_terms(open_town(), CoverageQuestion("school")).demand
    assert data["figures"][0]["homes"] == len(asked_of)


@pytest.mark.parametrize("wrong", ["parks", "parks=x", "swings=1", "parks=-1", "parks=nan"])
def test_days_that_say_nothing_are_named(wrong: str) -> None:
    said = run("--lang", "en", "survey", "--days", wrong)
    assert said.returncode == 2
    assert wrong in said.stderr
