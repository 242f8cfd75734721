"""What nobody expected is one sentence with a number, and its trace is in the log alone."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from chedun_gis.commands import layer as layer_commands
from chedun_gis.server.publisher import Publisher
from chedun_gis.server.routes import routes
from chedun_gis.town import faults, noted, settings_from
from chedun_gis.views import callback_failed
from chedun_gis.views.data import page as data_page
from chedun_gis.views.map import page as map_page
from tests.chedun_gis.commands.typed import run
from tests.chedun_gis.server.test_routes import get
from tests.chedun_gis.views.pages import opened, town_served

HIDDEN = "秘密 {detail} %s"
pytestmark = pytest.mark.usefixtures("expected_faults")


def failing(*_: object, **__: object) -> None:
    raise ZeroDivisionError(HIDDEN)


@pytest.fixture
def log(toy_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with town_served(toy_dir, tmp_path / "space", monkeypatch):
        yield tmp_path / "space" / faults.LOG_FILE


def test_a_command_says_number_and_file(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layer_commands, "summary_of", failing)
    done = run("--lang", "en", "layers")
    assert done.returncode == 70
    number = re.search(r"number ([0-9a-f]{6}),", done.stderr)
    assert number is not None
    assert str(log) in done.stderr
    assert "Traceback" not in done.stderr
    assert "秘密" not in done.stderr
    written = log.read_text(encoding="utf-8")
    assert number[1] in written
    assert "ZeroDivisionError: 秘密 {detail} %s" in written
    assert "layers" in written


def test_the_log_does_not_grow_for_ever(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "_MOST_BYTES", 2_000)
    numbers = [noted(ZeroDivisionError("x" * 500), "test").number for _ in range(40)]
    assert len(set(numbers)) == 40
    assert numbers[-1] in log.read_text(encoding="utf-8")
    sizes = [each.stat().st_size for each in log.parent.glob("faults.log*")]
    assert len(sizes) == 4
    assert max(sizes) < 3_000


def test_where_the_workspace_cannot_be_written_the_file_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    monkeypatch.setenv("CHEDUN_WORKSPACE", str(file))
    for folder in (str(tmp_path), str(tmp_path / "none")):
        monkeypatch.setattr("tempfile.tempdir", folder)
        found = noted(ZeroDivisionError("\ud800"), "test")
        told = found.file.is_file() and "ZeroDivisionError" in found.file.read_text("utf-8")
        assert told or found.file == Path(os.devnull)


@pytest.mark.parametrize(
    ("name", "module", "attribute"),
    [("data", data_page, "summary_of"), ("map", map_page, "project_list")],
)
def test_a_page_says_the_number(
    log: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: object, attribute: str
) -> None:
    monkeypatch.setattr(module, attribute, failing)
    app = opened(name, "en")
    assert not app.exception
    (said,) = (each.value for each in app.error)
    number = re.search(r"[0-9a-f]{6}", said)
    assert number is not None
    assert number[0] in log.read_text(encoding="utf-8")
    assert "秘密" not in said


def test_a_part_of_a_page_says_the_number(log: Path) -> None:
    def page() -> None:
        from chedun_gis.views.shared.plain import fragment  # noqa: PLC0415 - as below

        @fragment
        def part() -> None:
            raise ZeroDivisionError("秘密")

        part()

    app = AppTest.from_function(page).run()
    assert not app.exception
    assert len(app.error) == 1
    assert "秘密" not in app.error[0].value
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


def test_a_click_says_the_number(log: Path) -> None:
    def clicked() -> None:
        from chedun_gis.views import callback_failed  # noqa: PLC0415 - the script runs by itself

        callback_failed(ZeroDivisionError("秘密"))

    app = AppTest.from_function(clicked).run()
    assert not app.exception
    assert len(app.error) == 1
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    assert callback_failed.__module__.startswith("chedun_gis.views")


def test_a_route_answers_500_and_the_number(log: Path) -> None:
    app = Starlette(routes=routes(failing, settings_from({}), Publisher()))
    for url in ("/gis/catalogue.json", "/gis/search.json?q=a", "/gis/layers/parks.geojson"):
        found = get(app, url)
        assert found.status == 500
        assert found.json()["number"] in log.read_text(encoding="utf-8")
