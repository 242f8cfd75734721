"""Write a report as a Word document for people who go on with it: real styles, captions, fields."""

import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import count, zip_longest
from typing import Final

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from chedun_gis.report.blocks import (
    FIGURE_FACTS,
    Bars,
    Block,
    Figure,
    Hint,
    Listing,
    MapView,
    Note,
    Report,
    ReportCell,
    ReportColumn,
    Section,
    Table,
    Tiles,
    words,
)
from chedun_gis.report.docx_fields import (
    ContentsLine,
    add_bookmark,
    add_field,
    child,
    contents_list,
    placeholder,
)
from chedun_gis.report.docx_styles import TABLE_STYLE, TONES, styled_document, text_width_mm
from chedun_gis.report.numbering import Numbers
from chedun_gis.report.to_pdf import heading_pages, map_pictures
from chedun_gis.texts import clean, percent, say

# More than print needs, so that no rounding of a width falls below 300.
PPI: Final = 310
_TWIPS_PER_MM: Final = 1440 / 25.4
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_ALIGN: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}


def to_docx(report: Report) -> bytes:
    """Return the report as DOCX on A4; the same report gives the same bytes.

    Of a formal one the list of contents shows the pages of the typeset PDF until the word processor
    works them out. Raises `InputError("report_no_font")` and what drawing a map raises.
    """
    writer = _Writer(report)
    writer.write()
    return _packed(writer.document)


class _Writer:
    """Writes one report from its beginning to its end."""

    def __init__(self, report: Report) -> None:
        self.report: Final = report
        self.document: Final[WordDocument] = styled_document(report)
        self._pictures: Final = iter(map_pictures(report, PPI))
        self._numbers: Final = Numbers(report.lang)
        self._bookmarks: Final = count(1)
        self._placeholders: Final = count(1)

    def write(self) -> None:
        if self.report.formal:
            self._cover()
            self._contents()
        else:
            self._add("Title", self.report.title)
            made = words(self.report.lang, self.report.place)["made"]
            self._add("Subtitle", self.report.subtitle)
            self._add("Subtitle", f"{made} {self.report.date}")
        for section in self.report.sections:
            self._section(section)

    def _cover(self) -> None:
        report = self.report
        town = self._add("Cover Text", report.place.name[report.lang])
        town.paragraph_format.space_before = Pt(150)
        self._add("Title", report.title)
        self._add("Subtitle", report.subtitle)
        made = words(report.lang, report.place)["made"]
        day = self._add("Cover Text", f"{made} {report.date}")
        day.paragraph_format.space_before = Pt(270)

    def _contents(self) -> None:
        numbers = Numbers(self.report.lang)
        titled = [each for each in self.report.sections if each.title]
        pages = heading_pages(self.report)
        lines = [
            ContentsLine(
                section.level,
                numbers.heading(section.level) + section.title,
                page,
                _anchor(number),
            )
            for number, (section, page) in enumerate(zip(titled, pages, strict=True), start=1)
        ]
        block = contents_list(say("report.contents", self.report.lang), lines)
        self._append(block)
        heading = block.find(qn("w:sdtContent"))[0]
        child(heading.find(qn("w:pPr")), "pageBreakBefore")

    def _section(self, section: Section) -> None:
        if section.title:
            heading = self._add(f"Heading {section.level}", section.title)
            heading.paragraph_format.page_break_before = section.fresh
            number = next(self._bookmarks)
            add_bookmark(heading, _anchor(number), number)
        for block, following in zip_longest(section.blocks, section.blocks[1:]):
            self._block(block)
            if isinstance(block, Note) and isinstance(following, Table):
                # What introduces a table stands on its page.
                self.document.paragraphs[-1].paragraph_format.keep_with_next = True

    def _block(self, block: Block) -> None:
        match block:
            case Table():
                self._captioned(block)
            case MapView():
                self._map(block)
            case Note():
                style = "Warning" if block.tone == "warning" else "Body Text"
                self._add(style, block.text)
            case Listing():
                for item in block.items:
                    self._add("List Bullet", item)
            case Hint():
                alias = f"{next(self._placeholders)}"
                self._append(placeholder(block.text, alias))
            case Tiles():
                columns = tuple(ReportColumn(each.label, 1, "center") for each in block.tiles)
                cells = tuple(ReportCell(each.value, each.tone) for each in block.tiles)
                self._table("", columns, (cells,))
            case Bars():
                self._bars(block)
            case Figure():
                self._figure(block)

    def _captioned(self, table: Table) -> None:
        if table.title:
            caption = self._caption("table", table.title)
            caption.paragraph_format.keep_with_next = True
        self._table(table.title, table.columns, table.rows)

    def _caption(self, kind: str, title: str) -> Paragraph:
        word, number = self._numbers.caption(kind)
        caption = self._add("Caption", f"{word} ")
        add_field(caption._p, f"SEQ {word} \\* ARABIC", str(number))  # noqa: SLF001
        caption.add_run(f"\u3000{clean(title)}")
        return caption

    def _map(self, view: MapView) -> None:
        paragraph = self._add("Figure", "")
        picture = paragraph.add_run().add_picture(
            BytesIO(next(self._pictures)), width=Mm(view.width_mm)
        )
        layers = dict.fromkeys(each.title for each in view.layers)
        title = clean(view.title) or say("report.map", self.report.lang)
        described = picture._inline.docPr  # noqa: SLF001 - python-docx writes no alternative text
        described.set("title", title)
        described.set("descr", clean(f"{title}：{'、'.join(layers)}"))
        if view.title:
            self._caption("map", view.title)

    def _bars(self, bars: Bars) -> None:
        columns = (
            ReportColumn(say("score.indicator", self.report.lang), 2),
            ReportColumn(say("score.percent", self.report.lang), 1, "right"),
            ReportColumn(say("score.value", self.report.lang), 2),
        )
        rows = tuple(
            (
                ReportCell(each.label),
                ReportCell(percent(each.share, self.report.lang), each.tone),
                ReportCell(each.text),
            )
            for each in bars.bars
        )
        if bars.title:
            self._add("Caption", bars.title).paragraph_format.keep_with_next = True
        self._table(bars.title, columns, rows)

    def _figure(self, figure: Figure) -> None:
        said = words(self.report.lang, self.report.place)
        head = self._add("List Bullet", "")
        head.paragraph_format.keep_with_next = True
        head.add_run(f"{clean(figure.name)}　").bold = True
        head.add_run(clean(figure.value), style=_tone_style(figure.tone))
        head.add_run(clean(f"　{figure.verdict}") if figure.verdict else "")
        facts = [(said[name], getattr(figure, name)) for name in FIGURE_FACTS]
        rows = tuple(
            (ReportCell(label), ReportCell(value))
            for label, value in (*facts, (said["basis"], "\n".join(figure.basis)))
            if value
        )
        columns = (
            ReportColumn(say("report.fact", self.report.lang), 1),
            ReportColumn(say("report.content", self.report.lang), 4.5),
        )
        self._table(figure.name, columns, rows, whole=True)
        if figure.note:
            self._add("Body Text", figure.note)

    def _table(
        self,
        title: str,
        columns: Sequence[ReportColumn],
        rows: Sequence[Sequence[ReportCell]],
        *,
        whole: bool = False,
    ) -> None:
        """Add a table whose first row is repeated on each page, and no row of which breaks.

        A `whole` one stays on one page.
        """
        table = self.document.add_table(rows=1 + len(rows), cols=len(columns))
        table.style, table.autofit = TABLE_STYLE, False
        parts = sum(column.width for column in columns)
        width = text_width_mm(self.report)
        widths = [column.width / parts * width for column in columns]
        properties = table._tbl.tblPr  # noqa: SLF001
        if title:
            child(properties, "tblCaption", val=clean(title))
        for grid, wide in zip(table._tbl.tblGrid, widths, strict=True):  # noqa: SLF001
            grid.set(qn("w:w"), str(round(wide * _TWIPS_PER_MM)))
        heads = [ReportCell(column.title) for column in columns]
        for line, (row, texts) in enumerate(zip(table.rows, (heads, *rows), strict=True)):
            row_properties = row._tr.get_or_add_trPr()  # noqa: SLF001
            child(row_properties, "cantSplit")
            if line == 0:
                child(row_properties, "tblHeader")
            for cell, column, wide, text in zip(row.cells, columns, widths, texts, strict=True):
                cell.width = Mm(wide)
                paragraph = cell.paragraphs[0]
                paragraph.style = "Table Text" if line else "Table Head"
                paragraph.alignment = _ALIGN[column.align]
                paragraph.paragraph_format.keep_with_next = (whole and line < len(rows)) or None
                paragraph.add_run(clean(text.text), style=_tone_style(text.tone))
        self._add("Table Text", "").paragraph_format.space_after = Pt(4)

    def _add(self, style: str, text: str) -> Paragraph:
        return self.document.add_paragraph(clean(text), style=style)

    def _append(self, block: object) -> None:
        """Put a block before the properties of the section, which stand last."""
        self.document.element.body._insert_tbl(block)  # noqa: SLF001


def _tone_style(tone: str) -> str | None:
    return f"Tone {tone}" if tone in TONES else None


def _anchor(number: int) -> str:
    return f"_Toc{100_000_000 + number}"


def _packed(document: WordDocument) -> bytes:
    """Return the file of a document; its parts bear no time, which would be another each time."""
    written, made = BytesIO(), BytesIO()
    document.save(written)
    with (
        zipfile.ZipFile(written) as given,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as kept,
    ):
        for name, content in _parts(given):
            kept.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _parts(given: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for name in given.namelist():
        yield name, given.read(name)
