"""The raster for sliders: counted by hand, near the arrangement, quiet about nothing."""

import math

import geopandas as gpd
import numpy as np
import pytest
from shapely import Point, box

from geo import InputError
from geo.transit import cell_shares, serve, zone_cells

CRS = "EPSG:4549"


def zones(*shapes: object) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=list(shapes), crs=CRS)


def stops(*calls: tuple[float, float, str]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"routes": [tuple(lines) for _, _, lines in calls]},
        geometry=[Point(x, y) for x, y, _ in calls],
        crs=CRS,
    )


def test_nine_cells_by_hand() -> None:
    # 30 m × 30 m, nine cells with centres at 5, 15, 25. From a stop at (5, 5), 10 m reach the
    # centres (5, 5), (15, 5), (5, 15), the last two exactly: 3 of 9.
    cells = zone_cells(zones(box(0, 0, 30, 30)))
    shares = cell_shares(cells, stops((5, 5, "a")), radius_m=10)
    assert shares.iloc[0].tolist() == pytest.approx([1, 3 / 9, 0, 0])


def test_lines_are_counted_once_and_zones_each_for_itself() -> None:
    cells = zone_cells(zones(box(0, 0, 30, 30), box(0, 0, 10, 10), box(1000, 0, 1030, 30)))
    near = stops((5, 5, "a"), (5, 6, "ab"), (-400, 5, "z"))
    shares = cell_shares(cells, near, radius_m=100)
    assert shares.to_numpy().tolist() == [[1, 1, 1, 0], [1, 1, 1, 0], [1, 0, 0, 0]]


def test_a_zone_without_a_cell_centre_has_no_answer() -> None:
    cells = zone_cells(zones(box(0, 0, 30, 30), box(1, 1, 3, 3)))
    shares = cell_shares(cells, stops((0, 0, "a")), radius_m=500)
    assert shares.loc[1].isna().all()
    assert shares.loc[0].tolist() == [1, 1, 0, 0]


@pytest.mark.parametrize("seed", range(4))
def test_near_the_arrangement(seed: int) -> None:
    # Zones of 4 km² at 10 m: within 0.1 percentage points.
    rng = np.random.default_rng(seed)
    area = zones(box(0, 0, 2000, 2000), Point(1000, 1000).buffer(1130))
    places = stops(
        *[(x, y, "abcd"[i % 4]) for i, (x, y) in enumerate(rng.uniform(-400, 2400, (25, 2)))]
    )
    exact = serve(area, places, radius_m=500).shares
    raster = cell_shares(zone_cells(area), places, radius_m=500)
    assert (raster - exact).abs().to_numpy().max() < 0.001


def test_finer_cells_come_nearer() -> None:
    # The disc of 500 m in a square of 2 km is π / 16.
    area, place = zones(box(0, 0, 2000, 2000)), stops((1003, 998, "a"))
    error = [
        abs(cell_shares(zone_cells(area, cell_m=m), place, radius_m=500).loc[0, 1] - math.pi / 16)
        for m in (100, 2)
    ]
    assert error[1] < error[0] / 10


@pytest.mark.parametrize("cell_m", [0, -1, math.nan, math.inf])
def test_bad_cells_are_refused(cell_m: float) -> None:
    with pytest.raises(InputError, match="cell_invalid"):
        zone_cells(zones(box(0, 0, 30, 30)), cell_m=cell_m)


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(InputError, match="grid_too_large"):
        zone_cells(zones(box(0, 0, 30, 30)), cell_m=0.001)
    with pytest.raises(InputError, match="zones_empty"):
        zone_cells(zones(box(0, 0, 30, 30)).iloc[:0])
    cells = zone_cells(zones(box(0, 0, 30, 30)))
    with pytest.raises(InputError, match="crs_mixed"):
        cell_shares(cells, stops((0, 0, "a")).to_crs("EPSG:4550"), radius_m=500)
    with pytest.raises(InputError, match="radius_invalid"):
        cell_shares(cells, stops((0, 0, "a")), radius_m=-1)
    with pytest.raises(InputError, match="stops_empty"):
        cell_shares(cells, stops((0, 0, "a")).iloc[:0], radius_m=500)
