"""Parcels of a large layer in the colours of their coverage, by hand."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from chedun_gis.analysis import COVERAGE_SHEET, CoverageQuestion, coverage_large
from chedun_gis.analysis.shades import packed, shade_of
from chedun_gis.compute import ask
from chedun_gis.town import Town, TownSource, Workspace, attributes, open_town
from layers import LAYERS
from tests.conftest import feature, write_geojson, write_toy
from tests.tiled import middle_m, squares, with_parcels

ROWS = 20
COUNT = ROWS * ROWS


def test_four_rows_are_a_byte_the_first_in_its_lowest_bits() -> None:
    assert packed(np.array([0, 1, 2, 3, 1], dtype=np.uint8)) == bytes([0b11_10_01_00, 1])
    assert packed(np.array([], dtype=np.uint8)) == b""


def test_a_share_is_covered_partly_or_not_and_unknown_is_none() -> None:
    shares = pd.Series([1.0, 0.999_999, 1e-9, 0.0, np.nan])
    assert list(shade_of(shares)) == [1, 2, 2, 3, 0]


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Return squares of 20 m every 30 m, and one park 400 m to the west of the middle."""
    import geopandas as gpd  # noqa: PLC0415

    with_parcels(squares(COUNT), tmp_path / "space")
    folder = write_toy(tmp_path / "town")
    x, y = middle_m()
    place = gpd.GeoSeries([shapely.box(x - 410, y - 10, x - 390, y + 10)], crs="EPSG:4549")
    shape = shapely.geometry.mapping(place.to_crs(4326).iloc[0])
    park = feature(LAYERS["parks"], "park", geometry=shape, stage="completed")
    write_geojson(folder / "parks.geojson", [park])
    return TownSource(folder, Workspace(tmp_path / "space")).town()


def test_each_parcel_has_the_shade_of_its_place(town: Town) -> None:
    large = town.large("residential")
    assert large is not None
    found = ask(COVERAGE_SHEET, town, CoverageQuestion(), 1.0).shades
    assert (found.layer, found.digest) == ("residential", large.digest)
    assert len(found.rows) == COUNT // 4
    bits = np.frombuffer(found.rows, dtype=np.uint8)
    shades = np.stack([(bits >> at) & 3 for at in (0, 2, 4, 6)], axis=1).ravel()
    by_id = dict(zip(attributes(large, ["id"])["id"], shades, strict=True))
    x, y = middle_m()
    park = shapely.box(x - 410, y - 10, x - 390, y + 10)
    for number, shape in enumerate(squares(COUNT)):
        # Villages are not asked about: every third parcel keeps its own colours.
        kind = number % 3
        corners = shapely.get_coordinates(shape)
        far_m = max(park.distance(shapely.Point(corner)) for corner in corners)
        near_m = park.distance(shape)
        expected = 0 if kind == 2 else 1 if far_m < 499.9 else 3 if near_m > 500.1 else None
        shade = by_id[f"parcel-{number}"]
        assert shade == expected if expected is not None else shade in {1, 2, 3}
    assert {0, 1, 2, 3} == set(by_id.values())


def test_a_layer_that_is_too_large_to_be_held_has_the_same(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = ask(COVERAGE_SHEET, town, CoverageQuestion(), 1.0).shades
    monkeypatch.setattr(coverage_large, "_ROWS", 150)
    question = CoverageQuestion()
    of = coverage_large.large_parts(town, question)
    assert of == 3
    parts = tuple(coverage_large.large_part(town, question, each, of) for each in range(of))
    found = coverage_large.large_coverage(town, question, parts)
    assert found is not None
    assert found.shades == held


def test_a_layer_that_is_held_has_no_shades() -> None:
    assert ask(COVERAGE_SHEET, open_town(), CoverageQuestion(), 1.0).shades is None
