"""`import`, `versions` and `restore` on the command line."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from chedun_gis.commands.root import app
from chedun_gis.store import Store
from chedun_gis.workspace import Workspace
from tests.app.import_files import FORMATS, shapefile

STATED = ("--set", "basis=surveyed", "--set", "accuracy_m=0.5")


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    folder = tmp_path / "space"
    monkeypatch.setenv("CHEDUN_WORKSPACE", str(folder))
    return Workspace(folder)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["--lang", "en", *words])


def test_a_file_goes_in_and_out_again(space: Workspace, tmp_path: Path) -> None:
    path = shapefile(tmp_path, cpg=False)
    done = run("import", str(path), "--layer", "parks", "--datum", "wgs84", *STATED)
    assert done.exit_code == 0, done.output
    assert "Encoding: GBK (not stated" in done.output
    assert "name_zh ← 公园名称" in done.output
    assert "3 rows are now in “Park green space”, version 0001" in done.output
    assert set(Store(workspace=space).frame("parks")["id"]) == {"p-1", "p-2", "p-3"}

    listed = run("versions", "--layer", "parks").output.splitlines()
    assert listed[0].startswith("* 0001")
    assert "replaced 3 rows" in listed[0]
    assert listed[1].split() == ["shipped", "as", "shipped"]

    assert run("restore", "--layer", "parks", "--version", "shipped").exit_code == 0
    assert len(Store(workspace=space).frame("parks")) > 3
    assert run("restore", "--layer", "parks", "--version", "0001").exit_code == 0
    assert len(Store(workspace=space).frame("parks")) == 3


def test_nothing_is_written_while_something_is_open(space: Workspace, tmp_path: Path) -> None:
    path = shapefile(tmp_path)
    asked = run("import", str(path), "--layer", "parks", *STATED)
    assert asked.exit_code == 1
    assert "cannot be told whether the coordinates are shifted" in asked.output
    assert "--datum" in asked.output
    dry = run("import", str(path), "--layer", "parks", "--datum", "wgs84", "--dry-run", *STATED)
    assert dry.exit_code == 0
    assert "nothing written" in dry.output
    assert not space.folder.exists()


def test_bad_rows_are_listed_and_left_out_only_when_told(space: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "parks.csv"
    FORMATS["csv"][0](tmp_path)
    text = path.read_bytes().decode("gb18030").replace("口袋公园,", "怪园,")
    path.write_text(text, encoding="utf-8")
    words = ("import", str(path), "--layer", "parks", "--crs", "4549", "--datum", "wgs84", *STATED)
    refused = run(*words)
    assert refused.exit_code == 1
    # The line of the file: the first names the columns.
    assert (
        "[error] Park green space · row 3 · p-2 · Park type (kind): “怪园” is not" in refused.output
    )
    taken = run(*words, "--skip-bad")
    assert taken.exit_code == 0
    assert set(Store(workspace=space).frame("parks")["id"]) == {"p-1", "p-3"}


def test_a_misspelt_pair_is_one_sentence(space: Workspace, tmp_path: Path) -> None:
    failed = run("import", str(shapefile(tmp_path)), "--layer", "parks", "--set", "basis")
    assert failed.exit_code == 1
    assert getattr(failed.exception, "code", "") == "pair_needed"
    assert not space.folder.exists()
