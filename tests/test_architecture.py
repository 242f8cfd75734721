"""The two rules of the house, read from the imports and the text of the code."""

import ast
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import PARTS, ROOT, drawing, floor_of, module_of, room_of, rooms, taken

FILES = sorted(file for room in PARTS for file in (ROOT / room).rglob("*.py"))
OTHERS = sorted(file for room in ("tests", "benchmarks") for file in (ROOT / room).rglob("*.py"))
# Degrees exist only where data comes in, goes out or is drawn.
# What may not be taken of coordinates in degrees: the answer would be in no unit.
MEASURES = {
    "area",
    "buffer",
    "centroid",
    "distance",
    "dwithin",
    "hausdorff_distance",
    "interpolate",
    "length",
    "minimum_clearance",
    "project",
    "simplify",
}
DEGREES = {"WGS84", "CGCS2000", "'EPSG:4326'", "'EPSG:4490'", "4326", "4490"}
# Axes and corners, of which everybody knows that they are degrees.
AXES = {"lon", "lat", "west", "south", "east", "north"}
# Who composes a question: the one module that asks the engine, for the town or for other frames.
ASKED_BY = {
    "geo.areas.belts": {"chedun_gis/analysis/belts.py"},
    # Of having every kind of facility, each kind is asked about what the one before covers.
    "geo.coverage.coverage": {
        "chedun_gis/analysis/coverage.py",
        "chedun_gis/indicators/life_15min.py",
    },
    "geo.coverage.coverage_range": {"chedun_gis/analysis/coverage.py"},
    "geo.coverage.standing": {"chedun_gis/scenario/effect.py"},
    "geo.siting.best_sites": {"chedun_gis/scenario/siting.py"},
    "geo.siting.fewest_sites": {"chedun_gis/scenario/siting.py"},
    "geo.transit.serve": {"chedun_gis/analysis/bus.py"},
    "geo.water.assess_stations": {"chedun_gis/analysis/water.py"},
}
# The rooms of the program, each above all that it imports.
ORDER = (
    "texts",
    "register",
    "town",
    "compute",
    "tiles",
    "osm",
    "analysis",
    "map",
    "indicators",
    "profile",
    "scenario",
    "handoff",
    "parts",
    "importing",
    "report",
    "ogc",
    "server",
    "views",
    "commands",
)
MOST_ROOMS, MOST_FLOORS = 30, 10
SERVER = ROOT / "streamlit_app.py"


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def exported(room: str) -> set[str]:
    """Return what a room's `__init__` imports of ours or names: that is its door."""
    file = ROOT.joinpath(*room.split("."), "__init__.py")
    own = re.findall(r"^(__\w+__|[a-zA-Z]\w*) = ", file.read_text(encoding="utf-8"), re.MULTILINE)
    ours = {name for name in taken(file) if name.split(".")[0] in PARTS}
    return {name.rsplit(".", 1)[-1] for name in ours} | set(own)


def relative(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("file", FILES, ids=relative)
def test_imports_go_one_way(file: Path) -> None:
    room = relative(file).split("/")[0]
    forbidden = {"geo": {"layers", "chedun_gis"}, "layers": {"chedun_gis"}, "chedun_gis": set()}
    found = {name.split(".")[0] for name in imported(file)}
    assert not found & forbidden[room]
    assert not found & {"streamlit_app", "tests", "benchmarks"}
    if "streamlit" in found or "streamlit_folium" in found:
        assert relative(file).startswith("chedun_gis/views/")
    if room != "chedun_gis":
        assert not found & {"folium", "branca", "starlette", "typer"}


def test_only_the_app_knows_views_and_command_line() -> None:
    for file in FILES:
        users = {name for name in imported(file) if name.startswith("chedun_gis.views")}
        assert not users or relative(file).startswith("chedun_gis/views/"), relative(file)
        users = {name for name in imported(file) if name.startswith("chedun_gis.commands")}
        home = relative(file).startswith("chedun_gis/commands/")
        assert not users or home or relative(file) == "chedun_gis/__main__.py", relative(file)
    assert all(name.split(".")[0] in {"streamlit", "chedun_gis"} for name in imported(SERVER))


def test_a_room_is_entered_by_its_door() -> None:
    """Across rooms only what a package's `__init__` exports is imported, and all that is used."""
    used: dict[str, set[str]] = {}
    for file in (*FILES, SERVER, *OTHERS):
        here = room_of(module_of(file))
        for name in taken(file):
            room = room_of(name) if name.split(".")[0] in PARTS else here
            if room == here:
                continue
            item = name.removeprefix(f"{room}.")
            used.setdefault(room, set()).add(item)
            if file not in OTHERS and relative(file) != "chedun_gis/__main__.py":
                assert item in exported(room), (relative(file), name)
    assert {
        room: exported(room) - names for room, names in used.items() if exported(room) - names
    } == {}


def test_the_rooms_stand_in_order() -> None:
    below = rooms()
    assert {f"chedun_gis.{each}" for each in ORDER} == {
        room for room in below if room.startswith("chedun_gis.")
    }
    height = {f"chedun_gis.{each}": number for number, each in enumerate(ORDER)}
    for room, used in below.items():
        assert all(height[each] < height[room] for each in used if each in height), room
    assert len(below) <= MOST_ROOMS
    assert max(floor_of(room, below) for room in below) <= MOST_FLOORS
    loose = {file.name for file in (ROOT / "chedun_gis").glob("*.py")}
    assert loose == {"__init__.py", "__main__.py", "bootstrap.py"}


def test_the_drawing_shows_the_rooms_as_they_stand() -> None:
    """Draw it again by `python -m tests.house docs/rooms.svg`."""
    drawn = drawing(rooms())
    assert (ROOT / "docs" / "rooms.svg").read_text(encoding="utf-8") == drawn
    counts = re.findall(r"<title>(\d+) rooms, (\d+) floors, (\d+) imports", drawn)[0]
    told = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert "{} rooms on {} floors, {} imports between rooms".format(*counts) in told


def test_a_page_shares_only_what_all_pages_share() -> None:
    pages = ROOT / "chedun_gis" / "views"
    for file in pages.rglob("*.py"):
        page = file.relative_to(pages).parts[0]
        for name in taken(file):
            if name.startswith("chedun_gis.views."):
                assert name.split(".")[2] in {page, "shared"}, (relative(file), name)


def test_each_question_is_composed_in_one_place() -> None:
    users: dict[str, set[str]] = {engine: set() for engine in ASKED_BY}
    # Taken as a whole, a module could be asked unseen.
    whole = {"geo", *(engine.rpartition(".")[0] for engine in ASKED_BY)}
    for file in FILES:
        if relative(file).startswith("chedun_gis/"):
            names = set(taken(file))
            assert not names & whole, relative(file)
            for engine in names & users.keys():
                users[engine].add(relative(file))
    assert users == ASKED_BY


@pytest.mark.parametrize(
    ("package", "module"),
    [
        ("folium", "chedun_gis/map/folium_map.py"),
        ("branca", "chedun_gis/map/folium_map.py"),
        ("jinja2", "chedun_gis/texts/markup.py"),
    ],
)
def test_one_module_at_most_runs_templates(package: str, module: str) -> None:
    users = {relative(f) for f in FILES if any(n.split(".")[0] == package for n in imported(f))}
    assert users <= {module}


def test_one_page_shows_the_map() -> None:
    users = [f for f in FILES if any(n.split(".")[0] == "streamlit_folium" for n in imported(f))]
    assert all(relative(file).startswith("chedun_gis/views/") for file in users)


@pytest.mark.parametrize("file", [*FILES, SERVER], ids=relative)
def test_everything_public_says_what_it_is(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    silent = [] if ast.get_docstring(tree) else [relative(file)]
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    members = [*tree.body]
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            members += node.body
    for node in members:
        if isinstance(node, kinds) and not node.name.startswith("_"):
            doc = ast.get_docstring(node) or ""
            silent += [] if doc.split("\n")[0].endswith((".", ":")) else [node.name]
    assert not silent


def test_geo_computes_and_never_prints_or_reads_the_environment() -> None:
    for file in (ROOT / "geo").rglob("*.py"):
        assert not set(imported(file)) & {"os", "sys", "logging", "typer"}, relative(file)
        assert "print(" not in file.read_text(encoding="utf-8"), relative(file)


# Overlay on a grid of ten nanometres is in one place; beside it only what is on a grid already,
# or what is in degrees and is not measured.
OVERLAYS = {"difference", "intersection", "union", "union_all", "unary_union", "clip", "overlay"}
OVERLAID_IN = {
    "geo/overlay.py",
    "geo/areas/arrangement.py",
    "geo/coverage/gaps.py",
    "geo/files/schema.py",
    "chedun_gis/ogc/crs.py",
    "chedun_gis/osm/to_layers.py",
    "chedun_gis/report/map_svg.py",
}


@pytest.mark.parametrize("file", FILES, ids=relative)
def test_polygons_are_overlaid_on_a_grid(file: Path) -> None:
    """At floating precision GEOS now and then keeps or loses whole parts without a word."""
    found = {
        ast.unparse(each)
        for each in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(each, ast.Attribute)
        and each.attr in OVERLAYS
        and (ast.unparse(each.value) in {"shapely", "gpd"} or "geometry" in ast.unparse(each.value))
    }
    assert not found or relative(file) in OVERLAID_IN


def held(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield the names to which a file gives something in degrees, with the code that gives it."""
    for each in ast.walk(node):
        if isinstance(each, ast.Assign):
            targets, given = each.targets, each.value
        elif isinstance(each, ast.AnnAssign | ast.NamedExpr) and each.value:
            targets, given = [each.target], each.value
        elif isinstance(each, ast.For | ast.comprehension):
            targets, given = [each.target], each.iter
        else:
            continue
        # Only what is given itself: an argument of another call is that call's own affair.
        while isinstance(given, ast.Attribute | ast.Call) and not to_degrees(given):
            given = given.func if isinstance(given, ast.Call) else given.value
        if to_degrees(given):
            names = (n for t in targets for n in ast.walk(t) if isinstance(n, ast.Name))
            yield from ((name.id, ast.unparse(each)) for name in names)


def to_degrees(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    asked = [*node.args[:1], *(each.value for each in node.keywords if each.arg == "crs")]
    return node.func.attr == "to_crs" and any(ast.unparse(each) in DEGREES for each in asked)


def measured(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield every name of which, or with which, a file takes a measure."""
    for each in ast.walk(node):
        if isinstance(each, ast.Attribute) and each.attr in MEASURES:
            taken = [each.value]
        elif isinstance(each, ast.Call) and getattr(each.func, "attr", "") in MEASURES:
            taken = [*each.args]
        else:
            continue
        for part in taken:
            names = (n.id for n in ast.walk(part) if isinstance(n, ast.Name))
            yield from ((name, ast.unparse(each)) for name in names)


@pytest.mark.parametrize("file", FILES, ids=relative)
def test_what_holds_degrees_says_so_and_is_not_measured(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    silent = [code for name, code in held(tree) if not name.endswith("_deg") and name not in AXES]
    assert not silent, "degrees in a name that does not end in _deg"
    wrong = [code for name, code in measured(tree) if name.lower().endswith("_deg")]
    assert not wrong, "a measure of degrees"
    chained = [
        ast.unparse(each)
        for each in ast.walk(tree)
        if isinstance(each, ast.Attribute)
        and each.attr in MEASURES
        and any(to_degrees(part) for part in ast.walk(each.value))
    ]
    assert not chained, "a measure of degrees"


def test_the_degrees_rule_sees_what_it_forbids() -> None:
    seen = ast.parse(
        "flat = frame.to_crs(WGS84).geometry\nfor x in f.to_crs(crs='EPSG:4490'): pass"
    )
    assert [name for name, _ in held(seen)] == ["flat", "x"]
    passed_on = ast.parse("text = to_geojson(frame.to_crs(WGS84))\nm = frame.to_crs(metric)")
    assert not list(held(passed_on))
    taken = ast.parse("a = frame_deg.geometry.area\nb = shapely.length(line_deg)")
    assert {name for name, _ in measured(taken)} >= {"frame_deg", "line_deg"}


def test_no_code_is_about_one_town() -> None:
    """What is of the place stands in the data folder: names, CRS, coordinates.

    `chedun`, in small letters, is the program's own name.
    """
    place = re.compile(r"车墩|松江|Chedun|Songjiang|4549|4528|\b121\.\d|\b31\.0\d")
    suffixes = {".py", ".mjs", ".css", ".typ", ".toml", ".ini"}
    files = [file for room in PARTS for file in (ROOT / room).rglob("*") if file.suffix in suffixes]
    assert {relative(file) for file in files} > {"chedun_gis/map/web/controls.mjs"}
    hits = {
        relative(file): found.group()
        for file in files
        if (found := place.search(file.read_text(encoding="utf-8")))
    }
    assert not hits


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


MUTABLE = {"dict", "list", "set"}


def names_in(tree: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}


def test_what_is_frozen_holds_nothing_that_changes() -> None:
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            frozen = isinstance(node, ast.ClassDef) and any(
                "frozen=True" in ast.unparse(each) for each in node.decorator_list
            )
            for field in node.body if frozen else []:
                if isinstance(field, ast.AnnAssign):
                    held = {
                        each.id for each in ast.walk(field.annotation) if isinstance(each, ast.Name)
                    }
                    assert not held & MUTABLE, (relative(file), node.name, ast.unparse(field))


def test_a_noun_has_one_meaning() -> None:
    """A public class or type is named once in the whole house."""
    named = Counter(
        name
        for file in FILES
        if file.name != "__init__.py"
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        for name in [
            node.name
            if isinstance(node, ast.ClassDef)
            else ast.unparse(node.targets[0])
            if isinstance(node, ast.Assign)
            else ""
        ]
        if re.fullmatch(r"[A-Z]\w*[a-z]\w*", name)
    )
    assert not {name for name, count in named.items() if count > 1}
