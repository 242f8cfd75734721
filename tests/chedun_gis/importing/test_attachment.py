"""What is attached: a picture is made anew, a PDF kept as it is, and anything else refused."""

import io
import zlib
from pathlib import Path

import pytest
from PIL import Image

from chedun_gis.importing import attach
from chedun_gis.town import Attachments
from geo import InputError

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
GPS, ORIENTATION, MODEL = 0x8825, 0x0112, 0x0110


@pytest.fixture
def kept(tmp_path: Path) -> Attachments:
    return Attachments(tmp_path / "attachments")


def photo(*, exif: bool = False, size: tuple[int, int] = (60, 40), form: str = "JPEG") -> bytes:
    out = io.BytesIO()
    picture = Image.new("RGB", size, "white")
    picture.paste((200, 0, 0), (0, 0, size[0] // 2, size[1]))  # the left half is red
    if not exif:
        picture.save(out, form)
        return out.getvalue()
    told = Image.Exif()
    told[MODEL] = "camera of somebody"
    told[ORIENTATION] = 6  # to be turned by a quarter
    told.get_ifd(GPS)[1] = "N"
    told.get_ifd(GPS)[2] = (31.0, 0.0, 30.0)
    picture.save(out, form, exif=told)
    return out.getvalue()


def bomb() -> bytes:
    """Return a PNG of 40,000 × 40,000 pixels in some kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + kind + data + crc

    side = (40_000).to_bytes(4, "big")
    rows = zlib.compress(b"\0" * 1_000_000)
    head = chunk(b"IHDR", side + side + b"\x01\x00\x00\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_of_a_picture_nothing_stays_but_the_picture(kept: Attachments) -> None:
    given = photo(exif=True)
    assert b"camera of somebody" in given
    name = attach(given, "现场.jpg", kept)
    content = kept.content(name)
    assert content is not None
    assert name.endswith(".jpg")
    assert b"camera" not in content
    with Image.open(io.BytesIO(content)) as made:
        assert dict(made.getexif()) == {}
        assert made.size == (40, 60)  # turned as the camera held it
        red, white = made.getpixel((20, 5)), made.getpixel((20, 55))
    assert isinstance(red, tuple)
    assert isinstance(white, tuple)
    assert (red[0] > 150, red[1] < 80, min(white) > 200) == (True, True, True)


@pytest.mark.parametrize(
    ("content", "suffix"),
    [(photo(form="PNG"), "jpg"), (photo(form="WEBP"), "jpg"), (PDF, "pdf")],
    ids=["png", "webp", "pdf"],
)
def test_each_kind_is_kept_once_by_its_digest(
    kept: Attachments, content: bytes, suffix: str
) -> None:
    name = attach(content, "x", kept)
    assert name.endswith(f".{suffix}")
    assert attach(content, "another name", kept) == name
    assert [path.name for path in kept.folder.iterdir()] == [name]


def test_what_is_clear_stays_clear(kept: Attachments) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(out, "PNG")
    assert attach(out.getvalue(), "x.png", kept).endswith(".png")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "attachment_kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "attachment_kind"),
        (b"<html><script>alert(1)</script></html>", "attachment_kind"),
        (photo(form="GIF"), "attachment_kind"),
        (b"MZ" + b"\0" * 100, "attachment_kind"),
        (photo(size=(600, 400))[:900], "attachment_broken"),
        (PDF[:20], "attachment_broken"),
        (b"<script>" + PDF, "attachment_broken"),
        (bomb(), "attachment_pixels"),
        (b"\xff\xd8\xff" + b"\0" * (21 << 20), "attachment_large"),
    ],
    ids=["empty", "svg", "html", "gif", "program", "cut", "cut pdf", "both", "bomb", "large"],
)
def test_anything_else_is_refused_in_a_sentence_and_nothing_is_kept(
    kept: Attachments, content: bytes, code: str
) -> None:
    with pytest.raises(InputError, match=code) as found:
        attach(content, "文件.jpg", kept)
    assert found.value.code == code
    assert found.value.params["file"] == "文件.jpg"
    assert not kept.folder.exists()


def test_a_file_that_was_changed_is_not_handed_out(kept: Attachments) -> None:
    name = attach(PDF, "x.pdf", kept)
    assert kept.content(name) == PDF
    (kept.folder / name).write_bytes(PDF + b" ")
    assert kept.content(name) is None


@pytest.mark.parametrize("name", ["", "x", "../register.sqlite", "a" * 64, "A" * 64 + ".pdf"])
def test_no_other_name_leads_to_a_file(kept: Attachments, name: str) -> None:
    attach(PDF, "x.pdf", kept)
    assert kept.content(name) is None
