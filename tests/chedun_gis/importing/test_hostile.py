"""Files that lie, break, burst or reach for what is not theirs are refused in one sentence."""

import http.server
import json
import os
import stat
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from chedun_gis.importing import Options, limits, open_file
from chedun_gis.importing.sources import listed, read
from chedun_gis.texts import LANGS, fault_of
from geo import InputError
from geo.files import archive
from tests.chedun_gis.importing.files import parks, shapefile, zipped


def refused(path: Path) -> str:
    """Return the code of the refusal; the sentence exists in both languages."""
    with pytest.raises(InputError) as caught:
        open_file(path, Options())
    for lang in LANGS:
        sentence = fault_of(caught.value.code, caught.value.params, lang)
        assert sentence.endswith({"zh": "。", "en": "."}[lang])
        assert caught.value.code not in sentence
    return caught.value.code


def refused_here(path: Path) -> str:
    """Return the code of the refusal by the reader itself, for limits lowered in this process."""
    with pytest.raises(InputError) as caught:
        read(listed(path, path.parent)[0])
    return caught.value.code


def packed(folder: Path, *members: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    path = folder / "upload.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members:
            file.writestr(name, content)
    return path


@pytest.mark.parametrize("name", ["../parks.geojson", "/etc/parks.geojson", "a/../../b.geojson"])
def test_an_archive_does_not_leave_its_folder(name: str, tmp_path: Path) -> None:
    assert refused(packed(tmp_path, (name, b"{}"))) == "archive_path"
    assert not (tmp_path.parent / "parks.geojson").exists()


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("parks.shp", "../secret.shp"),
        ("deep/down/parks.geojson", "../../../secret.geojson"),
        ("notes.md", "/etc/hostname"),
        ("all", ".."),
        ("all", "/"),
        (".hidden/passwords", "/etc/hostname"),
        ("nowhere.geojson", "../nothing.geojson"),
        ("through/it.geojson", "../folder/../../folder-2/it.geojson"),
        ("circle", "circle"),
    ],
)
def test_a_link_out_of_a_folder_is_refused(name: str, target: str, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / name).parent.mkdir(parents=True)
    shapefile(folder)
    (folder / name).symlink_to(target)
    with pytest.raises(InputError) as caught:
        open_file(folder, Options())
    assert (caught.value.code, caught.value.params["member"]) == ("folder_link", name)
    assert refused(folder) == "folder_link"


def test_links_within_a_folder_may_stand(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "deep").mkdir(parents=True)
    source = shapefile(folder / "deep")
    for each in source.parent.iterdir():
        (folder / f"same{each.suffix}").symlink_to(f"deep/{each.name}")
    (folder / "deep" / "back").symlink_to("..")
    (tmp_path / "named").symlink_to("folder")
    opened = open_file(tmp_path / "named", Options(source_layer="same"))
    assert opened.layers == (source.stem, "same")
    assert len(opened.raw.frame) == 3


def test_what_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "files"
    (home / "shut").mkdir(parents=True)
    shapefile(home)
    scandir, access = os.scandir, os.access

    def shut(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "shut", str(path))
        return scandir(path)

    # Who runs the tests may be allowed everything.
    monkeypatch.setattr(os, "scandir", shut)
    assert refused(home) == "file_unreadable"
    monkeypatch.undo()
    monkeypatch.setattr(os, "access", lambda path, how: path.suffix != ".dbf" and access(path, how))
    assert refused(home) == "file_unreadable"
    assert refused(home / "公园.shp") == "file_unreadable"


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("parks.shp")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert refused(packed(tmp_path, (link, b"/etc/passwd"))) == "archive_link"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_archive_with_the_same_name_twice_is_refused(tmp_path: Path) -> None:
    twice = (("parks.geojson", b"{}"), ("PARKS.geojson", b"{}"))
    assert refused(packed(tmp_path, *twice)) == "archive_duplicate"


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file,
        file.open("parks.geojson", "w", force_zip64=True) as out,
    ):
        for _ in range(archive.MOST_BYTES // (1 << 24) + 1):
            out.write(bytes(1 << 24))
    assert path.stat().st_size < 10 << 20
    assert refused(path) == "archive_size"


def test_an_archive_that_states_a_small_size_does_not_grow(tmp_path: Path) -> None:
    path = packed(tmp_path, ("parks.geojson", bytes(4096)))
    content = path.read_bytes()
    size = (4096).to_bytes(4, "little")
    path.write_bytes(content.replace(size, (16).to_bytes(4, "little")))
    assert refused(path) == "archive_broken"


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    many = [(f"{number}.geojson", b"{}") for number in range(archive.MOST_MEMBERS + 1)]
    assert refused(packed(tmp_path, *many)) == "archive_members"


@pytest.mark.parametrize("name", ["a\nb.geojson", "x" * 250 + ".geojson", "a/" * 12 + "b.geojson"])
def test_names_that_no_file_should_have_are_refused(name: str, tmp_path: Path) -> None:
    assert refused(packed(tmp_path, (name, b"{}"))) == "archive_name"


def test_gbk_names_in_an_archive_are_read(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    shapefile(inside)
    path = tmp_path / "gbk.zip"
    with zipfile.ZipFile(path, "w") as file:
        for each in sorted(inside.iterdir()):
            file.write(each, "##" + each.suffix)
    # Windows in China writes names as GBK and does not say so: “绿地” is four bytes.
    path.write_bytes(path.read_bytes().replace(b"##.", "绿.".encode("gb18030")))
    assert open_file(path, Options()).raw.source.name == "绿"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.geojson", b"", "file_empty"),
        ("words.geojson", b"hello", "import_format"),
        ("torn.geojson", b'{"type":"FeatureCollection","features":[{"type":', "file_not_vector"),
        ("table.gpkg", b"SQLite format 3\x00" + bytes(50), "file_not_vector"),
        ("not.zip", b"PK\x03\x04" + bytes(50), "archive_broken"),
        ("not.fgb", b"fgb\x03fgb\x00" + bytes(50), "file_not_vector"),
        ("not.parquet", b"PAR1" + bytes(50), "file_not_vector"),
        ("not.shp", b"\x00\x00\x27\x0a" + bytes(100), "shapefile_part"),
        ("picture.kml", b"\x89PNG\r\n\x1a\n" + bytes(50), "import_format"),
        (
            "mixed.csv",
            "名称,经度\n".encode("gbk") + "甲".encode() + b"\xff\xff",
            "csv_encoding",
        ),
        ("no.csv", "名称,备注\n甲,乙\n".encode(), "table_no_coordinates"),
        ("nul.csv", b"a,b\n\x00\x00,1\n", "import_format"),
    ],
)
def test_broken_files_are_refused(name: str, content: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert refused(path) == code


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    assert refused(tmp_path / "nothing.shp") == "file_missing"
    (tmp_path / "folder").mkdir()
    assert refused(tmp_path / "folder") == "file_empty"


def test_a_truncated_geopackage_is_refused_or_whole(tmp_path: Path) -> None:
    path = tmp_path / "parks.gpkg"
    parks().to_file(path)
    whole = path.read_bytes()
    for part in (0.2, 0.5, 0.8):
        path.write_bytes(whole[: int(len(whole) * part)])
        assert refused(path) == "file_not_vector"


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server that remembers who asked."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: Any) -> None:  # noqa: ANN401 - as the library has it
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def vrt(url: str) -> str:
    return (
        f'<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>{url}/a.geojson'
        "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    )


REACHING: dict[str, tuple[str, Callable[[str], str]]] = {
    "vrt": ("parks.vrt", vrt),
    "vrt called geojson": ("parks.geojson", vrt),
    "vrt behind a comment": ("parks.kml", lambda url: f"<!-- <kml> -->{vrt(url)}"),
    "wfs": ("parks.gpx", lambda url: f"<OGRWFSDataSource><URL>{url}</URL></OGRWFSDataSource>"),
    "external entity": (
        "parks.gpx",
        lambda url: (
            f'<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY x SYSTEM "{url}">]><gpx>&x;</gpx>'
        ),
    ),
    "kml network link": (
        "parks.kml",
        lambda url: (
            '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><NetworkLink><Link>'
            f"<href>{url}/a.kml</href></Link></NetworkLink></Document></kml>"
        ),
    ),
    "paged service": (
        "parks.json",
        lambda url: json.dumps(
            {"url": url, "geometryType": "esriGeometryPoint", "exceededTransferLimit": True}
        ),
    ),
    "chain of commands": (
        "parks.json",
        lambda url: (
            f'{{"type": "gdal_streamed_alg", "command_line": "gdal vector convert {url}/a"}}'
        ),
    ),
}


@pytest.mark.parametrize("kind", REACHING)
def test_nothing_reaches_for_another_source(
    kind: str, tmp_path: Path, listener: tuple[str, list[str]]
) -> None:
    url, asked = listener
    name, content = REACHING[kind]
    path = tmp_path / name
    path.write_text(content(url), encoding="utf-8")
    refused(path)
    refused(packed(tmp_path, (name, path.read_bytes())))
    assert asked == []


def test_a_geopackage_with_a_virtual_table_is_refused(tmp_path: Path) -> None:
    import sqlite3  # noqa: PLC0415 - only here

    path = tmp_path / "parks.gpkg"
    parks().to_file(path)
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute(
            "INSERT INTO sqlite_master VALUES ('table', 'v', 'v', 0,"
            " 'CREATE VIRTUAL TABLE v USING VirtualOGR(''/etc/passwd'')')"
        )
    database.close()
    assert refused(path) == "import_virtual"


def test_more_rows_than_the_limit_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_FEATURES", 2)
    assert refused_here(shapefile(tmp_path)) == "import_features"
    table = tmp_path / "parks.csv"
    table.write_text("x,y\n" + "1,2\n" * 3, encoding="utf-8")
    assert refused_here(table) == "import_features"


def test_rows_beyond_the_limit_are_not_even_read(tmp_path: Path) -> None:
    table = tmp_path / "parks.csv"
    rows = "1,2\n" * (limits.MOST_FEATURES + 1)
    # Whoever read on would meet the quote that nothing closes.
    table.write_text(f'x,y\n{rows}"open', encoding="utf-8")
    assert refused_here(table) == "import_features"


def test_a_million_vertices_are_read_and_more_than_the_limit_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = np.linspace(0, 2 * np.pi, 1_000_000, endpoint=False)
    ring = np.column_stack([622_000 + 300 * np.cos(turns), 3_432_000 + 300 * np.sin(turns)])
    frame = parks().iloc[:1].set_geometry([shapely.Polygon(ring)], crs=parks().crs)
    path = tmp_path / "large.fgb"
    frame.to_file(path, driver="FlatGeobuf")
    assert (
        shapely.get_num_coordinates(open_file(path, Options()).raw.frame.geometry[1]) == 1_000_001
    )
    monkeypatch.setattr(limits, "MOST_VERTICES", 1_000_000)
    with pytest.raises(InputError) as caught:
        limits.require_vertices(frame.geometry.to_numpy())
    assert caught.value.code == "import_vertices"


def test_a_file_beyond_the_size_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_FILE_MB", 1)
    path = tmp_path / "large.geojson"
    with path.open("wb") as file:
        file.truncate((2 << 20) + 1)
    assert refused(path) == "import_size"


def test_a_zip_in_a_zip_is_not_opened(tmp_path: Path) -> None:
    inner = zipped(tmp_path, shapefile(tmp_path).parent).read_bytes()
    assert refused(packed(tmp_path, ("inner.zip", inner))) == "import_no_layer"
