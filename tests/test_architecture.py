"""The two rules of the house, read from the imports and the text of the code."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("geo", "layers", "chedun_gis")
FILES = sorted(file for room in ROOMS for file in (ROOT / room).rglob("*.py"))
# Degrees exist only where data comes in, goes out or is drawn.
DEGREE_MODULES = {
    "geo/crs.py",
    "geo/geojson.py",
    "geo/reading.py",
    "geo/schema.py",
    "layers/town.py",
    "chedun_gis/map/display.py",
    "chedun_gis/map/folium_map.py",
    "chedun_gis/map/catalogue.py",
    "chedun_gis/search.py",
    "chedun_gis/store.py",
    "chedun_gis/texts/errors.py",
}


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def relative(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("file", FILES, ids=relative)
def test_imports_go_one_way(file: Path) -> None:
    room = relative(file).split("/")[0]
    forbidden = {"geo": {"layers", "chedun_gis"}, "layers": {"chedun_gis"}, "chedun_gis": set()}
    found = {name.split(".")[0] for name in imported(file)}
    assert not found & forbidden[room]
    if "streamlit" in found or "streamlit_folium" in found:
        assert relative(file).startswith("chedun_gis/views/")


def test_one_module_imports_folium() -> None:
    users = [relative(f) for f in FILES if any(n.split(".")[0] == "folium" for n in imported(f))]
    assert users == ["chedun_gis/map/folium_map.py"]


def test_degrees_stay_at_the_edges() -> None:
    words = re.compile(r"4326|WGS84\b(?! degrees)|_DEG\b|_deg\b")
    users = {relative(f) for f in FILES if words.search(f.read_text(encoding="utf-8"))}
    assert users <= DEGREE_MODULES


def tracked_text() -> Iterator[tuple[str, str]]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix not in {".png", ".gif", ".zip"} and path.is_file():
            yield name, path.read_text(encoding="utf-8", errors="replace")


def test_no_machine_path_and_no_registry_host() -> None:
    machine = re.compile(
        r"(^|[^A-Za-z0-9_.])/(wo" + r"rk|ro" + r"ot|ho" + r"me)/[a-z]", re.MULTILINE
    )
    host = re.compile(
        r"registry\.np" + r"mjs|files\.pythonho" + r"sted|pypi\.o" + r"rg|deb\.deb" + r"ian"
    )
    for name, text in tracked_text():
        assert not machine.search(text), name
        assert not host.search(text), name


def test_no_file_is_too_long_to_take_in_at_one_sitting() -> None:
    long = {
        name for name, text in tracked_text() if name.endswith(".py") and text.count("\n") > 500
    }
    assert not long
