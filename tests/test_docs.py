"""The documented commands run as they stand there, with files made for the names they use."""

import itertools
import json
import re
import runpy
import shlex
import sys
import tomllib
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import geopandas as gpd
import pytest
from shapely import Point, box
from typer.main import get_command
from typer.testing import CliRunner

from chedun_gis import __version__, bootstrap
from chedun_gis.commands.root import app
from chedun_gis.importing import partition
from chedun_gis.texts import say
from geo.position import shift_frame
from layers import LAYERS

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
DOCS = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
PROGRAM = "python -m chedun_gis "
# A command holds alternatives or options when it only shows what there is to choose from.
CHOICE = re.compile(r" \| |\[")
# What a command that is told in a sentence calls a file or a folder of the reader's.
PLACEHOLDERS = {"FILE": "survey.gpkg", "DIR": "out"}
OUT = ("--out", "--template")
# Left lower corners, in EPSG:4549, of squares in the town.
CORNERS = ((622_000, 3_432_000), (622_400, 3_432_300), (623_000, 3_433_000))


def commands() -> Iterator[str]:
    """Return the commands of the blocks, then those in sentences."""
    for block in re.findall(r"^```\n(.*?)^```", DOCS, re.MULTILINE | re.DOTALL):
        lines = (line.partition("#")[0].strip() for line in block.splitlines())
        yield from (line for line in lines if line.startswith(PROGRAM))
    for line in re.findall(r"`(python -m chedun_gis [^`]+)`", DOCS):
        if not CHOICE.search(line):
            yield line


def squares(side_m: float, **columns: list[object]) -> gpd.GeoDataFrame:
    shapes = [box(x, y, x + side_m, y + side_m) for x, y in CORNERS]
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=4549)


def surveyed() -> gpd.GeoDataFrame:
    """Return parks under the column names of a surveyor."""
    names: list[object] = ["甲园", "乙园", "丙园"]
    return squares(100, 公园名=names, 类型=["社区公园"] * 3, 状态=["已建"] * 3)


def clinics(path: Path) -> None:
    gpd.GeoDataFrame(geometry=[Point(each) for each in CORNERS], crs=4549).to_file(path)


def homes(path: Path) -> None:
    squares(400, people=[120, 80, 0]).to_file(path)


def parks(path: Path) -> None:
    squares(300, id=["a", "b", "c"]).to_file(path)


def survey(path: Path) -> None:
    surveyed().to_file(path)


def copied(path: Path) -> None:
    """Write the survey as it is copied from a Gaode map: a zipped Shapefile in GBK."""
    shifted = shift_frame(surveyed().to_crs(4490), source="wgs84", target="gcj02")
    folder = path.parent / "survey"
    folder.mkdir()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # GDAL says that a Shapefile's names are short
        shifted.to_file(folder / "survey.shp", encoding="gbk")
    with zipfile.ZipFile(path, "w") as packed:
        for file in folder.iterdir():
            packed.write(file, file.name)


def feed(path: Path) -> None:
    stops = gpd.GeoSeries([Point(each) for each in CORNERS], crs=4549).to_crs(4326)
    lines = "".join(f"s{n},第{n}站,{stop.y},{stop.x}\n" for n, stop in enumerate(stops))
    tables = {
        "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\n" + lines,
        "routes.txt": "route_id,route_short_name,route_type\n1,1路,3\n2,2路,3\n",
        "trips.txt": "route_id,trip_id\n1,t1\n2,t2\n",
        "stop_times.txt": "trip_id,stop_id\nt1,s0\nt1,s1\nt2,s0\nt2,s2\n",
    }
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in tables.items():
            packed.writestr(name, text)


def samples(path: Path) -> None:
    path.write_text("station,kind,date,target,COD\n甲断面,river,2025-03-01,Ⅲ,25\n", encoding="gbk")


def exported(path: Path) -> None:
    path.write_bytes((ROOT / "data/parks.geojson").read_bytes())


def filled(path: Path) -> None:
    data = json.loads((ROOT / "data/parks.geojson").read_text(encoding="utf-8"))
    for number, each in enumerate(data["features"]):
        told = each["properties"]
        told |= {"layer": "parks", "feature_id": told["id"]}
        told |= {"surveyed_on": "" if number else "2026-11-30", "surveyor": "" if number else "王"}
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def homes_in_parts(path: Path) -> None:
    homes(path.with_suffix(".gpkg"))
    partition(path.with_suffix(".gpkg"), path)


FILES: dict[str, Callable[[Path], None]] = {
    "clinics.shp": clinics,
    "homes.gpkg": homes,
    "homes-in-parts": homes_in_parts,
    "parks.shp": parks,
    "parks.geojson": exported,
    "order.geojson": filled,
    "survey.gpkg": survey,
    "survey.zip": copied,
    "feed.zip": feed,
    "samples.csv": samples,
}


@pytest.mark.parametrize("command", list(commands()))
def test_a_command_of_the_readme_runs(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = [PLACEHOLDERS.get(word, word) for word in shlex.split(command)]
    written = {word for option, word in itertools.pairwise(words) if option in OUT}
    for name in FILES.keys() & (set(words) - written):
        FILES[name](tmp_path / name)
    for name in words:
        if name.startswith("docs/examples/"):
            (tmp_path / name).parent.mkdir(parents=True)
            (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    monkeypatch.setenv("CHEDUN_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.chdir(tmp_path)
    # As `python -m` runs it, but for the start of Python; tests of the command line have that too.
    monkeypatch.setattr(sys, "argv", words[2:])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module(words[2], run_name="__main__", alter_sys=True)
    out, err = capsys.readouterr()
    assert not ended.value.code, out + err
    assert "Traceback" not in err
    assert out or written
    if "--json" in words:
        json.loads(out)
    assert all((tmp_path / name).exists() for name in written)
    if "--datum" in words:  # what was given is not asked for
        assert say("finding.datum_choose", "zh") not in out


def test_the_commands_are_found() -> None:
    found = list(commands())
    documented = {line.removeprefix(PROGRAM).replace("--lang en ", "").split()[0] for line in found}
    assert documented | {"osm", "versions", "restore", "review", "people"} == NAMES
    assert not [each for each in found if each.startswith(f"{PROGRAM}osm")]  # asks the network


def test_what_make_is_told_to_do_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (targets,) = re.findall(r"^([\w ]+):\n", makefile, re.MULTILINE)
    told = re.findall(r"^make (\w+)|`make (\w+)|bootstrap\.py (\w+)", DOCS, re.MULTILINE)
    verbs = {verb for each in told for verb in each if verb}
    assert {"app", "test", "bench"} <= verbs <= set(targets.split())
    for arguments in re.findall(r"make bench ARGS=\"?([^\"`]+)", DOCS):
        name = arguments.split()[0]
        assert (bootstrap.ROOT / "benchmarks" / f"{name}.py").is_file()


NAMES = set(get_command(app).commands)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_command_is_documented(name: str) -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert re.search(
        rf"`(python -m chedun_gis )?{name}\b|^python -m chedun_gis {name}\b", text, re.MULTILINE
    )


SETTINGS = sorted(
    set(
        re.findall(
            r'environ\.get\("(\w+)"', (ROOT / "chedun_gis/town/settings.py").read_text("utf-8")
        )
    )
)


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_is_documented(name: str) -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert f"| `{name}` |" in text


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_is_documented(layer: str) -> None:
    text = (ROOT / "data" / "SOURCES.md").read_text(encoding="utf-8")
    assert f"`{layer}`" in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_page_links_to_what_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [each for each in re.findall(r"\]\(([^)#]+)", text) if "://" not in each]
    assert not [each for each in links if not (page.parent / each).exists()]
    named = re.findall(r"`((?:geo|layers|chedun_gis|data|tests|docs|benchmarks)/[\w/.]+)`", text)
    assert not [each for each in named if not (ROOT / each).exists()]


def test_the_version_is_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## ([\d.]+)", changes, re.MULTILINE)[0] == __version__
    said = CliRunner().invoke(app, ["--version"])
    assert (said.exit_code, said.output) == (0, f"chedun-gis {__version__}\n")
