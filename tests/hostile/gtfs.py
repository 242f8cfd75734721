"""Feeds whose files are missing, empty, binary, huge or at odds with each other."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.hostile.corpus import IMPORT, Accepted, Answered, Case, Refused

_GOOD: Final = {
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\n"
    "s1,车墩站,31.00739,121.31482\ns2,香泾路,31.00969,121.30586\n",
    "routes.txt": "route_id,agency_id,route_short_name,route_type\nr1,a,1路,3\n",
    "trips.txt": "route_id,trip_id,direction_id\nr1,t1,0\n",
    "stop_times.txt": "trip_id,stop_id,stop_sequence\nt1,s1,1\nt1,s2,2\n",
}
_ASK: Final = ("transit", "--gtfs", "{file}", "--json")
_TAKE: Final = tuple("bus_stops" if each == "parks" else each for each in IMPORT)
_STOPS: Final = (*_TAKE, "--source-layer", "stops")


def feed(folder: Path, **files: str | bytes | None) -> Path:
    """Pack the good feed; keywords replace or (None) leave out a file."""
    path = folder / "feed.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, content in (_GOOD | {f"{n}.txt": each for n, each in files.items()}).items():
            if content is not None:
                packed.writestr(name, content)
    return path


def with_files(**files: str | bytes | None) -> Callable[[Path], Path]:
    """Return a builder of the good feed but for these files."""
    return lambda folder: feed(folder, **files)


def stops(*rows: str) -> Callable[[Path], Path]:
    """Return a builder of the good feed with rows of stops more."""
    return with_files(stops=_GOOD["stops.txt"] + "".join(f"{row}\n" for row in rows))


def stops_of_600_mb(folder: Path) -> Path:
    path = feed(folder, stops=None)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as packed,
        packed.open("stops.txt", "w", force_zip64=True) as out,
    ):
        for _ in range(38):
            out.write(b"a" * (1 << 24))
    return path


def twice(folder: Path) -> Path:
    path = feed(folder)
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("feed/stops.txt", _GOOD["stops.txt"])
    return path


def upwards(folder: Path) -> Path:
    path = feed(folder)
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("../agency.txt", "agency_id\na\n")
    return path


def cut(folder: Path) -> Path:
    path = feed(folder)
    path.write_bytes(path.read_bytes()[:-40])
    return path


def one_file(folder: Path) -> Path:
    path = folder / "stops.txt"
    path.write_text(_GOOD["stops.txt"], encoding="utf-8")
    return path


def of_many_calls(folder: Path) -> Path:
    """A feed of 300,000 calls, as a district has."""
    calls = "".join(f"t1,s{n % 2 + 1},{n}\n" for n in range(300_000))
    return feed(folder, stop_times="trip_id,stop_id,stop_sequence\n" + calls)


def _answered(said: str) -> bool:
    return '"denominator"' in said


def _two_named(rows: list) -> bool:  # type: ignore[type-arg]
    return sorted(each["properties"]["name_zh"] for each in rows) == ["车墩站", "香泾路"]


_FILE: Final = "stops.txt"
_MORE: Final = 130

CASES: Final = (
    Case("no stops", with_files(stops=None), Refused("gtfs_file_missing", _FILE), _ASK),
    Case(
        "no times",
        with_files(stop_times=None),
        Refused("gtfs_file_missing", "stop_times.txt"),
        _ASK,
    ),
    Case("stops of no bytes", with_files(stops=""), Refused("gtfs_column_missing", _FILE), _ASK),
    Case(
        "stops of a title alone",
        with_files(stops="stop_id,stop_name,stop_lat,stop_lon\n"),
        Refused("gtfs_empty", _FILE),
        _ASK,
    ),
    Case(
        "stops of bytes",
        with_files(stops=bytes(range(256)) * 20),
        Refused("gtfs_encoding", _FILE),
        _ASK,
    ),
    Case("stops of zeroes", with_files(stops=bytes(5_000)), Refused("gtfs_encoding", _FILE), _ASK),
    Case("stops of 600 MB", stops_of_600_mb, Refused("archive_size"), _ASK),
    Case(
        "a name of over 128 KB",
        stops(f"s3,{'公' * 140_000},31,121.3"),
        Refused("gtfs_torn", _FILE, _MORE),
        _ASK,
    ),
    Case(
        "a quote that nothing closes", stops('s3,"甲,31,121.3'), Refused("gtfs_torn", _FILE), _ASK
    ),
    Case(
        "more values than titles", stops("s3,甲,31,121.3,9,9"), Refused("gtfs_width", _FILE), _ASK
    ),
    Case("NaN for a coordinate", stops("s3,甲,nan,121.3"), Refused("gtfs_number", _FILE), _ASK),
    Case(
        "a coordinate of 1e308",
        stops("s3,甲,1e308,121.3"),
        Refused("gtfs_coordinate_outside", "1e308"),
        _ASK,
    ),
    Case("words for a coordinate", stops("s3,甲,北,东"), Refused("gtfs_number", _FILE), _ASK),
    Case("an id twice", stops("s1,甲,31,121.3"), Refused("gtfs_id_duplicate", "s1"), _ASK),
    Case("no id", stops(",甲,31,121.3"), Refused("gtfs_id_missing", _FILE), _ASK),
    Case(
        "a trip that is not there",
        with_files(stop_times=_GOOD["stop_times.txt"] + "t9,s1,1\n"),
        Refused("gtfs_id_unknown", "t9"),
        _ASK,
    ),
    Case(
        "a stop that is not there",
        with_files(stop_times=_GOOD["stop_times.txt"] + "t1,s9,3\n"),
        Refused("gtfs_id_unknown", "s9"),
        _ASK,
    ),
    Case(
        "a word for a route type",
        with_files(routes=_GOOD["routes.txt"] + "r2,a,2路,bus\n"),
        Refused("gtfs_number", "routes.txt"),
        _ASK,
    ),
    Case(
        "a column that is not there",
        with_files(trips="route_id\nr1\n"),
        Refused("gtfs_column_missing", "trips.txt"),
        _ASK,
    ),
    Case(
        "wrong in 10,000 rows",
        stops(*(f"x{n},甲,nan,1" for n in range(10_000))),
        Refused("gtfs_more", _FILE, _MORE),
        _ASK,
    ),
    Case("the same file twice", twice, Refused("archive_duplicate"), _ASK),
    Case("a name that leads upwards", upwards, Refused("archive_path"), _ASK),
    Case("a zip without its end", cut, Refused("archive_broken"), _ASK),
    Case(
        "a feed that is not there",
        lambda folder: folder / "feed.zip",
        Refused("file_missing"),
        _ASK,
    ),
    Case("one file of a feed", one_file, Refused("archive_broken"), _ASK),
    Case(
        "stops of bytes, imported",
        with_files(stops=bytes(range(256)) * 20),
        Refused("gtfs_encoding", _FILE),
        _STOPS,
    ),
    Case("GBK", with_files(stops=_GOOD["stops.txt"].encode("gb18030")), Answered(_answered), _ASK),
    Case(
        "UTF-16", with_files(stops=_GOOD["stops.txt"].encode("utf-16")), Answered(_answered), _ASK
    ),
    Case("300,000 calls", of_many_calls, Answered(_answered), _ASK),
    Case(
        "GBK, imported",
        with_files(stops=_GOOD["stops.txt"].encode("gb18030")),
        Accepted(_two_named),
        _STOPS,
    ),
)
