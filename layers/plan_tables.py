"""Read the tables of a plan: what it promises in figures, and what it builds."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Annotated, Final, Protocol, TypeVar

from pydantic import Field

from geo import Problem
from layers.layer import Text
from layers.plan import Plan, Year
from layers.strict import Word, checked, one_of

# The layers of what a plan builds, or builds in.
STAGED: Final = ("projects", "roads", "zones")
INDICATOR_FILE: Final = "indicators.csv"
PROJECT_FILE: Final = "projects.csv"
SENSES: Final = ("at_least", "at_most", "equal")
NATURES: Final = ("binding", "expected", "unspecified")
# How the values of years make one.
WAYS: Final = ("latest", "measured", "growth", "sum", "each", "rise", "against")


@dataclass(frozen=True, slots=True)
class Target:
    """What a plan promises; `value` is None where it states no number.

    `nature` is `binding` (约束性), `expected` (预期性) or `unspecified`.
    """

    value: float | None
    text: Text
    sense: str
    nature: str


_UNIT: Final = Text("", "")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of a plan's targets. `kind` is `spatial` or `count`.

    `plan` is the one whose target it is. `rule` is the key of the rule by which it is measured,
    `indicator:id`, or empty. `adds` says how the values of years make one: `growth` (mean yearly
    growth), `sum`, `each` (every year for itself), `rise` (of a level over that of the base year),
    `against` (mean growth less that of `other`), the `latest` stands, or it is `measured` of the
    layers: then what was recorded for a year is of that year. `entered` is the unit of the values;
    `other` is the id and the title of the series that this one is held against.
    """

    plan: Plan
    id: str
    title: Text
    unit: Text
    target: Target
    kind: str
    clause: str
    note: Text
    rule: str = ""
    adds: str = "latest"
    entered: Text = _UNIT
    other: tuple[str, Text] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """A line of `indicators.csv`: its columns, empty where nothing is said."""

    id: Word
    name_zh: Word
    name_en: Word
    unit: Word
    unit_zh: Word
    target: float | None = None
    target_text_zh: str = ""
    target_text_en: str = ""
    sense: Annotated[str, one_of(SENSES)]
    nature: Annotated[str, one_of(NATURES)]
    kind: Annotated[str, one_of(("spatial", "count"))]
    plan_ref: str = ""
    note_zh: str = ""
    note_en: str = ""
    rule: str = ""
    adds: Annotated[str, one_of(WAYS)] = "latest"
    entered: str = ""
    entered_zh: str = ""
    against: str = ""
    against_en: str = ""
    against_zh: str = ""

    @property
    def key(self) -> str:
        """What a plan names once."""
        return self.id

    def of(self, plan: Plan) -> Indicator:
        """Return the indicator that the line states."""
        other = Text(self.against_zh or self.against, self.against_en or self.against)
        return Indicator(
            plan=plan,
            id=self.id,
            title=Text(self.name_zh, self.name_en),
            unit=Text(self.unit_zh, self.unit),
            target=Target(
                self.target,
                Text(self.target_text_zh, self.target_text_en),
                self.sense,
                self.nature,
            ),
            kind=self.kind,
            clause=self.plan_ref,
            note=Text(self.note_zh, self.note_en),
            rule=self.rule,
            adds=self.adds,
            entered=Text(self.entered_zh or self.unit_zh, self.entered or self.unit),
            other=(self.against, other) if self.against else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedProject:
    """A line of `projects.csv`: a feature of a staged layer that a plan names, and what it asks.

    `clause` is the plan's; without a `target_year` the plan names none.
    """

    layer: Annotated[str, one_of(STAGED)]
    id: Word
    clause: str = ""
    target_year: Annotated[Year | None, Field()] = None
    target_zh: str = ""
    target_en: str = ""

    @property
    def key(self) -> str:
        """What a plan names once."""
        return f"{self.layer}:{self.id}"

    @property
    def target(self) -> Text:
        """What is to be reached; what was written in one language stands in both."""
        return Text(self.target_zh or self.target_en, self.target_en or self.target_zh)


class _Line(Protocol):
    @property
    def key(self) -> str: ...


L = TypeVar("L", bound=_Line)
NUMBERS: Final = {IndicatorRow: ("target",), PlannedProject: ("target_year",)}


def columns_of(kind: type) -> tuple[str, ...]:
    """Return the columns of a table whose lines are of a kind, in order."""
    return tuple(each.name for each in fields(kind))


def checked_rows(
    kind: type[L], rows: list[tuple[int, dict[str, str]]]
) -> tuple[list[L], list[Problem]]:
    """Return the sound lines of a table by column, and all that is wrong with the others.

    Problem codes: those of `layers.checked`, `key_twice` (value) for one that stood before; each
    names its line as `row`, the line's id as `feature` and the column as `field`.
    """
    found: dict[str, L] = {}
    problems: list[Problem] = []
    known = set(columns_of(kind))
    for line, row in rows:
        told = {name: cell.strip() for name, cell in row.items() if name in known and cell.strip()}
        value, wrong = checked(kind, {name: _cell(kind, name, told[name]) for name in told})
        if value is not None and value.key in found:
            wrong = [Problem("key_twice", field="id", params={"value": told["id"]})]
        elif value is not None:
            found[value.key] = value
        problems += [replace(each, row=line, feature=told.get("id", "")) for each in wrong]
    return list(found.values()), problems


def _cell(kind: type, name: str, text: str) -> object:
    """Return a cell as what its column holds; a number that is none stays the text that it is."""
    if name not in NUMBERS[kind]:
        return text
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() else number


def told_of(row: IndicatorRow | PlannedProject) -> Mapping[str, object]:
    """Return a line by column, None where nothing is said."""
    cells = {each.name: getattr(row, each.name) for each in fields(row)}
    return {name: None if cell == "" else cell for name, cell in cells.items()}
