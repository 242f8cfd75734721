"""Read one GTFS text file into rows with their line numbers; collect what is wrong with it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from geo import InputError, Level, Problem
from geo.files import CsvText, csv_text

# A broken file can fail on every line; so many of a kind show what is wrong.
MOST_OF_A_KIND: Final = 100
# A table of more rows is of no town: Shanghai has some 20,000 stops, and 500,000 calls at them.
MOST_ROWS: Final = 1_000_000


@dataclass(slots=True)
class Findings:
    """The problems found so far, at most `MOST_OF_A_KIND` of one kind in one file."""

    kept: list[Problem] = field(default_factory=list)
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(
        self, code: str, file: str, *, row: int | None = None, column: str = "", **params: object
    ) -> None:
        """Note a problem of a file, at the line `row` (from 1, the header) where there is one."""
        self.seen[code, file] += 1
        if self.seen[code, file] <= MOST_OF_A_KIND:
            level: Level = "repair" if code == "gtfs_gbk" else "error"
            self.kept.append(Problem(code, level, row, "", column, {"file": file} | params))

    def add_rows(self, code: str, file: str, values: "pd.Series[str]", **params: object) -> None:
        """Note a problem of each of these values of a column; the index is the line number."""
        for row, value in zip(values.index.tolist(), values.tolist(), strict=True):
            self.add(code, file, row=row, column=str(values.name), value=value, **params)

    def all(self) -> list[Problem]:
        """Return the problems in order, with a last one for each kind that was cut short."""
        more = [
            Problem("gtfs_more", params={"file": file, "code": code, "count": n - MOST_OF_A_KIND})
            for (code, file), n in self.seen.items()
            if n > MOST_OF_A_KIND
        ]
        return self.kept + more


def read_table(
    content: bytes | None,
    file: str,
    *,
    needed: Sequence[str],
    optional: Sequence[str],
    findings: Findings,
) -> pd.DataFrame:
    """Return the wanted columns as text without outer blanks; the index is the line number.

    UTF-8 with or without a byte order mark, or GBK (noted). A row with a wrong number of values is
    noted and left out; an optional column that is not there is empty. A file that is missing, in
    no readable encoding, torn, of more than `MOST_ROWS` rows, or without a needed column or any row
    is noted and has no rows.
    """
    columns = [*needed, *optional]
    empty = pd.DataFrame(columns=columns, dtype=str)
    if content is None:
        findings.add("gtfs_file_missing", file)
        return empty
    read = _text(content, file, findings)
    if read is None:
        return empty
    header = [name.strip() for name in read.rows[0][1]] if read.rows else []
    absent = [name for name in needed if name not in header]
    for name in absent:
        findings.add("gtfs_column_missing", file, column=name, name=name)
    if absent:
        return empty
    places = [(name, header.index(name)) for name in columns if name in header]
    lines: list[int] = []
    rows: list[list[str]] = []
    for line, row in read.rows[1:]:
        if len(row) == len(header):
            lines.append(line)
            rows.append([row[place].strip() for _, place in places])
        else:
            findings.add("gtfs_width", file, row=line, found=len(row), expected=len(header))
    if not rows:
        findings.add("gtfs_empty", file)
    table = pd.DataFrame(rows, index=lines, columns=[name for name, _ in places], dtype=str)
    return table.reindex(columns=columns, fill_value="")


def _text(content: bytes, file: str, findings: Findings) -> CsvText | None:
    """Return the rows of a table, or note why there are none to be had."""
    try:
        read = csv_text(content, delimiters=",", most=MOST_ROWS + 2)
    except InputError as error:
        if error.code == "csv_torn":
            findings.add("gtfs_torn", file, row=int(str(error.params["line"])))
        else:
            findings.add("gtfs_encoding", file)
        return None
    if len(read.rows) > MOST_ROWS + 1:
        findings.add("gtfs_long", file, limit=MOST_ROWS)
        return None
    if read.encoding == "gbk":
        # GTFS asks for UTF-8; files that passed through a Chinese spreadsheet are GBK.
        findings.add("gtfs_gbk", file)
    return read
