"""Clones are prepared, what was handed in is not."""

import ast
from pathlib import Path

import numpy as np
import pytest
import shapely

from geo import inside_xy, prepared

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = sorted(
    file for room in ("geo", "layers", "chedun_gis") for file in (ROOT / room).rglob("*.py")
)
# Of shapely, what prepares a geometry it is given: openly, or on the way when there is only one.
PREPARING = {"prepare", "prep", "contains_xy", "intersects_xy", "vectorized", "prepared"}


def test_a_clone_is_prepared_and_the_original_is_not() -> None:
    square = shapely.box(0, 0, 2, 2)
    clone = prepared(square)
    assert shapely.is_prepared(clone)
    assert not shapely.is_prepared(square)
    assert shapely.equals_exact(clone, square)


def test_an_array_is_cloned_one_by_one_and_missing_stays_missing() -> None:
    squares = np.array([shapely.box(0, 0, 1, 1), None, shapely.box(2, 2, 3, 3)], dtype=object)
    clones = prepared(squares)
    assert shapely.is_prepared(clones).tolist() == [True, False, True]
    assert not shapely.is_prepared(squares).any()
    assert clones[1] is None


def test_points_inside_are_told_without_preparing_the_polygon() -> None:
    square = shapely.box(0, 0, 2, 2)
    found = inside_xy(square, np.array([1.0, 2.0, 3.0]), np.array([1.0, 1.0, 1.0]))
    assert found.tolist() == [True, False, False]
    assert not shapely.is_prepared(square)


@pytest.mark.parametrize("file", CODE, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_nothing_else_prepares(file: Path) -> None:
    if file == ROOT / "geo" / "shapes.py":
        return
    tree = ast.parse(file.read_text(encoding="utf-8"))
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in {"shapely", "shape", "geometry"}
    }
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("shapely")
        for alias in node.names
    }
    assert not PREPARING & (used | imported)
