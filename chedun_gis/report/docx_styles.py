"""Give a Word document its page, fonts, styles and settings, so that people can go on with it."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from chedun_gis.report.blocks import Report, Tone
from chedun_gis.report.docx_fields import add_field, child
from chedun_gis.report.paper import FORMAL_MM, WIDTH_MM
from chedun_gis.texts import clean, say

A4_MM: Final = (210, 297)
_BODY, _HEAD = ("Times New Roman", "宋体"), ("Arial", "黑体")
# What stands in for a font that is not there, by name; the first that a machine has.
_FALLBACK: Final = {
    "宋体": ("SimSun", "02010600030101010101", "roman"),
    "黑体": ("SimHei", "02010609060101010101", "modern"),
    "仿宋": ("FangSong", "02010609060101010101", "modern"),
}
_ACCENT, _INK, _SOFT = (RGBColor.from_string(each) for each in ("0B4F6C", "1F2933", "5F6B7A"))
# The colours of verdicts, as in the other forms of a report.
TONES: Final[dict[Tone, str]] = {
    "met": "2B7A3B",
    "missed": "B42318",
    "undecided": "B54708",
    "open": "1A5FA8",
    "unknown": "5F6B7A",
    "warning": "8A4B00",
}
TABLE_STYLE: Final = "Report Table"


@dataclass(frozen=True, slots=True)
class _Type:
    """How a style is set: in points its size, its lines, and the space before and after it.

    Lines are of one height whatever font stands in for another, so that pages end alike: those of
    `report.typ`, from which the list of contents has its numbers. A `line` of 0 is as high as what
    stands in it.
    """

    fonts: tuple[str, str] = _BODY
    size: float = 10.5
    line: float = 18
    before: float = 0
    after: float = 6
    bold: bool = False
    colour: RGBColor = _INK
    centred: bool = False
    keep: bool = False


_STYLES: Final = {
    "Normal": _Type(),
    "Body Text": _Type(),
    "Title": _Type(_HEAD, 24, 34, 0, 8, bold=True, centred=True),
    "Subtitle": _Type(_BODY, 13, 20, colour=_SOFT, centred=True),
    "Heading 1": _Type(_HEAD, 16, 24, 0, 10, bold=True, colour=_ACCENT, keep=True),
    "Heading 2": _Type(_HEAD, 13, 20, 14, 8, bold=True, keep=True),
    "Heading 3": _Type(_HEAD, 11, 18, 10, 6, bold=True, keep=True),
    "Caption": _Type(_HEAD, 9, 14, 10, 5, bold=True, centred=True),
    "TOC Heading": _Type(_HEAD, 16, 24, 0, 12, bold=True, centred=True),
    "TOC 1": _Type(line=16, after=2, bold=True),
    "TOC 2": _Type(line=16, after=0),
    "TOC 3": _Type(size=10, line=15, after=0),
    "List Bullet": _Type(after=4),
    "Table Text": _Type(_BODY, 8.5, 12, 0, 0),
    "Table Head": _Type(_HEAD, 8.5, 12, 0, 0, bold=True, colour=_ACCENT),
    "Figure": _Type(line=0, before=6, after=2, centred=True, keep=True),
    "Cover Text": _Type(_BODY, 14, 22, centred=True),
    "Warning": _Type(_BODY, 10, 16, 0, 6, colour=RGBColor.from_string(TONES["warning"])),
    "Header": _Type(_BODY, 8.5, 12, 0, 0, colour=_SOFT),
    "Footer": _Type(_BODY, 8.5, 12, 0, 0, colour=_SOFT, centred=True),
}
_TABLE: Final = """<w:style {ns} w:type="table" w:customStyle="1" w:styleId="ReportTable">
<w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>
<w:tblPr><w:tblBorders>
<w:top w:val="single" w:sz="12" w:space="0" w:color="0B4F6C"/>
<w:bottom w:val="single" w:sz="12" w:space="0" w:color="0B4F6C"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="CFD6DE"/>
</w:tblBorders><w:tblCellMar><w:top w:w="45" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>
<w:bottom w:w="45" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="0B4F6C"/></w:tcBorders>
<w:shd w:val="clear" w:color="auto" w:fill="E7EDF0"/></w:tcPr></w:tblStylePr></w:style>"""
_LEVELS: Final = {
    "zh": (
        ("chineseCountingThousand", "%1、"),
        ("chineseCountingThousand", "（%2）"),
        ("decimal", "%3."),
    ),
    "en": (("decimal", "%1"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3")),
}
# A suffix of a heading's number: Chinese numbers bring their own.
_SUFFIX: Final = {"zh": ("nothing", "nothing", "space"), "en": ("space", "space", "space")}


def styled_document(report: Report) -> WordDocument:
    """Return an empty document on A4 with the styles, fonts and properties of a report."""
    document = Document()
    _page(document, report)
    _defaults(document, report)
    for name, kind in _STYLES.items():
        _style(document, name, kind)
    # The list of contents is no chapter of its own.
    document.styles["TOC Heading"].base_style = document.styles["Normal"]
    _indents(document, report)
    for tone, colour in TONES.items():
        style = document.styles.add_style(f"Tone {tone}", WD_STYLE_TYPE.CHARACTER)
        style.font.color.rgb, style.font.bold = RGBColor.from_string(colour), True
    hint = document.styles.add_style("Placeholder Text", WD_STYLE_TYPE.CHARACTER)
    hint.font.color.rgb = RGBColor.from_string("667080")
    document.styles.element.append(parse_xml(_TABLE.format(ns=nsdecls("w"))))
    _number_headings(document, report)
    _fonts(document)
    _settings(document)
    _properties(document, report)
    return document


def text_width_mm(report: Report) -> float:
    """Return the width between the margins."""
    return FORMAL_MM if report.formal else WIDTH_MM


def _page(document: WordDocument, report: Report) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(each) for each in A4_MM)
    side = (A4_MM[0] - text_width_mm(report)) / 2
    section.left_margin = section.right_margin = Mm(side)
    section.top_margin, section.bottom_margin = Mm(25), Mm(23)
    section.header_distance, section.footer_distance = Mm(13), Mm(12)
    section.different_first_page_header_footer = report.formal
    section.header.paragraphs[0].text = clean(report.title)
    foot = section.footer.paragraphs[0]
    before, between, after = re.split(
        "[\x01\x02]", say("report.page", report.lang, page="\x01", pages="\x02")
    )
    foot.add_run(before)
    add_field(foot._p, "PAGE", "1")  # noqa: SLF001 - python-docx knows no fields
    foot.add_run(between)
    add_field(foot._p, "NUMPAGES", "1")  # noqa: SLF001
    foot.add_run(after)


def _defaults(document: WordDocument, report: Report) -> None:
    """State the language of every text, for the spelling and for screen readers."""
    found = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    (run,) = found
    for old in run.findall(qn("w:lang")):
        run.remove(old)
    latin = "en-US" if report.lang == "zh" else "en-GB"
    child(run, "lang", val=latin, eastAsia="zh-CN", bidi="ar-SA")


def _style(document: WordDocument, name: str, kind: _Type) -> None:
    known = {each.name for each in document.styles}
    style: Any = (
        document.styles[name]
        if name in known
        else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name[:3] == "TOC")
    )
    latin, chinese = kind.fonts
    run = style.element.get_or_add_rPr()
    for old in (*run.findall(qn("w:rFonts")), *run.findall(qn("w:lang"))):
        run.remove(old)
    fonts = child(run, "rFonts", ascii=latin, hAnsi=latin, eastAsia=chinese, cs=latin)
    run.remove(fonts)
    run.insert(0, fonts)
    style.font.size, style.font.bold, style.font.italic = Pt(kind.size), kind.bold, False
    style.font.color.rgb = kind.colour
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(kind.before), Pt(kind.after)
    shape.line_spacing = Pt(kind.line) if kind.line else 1.0
    shape.keep_with_next = kind.keep
    shape.alignment = WD_ALIGN_PARAGRAPH.CENTER if kind.centred else WD_ALIGN_PARAGRAPH.LEFT
    style.quick_style, style.hidden = True, False
    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def _indents(document: WordDocument, report: Report) -> None:
    """Indent the lists of contents, and in Chinese the first line of a paragraph by two."""
    width = Mm(text_width_mm(report))
    for level in (1, 2, 3):
        shape = document.styles[f"TOC {level}"].paragraph_format
        shape.left_indent = Mm(6 * (level - 1))
        shape.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    if report.lang == "zh":
        text = document.styles["Body Text"].element.get_or_add_pPr()
        indent = text.get_or_add_ind()
        indent.set(qn("w:firstLineChars"), "200")
        indent.set(qn("w:firstLine"), "420")


def _number_headings(document: WordDocument, report: Report) -> None:
    """Tie the three headings to one list of several levels; only a formal report numbers them."""
    if not report.formal:
        return
    numbering = document.part.numbering_part.element
    known = [
        int(each.get(qn("w:abstractNumId"))) for each in numbering.findall(qn("w:abstractNum"))
    ]
    number = max(known, default=0) + 1
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:pStyle w:val="Heading{i + 1}"/><w:suff w:val="{suffix}"/>'
        f'<w:lvlText w:val="{words}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
        for i, ((form, words), suffix) in enumerate(
            zip(_LEVELS[report.lang], _SUFFIX[report.lang], strict=True)
        )
    )
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    numbering.insert(0, abstract)
    tied = numbering.add_num(number)
    for level in (1, 2, 3):
        properties = document.styles[f"Heading {level}"].element.get_or_add_pPr()
        listed = properties.get_or_add_numPr()
        listed.get_or_add_ilvl().val = level - 1
        listed.get_or_add_numId().val = tied.numId


def _fonts(document: WordDocument) -> None:
    """Name what stands in for the Chinese fonts, in the theme and in the table of fonts."""
    for part in document.part.package.iter_parts():
        name = str(part.partname)
        if name == "/word/theme/theme1.xml":
            theme = part.blob.decode("utf-8")
            for kind, (latin, chinese) in (("major", _HEAD), ("minor", _BODY)):
                theme = re.sub(
                    rf"(<a:{kind}Font>)\s*<a:latin [^>]*/>\s*<a:ea [^>]*/>",
                    rf'\1<a:latin typeface="{latin}"/><a:ea typeface="{chinese}"/>',
                    theme,
                )
            part._blob = theme.encode("utf-8")  # noqa: SLF001 - a part that is not read as XML
        elif name == "/word/fontTable.xml":
            fonts = "".join(
                f'<w:font w:name="{chinese}"><w:altName w:val="{latin}"/>'
                f'<w:panose1 w:val="{look}"/>'
                f'<w:charset w:val="86"/><w:family w:val="{family}"/><w:pitch w:val="variable"/>'
                "</w:font>"
                for chinese, (latin, look, family) in _FALLBACK.items()
            )
            table = re.sub(r"</w:fonts>\s*$", f"{fonts}</w:fonts>", part.blob.decode("utf-8"))
            part._blob = table.encode("utf-8")  # noqa: SLF001


def _settings(document: WordDocument) -> None:
    """Have Word bring the fields up to date when it opens the file, and open it as its own."""
    settings = document.settings.element
    update = child(settings, "updateFields", val="true")
    settings.remove(update)
    settings.insert(0, update)
    compat = settings.find(qn("w:compat"))
    if compat is None:
        compat = child(settings, "compat")
    uri = "http://schemas.microsoft.com/office/word"
    child(compat, "compatSetting", name="compatibilityMode", uri=uri, val="15")


def _properties(document: WordDocument, report: Report) -> None:
    made = datetime.combine(date.fromisoformat(report.date), datetime.min.time())
    known = document.core_properties
    known.title, known.subject = clean(report.title), clean(report.subtitle)
    known.author = known.last_modified_by = report.place.name[report.lang]
    known.comments, known.keywords = "", ""
    known.language = "zh-CN" if report.lang == "zh" else "en-GB"
    known.created = known.modified = made
    known.revision = 1
