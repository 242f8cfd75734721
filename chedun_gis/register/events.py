"""Say what may happen in the register: each kind of entry as a frozen value, checked strictly.

An entry says what happened (its kind), when (`date`, as exact as it is known) and how that is known
(`source`, `basis`, `reliability`). The register adds who entered it and when (see `chain`).
"""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from math import isfinite
from types import MappingProxyType
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

from chedun_gis.register.people import GONE, ROLES
from geo import InputError, Problem, is_date
from layers import LAYERS, STAGES, Text, checked, one_of, said

# What the plan promises is a stage of its own in a project's history; it is never the present one.
TARGET: Final = "target"
BASES: Final = ("reported", "measured", "estimated")
RELIABILITIES: Final = ("high", "medium", "low")
_LONGEST: Final = 4_000
_SECTORS: Final = LAYERS["projects"].column("sector").choices
_LOCATIONS: Final = LAYERS["projects"].column("location_type").choices
# What has a place on the map; the others have none.
LOCATED: Final = ("exact", "approximate", "area")
# What of the map a project can be said to build.
BUILDABLE: Final = ("parks", "roads", "bus_stops", "facilities")

Precision = Literal["year", "month", "day"]


def _plain(text: str) -> str:
    """Refuse what no database or screen can hold: control characters and half characters."""
    bad = any(unicodedata.category(each) in {"Cc", "Cs"} and each not in "\n\t" for each in text)
    if bad or len(text) > _LONGEST:
        raise ValueError(text)
    return text


def _is_torn(text: str) -> bool:
    """Tell whether a text holds half a character, which is no JSON."""
    return any(unicodedata.category(each) == "Cs" for each in text)


def _dated(text: str) -> str:
    """Refuse what is no year, month or day of the calendar."""
    if not is_date(text):
        raise ValueError(text)
    return text


def _timed(text: str) -> str:
    """Refuse what is no moment, or one with a time zone."""
    if datetime.fromisoformat(text).isoformat() != text or datetime.fromisoformat(text).tzinfo:
        raise ValueError(text)
    return text


_Line = Annotated[str, Field(pattern=r"\S"), AfterValidator(_plain), said(f"text ≤ {_LONGEST}")]
_Name = Annotated[
    str,
    Field(pattern=r"^[^\s/](?:[^/\t\n]{0,38}[^\s/])?$"),
    AfterValidator(_plain),
    said("name ≤ 40, no /"),
]
_Note = Annotated[str, AfterValidator(_plain), said(f"text ≤ {_LONGEST}")]
_Date = Annotated[str, AfterValidator(_dated), said("2024 | 2024-06 | 2024-06-30")]
_Moment = Annotated[str, AfterValidator(_timed), said("2024-06-30T08:00:00")]
_Year = Annotated[int, Field(ge=1949, le=2100)]
_Share = Annotated[float, Field(ge=0, le=1)]
_Amount = Annotated[float, Field(ge=0)]
_Number = Annotated[int, Field(ge=1)]
_Longitude = Annotated[float, Field(ge=-180, le=180)]
_Latitude = Annotated[float, Field(ge=-90, le=90)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What every entry about the town says: when it was so, and how that is known.

    `corrects` names, by its number, the earlier entry of the same kind that this one replaces;
    `attachment` a file that shows it, by the name under which it is kept.
    """

    date: _Date
    source: _Line
    basis: Annotated[str, one_of(BASES)] = "reported"
    reliability: Annotated[str, one_of(RELIABILITIES)] = "high"
    corrects: _Number | None = None
    attachment: Annotated[str, Field(pattern=r"^([0-9a-f]{64}\.(jpg|png|pdf))?$")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectStatus(_Known):
    """What has become of a project, or of another feature that the plan builds.

    Money is in 10⁴ yuan, `share_done` is 0–1; None is unknown. `body` is responsible; `clause` is
    the plan's.
    """

    project: _Line
    stage: Annotated[str, one_of((*STAGES, TARGET))]
    share_done: _Share | None = None
    planned_10k_yuan: _Amount | None = None
    spent_10k_yuan: _Amount | None = None
    note_zh: _Note = ""
    note_en: _Note = ""
    body: _Note = ""
    clause: _Note = ""

    @property
    def note(self) -> Text:
        """What is remarked; what was written in one language stands in both."""
        return Text(self.note_zh or self.note_en, self.note_en or self.note_zh)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProject(_Known):
    """A project that the layer does not have; `clause` is the plan's, where it has one."""

    project: _Line
    name_zh: _Line
    name_en: _Note = ""
    sector: Annotated[str, one_of(_SECTORS)]
    clause: _Note = ""
    body: _Note = ""
    target_year: _Year | None = None

    @property
    def name(self) -> Text:
        """What it is called; without an English name the Chinese one stands in both."""
        return Text(self.name_zh, self.name_en or self.name_zh)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectPlace(_Known):
    """Where a project is, in WGS 84 degrees with its accuracy, or that it has no place.

    Of one that is known by its area alone the place is one inside of the `zone`, which the accuracy
    reaches all of.
    """

    project: _Line
    location: Annotated[str, one_of(_LOCATIONS)]
    lon_deg: _Longitude | None = None
    lat_deg: _Latitude | None = None
    accuracy_m: _Amount | None = None
    zone: _Note = ""

    @property
    def located(self) -> bool:
        """Tell whether it has a place on the map."""
        return self.location in LOCATED


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectEffect(_Known):
    """What a project adds once it is finished: an amount of an indicator, a feature of the map.

    `amount` is in the indicator's unit, which `unit` repeats; of one that is built on the map
    `layer` and `feature` say what is. `clause` is the plan's. With `withdrawn` it is no longer
    said.
    """

    project: _Line
    indicator: _Note = ""
    amount: float | None = None
    unit: _Note = ""
    layer: Annotated[str, one_of(("", *BUILDABLE))] = ""
    feature: _Note = ""
    clause: _Note = ""
    withdrawn: bool = False

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What it speaks of: a later one of the same takes its place."""
        return self.project, self.indicator, self.layer, self.feature


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorValue(_Known):
    """The value of an indicator for a year, in the unit of the plan's table.

    Of one that was measured also the bounds that the accuracies leave, the key of the rule, the
    digest of the town's state, and what it rests on.
    """

    indicator: _Line
    year: _Year
    value: float
    low: float | None = None
    high: float | None = None
    rule: _Note = ""
    state: _Note = ""
    inputs: _Note = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation(_Known):
    """Why an indicator stands at the end of a year as it does, in an editor's own words.

    No figure rests on it; an evaluation prints it beside the figure.
    """

    indicator: _Line
    year: _Year
    note_zh: _Note = ""
    note_en: _Note = ""

    @property
    def note(self) -> Text:
        """What is explained; what was written in one language stands in both."""
        return Text(self.note_zh or self.note_en, self.note_en or self.note_zh)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaterEntry(_Known):
    """A sample of surface water: what was found at a station, by item of GB 3838 in its unit.

    `taken` has no time zone, as it was written down; of the items in `below` the value is half of
    the limit at which they were not detected. `target` is the class to be reached, `do_saturation`
    in percent.
    """

    station: _Line
    body: Annotated[str, one_of(("river", "lake"))]
    taken: _Moment
    items: Mapping[str, float]
    below: tuple[str, ...] = ()
    target: Annotated[int, Field(ge=1, le=5)] | None = None
    do_saturation: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerEntry:
    """A layer that was imported, or of which an earlier version was restored; it is an act.

    `source` is the file that it was made from, `sha256` the digest of the layer's file in the
    workspace, "" of the shipped one.
    """

    layer: _Line
    version: _Line
    source: _Line
    sha256: _Note = ""
    action: Annotated[str, one_of(("imported", "restored"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEntry:
    """A plan that was begun, changed, taken back or restored; it is an act.

    `version` is the workspace's, `shipped` where it holds none any more; `sha256` the digest of the
    plan's files, "" without any; `source` the file or decision that it follows, where one is named.
    """

    plan: _Line
    version: _Line
    source: _Note = ""
    sha256: _Note = ""
    action: Annotated[str, one_of(("begun", "changed", "taken_back", "restored"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a reviewer says of an entry: it counts, or it goes back for a reason."""

    entry: _Number
    verdict: Annotated[str, one_of(("accepted", "returned"))]
    reason: _Note = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRole:
    """That somebody has an account from now on with a role, or, with `gone`, none any more."""

    person: _Name
    role: Annotated[str, one_of((*ROLES, GONE))]


# What is claimed, and counts when somebody else accepts it.
Statement = (
    ProjectStatus
    | NewProject
    | ProjectPlace
    | ProjectEffect
    | IndicatorValue
    | Explanation
    | WaterEntry
)
# What is done with the entry: nobody reviews or corrects it.
Act = LayerEntry | PlanEntry | Review | PersonRole
Fact = Statement | Act

KINDS: Final[Mapping[str, type[Fact]]] = MappingProxyType(
    {
        "status": ProjectStatus,
        "project": NewProject,
        "place": ProjectPlace,
        "effect": ProjectEffect,
        "value": IndicatorValue,
        "explanation": Explanation,
        "sample": WaterEntry,
        "layer": LayerEntry,
        "plan": PlanEntry,
        "review": Review,
        "person": PersonRole,
    }
)
_KIND_OF: Final = {kind: name for name, kind in KINDS.items()}


def kind_of(fact: Fact) -> str:
    """Return the name of a fact's kind."""
    return _KIND_OF[type(fact)]


def subject_of(fact: Fact) -> str:  # noqa: PLR0911 - a kind of entry each
    """Return what a fact is about: a project, an indicator with its year, a station, and so on."""
    match fact:
        case ProjectStatus() | NewProject() | ProjectPlace() | ProjectEffect():
            return fact.project
        case IndicatorValue() | Explanation():
            return f"{fact.indicator} {fact.year}"
        case WaterEntry():
            return fact.station
        case LayerEntry():
            return fact.layer
        case PlanEntry():
            return fact.plan
        case Review():
            return str(fact.entry)
        case PersonRole():
            return fact.person


def refers_to(fact: Fact) -> int | None:
    """Return the number of the entry that a fact reviews or corrects; None of any other."""
    if isinstance(fact, Review):
        return fact.entry
    return None if isinstance(fact, Act) else fact.corrects


def precision_of(dated: str) -> Precision:
    """Return how exactly a date is known."""
    return {4: "year", 7: "month", 10: "day"}[len(dated)]  # type: ignore[return-value]


def fact_of(kind: str, table: Mapping[str, object]) -> tuple[Fact | None, list[Problem]]:
    """Return the fact that a table of its fields says, or None and all that is wrong with it.

    Problem codes: those of `layers.checked` (a place lacks `lon_deg`, `lat_deg`, `accuracy_m`, or
    has one where there is none; an amount its `indicator`, a feature its `layer`, or the reverse;
    an explanation says nothing), `effect_empty` for what adds nothing, and `return_reason` for an
    entry returned without one.
    """
    given = {name: value for name, value in table.items() if value is not None}
    halves = [name for name, text in given.items() if isinstance(text, str) and _is_torn(text)]
    if halves:
        said_of = {"value": "\ufffd", "expected": "text"}
        return None, [Problem("key_value", field=name, params=said_of) for name in halves]
    fact, problems = checked(KINDS[kind], given)
    if isinstance(fact, Review) and fact.verdict == "returned" and not fact.reason.strip():
        return None, [Problem("return_reason", field="reason")]
    wrong = []
    if isinstance(fact, Explanation) and not fact.note.zh.strip():
        return None, [Problem("key_missing", field="note", params={"key": "note"})]
    if isinstance(fact, ProjectPlace):
        wrong = _misplaced(fact)
    elif isinstance(fact, ProjectEffect):
        wrong = _half_said(fact)
    return (None, wrong) if wrong else (fact, problems)


def _misplaced(fact: ProjectPlace) -> list[Problem]:
    """Return what is missing of a place, or said of one that is none."""
    said_of = {"lon_deg": fact.lon_deg, "lat_deg": fact.lat_deg, "accuracy_m": fact.accuracy_m}
    if fact.located:
        return [
            Problem("key_missing", field=name, params={"key": name})
            for name, number in said_of.items()
            if number is None
        ]
    return [
        Problem("key_value", field=name, params={"value": number, "expected": "null"})
        for name, number in said_of.items()
        if number is not None
    ]


def _half_said(fact: ProjectEffect) -> list[Problem]:
    """Return what is missing of what a project adds."""
    if fact.amount is None and not fact.indicator and not fact.layer and not fact.feature:
        return [Problem("effect_empty", field="amount")]
    built = bool(fact.layer and fact.feature)
    lacking = {
        "indicator": fact.amount is not None and not fact.indicator,
        "amount": fact.amount is None and bool(fact.indicator) and not (built or fact.withdrawn),
        "layer": bool(fact.feature) and not fact.layer,
        "feature": bool(fact.layer) and not fact.feature,
    }
    return [
        Problem("key_missing", field=name, params={"key": name})
        for name, is_lacking in lacking.items()
        if is_lacking
    ]


def required(kind: str, table: Mapping[str, object]) -> Fact:
    """Return the fact that a table says; raises `InputError("entry_wrong")` (problems)."""
    fact, problems = fact_of(kind, table)
    if fact is None:
        raise InputError("entry_wrong", problems=tuple(problems))
    return fact


def is_number(text: str) -> bool:
    """Tell whether a cell holds a finite number."""
    try:
        return isfinite(float(text))
    except ValueError:
        return False


def canonical(fact: Fact) -> str:
    """Return a fact as the one text that stands for it: JSON, keys in order, nothing unsaid."""
    said_of = {name: each for name, each in asdict(fact).items() if each is not None and each != ""}
    return json.dumps(said_of, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
