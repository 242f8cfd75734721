"""Read water samples from the CSV of a monitoring station; report every fault with its line."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from geo import InputError, Problem, has_errors
from geo.files import CsvRow, csv_text
from geo.water.assess import Sample
from geo.water.cells import read_kind, read_saturation, read_target, read_time, read_value
from geo.water.gb3838 import ITEMS
from geo.water.header import REQUIRED, HeaderColumn, plain, read_header
from geo.water.items import Reading

T = TypeVar("T")

_EXAMPLES = ("示例", "example")
# What a row of the template says before anybody has filled it in.
_NAMED = frozenset({"station", "kind", "target"})


@dataclass(frozen=True, slots=True)
class SampleFile:
    """The good rows of a file as samples, and the problems of the others, in the file's order.

    A problem of level "error" in row 1 costs its column or, if a required one is missing, all rows;
    in another row it costs that row. Level "repair" is a notice that costs nothing. `rows` counts
    the data rows, examples not among them.
    """

    samples: tuple[Sample, ...]
    problems: tuple[Problem, ...]
    rows: int

    @property
    def sound(self) -> bool:
        """Tell whether the file has no errors, so that nothing need be asked."""
        return not has_errors(list(self.problems))


def read_samples(content: bytes) -> SampleFile:
    """Return the samples of a CSV file and all that is wrong with it.

    Columns: station, kind (river, lake), date, optionally target and dissolved oxygen saturation,
    and the items of GB 3838-2002, titled in Chinese or English with an optional unit (see
    `read_header`); values below the detection limit as `read_value` reads them. UTF-8, GBK or
    UTF-16; comma, semicolon or tab. Of rows with the same station and time the first is kept; a row
    that gives its station another kind or target than the first good row is a bad row.

    Every problem has the line where its row begins and the column's title. Codes: those of
    `read_header` and the readers of `geo.water.cells`; `water_row_width`, `water_value_needed`,
    `water_duplicate`, `water_station_differs`, `water_no_rows`; the notices `water_example` (a row
    of the template, not read) and `water_no_limit` (not detected, the limit not given: enters as
    0). Raises `InputError` for a file that is no table: `water_empty`, `water_encoding`,
    `water_torn` (carries `row`).
    """
    rows = _rows(content)
    if not rows:
        raise InputError("water_empty")
    _, titles = rows[0]
    found, problems = read_header(titles)
    columns = {column.role: column for column in found}
    if not columns.keys() >= {*REQUIRED}:
        return SampleFile((), tuple(problems), len(rows) - 1)
    samples: list[Sample] = []
    first: dict[str, Sample] = {}
    taken: dict[tuple[str, dt.datetime], Sample] = {}
    left_out = 0
    for line, cells in rows[1:]:
        row = _Row(line, cells, problems)
        if row.is_example(columns["station"]) or row.is_unfilled(columns):
            left_out += 1
            continue
        sample = row.sample(columns, len(titles))
        if sample is None:
            continue
        agrees = row.agrees(sample, first.setdefault(sample.station, sample))
        if agrees and row.is_new(sample, taken.setdefault((sample.station, sample.taken), sample)):
            samples.append(sample)
    if len(rows) - 1 == left_out:
        problems.append(Problem("water_no_rows"))
    return SampleFile(tuple(samples), tuple(problems), len(rows) - 1 - left_out)


@dataclass(slots=True)
class _Row:
    """A row, the line it begins on, and the list that takes its problems."""

    line: int
    cells: list[str]
    problems: list[Problem]

    def fault(self, code: str, title: str = "", **params: object) -> None:
        """Note an error of this row."""
        self.problems.append(Problem(code, "error", self.line, "", title, params))

    def is_example(self, column: HeaderColumn) -> bool:
        """Tell whether the row is one of the template's, and note that it is left out."""
        station = self.cells[column.place] if column.place < len(self.cells) else ""
        example = plain(station).startswith(_EXAMPLES)
        if example:
            params: dict[str, object] = {"station": station.strip()}
            self.problems.append(Problem("water_example", "repair", self.line, params=params))
        return example

    def is_unfilled(self, columns: Mapping[str, HeaderColumn]) -> bool:
        """Tell whether the row names a station and says nothing of it: neither date nor value."""
        given = {
            role
            for role, column in columns.items()
            if column.place < len(self.cells) and self.cells[column.place].strip()
        }
        return bool(given) and given <= _NAMED

    def agrees(self, sample: Sample, first: Sample) -> bool:
        """Tell whether the sample gives its station the kind and target that it has already."""
        same = (sample.kind, sample.target) == (first.kind, first.target)
        if not same:
            self.fault("water_station_differs", name=sample.station, first=first.row)
        return same

    def is_new(self, sample: Sample, first: Sample) -> bool:
        """Tell whether the sample is the first of its station and time."""
        if first is not sample:
            self.fault("water_duplicate", station=sample.station, first=first.row)
        return first is sample

    def sample(self, columns: Mapping[str, HeaderColumn], width: int) -> Sample | None:
        """Return the row as a sample; None, with all its problems noted, for a bad row."""
        if len(self.cells) != width:
            self.fault("water_row_width", found=len(self.cells), expected=width)
            return None
        before = len(self.problems)
        station = self.read(columns["station"], str)
        kind = self.read(columns["kind"], read_kind)
        taken = self.read(columns["date"], read_time)
        target = self.read(columns.get("target"), read_target)
        saturation = self.read(columns.get("do_sat"), read_saturation)
        readings = {
            item: reading
            for item, column in columns.items()
            if item in ITEMS and (reading := self.reading(column)) is not None
        }
        if station is None or kind is None or taken is None or has_errors(self.problems[before:]):
            return None
        return Sample(station, kind, taken, readings, target, saturation, self.line)

    def reading(self, column: HeaderColumn) -> Reading | None:
        """Return the reading of an item; note one that was not detected at an unknown limit."""
        reader = partial(read_value, item=column.role, factor=column.factor)
        reading = self.read(column, reader)
        if reading is not None and reading.below and not reading.value:
            self.problems.append(Problem("water_no_limit", "repair", self.line, "", column.title))
        return reading

    def read(self, column: HeaderColumn | None, reader: Callable[[str], T]) -> T | None:
        """Return what the reader makes of a cell; None, with a problem noted, where it cannot."""
        text = self.cells[column.place].strip() if column else ""
        if column is None or (not text and column.role not in REQUIRED):
            return None
        if not text:
            self.fault("water_value_needed", column.title)
            return None
        try:
            return reader(text)
        except InputError as error:
            self.fault(error.code, column.title, **error.params)
            return None


def _rows(content: bytes) -> tuple[CsvRow, ...]:
    try:
        return csv_text(content).rows
    except InputError as error:
        if error.code == "csv_torn":
            raise InputError("water_torn", row=error.params["line"]) from error
        raise InputError("water_encoding") from error
