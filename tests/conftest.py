"""A toy town, small enough to check by hand, and the ways to write one."""

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from chedun_gis.town import PLANS_FOLDER, faults, open_town
from chedun_gis.town.settings import DATA_DIR
from layers import LAYERS, Field, Layer

# How long an example takes says nothing about whether it is right.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# The shipped place, which a folder without one of its own is taken to be about.
PLACE = open_town().place

# A square of about 950 m by 1,100 m inside the town; every toy feature lies on it.
WEST, SOUTH, EAST, NORTH = 121.28, 31.00, 121.29, 31.01
SHAPES: dict[str, dict[str, Any]] = {
    "Point": {"type": "Point", "coordinates": [121.285, 31.005]},
    "LineString": {"type": "LineString", "coordinates": [[WEST, SOUTH], [EAST, NORTH]]},
    "Polygon": {
        "type": "Polygon",
        "coordinates": [
            [[WEST, SOUTH], [EAST, SOUTH], [EAST, NORTH], [WEST, NORTH], [WEST, SOUTH]]
        ],
    },
}
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "{{7*7}}",
    "{% raw %}",
    "${1}",
    "`whoami`",
    "</script><script>alert(1)</script>",
)


# What takes longest begins first, so that no process is left with it while the others are done; by
# turns what waits for a browser and what computes. The others follow, the largest files first.
LONGEST = (
    "whole/test_broken_layers.py",
    "browser/test_map.py",
    "browser/test_analysis.py",
    "chedun_gis/analysis/test_unknown.py",
    "browser/test_scenario.py",
    "browser/test_frame.py",
    "browser/test_map_tools.py",
    "whole/test_mix.py",
    "browser/test_crowd.py",
    "test_benchmarks.py",
    "browser/test_profile.py",
    "chedun_gis/parts/test_coverage.py",
    "geo/coverage/test_invariants.py",
    "browser/test_import.py",
    "chedun_gis/handoff/test_pack.py",
    "browser/test_siting.py",
    "test_acceptance.py",
    "chedun_gis/ogc/test_gdal.py",
    "chedun_gis/importing/test_position.py",
    "browser/test_water.py",
    "chedun_gis/importing/test_detection.py",
    "browser/test_handoff.py",
    "chedun_gis/ogc/test_description.py",
    "browser/test_recovery.py",
    "chedun_gis/profile/test_profile.py",
    "browser/test_face.py",
    "hostile/test_sample.py",
    "whole/test_another_town.py",
    # Of `make acceptance`.
    "acceptance/test_uploads.py",
    "acceptance/test_axe.py",
    "acceptance/test_tasks.py",
    "acceptance/test_pages.py",
    "acceptance/test_hostile.py",
    "acceptance/test_kills.py",
    "acceptance/test_register_kills.py",
    "acceptance/test_mix.py",
    "acceptance/test_qgis.py",
    "acceptance/test_office.py",
    "acceptance/test_openapi.py",
)
HERE = Path(__file__).resolve().parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order the files; the tests of a file stay together and as they are."""
    tests = Counter(item.path for item in items)
    place = {HERE / name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: (place.get(item.path, len(LONGEST)), -tests[item.path]))


@pytest.fixture(scope="session", autouse=True)
def _own_workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests, and the servers they start, out of the planner's workspace."""
    before = os.environ.get("CHEDUN_WORKSPACE")
    os.environ["CHEDUN_WORKSPACE"] = str(tmp_path_factory.mktemp("workspace"))
    yield
    if before is None:
        del os.environ["CHEDUN_WORKSPACE"]
    else:
        os.environ["CHEDUN_WORKSPACE"] = before


@pytest.fixture
def expected_faults() -> list[BaseException]:
    """The faults that nothing words and that a test causes; it says so by asking for this."""
    return []


@pytest.fixture(autouse=True)
def _nothing_unexpected(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Let no test pass over a fault that a page or command hides behind a number."""
    found: list[BaseException] = []
    trace = faults._trace

    def seen(error: BaseException) -> str:
        found.append(error)
        return trace(error)

    monkeypatch.setattr(faults, "_trace", seen)
    yield
    if found and "expected_faults" not in request.fixturenames:
        raise found[0]


def value_for(field: Field) -> object:
    """Return a value that the field allows."""
    if field.choices:
        return next(iter(field.choices))
    if field.type in {"integer", "number"}:
        return max(1, int(field.minimum or 1))
    return {"boolean": True, "date": "2024-06"}.get(field.type, "甲")


def with_plans(folder: Path) -> Path:
    """Give a town's folder the shipped plans, and return it."""
    shutil.copytree(DATA_DIR / PLANS_FOLDER, folder / PLANS_FOLDER)
    return folder


def feature(layer: Layer, feature_id: str = "one", **values: object) -> dict[str, Any]:
    """Return a valid GeoJSON feature of a layer; `values` replace properties, or `geometry`."""
    geometry = values.pop("geometry", SHAPES[layer.geometry])
    properties = {field.name: value_for(field) for field in layer.all_fields}
    properties |= dict.fromkeys({"doubt_zh", "doubt_en"} & set(properties))  # nothing is doubtful
    properties |= {"id": feature_id, "name_zh": "示例", "name_en": "Example", "source": "osm"}
    properties |= values
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def write_geojson(path: Path, features: list[dict[str, Any]], **members: object) -> Path:
    """Write features as a GeoJSON file."""
    content = {"type": "FeatureCollection", **members, "features": features}
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def write_toy(folder: Path) -> Path:
    """Write a data folder with one good feature in every layer."""
    folder.mkdir()
    for layer in LAYERS.values():
        write_geojson(folder / layer.file, [feature(layer)])
    return folder


@pytest.fixture(scope="session")
def town_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped town with the layers that were drawn before, and those that are new since."""
    folder = tmp_path_factory.mktemp("before") / "data"
    shutil.copytree(DATA_DIR, folder)
    for layer in (Path(__file__).parent / "data" / "town_before").iterdir():
        shutil.copy(layer, folder / layer.name)
    return folder


@pytest.fixture
def toy_dir(tmp_path: Path) -> Path:
    """A data folder with one good feature in every layer."""
    return write_toy(tmp_path / "data")


@pytest.fixture
def toy_with(toy_dir: Path) -> Callable[..., Path]:
    """Replace one layer of the toy folder by other features."""

    def replace(layer_id: str, *features: dict[str, Any], **members: object) -> Path:
        write_geojson(toy_dir / LAYERS[layer_id].file, list(features), **members)
        return toy_dir

    return replace
