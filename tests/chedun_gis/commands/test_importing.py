"""`import`, `versions` and `restore` on the command line."""

from pathlib import Path

import geopandas as gpd
import pytest
from shapely import box
from typer.testing import CliRunner, Result

from chedun_gis.commands.root import app
from chedun_gis.importing import acceptance, in_batches, plan
from chedun_gis.texts import Lang, fault_of, say
from chedun_gis.town import Workspace, open_town
from geo import InputError
from layers import LAYERS
from tests.chedun_gis.importing.files import FORMATS, shapefile

FEED = {
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\n"
    "s1,甲站,31.005,121.285\ns2,乙站,31.006,121.286\n",
    "routes.txt": "route_id,route_short_name,route_type\n1,1路,3\n",
    "trips.txt": "route_id,trip_id\n1,t1\n",
    "stop_times.txt": "trip_id,stop_id,stop_sequence\nt1,s1,1\nt1,s2,2\n",
}
STATED = ("--set", "basis=surveyed", "--set", "accuracy_m=0.5")


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    folder = tmp_path / "space"
    monkeypatch.setenv("CHEDUN_WORKSPACE", str(folder))
    return Workspace(folder)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["--lang", "en", *words])


def test_a_local_grid_is_fitted_from_control_points(space: Workspace, tmp_path: Path) -> None:
    # The office's own grid: the town's metric CRS moved by 620,000 and 3,430,000 m.
    stops = open_town().frame("bus_stops")
    local = stops.set_geometry(stops.geometry.translate(-620_000, -3_430_000)).set_crs(
        None, allow_override=True
    )
    local.to_parquet(tmp_path / "stops.parquet")
    points = tmp_path / "points.csv"
    points.write_text(
        "地方东,地方北,东,北\n0,0,620000,3430000\n9000,0,629000,3430000\n0,8000,620000,3438000\n",
        encoding="gbk",
    )
    arguments = ("import", str(tmp_path / "stops.parquet"), "--layer", "bus_stops")
    done = run(*arguments, "--control", str(points))
    assert done.exit_code == 0, done.output
    placed = open_town(workspace=space).frame("bus_stops").set_index("id").geometry
    assert placed.distance(stops.set_index("id").geometry).max() < 0.05
    (version,) = (each for each in space.versions("bus_stops") if each.manifest)
    assert "local_grid" in str(version.manifest)
    # Six parameters need a fourth point; what is not a fit is said to be none.
    for fit, code in (("affine", "grid_few_points"), ("cubic", "fit_unknown")):
        refused = run(*arguments, "--control", str(points), "--fit", fit)
        assert isinstance(refused.exception, InputError)
        assert refused.exception.code == code
    # A slip of the pen of 50 m in one point is refused, and nothing is written.
    points.write_text("0,0,620000,3430000\n9000,0,629050,3430000\n0,8000,620000,3438000\n")
    refused = run(*arguments, "--control", str(points))
    assert isinstance(refused.exception, InputError)
    assert refused.exception.code == "grid_residual"
    assert len([each for each in space.versions("bus_stops") if each.manifest]) == 1


def test_a_file_goes_in_and_out_again(space: Workspace, tmp_path: Path) -> None:
    path = shapefile(tmp_path, cpg=False)
    done = run("import", str(path), "--layer", "parks", "--datum", "wgs84", *STATED)
    assert done.exit_code == 0, done.output
    assert "Encoding: GBK (not stated" in done.output
    assert "name_zh ← 公园名称" in done.output
    assert "3 rows are now in “Park green space”, version 0001" in done.output
    assert set(open_town(workspace=space).frame("parks")["id"]) == {"p-1", "p-2", "p-3"}

    listed = run("versions", "--layer", "parks").output.splitlines()
    assert listed[0].startswith("* 0001")
    assert "replaced 3 rows" in listed[0]
    assert listed[1].split() == ["shipped", "as", "shipped"]

    assert run("restore", "--layer", "parks", "--version", "shipped").exit_code == 0
    assert len(open_town(workspace=space).frame("parks")) > 3
    assert run("restore", "--layer", "parks", "--version", "0001").exit_code == 0
    assert len(open_town(workspace=space).frame("parks")) == 3


def test_nothing_is_written_while_something_is_open(space: Workspace, tmp_path: Path) -> None:
    path = shapefile(tmp_path)
    asked = run("import", str(path), "--layer", "parks", *STATED)
    assert asked.exit_code == 1
    assert "cannot be told whether the coordinates are shifted" in asked.output
    assert "--datum" in asked.output
    dry = run("import", str(path), "--layer", "parks", "--datum", "wgs84", "--dry-run", *STATED)
    assert dry.exit_code == 0
    assert "nothing written" in dry.output
    assert not space.folder.exists()


def test_bad_rows_are_listed_and_left_out_only_when_told(space: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "parks.csv"
    FORMATS["csv"][0](tmp_path)
    text = path.read_bytes().decode("gb18030").replace("口袋公园,", "怪园,")
    path.write_text(text, encoding="utf-8")
    words = ("import", str(path), "--layer", "parks", "--crs", "4549", "--datum", "wgs84", *STATED)
    refused = run(*words)
    assert refused.exit_code == 1
    # The line of the file: the first names the columns.
    assert (
        "[error] Park green space · row 3 · p-2 · Park type (kind): “怪园” is not" in refused.output
    )
    taken = run(*words, "--skip-bad")
    assert taken.exit_code == 0
    assert set(open_town(workspace=space).frame("parks")["id"]) == {"p-1", "p-3"}


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("zh", "请选定一个；命令行用 --source-layer stops|lines。"),
        ("en", "choose one, on the command line by --source-layer stops|lines."),
    ],
)
def test_a_feed_names_the_option_that_it_needs(
    space: Workspace, tmp_path: Path, lang: Lang, sentence: str
) -> None:
    feed = tmp_path / "feed"
    feed.mkdir()
    for name, text in FEED.items():
        (feed / name).write_text(text, encoding="utf-8")
    asked = run("import", str(feed), "--layer", "bus_stops")
    assert isinstance(asked.exception, InputError)
    assert fault_of(asked.exception.code, asked.exception.params, lang).endswith(sentence)
    words = ("--source-layer", "stops", "--datum", "wgs84", *STATED)
    taken = run("import", str(feed), "--layer", "bus_stops", *words)
    assert taken.exit_code == 0, taken.output
    assert len(open_town(workspace=space).frame("bus_stops")) == 2


def test_a_datum_that_was_given_is_not_asked_for(space: Workspace, tmp_path: Path) -> None:
    words = ("import", str(shapefile(tmp_path)), "--layer", "parks", *STATED, "--dry-run")
    question = say("finding.datum_choose", "en")
    assert question in run(*words).output
    told = run(*words, "--datum", "gcj02")
    assert told.exit_code == 0
    assert question not in told.output
    assert "Taken as Gaode's GCJ-02, as you chose" in told.output
    assert not space.folder.exists()


def test_a_misspelt_pair_is_one_sentence(space: Workspace, tmp_path: Path) -> None:
    failed = run("import", str(shapefile(tmp_path)), "--layer", "parks", "--set", "basis")
    assert failed.exit_code == 1
    assert getattr(failed.exception, "code", "") == "pair_needed"
    assert not space.folder.exists()


def test_a_large_file_is_told_batch_by_batch(
    tmp_path: Path, space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (plan, in_batches):
        monkeypatch.setattr(module, "ROWS_A_BATCH", 3)
    monkeypatch.setattr(acceptance, "LARGE", 3)
    frame = gpd.GeoDataFrame(
        {"id": [f"p{at}" for at in range(8)]},
        geometry=[box(121.28 + at / 500, 31.0, 121.281 + at / 500, 31.001) for at in range(8)],
        crs=4326,
    )
    frame.to_file(tmp_path / "a.gpkg")
    more = ("--datum", "wgs84", "--set", "kind=community", "--set", "stage=completed", *STATED)
    options = ["import", str(tmp_path / "a.gpkg"), "--layer", "parks", *more]
    done = CliRunner().invoke(app, options)
    assert done.exit_code == 0, done.output
    assert say("import.batches", "zh", shown="3", total="8") in done.output
    version = space.current("parks")
    layer = LAYERS["parks"].title.zh
    assert say("import.done", "zh", layer=layer, version=version, count=8) in done.output
    assert open_town(workspace=space).large("parks") is not None
