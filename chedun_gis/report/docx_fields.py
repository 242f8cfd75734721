"""Write what a word processor works out: numbers of captions and pages, the list of contents.

Each field holds the result that it had when it was written, so that it shows one at once, also
where fields are never worked out anew (ECMA-376 part 1, 17.16).
"""

from dataclasses import dataclass
from typing import Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from chedun_gis.texts import clean

_DEEPEST: Final = 3


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A heading as the list of contents shows it; `anchor` is its bookmark."""

    level: int
    words: str
    page: int
    anchor: str


def child(parent: BaseOxmlElement, tag: str, text: str = "", **attributes: str) -> BaseOxmlElement:
    """Add an element of WordprocessingML to another and return it; attributes are of it too."""
    element: BaseOxmlElement = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    if text:
        element.text = clean(text)
        element.set(qn("xml:space"), "preserve")
    parent.append(element)
    return element


def add_field(parent: BaseOxmlElement, code: str, result: str) -> None:
    """Add a field with the result that it has now."""
    begin_field(parent, code)
    child(child(parent, "r"), "t", result)
    end_field(parent)


def begin_field(parent: BaseOxmlElement, code: str) -> None:
    """Add the beginning of a field, up to its result."""
    child(child(parent, "r"), "fldChar", fldCharType="begin")
    child(child(parent, "r"), "instrText", f" {code} ")
    child(child(parent, "r"), "fldChar", fldCharType="separate")


def end_field(parent: BaseOxmlElement) -> None:
    """Add the end of a field."""
    child(child(parent, "r"), "fldChar", fldCharType="end")


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Put all that a paragraph holds into a bookmark."""
    element = paragraph._p  # noqa: SLF001 - python-docx knows no bookmarks
    start = child(element, "bookmarkStart", id=str(number), name=name)
    # Behind the properties, which come first.
    element.remove(start)
    element.insert(1, start)
    child(element, "bookmarkEnd", id=str(number))


def contents_list(title: str, lines: list[ContentsLine]) -> BaseOxmlElement:
    """Return the list of contents as a block that a word processor knows and can update."""
    block: BaseOxmlElement = OxmlElement("w:sdt")
    part = child(child(block, "sdtPr"), "docPartObj")
    child(part, "docPartGallery", val="Table of Contents")
    child(part, "docPartUnique")
    content = child(block, "sdtContent")
    child(child(_styled(content, "TOCHeading"), "r"), "t", title)
    last = None
    for line in lines:
        paragraph = _styled(content, f"TOC{line.level}")
        if last is None:
            begin_field(paragraph, f'TOC \\o "1-{_DEEPEST}" \\h \\z \\u')
        last = paragraph
        link = child(paragraph, "hyperlink", anchor=line.anchor, history="1")
        child(child(link, "r"), "t", line.words)
        child(child(link, "r"), "tab")
        add_field(link, f"PAGEREF {line.anchor} \\h", str(line.page))
    if last is not None:
        end_field(last)
    return block


def placeholder(hint: str, alias: str) -> BaseOxmlElement:
    """Return an empty paragraph for somebody's words: the hint goes with the first of them."""
    block: BaseOxmlElement = OxmlElement("w:sdt")
    properties = child(block, "sdtPr")
    child(properties, "alias", val=alias)
    child(properties, "showingPlcHdr")
    run = child(_styled(child(block, "sdtContent"), "BodyText"), "r")
    child(child(run, "rPr"), "rStyle", val="PlaceholderText")
    child(run, "t", hint)
    return block


def _styled(parent: BaseOxmlElement, style: str) -> BaseOxmlElement:
    paragraph = child(parent, "p")
    child(child(paragraph, "pPr"), "pStyle", val=style)
    return paragraph
