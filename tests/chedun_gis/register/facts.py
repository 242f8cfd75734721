"""Entries of a toy town, and how they are made up at random."""

from typing import Any

from hypothesis import strategies as st

from chedun_gis.register import Fact, IndicatorValue, ProjectStatus, Review, required

SOURCE = "镇政府，2024"


def status(stage: str = "planned", date: str = "2024", **more: Any) -> ProjectStatus:  # noqa: ANN401
    told = {"project": "a", "stage": stage, "date": date, "source": SOURCE, **more}
    found = required("status", told)
    assert isinstance(found, ProjectStatus)
    return found


def value(number: float = 6.1, year: int = 2023, **more: Any) -> IndicatorValue:  # noqa: ANN401
    told = {"indicator": "gdp", "year": year, "value": number, "date": str(year), "source": SOURCE}
    found = required("value", {**told, **more})
    assert isinstance(found, IndicatorValue)
    return found


def review(entry: int, verdict: str = "accepted", reason: str = "") -> Review:
    found = required("review", {"entry": entry, "verdict": verdict, "reason": reason})
    assert isinstance(found, Review)
    return found


LINES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20).filter(
    lambda text: bool(text.strip())
)
DATES = st.dates().filter(lambda day: day.year > 999).map(str) | st.sampled_from(
    ["2024", "2024-06"]
)
LEARNT = {
    "date": DATES,
    "source": LINES,
    "basis": st.sampled_from(["reported", "measured", "estimated"]),
    "reliability": st.sampled_from(["high", "medium", "low"]),
}
STATUSES = st.fixed_dictionaries(
    {**LEARNT, "project": LINES, "stage": st.sampled_from(["planned", "completed", "target"])},
    optional={"share_done": st.floats(0, 1), "spent_10k_yuan": st.floats(0, 1e9), "note_zh": LINES},
).map(lambda told: required("status", told))
VALUES = st.fixed_dictionaries(
    {
        **LEARNT,
        "indicator": LINES,
        "year": st.integers(1949, 2100),
        "value": st.floats(allow_nan=False, allow_infinity=False),
    }
).map(lambda told: required("value", told))
EXPLANATIONS = st.fixed_dictionaries(
    {**LEARNT, "indicator": LINES, "year": st.integers(1949, 2100), "note_zh": LINES},
    optional={"note_en": LINES},
).map(lambda told: required("explanation", told))
SAMPLES = st.fixed_dictionaries(
    {
        **LEARNT,
        "station": LINES,
        "body": st.sampled_from(["river", "lake"]),
        "taken": st.datetimes().map(lambda moment: moment.isoformat()),
        "items": st.dictionaries(LINES, st.floats(0, 1e6), max_size=4),
        "below": st.lists(LINES, max_size=2).map(tuple),
    }
).map(lambda told: required("sample", told))
ACTS = st.fixed_dictionaries(
    {
        "layer": LINES,
        "version": LINES,
        "source": LINES,
        "action": st.sampled_from(["imported", "restored"]),
    }
).map(lambda told: required("layer", told))
NEW = st.fixed_dictionaries(
    {**LEARNT, "project": LINES, "name_zh": LINES, "sector": st.sampled_from(["film", "green"])},
    optional={"name_en": LINES, "clause": LINES, "target_year": st.integers(1949, 2100)},
).map(lambda told: required("project", told))
PLACES = st.fixed_dictionaries(
    {
        **LEARNT,
        "project": LINES,
        "location": st.sampled_from(["exact", "approximate", "area"]),
        "lon_deg": st.floats(-180, 180),
        "lat_deg": st.floats(-90, 90),
        "accuracy_m": st.floats(0, 1e6),
    },
    optional={"zone": LINES},
).map(lambda told: required("place", told))
EFFECTS = st.fixed_dictionaries(
    {
        **LEARNT,
        "project": LINES,
        "indicator": LINES,
        "amount": st.floats(allow_nan=False, allow_infinity=False),
    },
    optional={"unit": LINES, "clause": LINES, "withdrawn": st.booleans()},
).map(lambda told: required("effect", told))
FACTS: st.SearchStrategy[Fact] = (
    STATUSES | VALUES | EXPLANATIONS | SAMPLES | NEW | PLACES | EFFECTS | ACTS
)
