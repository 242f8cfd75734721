"""The Word document: real styles, fields, headers, sharp maps; names that mean harm are inert."""

import posixpath
import re
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from io import BytesIO
from xml.etree import ElementTree as ET

import docx
import pytest

from chedun_gis.report.blocks import FIGURE_FACTS, Figure, Hint, Listing, Section
from chedun_gis.report.numbering import Numbers, in_chinese
from chedun_gis.report.to_docx import to_docx
from chedun_gis.report.to_html import to_html
from chedun_gis.report.to_pdf import heading_pages, to_pdf
from chedun_gis.texts import LANGS, clean
from tests.chedun_gis.report.docx_file import W, WordFile, style_of, text_of
from tests.chedun_gis.report.parts import HOSTILE, report_with

LEAST_DPI = 300
A4_TWIPS = ("11906", "16838")


def formal(name: str = "甲", lang: str = "zh"):  # noqa: ANN201 - a report
    report = report_with(name)
    more = Section(name, (Hint(name), Listing((name, name))), level=2)
    return replace(report, formal=True, lang=lang, sections=(*report.sections, more))


@pytest.fixture(scope="module")
def made() -> WordFile:
    return WordFile(to_docx(formal()))


def test_the_package_is_whole(made: WordFile) -> None:
    types = {
        each.get("PartName") or f".{each.get('Extension')}"
        for each in made.xml("[Content_Types].xml")
    }
    for name, content in made.parts.items():
        assert f"/{name}" in types or f".{name.rpartition('.')[2]}" in types, name
        if name.endswith((".xml", ".rels")):
            ET.fromstring(content)  # noqa: S314 - our own file
    for name in [each for each in made.parts if each.endswith(".rels")]:
        for link in made.xml(name):
            assert link.get("TargetMode") != "External"
            folder = name.partition("_rels/")[0]
            target = str(link.get("Target"))
            assert posixpath.normpath(posixpath.join("/", folder, target))[1:] in made.parts


def test_each_form_prints_every_fact_of_a_figure() -> None:
    said = {name: f"事实{number}" for number, name in enumerate(FIGURE_FACTS)}
    figure = Figure(name="甲", value="1", **said)
    report = replace(formal(), sections=(Section("甲", (figure,)),))
    word = WordFile(to_docx(report))
    texts = "".join(text_of(each) for each in word.body.iter(f"{W}tc"))
    page = to_html(report)
    typst = files("chedun_gis.report").joinpath("report.typ").read_text("utf-8")
    for name, fact in said.items():
        assert fact in texts
        assert fact in page
        # As rows of a report to hand in, and on a card.
        assert typst.count(f"(words.{name}, it.{name})") == 2


def test_every_style_that_is_used_is_there(made: WordFile) -> None:
    known = {each.get(f"{W}styleId") for each in made.xml("word/styles.xml").iter(f"{W}style")}
    used = {
        str(each.get(f"{W}val"))
        for tag in ("pStyle", "rStyle", "tblStyle")
        for each in made.body.iter(f"{W}{tag}")
    }
    assert used <= known
    assert {"Heading1", "Heading2", "Caption", "ListBullet", "ReportTable", "TOC1", "TOC2"} <= used


def test_every_table_repeats_its_header_and_breaks_no_row(made: WordFile) -> None:
    tables = list(made.body.iter(f"{W}tbl"))
    assert len(tables) == 8
    for table in tables:
        head, *rows = table.iter(f"{W}tr")
        assert head.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in rows)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (head, *rows))
        grid = [int(each.get(f"{W}w") or 0) for each in table.iter(f"{W}gridCol")]
        # 160 mm between the margins.
        assert sum(grid) == pytest.approx(160 / 25.4 * 1440, abs=len(grid))


def test_maps_are_sharp_and_described(made: WordFile) -> None:
    pictures = made.pictures()
    assert len(pictures) == 2
    for dpi, words in pictures:
        assert dpi >= LEAST_DPI
        assert "甲" in words


def fields(made: WordFile) -> list[str]:
    return [str(each.text).strip() for each in made.body.iter(f"{W}instrText")]


def test_captions_are_numbered_by_fields(made: WordFile) -> None:
    captions = [text for style, text in made.paragraphs() if style == "Caption"]
    # Of bars the heading bears no number; a map without a title has no caption.
    assert [each for each in captions if "\u3000" in each] == ["表 1\u3000甲", "表 2\u3000甲"]
    assert [each for each in fields(made) if each.startswith("SEQ")] == ["SEQ 表 \\* ARABIC"] * 2


@pytest.mark.parametrize("lang", LANGS)
def test_the_list_of_contents_shows_numbers_and_pages(lang: str) -> None:
    report = formal(lang=lang)
    made = WordFile(to_docx(report))
    lines = [(s, t) for s, t in made.paragraphs() if re.fullmatch(r"TOC\d", s)]
    numbers = ("一、", "（一）") if lang == "zh" else ("1 ", "1.1 ")
    pages = heading_pages(report)
    assert lines == [
        (f"TOC{level}", f"{number}甲\t{page}")
        for level, (number, page) in enumerate(zip(numbers, pages, strict=True), start=1)
    ]
    assert pages == sorted(pages)
    assert fields(made)[0] == 'TOC \\o "1-3" \\h \\z \\u'
    # Each line leads to the bookmark of a heading, and each heading has one.
    marks = {str(each.get(f"{W}name")) for each in made.body.iter(f"{W}bookmarkStart")}
    links = {str(each.get(f"{W}anchor")) for each in made.body.iter(f"{W}hyperlink")}
    assert marks == links
    assert len(marks) == len(pages)
    # Word works them out anew when it opens the file.
    settings = made.xml("word/settings.xml")
    assert settings.find(f"{W}updateFields") is not None


def test_headings_are_numbered_by_one_list_of_levels(made: WordFile) -> None:
    levels = {}
    for style in made.xml("word/styles.xml").iter(f"{W}style"):
        name = str(style.get(f"{W}styleId"))
        if re.fullmatch(r"Heading[123]", name):
            level = style.find(f"{W}pPr/{W}numPr/{W}ilvl")
            levels[name] = "0" if level is None else level.get(f"{W}val")
    assert levels == {"Heading1": "0", "Heading2": "1", "Heading3": "2"}


def test_the_page_is_a4_and_numbered(made: WordFile) -> None:
    section = made.body.find(f"{W}sectPr")
    assert section is not None
    size = section.find(f"{W}pgSz")
    assert size is not None
    given = [int(size.get(f"{W}{side}") or 0) for side in ("w", "h")]
    assert given == pytest.approx([int(each) for each in A4_TWIPS], abs=1)
    assert section.find(f"{W}titlePg") is not None  # no number on the cover
    footers = [made.xml(name) for name in made.parts if "/footer" in name]
    codes = {str(each.text).strip() for foot in footers for each in foot.iter(f"{W}instrText")}
    assert codes == {"PAGE", "NUMPAGES"}


@pytest.mark.parametrize(("lang", "said"), [("zh", "zh-CN"), ("en", "en-GB")])
def test_the_document_says_what_it_is(lang: str, said: str) -> None:
    content = to_docx(formal("车墩镇评估", lang))
    known = docx.Document(BytesIO(content)).core_properties
    assert (known.title, known.language) == ("车墩镇评估", said)
    assert known.author
    assert "python" not in f"{known.author}{known.comments}{known.last_modified_by}"
    assert known.created == datetime(2026, 11, 23, tzinfo=UTC)
    styles = WordFile(content).xml("word/styles.xml")
    lang_of = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert lang_of is not None
    assert lang_of.get(f"{W}eastAsia") == "zh-CN"


def test_fonts_are_named_and_have_others_in_their_place(made: WordFile) -> None:
    named = {
        str(each.get(f"{W}eastAsia"))
        for style in made.xml("word/styles.xml").iter(f"{W}style")
        for each in style.iter(f"{W}rFonts")
        if each.get(f"{W}eastAsia")
    }
    assert named == {"宋体", "黑体"}
    known = {
        str(each.get(f"{W}name")): each.find(f"{W}altName")
        for each in made.xml("word/fontTable.xml").iter(f"{W}font")
    }
    for name in named:
        other = known[name]
        assert other is not None
        assert str(other.get(f"{W}val")).isascii()
    assert 'typeface="黑体"' in made.parts["word/theme/theme1.xml"].decode()


def test_what_is_to_be_filled_in_goes_with_the_first_word(made: WordFile) -> None:
    holders = [
        each
        for each in made.body.iter(f"{W}sdt")
        if each.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
    ]
    assert [text_of(each) for each in holders] == ["甲"]
    (run,) = holders[0].iter(f"{W}rStyle")
    assert run.get(f"{W}val") == "PlaceholderText"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_only_a_text(name: str) -> None:
    made = WordFile(to_docx(formal(name)))
    said = "".join(text_of(each) for each in (made.body,))
    # As often as in the other forms: the cover, the contents, and all that the sections hold.
    assert said.count(clean(name)) >= 40
    codes = fields(made)
    assert {code.split(" ")[0] for code in codes} <= {"TOC", "PAGEREF", "SEQ"}
    assert not [each for each in made.body.iter() if each.tag.endswith(("}object", "}altChunk"))]
    assert "<script" not in to_html(formal(name))
    assert to_pdf(formal(name)).startswith(b"%PDF")


def test_the_same_report_gives_the_same_bytes() -> None:
    assert to_docx(formal()) == to_docx(formal())


def test_any_report_can_be_a_word_document() -> None:
    made = WordFile(to_docx(report_with("甲")))
    assert style_of(next(made.body.iter(f"{W}p"))) == "Title"
    assert not [each for each in fields(made) if each.startswith("TOC")]


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (31, "三十一")],
)
def test_chinese_headings_are_counted_in_chinese(number: int, words: str) -> None:
    assert in_chinese(number) == words


def test_a_heading_begins_the_count_below_it_anew() -> None:
    chinese, english = Numbers("zh"), Numbers("en")
    levels = (1, 2, 3, 3, 2, 1, 2)
    assert [chinese.heading(each) for each in levels] == [
        "一、", "（一）", "1. ", "2. ", "（二）", "二、", "（一）",
    ]  # fmt: skip
    assert [english.heading(each).strip() for each in levels] == [
        "1", "1.1", "1.1.1", "1.1.2", "1.2", "2", "2.1",
    ]  # fmt: skip
    assert [chinese.caption("table")[1] for _ in range(2)] == [1, 2]
    assert chinese.caption("map") == ("图", 1)
