"""Large layers: written in batches, read by rows, window and id; what was changed is refused."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from chedun_gis.town import (
    LargeFile,
    LargeLayer,
    Town,
    TownSource,
    Workspace,
    attributes,
    batches,
    called,
    described,
    digest_of,
    large,
    open_town,
    rows,
    within,
)
from geo import InputError
from layers import LAYERS
from tests.people import ALONE

HOMES = LAYERS["residential"]
COUNT = 40


def homes(count: int = COUNT, *, stem: str = "h") -> gpd.GeoDataFrame:
    """Return squares of 10 m in a row that is not that of any curve, the last without a place."""
    place = open_town().place
    middle = gpd.GeoSeries.from_xy([121.28], [31.0], crs=4326).to_crs(place.metric_crs).iloc[0]
    rng = np.random.default_rng(7)
    west, south = rng.uniform(-500, 500, (2, count))
    shapes = shapely.box(
        middle.x + west, middle.y + south, middle.x + west + 10, middle.y + south + 10
    )
    table = {
        "id": [f"{stem}{at}" for at in range(count)],
        "name_zh": "家",
        "name_en": "home",
        "kind": "urban",
        "population": [None, *range(1, count)],
        "source": "osm",
        "basis": "surveyed",
        "accuracy_m": 1.0,
        "date": None,
    }
    return gpd.GeoDataFrame(table, geometry=shapes, crs=place.metric_crs)


def written(frame: gpd.GeoDataFrame, folder: Path, *, at_once: int = 7) -> Path:
    """Write a frame as a large layer, some rows at a time."""
    folder.mkdir(exist_ok=True)
    with LargeFile(HOMES, open_town().place, folder) as out:
        for first in range(0, len(frame), at_once):
            out.add(frame.iloc[first : first + at_once])
        out.close(folder / "out.parquet")
    return folder / "out.parquet"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> LargeLayer:
    path = written(homes(), tmp_path_factory.mktemp("large"))
    return described(path, digest_of(path), open_town().place.metric_crs)


def served(toy_dir: Path, space: Path) -> tuple[TownSource, Workspace]:
    workspace = Workspace(space)
    return TownSource(toy_dir, workspace), workspace


def test_what_comes_back_is_what_was_written(kept: LargeLayer) -> None:
    frame, found = homes().set_index("id"), rows(kept, 0, COUNT).set_index("id")
    found = found.loc[frame.index]
    assert (frame.geometry.to_wkb() == found.geometry.to_wkb()).all()
    assert kept.count == COUNT
    assert kept.bounds == tuple(frame.total_bounds)
    # What no one knows is null, and a field that was not given is there.
    assert np.isnan(found["population"].iloc[0])
    assert found["date"].isna().all()
    assert set(found) == {each.name for each in HOMES.all_fields} - {"id"} | {"geometry"}
    assert found.crs == frame.crs


def test_another_reader_understands_the_file(kept: LargeLayer) -> None:
    found = gpd.read_parquet(kept.path)
    assert sorted(found["id"]) == sorted(homes()["id"])
    west, south, _, _ = kept.bounds
    window = (west, south, west + 300, south + 300)
    there = gpd.read_parquet(kept.path, bbox=window)
    assert sorted(there["id"]) == sorted(within(kept, window)["id"])


def test_neighbours_in_the_file_are_neighbours_in_the_town(kept: LargeLayer) -> None:
    def walked_m(frame: gpd.GeoDataFrame) -> float:
        middle = frame.geometry.centroid
        return float(middle.distance(middle.shift()).sum())

    assert walked_m(rows(kept, 0, COUNT)) < walked_m(homes()) / 2


@given(st.integers(0, COUNT), st.integers(0, COUNT))
def test_some_rows_are_those_of_all(kept: LargeLayer, one: int, other: int) -> None:
    first, last = sorted((one, other))
    found = rows(kept, first, last)
    assert found["id"].tolist() == rows(kept, 0, COUNT)["id"].tolist()[first:last]
    assert found.index.tolist() == list(range(first, last))


@given(*[st.floats(-700, 700)] * 4)
def test_a_window_holds_what_meets_it(
    kept: LargeLayer, x: float, y: float, wide: float, high: float
) -> None:
    every = rows(kept, 0, COUNT)
    middle = shapely.box(*kept.bounds).centroid
    window = (middle.x + x, middle.y + y, middle.x + x + abs(wide), middle.y + y + abs(high))
    found = within(kept, window, columns=["id"])
    hit = every[every.geometry.intersects(shapely.box(*window))]
    assert found["id"].tolist() == hit["id"].tolist()
    assert found.index.tolist() == hit.index.tolist()


def test_a_feature_is_found_by_its_id(kept: LargeLayer) -> None:
    (found,) = called(kept, "h3").itertuples()
    assert found.id == "h3"
    assert called(kept, "nobody").empty
    assert sorted(attributes(kept, ["id"])["id"]) == sorted(homes()["id"])
    assert sum(map(len, batches(kept, 9))) == COUNT


def test_one_without_a_place_is_kept_and_in_no_window(tmp_path: Path) -> None:
    frame = homes(3)
    frame.loc[1, "geometry"] = None
    path = written(frame, tmp_path)
    found = described(path, "d", open_town().place.metric_crs)
    assert rows(found, 0, 3).geometry.isna().sum() == 1
    assert sorted(within(found, found.bounds)["id"]) == ["h0", "h2"]


def test_a_version_of_a_large_layer_comes_and_goes(toy_dir: Path, tmp_path: Path) -> None:
    source, space = served(toy_dir, tmp_path / "space")
    first = space.accept(HOMES, written(homes(), tmp_path / "a"), {}, by=ALONE)
    before = source.town()
    there = before.large("residential")
    assert there is not None
    assert there.count == before.loaded("residential").count == COUNT
    assert len(before.frame("residential")) == COUNT
    more = homes(COUNT + 5)
    second = space.accept(HOMES, written(more, tmp_path / "b"), {}, by=ALONE)
    assert source.town().loaded("residential").count == COUNT + 5
    assert source.town().digest != before.digest
    assert len(before.frame("residential")) == COUNT  # who works with the old one goes on
    space.restore(HOMES, first, by=ALONE)
    assert source.town().large("residential") == there
    space.restore(HOMES, "shipped", by=ALONE)
    assert source.town().large("residential") is None
    assert {each.id for each in space.versions("residential")} == {first, second, "shipped"}


def test_what_was_changed_past_the_program_is_not_used(toy_dir: Path, tmp_path: Path) -> None:
    source, space = served(toy_dir, tmp_path / "space")
    name = space.accept(HOMES, written(homes(), tmp_path / "a"), {}, by=ALONE)
    file = space.folder / "layers" / "residential" / name / "residential.parquet"
    file.write_bytes(written(homes(COUNT - 1), tmp_path / "b").read_bytes())
    loaded = source.town().loaded("residential")
    assert [each.code for each in loaded.problems] == ["large_changed"]
    with pytest.raises(InputError, match="layer_broken"):
        source.town().frame("residential")


def test_a_file_in_another_crs_is_never_taken_for_ours(tmp_path: Path) -> None:
    path = written(homes(), tmp_path)
    with pytest.raises(InputError, match="large_other_crs"):
        described(path, "d", "EPSG:4550")
    (tmp_path / "no.parquet").write_bytes(b"PAR1 no PAR1")
    with pytest.raises(InputError, match="file_not_vector"):
        described(tmp_path / "no.parquet", "d", "EPSG:4549")


def test_one_that_is_too_large_is_not_held(
    kept: LargeLayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large, "MOST_AT_ONCE", COUNT - 1)
    with pytest.raises(InputError) as caught:
        large.whole(kept)
    assert caught.value.code == "layer_large"
    assert caught.value.params["count"] == COUNT


def test_threads_share_the_frame_that_was_read(toy_dir: Path, tmp_path: Path) -> None:
    source, space = served(toy_dir, tmp_path / "space")
    space.accept(HOMES, written(homes(), tmp_path / "a"), {}, by=ALONE)

    def read(_: int) -> int:
        town: Town = source.town()
        return id(town.frame("residential"))

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(read, range(8)))) == 1
