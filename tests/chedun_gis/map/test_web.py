"""The map's modules: their own tests in node, and the one script that they are served as."""

import re
import subprocess
from collections import Counter
from pathlib import Path

from chedun_gis.bootstrap import npm_command
from chedun_gis.map import folium_map
from chedun_gis.server.assets import ASSETS, read_asset

ROOT = Path(__file__).resolve().parents[3]
WEB = Path(folium_map.__file__).with_name("web")
TESTS = Path(__file__).with_name("web")
BINDING = re.compile(r'^import (?:\{([^}]*)\}) from "\./(\w+)\.mjs";$', re.MULTILINE)


def test_the_modules_pass_their_own_tests() -> None:
    ran = subprocess.run(
        [*npm_command(), "test"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    passed = re.search(r"# pass (\d+)", ran.stdout) or re.search(r"ℹ pass (\d+)", ran.stdout)
    assert passed is not None
    written = sum(file.read_text("utf-8").count("\ntest(") for file in TESTS.glob("*.test.mjs"))
    assert int(passed[1]) == written > 0


def test_each_module_comes_after_those_that_it_imports_and_none_is_left_out() -> None:
    modules = [file for file in ASSETS["map.js"] if file.suffix == ".mjs"]
    assert set(modules) == set(WEB.glob("*.mjs"))
    seen: dict[str, str] = {}
    for file in modules:
        source = file.read_text("utf-8")
        for names, home in BINDING.findall(source):
            assert home in seen, f"{file.name} stands before {home}"
            for name in names.split(","):
                assert re.search(
                    rf"^export (async )?(class|const|function) {name.strip()}\b",
                    seen[home],
                    re.MULTILINE,
                )
        assert source.count("\nimport ") + source.startswith("import ") == len(
            BINDING.findall(source)
        )
        seen[file.stem] = source


def test_no_two_modules_call_something_by_one_name() -> None:
    """They share one scope when they are served, and the later would take the earlier's place."""
    named = re.compile(
        r"^(?:export )?(?:async )?(?:function|class|const|let) (?:\[(.*?)\]|(\w+))", re.MULTILINE
    )
    names = Counter(
        name
        for file in WEB.glob("*.mjs")
        for several, one in named.findall(file.read_text("utf-8"))
        for name in (several or one).split(", ")
    )
    assert {"addControls", "swatch", "squareAround", "Pen"} <= set(names)
    assert not [name for name, count in names.items() if count > 1]


def test_the_script_binds_nothing_and_shows_one_name() -> None:
    script = (read_asset("map.js") or b"").decode()
    ours = script[script.index("// Draw symbols on Leaflet's canvas") :]
    assert not re.search(r"^(import|export) ", ours, re.MULTILINE)
    assert re.findall(r"globalThis\.(\w+) =", ours) == ["chedun"]


def test_streamlit_foliums_own_name_stands_in_one_module() -> None:
    users = [
        file.name for file in WEB.glob("*.mjs") if "__GLOBAL_DATA__" in file.read_text("utf-8")
    ]
    assert users == ["streamlit.mjs"]
