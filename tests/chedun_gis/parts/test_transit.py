"""Bus lines by parts: one answer to the last bit, that of all areas at once."""

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from chedun_gis.analysis import BusQuestion, BusTerms, bus_of, bus_terms
from chedun_gis.compute import Workers
from chedun_gis.parts import BusByParts, PartSet, bus_by_parts, open_parts
from chedun_gis.town import open_town
from tests.chedun_gis.parts.conftest import CORNER

Cut = Callable[[Path, int], PartSet]


@pytest.fixture(scope="module")
def areas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty squares of 500 m around a corner of tiles, and one that no stop is near."""
    at = np.array([[x, y] for x in range(-4, 4) for y in range(-3, 2)]) * 700.0 + CORNER
    shapes = [shapely.box(x, y, x + 500, y + 500) for x, y in at]
    shapes.append(shapely.box(CORNER[0] + 20_000, CORNER[1], CORNER[0] + 20_100, CORNER[1] + 100))
    path = tmp_path_factory.mktemp("areas") / "areas.gpkg"
    ids = [f"a{n}" for n in range(len(shapes))]
    gpd.GeoDataFrame({"id": ids}, geometry=shapes, crs=4549).to_file(path)
    return path


@pytest.fixture(scope="module")
def stops() -> gpd.GeoDataFrame:
    rng = np.random.default_rng(3)
    points = shapely.points(rng.uniform(-2_500, 1_500, (60, 2)) + CORNER)
    routes = [tuple(sorted({f"{n} 路" for n in rng.integers(1, 6, 2)})) for _ in range(60)]
    return gpd.GeoDataFrame({"routes": routes}, geometry=points, crs=4549)


@pytest.fixture(scope="module")
def terms() -> BusTerms:
    return bus_terms(open_town(), BusQuestion(radius_m=300.0))


def told(found: BusByParts) -> tuple[object, ...]:
    return found.areas, found.met, found.area_m2.hex(), found.reached_m2.hex()


def test_parts_and_workers_do_not_show(
    areas: Path, stops: gpd.GeoDataFrame, terms: BusTerms, cut: Cut, tmp_path: Path
) -> None:
    with Workers(1) as one:
        alone = bus_by_parts(one, cut(areas, 1), stops, terms)
    with Workers(2) as two:
        found = bus_by_parts(two, cut(areas, 9), stops, terms, out=tmp_path / "out")
    assert told(found) == told(alone)
    assert (alone.workers, found.parts) == (1, 9)
    frame = gpd.read_file(areas)
    whole = bus_of(frame.set_index("id"), stops, terms)
    assert found.areas == 41
    assert found.met == int(whole.verdicts["met"].sum())
    assert 0 < found.met < 40
    assert found.area_m2 == pytest.approx(frame.area.sum(), rel=1e-12)
    reached = (whole.verdicts["share"] * frame.set_index("id").area).sum()
    assert found.reached_m2 == pytest.approx(reached, rel=1e-9)
    written = open_parts(tmp_path / "out")
    rows = [gpd.read_parquet(tmp_path / "out" / part.file) for part in written.parts]
    lines = {row["id"]: row["lines"] for part in rows for row in part.to_dict("records")}
    assert lines == {name: "、".join(each) for name, each in whole.verdicts["lines"].items()}
    assert lines["a40"] == ""
