"""Archives that reach out of their folder, burst, or lie about what is in them."""

import stat
import warnings
import zipfile
from pathlib import Path
from typing import Final

from geo.files import MOST_BYTES, MOST_MEMBERS
from tests.chedun_gis.importing.files import parks, shapefile
from tests.hostile.corpus import Case, Refused, count

_CENTRAL: Final = b"PK\x01\x02"
_METHOD_AT: Final = 10
_CRC_AT: Final = 16


def packed(
    folder: Path, *members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED
) -> Path:
    """Pack what is given, whatever it is called."""
    path = folder / "upload.zip"
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", method) as file:
        warnings.simplefilter("ignore")  # of names that occur twice
        for name, content in members:
            file.writestr(name, content)
    return path


def good() -> bytes:
    """Return three parks as GeoJSON."""
    return str(parks().to_crs(4326).to_json()).encode()


def with_patched_directory(path: Path, at: int, value: bytes) -> Path:
    """Write `value` into the first entry of the archive's directory."""
    content = bytearray(path.read_bytes())
    start = content.index(_CENTRAL) + at
    content[start : start + len(value)] = value
    path.write_bytes(content)
    return path


def upwards(folder: Path) -> Path:
    return packed(folder, ("../parks.geojson", good()))


def upwards_from_within(folder: Path) -> Path:
    return packed(folder, ("a/b/../../../parks.geojson", good()))


def absolute(folder: Path) -> Path:
    return packed(folder, ("/parks.geojson", good()))


def of_windows(folder: Path) -> Path:
    return packed(folder, ("..\\parks.geojson", good()))


def _special(folder: Path, kind: int, content: bytes) -> Path:
    member = zipfile.ZipInfo("parks.geojson")
    member.external_attr = (kind | 0o777) << 16
    return packed(folder, (member, content))


def link(folder: Path) -> Path:
    return _special(folder, stat.S_IFLNK, b"/etc/passwd")


def device(folder: Path) -> Path:
    return _special(folder, stat.S_IFCHR, b"")


def pipe(folder: Path) -> Path:
    return _special(folder, stat.S_IFIFO, b"")


def same_name_twice(folder: Path) -> Path:
    return packed(folder, ("parks.geojson", good()), ("PARKS.geojson", good()))


def bomb(folder: Path) -> Path:
    path = folder / "bomb.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file,
        file.open("parks.geojson", "w", force_zip64=True) as out,
    ):
        for _ in range(MOST_BYTES // (1 << 24) + 1):
            out.write(bytes(1 << 24))
    return path


def overlapping(folder: Path) -> Path:
    """Many names for one content: a bomb of little more than its directory."""
    path = packed(folder, *((f"{n}.geojson", good()) for n in range(200)))
    content = path.read_bytes()
    start = content.index(_CENTRAL)
    directory = content[start:].split(_CENTRAL)
    same = [each[:38] + bytes(4) + each[42:] for each in directory[1:]]
    path.write_bytes(content[:start] + _CENTRAL + _CENTRAL.join(same))
    return path


def smaller_than_it_is(folder: Path) -> Path:
    path = packed(folder, ("parks.geojson", bytes(4_096)))
    content = path.read_bytes().replace((4_096).to_bytes(4, "little"), (16).to_bytes(4, "little"))
    path.write_bytes(content)
    return path


def too_many(folder: Path) -> Path:
    return packed(folder, *((f"{n}.geojson", b"{}") for n in range(MOST_MEMBERS + 1)))


def line_in_a_name(folder: Path) -> Path:
    return packed(folder, ("a\nb.geojson", good()))


def long_name(folder: Path) -> Path:
    return packed(folder, ("x" * 250 + ".geojson", good()))


def deep(folder: Path) -> Path:
    return packed(folder, ("a/" * 12 + "b.geojson", good()))


def encrypted(folder: Path) -> Path:
    return with_patched_directory(packed(folder, ("parks.geojson", good())), 8, b"\x01\x00")


def unknown_method(folder: Path) -> Path:
    path = packed(folder, ("parks.geojson", good()))
    return with_patched_directory(path, _METHOD_AT, b"\x63\x00")


def wrong_checksum(folder: Path) -> Path:
    return with_patched_directory(packed(folder, ("parks.geojson", good())), _CRC_AT, b"\x00" * 4)


def in_itself(folder: Path) -> Path:
    inner = packed(folder, ("parks.geojson", good())).read_bytes()
    return packed(folder, ("inner.zip", inner))


def nothing_of_use(folder: Path) -> Path:
    return packed(folder, ("说明.txt", "只有说明".encode()), ("a.exe", b"MZ"))


def without_directory(folder: Path) -> Path:
    path = packed(folder, ("parks.geojson", good()))
    content = path.read_bytes()
    path.write_bytes(content[: content.index(_CENTRAL)])
    return path


def directory_of_nothing(folder: Path) -> Path:
    path = folder / "upload.zip"
    path.write_bytes(b"PK\x03\x04" + bytes(60) + b"PK\x05\x06" + bytes(18))
    return path


def names_in_gbk(folder: Path) -> Path:
    inside = folder / "inside"
    inside.mkdir()
    shapefile(inside)
    path = folder / "gbk.zip"
    with zipfile.ZipFile(path, "w") as file:
        for each in sorted(inside.iterdir()):
            file.write(each, "##" + each.suffix)
    path.write_bytes(path.read_bytes().replace(b"##.", "绿.".encode("gb18030")))
    return path


def beside_what_a_mac_adds(folder: Path) -> Path:
    return packed(
        folder,
        ("数据/parks.geojson", good()),
        ("__MACOSX/数据/._parks.geojson", b"\x00\x05\x16\x07"),
    )


def by_lzma(folder: Path) -> Path:
    return packed(folder, ("parks.geojson", good()), method=zipfile.ZIP_LZMA)


def behind_a_program(folder: Path) -> Path:
    path = packed(folder, ("parks.geojson", good()))
    path.write_bytes(b"MZ" + bytes(600) + path.read_bytes())
    return path


def folder_with_a_link_outside(folder: Path) -> Path:
    (folder / "parks.geojson").write_bytes(good())
    (folder / "more.geojson").symlink_to("/etc/hostname")
    return folder


CASES: Final = (
    Case("a name that leads upwards", upwards, Refused("archive_path")),
    Case("a name that leads upwards from within", upwards_from_within, Refused("archive_path")),
    Case("an absolute name", absolute, Refused("archive_path")),
    Case("a name with backslashes", of_windows, Refused("archive_path")),
    Case("a link", link, Refused("archive_link")),
    Case(
        "a folder with a link outside",
        folder_with_a_link_outside,
        Refused("folder_link", "more.geojson"),
    ),
    Case("a device", device, Refused("archive_link")),
    Case("a pipe", pipe, Refused("archive_link")),
    Case("the same name twice", same_name_twice, Refused("archive_duplicate")),
    Case("a bomb", bomb, Refused("archive_size")),
    Case("two hundred names for one content", overlapping, Refused("archive_broken")),
    Case("a content larger than it states", smaller_than_it_is, Refused("archive_broken")),
    Case("more members than may be", too_many, Refused("archive_members")),
    Case("a line end in a name", line_in_a_name, Refused("archive_name")),
    Case("a name that no disk holds", long_name, Refused("archive_name")),
    Case("folders in folders", deep, Refused("archive_name")),
    Case("a password", encrypted, Refused("archive_encrypted")),
    Case("an unknown way of packing", unknown_method, Refused("archive_broken")),
    Case("a wrong checksum", wrong_checksum, Refused("archive_broken")),
    Case("a zip in a zip", in_itself, Refused("import_no_layer")),
    Case("nothing to import", nothing_of_use, Refused("import_no_layer")),
    Case("no directory", without_directory, Refused("archive_broken")),
    Case("a directory of nothing", directory_of_nothing, Refused("import_no_layer")),
    Case("names in GBK that do not say so", names_in_gbk, count(3)),
    Case("what a Mac adds", beside_what_a_mac_adds, count(3)),
    Case("packed by LZMA", by_lzma, count(3)),
    Case("behind a program", behind_a_program, Refused("import_format")),
)
