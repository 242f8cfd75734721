"""Read the text of a CSV file: its encoding, its delimiter, and its rows by line."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal

from geo.errors import InputError

Why = Literal["chosen", "stated", "detected", "fixed"]
Row = tuple[int, list[str]]

DELIMITERS: Final = ",;\t|"
# A mark at the beginning states the encoding; the codec drops it.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)
# GBK is read by its superset, which also holds rare characters.
_CODEC: Final = {"utf-8": "utf-8", "gbk": "gb18030"}
# So many rows tell how a file is delimited.
_LOOKED_AT: Final = 20


@dataclass(frozen=True, slots=True)
class CsvText:
    """The rows that hold anything, each with the line it begins on (from 1), and how they are read.

    `encoding` is `utf-8`, `gbk` or `utf-16`; `why` says who knew: the user chose it, a byte-order
    mark stated it, the bytes allowed it, or it makes no difference (plain ASCII).
    """

    rows: tuple[Row, ...]
    encoding: str
    why: Why
    delimiter: str


def csv_text(content: bytes, *, chosen: str = "", delimiters: str = DELIMITERS) -> CsvText:
    """Return the rows of a CSV file (RFC 4180), cells as they stand.

    `chosen` is an encoding that the user named: `utf-8` or `gbk`. Without it a byte-order mark
    counts, then UTF-8, then GBK: hardly any GBK text is UTF-8 by chance. The delimiter is that of
    `delimiters` which, outside quotes, cuts the most rows as it cuts the first. Raises
    `InputError` with `csv_encoding` (line: of the first byte that does not fit) or `csv_torn`
    (line: where the row begins, why) for a quote that is not closed, or text after one.
    """
    text, encoding, why = _decoded(content, chosen)
    delimiter = _delimiter(text, delimiters)
    return CsvText(tuple(_rows(text, delimiter)), encoding, why, delimiter)


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
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError("csv_encoding", line=line) from error
    # A workbook or a picture may decode, but no table holds the character 0.
    if "\0" in text:
        raise InputError("csv_encoding", line=text.count("\n", 0, text.index("\0")) + 1)
    return text


def _delimiter(text: str, delimiters: str) -> str:
    """Return the delimiter by which most of the first rows are as wide as the very first."""

    def agreement(delimiter: str) -> tuple[bool, float, int]:
        try:
            widths = [len(cells) for _, cells in islice(_rows(text, delimiter), _LOOKED_AT)]
        except InputError:
            widths = []
        if not widths or widths[0] == 1:
            return False, 0.0, 0
        return True, widths.count(widths[0]) / len(widths), widths[0]

    return max(delimiters, key=agreement)


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError("csv_torn", line=line, why=str(error)) from error
