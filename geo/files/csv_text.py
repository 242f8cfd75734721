"""Read the text of a CSV file: encoding, delimiter, rows by line; write one for a spreadsheet."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal

import pandas as pd

from geo import InputError

Why = Literal["chosen", "stated", "detected", "fixed"]
CsvRow = tuple[int, list[str]]

DELIMITERS: Final = ",;\t|"
# A mark at the beginning states the encoding; the codec drops it.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)
# GBK is read by its superset, which also holds rare characters.
_CODEC: Final = {"utf-8": "utf-8", "gbk": "gb18030"}
# So many rows, within so many characters, tell how a file is delimited.
_LOOKED_AT: Final = 20
_HEAD: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class CsvText:
    """The rows that hold anything, each with the line it begins on (from 1), and how they are read.

    `encoding` is `utf-8`, `gbk` or `utf-16`; `why` says who knew: the user chose it, a byte-order
    mark stated it, the bytes allowed it, or it makes no difference (plain ASCII).
    """

    rows: tuple[CsvRow, ...]
    encoding: str
    why: Why
    delimiter: str


def csv_text(
    content: bytes, *, chosen: str = "", delimiters: str = DELIMITERS, most: int | None = None
) -> CsvText:
    """Return the rows of a CSV file (RFC 4180), cells as they stand.

    `chosen` is an encoding that the user named: `utf-8` or `gbk`. Without it a byte-order mark
    counts, then UTF-8, then GBK: hardly any GBK text is UTF-8 by chance. The delimiter is that of
    `delimiters` which, outside quotes, cuts the most rows as it cuts the first. No more than
    `most` rows are read, so that a caller with a limit need not hold what it will refuse. Raises
    `InputError` with `csv_encoding` (line: of the first byte that does not fit) or `csv_torn`
    (line: where the row begins) for a quote that is not closed, text after one, or a cell of more
    characters than `csv.field_size_limit()`.
    """
    text, encoding, why = _decoded(content, chosen)
    delimiter = _delimiter(text, delimiters)
    return CsvText(tuple(islice(_rows(text, delimiter), most)), encoding, why, delimiter)


def _decoded(content: bytes, chosen: str) -> tuple[str, str, Why]:
    if chosen:
        mark = codecs.BOM_UTF8 if chosen == "utf-8" else b""
        return _text(content.removeprefix(mark), _CODEC[chosen]), chosen, "chosen"
    for mark, encoding, codec in _MARKS:
        if content.startswith(mark):
            return _text(content, codec), encoding, "stated"
    if content.isascii():
        return _text(content, "ascii"), "utf-8", "fixed"
    try:
        return _text(content, "utf-8"), "utf-8", "detected"
    except InputError:
        return _text(content, _CODEC["gbk"]), "gbk", "detected"


def _text(content: bytes, codec: str) -> str:
    try:
        text = content.decode(codec)
    except UnicodeDecodeError as error:
        # Lines are counted in characters: in UTF-16 the byte of a line feed is a part of 上 too.
        line = content[: error.start].decode(codec, "ignore").count("\n") + 1
        raise InputError("csv_encoding", line=line) from error
    # A workbook or a picture may decode, but no table holds the character 0.
    if "\0" in text:
        raise InputError("csv_encoding", line=text.count("\n", 0, text.index("\0")) + 1)
    return text


def _delimiter(text: str, delimiters: str) -> str:
    """Return the delimiter by which most of the first rows are as wide as the very first.

    A torn row is as wide as none. Where no delimiter cuts the first row but one tears it, the tear
    is the fault to tell: by another delimiter the row would pass for a single cell.
    """
    head = text[:_HEAD]

    def agreement(delimiter: str) -> tuple[bool, bool, float, int]:
        widths = []
        try:
            for _, cells in islice(_rows(head, delimiter), _LOOKED_AT):
                widths.append(len(cells))
        except InputError:
            widths.append(0)
        first = widths[0] if widths else 1
        share = widths.count(first) / len(widths) if first > 1 else 0.0
        return first > 1, first != 1, share, first

    return max(delimiters, key=agreement)


def _rows(text: str, delimiter: str) -> Iterator[CsvRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError("csv_torn", line=line) from error


# A spreadsheet computes what begins so, where Chinese is typed also after a full-width sign; it
# takes an apostrophe before it for "this is text" and does not show it.
_COMPUTED: Final = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NUMBER: Final = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?%?", re.ASCII)


def inert(text: str) -> str:
    """Return a text as a spreadsheet shows it and does not compute it; a plain number stays.

    `restored` gives it back: what has an apostrophe there already gets one more.
    """
    return f"'{text}" if _COMPUTED.match(text) and not _NUMBER.fullmatch(text) else text


def restored(text: str) -> str:
    """Return a text of which `inert` made this one, or a person to whom a spreadsheet taught it."""
    return text[1:] if text.startswith("'") and _COMPUTED.match(text) else text


def as_csv(table: pd.DataFrame) -> bytes:
    """Return the table as CSV in UTF-8 with its mark; texts are written `inert`."""
    plain = table.map(lambda cell: inert(cell) if isinstance(cell, str) else cell)
    return plain.to_csv(index=False).encode("utf-8-sig")
