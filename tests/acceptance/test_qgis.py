"""QGIS opens the pack's project: every layer in its place, in the right CRS, sketches as sketches.

QGIS has a Python of its own, which `make acceptance` finds or installs; it is asked by a script.
"""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chedun_gis.bootstrap import QGIS_PYTHON, QGIS_VARIABLE
from chedun_gis.handoff import ALL, Handoff, Request, target_of, to_folder
from chedun_gis.town import Town, open_town
from layers import LAYERS
from tests.acceptance.reporting import Tell
from tests.conftest import PLACE, feature, write_geojson

SCRIPT = Path(__file__).with_name("qgis_project.py")
# GeoParquet is read by a GDAL with Arrow, which Debian's is not.
TARGETS = {
    "geojson": ("", ""),
    "gpkg": ("4549", ""),
    "shp": ("4528", "gbk"),
    "fgb": ("4490", ""),
    "kml": ("", ""),
    "csv": ("4549", "gbk"),
}
# A project with a place of its own; a stop of so many lines that its hollow has an inside.
OWN: dict[str, dict[str, object]] = {
    "projects": {"location_type": "exact"},
    "bus_stops": {"line_count": 10},
}


def packed(town: Town, out: Path, fmt: str) -> Handoff:
    crs, encoding = TARGETS[fmt]
    request = Request((ALL,), target_of(fmt, PLACE, crs=crs, encoding=encoding))
    return to_folder(town, request, out, progress=lambda *_: None)


def in_qgis(folder: Path, pictures: Path) -> dict[str, Any]:
    """Return what QGIS says of the project in a folder."""
    (project,) = folder.glob("*.qgs")
    pictures.mkdir(parents=True)
    done = subprocess.run(
        [os.environ.get(QGIS_VARIABLE) or QGIS_PYTHON, SCRIPT, project, pictures],
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(pictures),
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("fmt", TARGETS)
def test_every_layer_of_the_town_is_there_and_drawn(fmt: str, tmp_path: Path, tell: Tell) -> None:
    handoff = packed(open_town(), tmp_path / "pack", fmt)
    said = in_qgis(tmp_path / "pack", tmp_path / "pictures")
    assert said["read"]
    assert said["crs"] == handoff.target.crs
    top_first = sorted(LAYERS.values(), key=lambda each: -each.order)
    assert [(each["title"], each["found"]) for each in said["tree"]] == [
        (each.title.zh, True) for each in top_first
    ]
    layers = {each["title"]: each for each in said["layers"]}
    assert len(layers) == len(said["layers"]) == len(LAYERS)
    for written in handoff.files:
        layer = layers[written.layer.title.zh]
        assert layer["valid"], layer["title"]
        assert (layer["crs"], layer["features"]) == (handoff.target.crs, written.features)
        assert layer["names"] == sorted(written.frame["name_zh"])
        assert len(layer["legend"]) == 2 * len(written.layer.style.symbols)
        # A symbol's colour is on the paper.
        assert sum(layer["pixels"].values()) > 0
        colours = {symbol.colour for symbol in written.layer.style.symbols.values()}
        assert colours & set(layer["pixels"]), layer["title"]
    tell("layers drawn by QGIS", len(layers), format=fmt)


@pytest.mark.parametrize("fmt", TARGETS)
def test_a_sketch_looks_otherwise_than_a_survey(
    fmt: str, tmp_path: Path, toy_with: Callable[..., Path]
) -> None:
    seen = {}
    for basis in ("surveyed", "schematic"):
        for layer in LAYERS.values():
            one = feature(layer, basis=basis, **OWN.get(layer.id, {}))
            folder = toy_with(layer.id, one)
        out = tmp_path / basis
        packed(open_town(folder), out, fmt)
        said = in_qgis(out, tmp_path / f"pictures-{basis}")
        seen[basis] = {each["title"]: each for each in said["layers"]}
    for layer in LAYERS.values():
        symbol = next(iter(layer.style.symbols.values()))
        survey, sketch = (seen[each][layer.title.zh] for each in ("surveyed", "schematic"))
        # One shape, one class, one size, and its colour: less of it by dashes, or hollow inside.
        assert sketch["pixels"][symbol.colour] > 0, layer.id
        filled = survey["solid"][symbol.colour]
        assert sketch["solid"].get(symbol.colour, 0) < filled, layer.id


def test_a_project_known_by_its_zone_is_hollow(tmp_path: Path, toy_dir: Path) -> None:
    projects, seen = LAYERS["projects"], {}
    for where in ("exact", "area"):
        one = feature(projects, basis="plan", location_type=where)
        write_geojson(toy_dir / projects.file, [one])
        packed(open_town(toy_dir), tmp_path / where, "gpkg")
        said = in_qgis(tmp_path / where, tmp_path / f"pictures-{where}")
        seen[where] = {each["title"]: each["pixels"] for each in said["layers"]}
    colour = next(iter(projects.style.symbols.values())).colour
    exact, area = (seen[each][projects.title.zh][colour] for each in ("exact", "area"))
    assert 0 < area < exact
