"""Read a Word document as a person sees it: cells by table, row and column; paragraphs; fields."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
EMU_PER_INCH = 914_400
# A number as it is printed, with what separates thousands.
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


@dataclass(frozen=True)
class Cell:
    """Where a cell stands: the caption of its table, the first cell of its row, its heading."""

    table: str
    row: str
    column: str


class WordFile:
    """The parts of a DOCX, and what its body says."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            assert archive.testzip() is None
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.body = self.xml("word/document.xml")[0]

    def xml(self, part: str) -> ET.Element:
        return ET.fromstring(self.parts[part])  # noqa: S314 - our own file

    def paragraphs(self) -> list[tuple[str, str]]:
        """Return the style and the text of each paragraph outside of tables."""
        inside = {id(each) for table in self.body.iter(f"{W}tbl") for each in table.iter(f"{W}p")}
        return [
            (style_of(each), text_of(each))
            for each in self.body.iter(f"{W}p")
            if id(each) not in inside
        ]

    def texts(self, *styles: str) -> list[str]:
        return [text for style, text in self.paragraphs() if style in styles]

    def tables(self) -> Iterator[tuple[str, list[list[str]]]]:
        """Yield each table with its caption, or the text before it."""
        before = ""
        for each in self.body:
            if each.tag == f"{W}p" and text_of(each):
                before = text_of(each)
            if each.tag == f"{W}tbl":
                rows = [
                    [text_of(cell) for cell in row.iter(f"{W}tc")] for row in each.iter(f"{W}tr")
                ]
                yield before, rows

    def cells(self) -> dict[Cell, str]:
        """Return every cell by where it stands; rows that are called alike are counted."""
        found: dict[Cell, str] = {}
        for caption, (heads, *rows) in self.tables():
            # The number of a caption is another when a table before it goes.
            title = caption.partition("\u3000")[2] or caption
            for row in rows:
                for head, text in zip(heads, row, strict=True):
                    place = Cell(title, row[0], head)
                    while place in found:
                        place = Cell(title, f"{place.row}+", head)
                    found[place] = text
        return found

    def pictures(self) -> list[tuple[float, str]]:
        """Return how many pixels an inch each picture has, and its alternative text."""
        links = {
            each.get("Id"): each.get("Target") for each in self.xml("word/_rels/document.xml.rels")
        }
        found = []
        for each in self.body.iter(f"{WP}inline"):
            extent, described = each.find(f"{WP}extent"), each.find(f"{WP}docPr")
            (blip,) = each.iter(f"{A}blip")
            content = self.parts[f"word/{links[blip.get(f'{R}embed')]}"]
            assert content.startswith(b"\x89PNG")
            assert extent is not None
            assert described is not None
            width = int.from_bytes(content[16:20], "big")
            inches = int(str(extent.get("cx"))) / EMU_PER_INCH
            found.append((width / inches, str(described.get("descr"))))
        return found


def style_of(paragraph: ET.Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(f"{W}val"))


def text_of(element: ET.Element) -> str:
    """Return what an element says; a break is a line's end, a field its result."""
    parts = []
    for each in element.iter():
        if each.tag == f"{W}t":
            parts.append(each.text or "")
        elif each.tag == f"{W}tab":
            parts.append("\t")
        elif each.tag == f"{W}br":
            parts.append("\n")
    return "".join(parts)
