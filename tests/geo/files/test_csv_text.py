"""One reader of CSV text: encoding, mark, delimiter, quotes, and the line each row begins on."""

import csv
import io
import re
from typing import Literal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import InputError
from geo.files import as_csv, csv_text, inert, restored
from geo.files.csv_text import DELIMITERS

TABLE = "名称,东,北\n甲,1,2\n乙,3,4\n"
ROWS = ((1, ["名称", "东", "北"]), (2, ["甲", "1", "2"]), (3, ["乙", "3", "4"]))


@pytest.mark.parametrize(
    ("content", "encoding", "why"),
    [
        (TABLE.encode(), "utf-8", "detected"),
        (TABLE.encode("utf-8-sig"), "utf-8", "stated"),
        (TABLE.encode("utf-16"), "utf-16", "stated"),
        (TABLE.encode("gbk"), "gbk", "detected"),
        (b"a,b\n1,2\n", "utf-8", "fixed"),
    ],
)
def test_the_encoding_is_found(content: bytes, encoding: str, why: str) -> None:
    found = csv_text(content)
    assert (found.encoding, found.why) == (encoding, why)
    if why != "fixed":
        assert found.rows == ROWS


def test_the_users_word_counts() -> None:
    # The bytes of 锟 in GBK may be read as UTF-8 by mistake, and the other way round.
    assert csv_text(TABLE.encode("gbk"), chosen="gbk").rows == ROWS
    assert csv_text(TABLE.encode("utf-8-sig"), chosen="utf-8").rows == ROWS
    with pytest.raises(InputError) as caught:
        csv_text(b"a,b\nx,y\n" + "甲,乙\n".encode("gbk"), chosen="utf-8")
    assert (caught.value.code, caught.value.params["line"]) == ("csv_encoding", 3)


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b,c\n1,2,3\n", ","),
        ("a;b;c\n1;2;3\n", ";"),
        ("a\tb\n1\t2\n", "\t"),
        ("a|b\n1|2\n", "|"),
        # Within quotes nothing delimits.
        ('"站点;名称;别名",东,北\n甲,1,2\n', ","),
        # Decimal commas in a table of semicolons.
        ("名称;东;北\n甲;1,5;2,5\n乙;3,5;4,5\n", ";"),
        # The remarks of one row do not outvote the titles.
        ("a,b\nx;y;z;w,1\n2,3\n", ","),
        ("only\none\n", ","),
        # Decimal commas, and places as text: what stands within one cell.
        ("id;wkt\n1;POLYGON((0 0,1 1,1 0,0 0))\n", ";"),
    ],
)
def test_the_delimiter_is_found_outside_quotes(text: str, delimiter: str) -> None:
    assert csv_text(text.encode()).delimiter == delimiter


def test_a_row_has_the_line_that_it_begins_on() -> None:
    content = b'a,b\n\n"two\nlines",1\n ,\nx,2\n'
    assert csv_text(content).rows == ((1, ["a", "b"]), (3, ["two\nlines", "1"]), (6, ["x", "2"]))


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b'a,b\n1,2\n"open,3\n4,5\n', "csv_torn", 3),
        (b'a,b\n"x"y,2\n', "csv_torn", 2),
        # By commas each row would be one cell, and nothing would seem to be wrong.
        (b'a;b\n1;"open\n2;3\n', "csv_torn", 2),
        (b'a;"open\n1;2\n', "csv_torn", 1),
        (b"a,b\n" + b"9" * 200_000 + b",1\n", "csv_torn", 2),
        (b"a,b\n1,\xff\xff\n", "csv_encoding", 2),
        (b"a,b\nPK\0\3,1\n", "csv_encoding", 2),
        (b"\xff\xfea", "csv_encoding", 1),
        # 上 is 4E 0A in UTF-16, and 0A is no line there.
        ("上,上\n上,".encode("utf-16") + b"a", "csv_encoding", 2),
    ],
)
def test_a_fault_is_named_with_its_line(content: bytes, code: str, line: int) -> None:
    with pytest.raises(InputError) as caught:
        csv_text(content)
    assert (caught.value.code, caught.value.params["line"]) == (code, line)


def test_no_more_rows_are_read_than_wanted() -> None:
    # The fourth line is torn, and nobody gets there.
    content = b'a,b\n1,2\n3,4\n"open'
    assert csv_text(content, most=3).rows == ((1, ["a", "b"]), (2, ["1", "2"]), (3, ["3", "4"]))


def test_nothing_is_no_rows() -> None:
    assert csv_text(b"").rows == ()
    assert csv_text(b"\n , \n\n").rows == ()


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_one_named_fault(content: bytes) -> None:
    fault, rows = None, ()
    try:
        rows = csv_text(content).rows
    except InputError as error:
        fault = (error.code, int(str(error.params["line"])) >= 1)
    assert fault in {None, ("csv_encoding", True), ("csv_torn", True)}
    lines = [line for line, _ in rows]
    assert lines == sorted(set(lines))
    assert all(any(cell.strip() for cell in cells) for _, cells in rows)


CELL = st.text(st.characters(codec="gbk", exclude_characters="\0\r"), max_size=8)
TITLES = ["编号", "名称", "备注"]


@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=6),
    st.sampled_from(DELIMITERS),
    st.sampled_from([("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("gb18030", "gbk")]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_what_a_spreadsheet_writes_is_read_back(
    table: list[list[str]],
    delimiter: str,
    codec: tuple[str, str],
    quoting: Literal[0, 1],
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=quoting).writerows([TITLES, *table])
    # A few bytes of GBK can be UTF-8 by chance, so there the user says which it is.
    found = csv_text(text.getvalue().encode(codec[0]), chosen=codec[1])
    assert found.delimiter == delimiter
    kept = [row for row in table if any(cell.strip() for cell in row)]
    assert [cells for _, cells in found.rows] == [TITLES, *kept]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1-1", "'+1-1"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("－", "'－"),
        ("'=1", "''=1"),
        ("''-x", "'''-x"),
        ("-1.5 米", "'-1.5 米"),
        ("-1.5", "-1.5"),
        ("+3.2%", "+3.2%"),
        ("-1e-7", "-1e-7"),
        ("-١", "'-١"),
        ("'甲'", "'甲'"),
        ("甲=1", "甲=1"),
        (" =1", " =1"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_compute_is_text(text: str, written: str) -> None:
    assert inert(text) == written
    assert restored(written) == text


@given(st.text(alphabet="'=+-@\t\r\n＝－1.5%eE甲 ", max_size=8) | st.text())
def test_a_text_written_for_a_spreadsheet_comes_back(text: str) -> None:
    written = inert(text)
    assert restored(written) == text
    number = re.fullmatch(r"[-+][0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?%?", written)
    assert number or written[:1] not in set("=+-@\t\r\n＝＋－＠")


def test_a_table_keeps_its_numbers() -> None:
    table = pd.DataFrame({"n": [-1.5, 2], "t": ["=1", "-1.5"], "m": [None, "@x"], "i": [-1, 1]})
    written = as_csv(table).decode("utf-8-sig").splitlines()
    assert written == ["n,t,m,i", "-1.5,'=1,,-1", "2.0,-1.5,'@x,1"]
