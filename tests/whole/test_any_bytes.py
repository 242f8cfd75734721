"""Whatever bytes a reader of our own is given, it returns a table or raises what has a sentence."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chedun_gis.importing.control_file import control_points
from chedun_gis.importing.gtfs_source import LAYERS as FEED_LAYERS
from chedun_gis.importing.gtfs_source import read_feed
from chedun_gis.scenario import from_bytes
from chedun_gis.texts import LANGS, fault_of, lines_of
from chedun_gis.town.settings import DATA_DIR
from geo import InputError, Problem
from geo.files import csv_text
from geo.transit import GTFS_FILES
from geo.water import read_samples
from layers import read_place, read_rule_sets, read_sources

GTFS = {
    "stops.txt": b"stop_id,stop_lat,stop_lon,stop_name\ns,31.0,121.28,a\nt,31.01,121.29,b\n",
    "routes.txt": b"route_id,route_type,route_short_name\nr,3,1\n",
    "trips.txt": b"route_id,trip_id,shape_id,direction_id\nr,t,f,0\n",
    "stop_times.txt": b"trip_id,stop_id,stop_sequence\nt,s,1\nt,t,2\n",
    "shapes.txt": b"shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\n"
    b"f,31,121.2,1\nf,31,121.3,2\n",
}
SAMPLES = (DATA_DIR / "water_samples.csv").read_bytes()
RULES = (DATA_DIR / "rule_sets.toml").read_bytes()[:3_000]
PLACE = (DATA_DIR / "town.toml").read_bytes()
SOURCES = (DATA_DIR / "sources.toml").read_bytes()[:3_000]
SCENARIO = b'{"format":"chedun-scenario","version":1,"name":"a","changes":[]}'
# What odd files hold, where something else was.
ODD = (
    *(b"", b"\0", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b'"', b"'", b",", b"\n", b"\r", b";"),
    *(b"nan", b"-inf", b"1e999", b"-1", b"9" * 30, b"0x1", b"\\ud800", b"[" * 300, b"{", b"]]"),
    *("车墩".encode(), "车墩".encode("gbk"), "٣".encode(), b"= ", b"true", b"1979-05-27", b"null"),
)


def read_feeds(content: bytes, *, file: str, folder: Path) -> list[Problem]:
    for name, sound in GTFS.items():
        (folder / name).write_bytes(content if name == file else sound)
    return [each for layer in FEED_LAYERS for each in read_feed(folder, layer)[1]]


READERS: dict[str, tuple[bytes, Callable[[bytes], list[Problem]]]] = {
    "csv": (SAMPLES, lambda content: csv_text(content) and []),
    "control": (
        b"e,n,E,N\n1,2,3,4\n5,6,7,8\n9,9,9,8\n",
        lambda content: control_points(content) and [],
    ),
    "scenario": (SCENARIO, lambda content: from_bytes(content)[1]),
    "samples": (SAMPLES, lambda content: [*read_samples(content).problems]),
    "rules": (RULES, lambda content: read_rule_sets(Path("own.toml"), content)[1]),
    "place": (PLACE, lambda content: read_place("town.toml", content)[1]),
    "sources": (SOURCES, lambda content: read_sources("sources.toml", content)[1]),
}


@st.composite
def spoilt(draw: st.DrawFn, sound: bytes) -> bytes:
    """Return bytes of any kind, or good ones in which something stands that should not."""
    if draw(st.booleans()):
        return draw(st.binary(max_size=40))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(sound)))
        gone = draw(st.integers(0, 12))
        sound = sound[:at] + draw(st.sampled_from(ODD)) + sound[at + gone :]
    return sound


def say(read: Callable[[bytes], list[Problem]], content: bytes) -> None:
    """Word whatever is wrong, in both languages."""
    try:
        problems = read(content)
    except InputError as error:
        problems = [Problem(error.code, params=error.params)]
    for lang in LANGS:
        assert all(lines_of(problems, lang))
        assert all(fault_of(each.code, each.params, lang) for each in problems)


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=60)
@given(data=st.data())
def test_any_bytes_give_a_table_or_a_sentence(name: str, data: st.DataObject) -> None:
    sound, read = READERS[name]
    say(read, data.draw(spoilt(sound)))


@pytest.mark.parametrize("file", GTFS)
@settings(max_examples=30)
@given(data=st.data())
def test_any_feed_gives_a_table_or_a_sentence(
    file: str, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("feed")
    say(
        lambda content: read_feeds(content, file=file, folder=folder), data.draw(spoilt(GTFS[file]))
    )
    assert set(GTFS_FILES) <= set(GTFS)
