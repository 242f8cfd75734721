"""GTFS feeds: a good one read by hand, broken ones reported by file and line, hostile zips."""

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from geo import InputError, Problem, to_metric
from geo.files import archive, read_files
from geo.transit import Feed, read_gtfs, with_routes
from geo.transit.gtfs_table import MOST_OF_A_KIND

# Two directions of 1路, its short turn, a night line by its type, a tram, and a shuttle. The
# station is no platform and no trip calls there.
GOOD = {
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon,location_type\n"
    "s1,车墩站,31.00739,121.31482,\n"
    "s2,香泾路,31.00969,121.30586,0\n"
    "s3,枢纽,31.0,121.3,1\n",
    "routes.txt": "route_id,agency_id,route_short_name,route_long_name,route_type\n"
    "r1,a,1路,,3\n"
    "r2,a,1路,返程,3\n"
    "r3,a,1路区间,,3\n"
    "r4,a,,夜宵线,705\n"
    "r5,a,T3,,0\n"
    "r6,a,,,711\n",
    "trips.txt": "route_id,trip_id\nr1,t1\nr2,t2\nr3,t3\nr4,t4\nr5,t5\nr6,t6\n",
    "stop_times.txt": "trip_id,stop_id,stop_sequence\n"
    "t1,s1,1\nt1,s2,2\nt2,s2,1\nt2,s1,2\nt3,s1,1\nt4,s2,1\nt5,s2,1\nt6,s2,1\n",
    "calendar.txt": "ignored\n",
}

Write = Callable[..., Path]


@pytest.fixture
def feed_folder(tmp_path: Path) -> Write:
    """Write the good feed into a folder; keywords replace or (None) leave out a file."""

    def write(**files: str | bytes | None) -> Path:
        folder = tmp_path / "feed"
        folder.mkdir()
        for name, content in (GOOD | {f"{n}.txt": c for n, c in files.items()}).items():
            if content is not None:
                raw = content if isinstance(content, bytes) else content.encode()
                (folder / name).write_bytes(raw)
        return folder

    return write


def zipped(folder: Path, prefix: str = "") -> Path:
    path = folder.parent / "feed.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for file in sorted(folder.iterdir()):
            target.write(file, prefix + file.name)
    return path


def lines_by_stop(feed: Feed) -> dict[str, tuple[str, ...]]:
    return dict(zip(feed.stops["id"], feed.stops["lines"], strict=True))


def told(problems: list[Problem]) -> list[tuple[object, ...]]:
    """Return code, file, line and value (or column) of each problem."""
    return [
        (p.code, p.params["file"], p.row, p.params.get("value", p.params.get("name", "")))
        for p in problems
    ]


def test_a_good_feed(feed_folder: Write) -> None:
    feed, problems = read_gtfs(feed_folder())
    assert problems == []
    # Both directions and both routes of 1路 are one line; r6 has no name but its id; T3 is a tram.
    assert lines_by_stop(feed) == {"s1": ("1路", "1路区间"), "s2": ("1路", "r6", "夜宵线")}
    assert feed.services.to_numpy().tolist() == [
        ["1路", "1路", "regular", "assumed"],
        ["1路区间", "1路", "short-turn", "assumed"],
        ["r6", "r6", "shuttle", "stated"],
        ["夜宵线", "夜宵线", "night", "stated"],
    ]
    assert feed.left_out == ("T3",)
    assert feed.stops.crs.to_epsg() == 4326
    assert feed.stops.geometry.iloc[0].coords[0] == (121.31482, 31.00739)
    assert feed.stops["name_zh"].tolist() == ["车墩站", "香泾路"]


def test_a_feed_fits_the_bus_engine(feed_folder: Write) -> None:
    feed, _ = read_gtfs(feed_folder())
    stops = with_routes(to_metric(feed.stops), feed.services)
    assert stops["routes"].tolist() == [("1路",), ("1路",)]


@pytest.mark.parametrize("prefix", ["", "gtfs/"])
def test_a_zip_reads_like_its_folder(feed_folder: Write, prefix: str) -> None:
    folder = feed_folder()
    one, _ = read_gtfs(folder)
    other, problems = read_gtfs(zipped(folder, prefix))
    assert problems == []
    assert one.stops.equals(other.stops)
    assert one.services.equals(other.services)


def test_a_byte_order_mark_is_no_part_of_the_first_column(feed_folder: Write) -> None:
    feed, problems = read_gtfs(feed_folder(stops=GOOD["stops.txt"].encode("utf-8-sig")))
    assert problems == []
    assert len(feed.stops) == 2


def test_gbk_is_read_and_said(feed_folder: Write) -> None:
    feed, problems = read_gtfs(feed_folder(stops=GOOD["stops.txt"].encode("gbk")))
    assert told(problems) == [("gtfs_gbk", "stops.txt", None, "")]
    assert problems[0].level == "repair"
    assert feed.stops["name_zh"].tolist() == ["车墩站", "香泾路"]


def test_one_name_under_two_operators_is_two_lines(feed_folder: Write) -> None:
    routes = GOOD["routes.txt"].replace("r2,a,1路", "r2,b,1路")
    feed, _ = read_gtfs(feed_folder(routes=routes))
    assert lines_by_stop(feed)["s1"] == ("1路区间", "1路（a）", "1路（b）")
    # The short turn belongs to the line of its own operator.
    assert feed.services.set_index("line").loc["1路区间", "route"] == "1路（a）"


def test_a_line_that_is_a_plain_bus_by_day_is_regular(feed_folder: Write) -> None:
    routes = GOOD["routes.txt"].replace("r2,a,1路,返程,3", "r2,a,1路,返程,705")
    services = read_gtfs(feed_folder(routes=routes))[0].services.set_index("line")
    assert services.loc["1路", "kind"] == "regular"


def test_a_short_turn_without_its_line_is_a_line(feed_folder: Write) -> None:
    routes = GOOD["routes.txt"].replace("1路,", "2路,").replace("1路区间", "9路(区间)")
    services = read_gtfs(feed_folder(routes=routes))[0].services.set_index("line")
    assert services.loc["9路(区间)"].tolist() == ["9路(区间)", "regular", "assumed"]


def test_all_problems_at_once_by_file_and_line(feed_folder: Write) -> None:
    folder = feed_folder(
        stops="stop_id,stop_name,stop_lat,stop_lon\n"
        's1,"名称里有\n换行",31.0,121.3\n'  # lines 2 and 3
        "s2,乙,,121.3\n"
        "s3,丙,31.0,abc\n"
        "s4,丁,95,121.3\n"
        "s5,戊,inf,121.3\n"
        "s1,己,31.0,121.3\n"
        ",庚,31.0,121.3\n"
        "\n"
        "s6,辛,31.0\n",
        routes="route_id,route_type,route_short_name\nr1,3,1路\nr2,bus,2路\n",
        trips="route_id,trip_id\nr1,t1\nr9,t2\n",
        stop_times="trip_id,stop_id\nt1,s1\nt1,s8\nt3,s1\n",
    )
    feed, problems = read_gtfs(folder)
    assert sorted(told(problems)) == [
        ("gtfs_coordinate_missing", "stops.txt", 4, ""),
        ("gtfs_coordinate_outside", "stops.txt", 6, "95"),
        ("gtfs_coordinate_outside", "stops.txt", 7, "inf"),
        ("gtfs_id_duplicate", "stops.txt", 8, "s1"),
        ("gtfs_id_missing", "stops.txt", 9, ""),
        ("gtfs_id_unknown", "stop_times.txt", 3, "s8"),
        ("gtfs_id_unknown", "stop_times.txt", 4, "t3"),
        ("gtfs_id_unknown", "trips.txt", 3, "r9"),
        ("gtfs_number", "routes.txt", 3, "bus"),
        ("gtfs_number", "stops.txt", 5, "abc"),
        ("gtfs_width", "stops.txt", 11, ""),
    ]
    assert {problem.level for problem in problems} == {"error"}
    assert lines_by_stop(feed) == {"s1": ("1路",)}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"trips": None}, ("gtfs_file_missing", "trips.txt", None, "")),
        ({"routes": "route_id\nr1\n"}, ("gtfs_column_missing", "routes.txt", None, "route_type")),
        ({"stops": b"\xff\xff\xff"}, ("gtfs_encoding", "stops.txt", None, "")),
        ({"stop_times": "trip_id,stop_id\n"}, ("gtfs_empty", "stop_times.txt", None, "")),
        ({"trips": ""}, ("gtfs_column_missing", "trips.txt", None, "route_id")),
        ({"stop_times": 'trip_id,stop_id\nt1,"s1\n'}, ("gtfs_torn", "stop_times.txt", 2, "")),
    ],
)
def test_an_unusable_file_is_named_and_the_rest_still_read(
    feed_folder: Write, files: dict[str, str | bytes | None], expected: tuple[object, ...]
) -> None:
    feed, problems = read_gtfs(feed_folder(**files))
    assert told(problems)[0] == expected
    assert all(lines == () for lines in feed.stops["lines"])


def test_an_endless_list_of_problems_is_cut_short(feed_folder: Write) -> None:
    bad = "".join(f"t1,x{n}\n" for n in range(1000))
    _, problems = read_gtfs(feed_folder(stop_times="trip_id,stop_id\nt1,s1\n" + bad))
    assert len(problems) == MOST_OF_A_KIND + 1
    assert problems[-1].params == {
        "file": "stop_times.txt",
        "code": "gtfs_id_unknown",
        "count": 1000 - MOST_OF_A_KIND,
    }


def test_what_is_not_there_or_no_zip_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="file_missing"):
        read_gtfs(tmp_path / "none.zip")
    (tmp_path / "text.zip").write_text("no zip")
    with pytest.raises(InputError, match="archive_broken"):
        read_gtfs(tmp_path / "text.zip")


@pytest.mark.parametrize(
    "member", ["../stops.txt", "/etc/stops.txt", "a/../../stops.txt", "C:\\stops.txt"]
)
def test_a_path_that_leaves_the_archive_is_refused(tmp_path: Path, member: str) -> None:
    path = tmp_path / "feed.zip"
    with zipfile.ZipFile(path, "w") as target:
        info = zipfile.ZipInfo("x")
        info.filename = member  # past the constructor, which cleans names
        target.writestr(info, "stop_id")
    with pytest.raises(InputError, match="archive_path"):
        read_files(path, {"stops.txt"})


def test_limits_are_enforced_before_unpacking(
    feed_folder: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = feed_folder()
    path = zipped(folder)
    monkeypatch.setattr(archive, "MOST_MEMBERS", 3)
    with pytest.raises(InputError, match="archive_members"):
        read_gtfs(path)
    monkeypatch.setattr(archive, "MOST_MEMBERS", 10)
    monkeypatch.setattr(archive, "MOST_BYTES", 100)
    for source in (path, folder):
        with pytest.raises(InputError, match="archive_size"):
            read_gtfs(source)


def test_a_member_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    # 10 MB of zeros that claim to be 10 bytes, in the directory and before the data.
    path = tmp_path / "feed.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("stops.txt", b"0" * 10_000_000)
    lied = path.read_bytes().replace(struct.pack("<I", 10_000_000), struct.pack("<I", 10))
    path.write_bytes(lied)
    with pytest.raises(InputError, match="archive_broken"):
        read_files(path, {"stops.txt"})


def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "feed.zip"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("stops.txt", "a")
        target.writestr("other/stops.txt", "b")
    with pytest.raises(InputError, match="archive_duplicate"):
        read_files(path, {"stops.txt"})


def test_a_locked_member_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "feed.zip"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("stops.txt", "a")
    raw = bytearray(path.read_bytes())
    # The flag bits, at byte 6 of the local header and byte 8 of the directory entry.
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(raw))
    with pytest.raises(InputError, match="archive_encrypted"):
        read_files(path, {"stops.txt"})


def test_a_folder_deeper_down_and_other_files_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "feed.zip"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("a/b/stops.txt", "deep")
        target.writestr("readme.txt", "other")
    assert read_files(path, {"stops.txt"}) == {}
