"""The report as HTML and PDF: names are inert, nothing is fetched, fonts and maps are inside."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import pypdf
import pytest
import typst

from chedun_gis.report import fonts
from chedun_gis.report.fonts import find_font
from chedun_gis.report.to_html import to_html
from chedun_gis.report.to_pdf import to_pdf
from chedun_gis.texts import clean
from geo import InputError
from tests.chedun_gis.report.parts import HOSTILE, report_with


class Page(HTMLParser):
    """Keeps the tags with their attributes, and the text."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("name", HOSTILE)
def test_in_html_a_hostile_name_is_only_a_text(name: str) -> None:
    page = Page(to_html(report_with(name)))
    assert not {tag for tag, _ in page.tags} & {"script", "img", "iframe", "link", "object", "a"}
    assert not [key for _, values in page.tags for key in values if key.startswith("on")]
    # Outside the maps, which shorten: the titles 3 times, a heading; in each section a tile, 10
    # times the card, 5 the table, 5 the bars, 2 notes.
    unmapped = re.sub(r"<svg.*?</svg>", "", to_html(report_with(name)), flags=re.DOTALL)
    assert Page(unmapped).text.count(clean(name)) == 3 + 1 + 2 * (1 + 10 + 5 + 5 + 2)


def test_html_asks_for_nothing() -> None:
    content = to_html(report_with("甲"))
    page = Page(content)
    assert not [v for _, values in page.tags for k, v in values.items() if k in {"src", "href"}]
    assert set(re.findall(r"[a-z]+://[^\"' ]+", content)) == {"http://www.w3.org/2000/svg"}
    assert "url(" not in re.sub(r"url\(#map-\d+-\w+\)", "", content)
    said = [str(values.get("content")) for tag, values in page.tags if tag == "meta"]
    assert any("default-src 'none'" in each for each in said)


def test_maps_in_one_page_share_no_id() -> None:
    ids = [v["id"] for _, v in Page(to_html(report_with("甲"))).tags if "id" in v]
    assert ids
    assert len(ids) == len(set(ids))


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)


@pytest.mark.parametrize("name", HOSTILE)
def test_in_pdf_a_hostile_name_is_only_a_text(name: str) -> None:
    found = re.sub(r"\s", "", text_of(to_pdf(report_with(name))))
    # As often as in HTML, and at the head of pages.
    assert found.count(re.sub(r"\s", "", clean(name))) >= 50
    assert "root:" not in found


def resources(page: Any) -> Iterator[Any]:  # noqa: ANN401 - pypdf's own dictionaries
    """Yield the resources of a page and of the forms and patterns drawn in it."""
    waiting = [page["/Resources"]]
    while waiting:
        found = waiting.pop().get_object()
        yield found
        for kind in ("/XObject", "/Pattern"):
            inner = [each.get_object() for each in found.get(kind, {}).values()]
            waiting += [each["/Resources"] for each in inner if "/Resources" in each]


def test_the_pdf_holds_its_fonts_and_vector_maps() -> None:
    reader = pypdf.PdfReader(BytesIO(to_pdf(report_with("车墩镇公园绿地"))))
    # The second section starts a new page.
    assert len(reader.pages) >= 2
    assert reader.metadata is not None
    assert reader.metadata.title == "车墩镇公园绿地"
    every = [each for page in reader.pages for each in resources(page)]
    faces = [font.get_object() for each in every for font in each.get("/Font", {}).values()]
    assert faces
    for face in faces:
        descriptor = face["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)
    drawn = [
        x.get_object()["/Subtype"] for each in every for x in each.get("/XObject", {}).values()
    ]
    assert "/Image" not in drawn
    # The hatch of the map is a tiling pattern, and each map draws its own path.
    assert any(each.get("/Pattern") for each in every)
    text = text_of(to_pdf(report_with("车墩镇公园绿地")))
    assert "车墩镇公园绿地" in text
    assert "1:12,500" in text
    assert "《规划》9.2.2" in text


def test_paper_is_a4() -> None:
    page = pypdf.PdfReader(BytesIO(to_pdf(report_with("甲")))).pages[0]
    # 210 × 297 mm in points of 1/72 inch.
    size = (float(page.mediabox.width), float(page.mediabox.height))
    assert size == pytest.approx((595.28, 841.89), abs=0.05)


class NoFonts:
    """A machine with Latin fonts only."""

    def __init__(self, **_: object) -> None:
        pass

    def fonts(self) -> list[Any]:
        return [type("Info", (), {"family": "Libertinus Serif", "weight": 400})()]


class OneWeight(NoFonts):
    """A machine with the font package, which holds one weight."""

    def fonts(self) -> list[Any]:
        return [type("Info", (), {"family": "Noto Sans CJK SC", "weight": 400})()]


@pytest.fixture
def _fresh() -> Iterator[None]:
    find_font.forget()
    yield
    find_font.forget()


@pytest.mark.usefixtures("_fresh")
def test_without_a_chinese_font_there_is_no_pdf_but_html(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts.typst, "Fonts", NoFonts)
    with pytest.raises(InputError) as caught:
        to_pdf(report_with("甲"))
    assert caught.value.code == "report_no_font"
    assert "甲" in to_html(report_with("甲"))


@pytest.mark.usefixtures("_fresh")
def test_a_font_of_one_weight_is_made_heavier(monkeypatch: pytest.MonkeyPatch) -> None:
    real = typst.Fonts()
    monkeypatch.setattr(fonts.typst, "Fonts", OneWeight)
    found = find_font()
    assert (found.family, found.bold) == ("Noto Sans CJK SC", False)
    monkeypatch.setattr(
        "chedun_gis.report.to_pdf.find_font", lambda: fonts.Font(found.family, False, real)
    )
    assert "79.34%" in text_of(to_pdf(report_with("甲")))
