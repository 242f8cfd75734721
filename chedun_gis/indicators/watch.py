"""Watch over a plan: what is overdue, due, behind, stale, or has had no entry for over a year.

A year that is given as a target is over with its last day; a date that is known by its year alone
may be that day too.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from chedun_gis.analysis import StaleFeatures, stale_age, stale_features
from chedun_gis.indicators.entries import entries
from chedun_gis.indicators.indicator import Result
from chedun_gis.indicators.planned import asked_year, belongs
from chedun_gis.indicators.progress import progress_of
from chedun_gis.indicators.results import is_measured
from chedun_gis.texts import LANGS, Lang, Untold, fault_text, say, stage_title
from chedun_gis.town import STAGED, Town, answered
from geo import InputError
from layers import LAYERS, Text

Warns = Literal["overdue", "due", "far_behind", "behind", "silent", "stale"]
# What is warned of, in the order in which it is listed.
WARNS: Final[tuple[Warns, ...]] = ("overdue", "due", "far_behind", "behind", "silent", "stale")
_DONE: Final = "completed"
_MONTHS: Final = 12
_LAST_QUARTER: Final = 10


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to be watched: of a feature of a layer, or with layer "" of an indicator.

    `year` is the target's, or of an indicator that of its last value; `since` the date of the last
    entry, "" where there is none; `stage` the present one, "" where none is known. `stale` are the
    features of one layer, source and age, of which `id` is the first.
    """

    kind: Warns
    layer: str
    id: str
    title: Text
    year: int | None = None
    since: str = ""
    stage: str = ""
    stale: StaleFeatures | None = None

    def is_about(self, layer: str, feature: str) -> bool:
        """Tell whether it is about a feature of a layer."""
        ids = self.stale.features if self.stale else (self.id,)
        return self.layer == layer and feature in ids


@dataclass(frozen=True, slots=True)
class Watchlist:
    """All that is to be watched; of what is stale nothing where its ages are `untold`."""

    notices: tuple[Notice, ...]
    untold: Untold | None = None


def watch_of(town: Town, results: Sequence[Result], today: date, plan: str = "") -> Watchlist:
    """Return what is to be watched of a plan's projects, of its results and of the layers.

    Raises as `Plans.folder` does.
    """
    stale = _stale_or_why(town, today)
    of_plan = (*project_notices(town, today, plan), *indicator_notices(town, results, today))
    if isinstance(stale, Untold):
        return Watchlist(of_plan, stale)
    return Watchlist((*of_plan, *stale))


def feature_notices(town: Town, layer: str, feature: str, today: date) -> tuple[Notice, ...]:
    """Return what is to be watched of one feature, by the plan in force."""
    stale = _stale_or_why(town, today)
    found = (
        *(project_notices(town, today) if layer in STAGED else ()),
        *(() if isinstance(stale, Untold) else stale),
    )
    return tuple(each for each in found if each.is_about(layer, feature))


def _stale_or_why(town: Town, today: date) -> tuple[Notice, ...] | Untold:
    try:
        return stale_notices(town, today)
    except InputError as error:
        return Untold(fault_text(error))


def stale_notices(town: Town, today: date) -> tuple[Notice, ...]:
    """Return what of the layers is older than the age declared of its kind.

    Features of one layer, source and age are one notice. Raises as `stale_features` does.
    """
    return _in_order([_of_stale(town, each) for each in stale_features(town, today)])


def _of_stale(town: Town, each: StaleFeatures) -> Notice:
    first = each.features[0]
    title = LAYERS[each.layer].title
    if each.count == 1:
        frame = town.loaded(each.layer).frame
        row = frame[frame["id"] == first].iloc[0]
        title = Text(str(row["name_zh"]), str(row["name_en"]))
    return Notice("stale", each.layer, first, title, since=each.since, stale=each)


def notice_data(notice: Notice) -> dict[str, Any]:
    """Return a notice as JSON can hold it; the keys are those of `docs/commands.md`."""
    stale = notice.stale
    more: dict[str, Any] = {}
    if stale is not None:
        more = {"features": list(stale.features), "since": stale.since, "years": stale.years}
    return {
        "kind": notice.kind,
        "layer": notice.layer or None,
        "id": notice.id,
        **{f"name_{lang}": notice.title[lang] for lang in LANGS},
        **{f"why_{lang}": notice_words(notice, lang) for lang in LANGS},
        **more,
    }


@answered(most=4)
def project_notices(town: Town, today: date, plan: str = "") -> tuple[Notice, ...]:
    """Return what is to be watched of a plan's projects, roads and zones that are not completed.

    The plan is the one in force unless another is named. `overdue` since the year of their target
    is over; `due` in this quarter, the last of that year; `silent` when the last thing known of
    them is over a year old. Layers with errors say nothing. Raises as `Plans.folder` does.
    """
    found: list[Notice] = []
    for layer in STAGED:
        frame = town.loaded(layer).frame
        for row in frame.itertuples():
            name = str(row.id)
            if row.stage != _DONE and belongs(town, layer, name, plan):
                asked = asked_year(town, row, layer, plan)
                found += _of_project(town, layer, row, asked, today)
    return _in_order(found)


def indicator_notices(town: Town, results: Sequence[Result], today: date) -> tuple[Notice, ...]:
    """Return what is to be watched of indicators: those behind, and those without an entry.

    `silent` is one that is entered, not measured, and of whose last full year nothing is known.
    """
    found: list[Notice] = []
    try:
        known = entries(town).values
    except InputError:
        known = {}  # why is said with each figure
    for each in results:
        indicator, verdict = each.indicator, progress_of(each, today).verdict
        years = [value.fact.year for value in known.get(indicator.id, ())]
        last = max(years) if years else None
        match verdict:
            case "behind" | "far_behind":
                found.append(Notice(verdict, "", indicator.id, indicator.title, last))
        if not is_measured(each) and (last is None or last < today.year - 1):
            found.append(Notice("silent", "", indicator.id, indicator.title, last))
    return _in_order(found)


def notice_words(notice: Notice, lang: Lang) -> str:
    """Return why something is to be watched, in one line."""
    stage = stage_title(notice.stage, lang) if notice.stage else say("watch.no_stage", lang)
    key = f"watch.{notice.kind}"
    if notice.stale is not None:
        key += ".many" if notice.stale.count > 1 else ""
        return say(key, lang, count=notice.stale.count, age=stale_age(notice.stale, lang))
    if notice.kind == "silent":
        key += ".never" if not notice.since and notice.year is None else ""
        since = notice.since or str(notice.year)
        return say(key, lang, since=since)
    if notice.kind in {"behind", "far_behind"}:
        return say("watch.behind", lang)
    return say(key, lang, year=notice.year, stage=stage)


def _of_project(
    town: Town,
    layer: str,
    row: tuple[object, ...],
    target: int | None,
    today: date,
) -> list[Notice]:
    name = str(row.id)  # type: ignore[attr-defined]
    present = town.register.present(name)
    stage = present.fact.stage if present else str(row.stage or "")  # type: ignore[attr-defined]
    title = Text(str(row.name_zh), str(row.name_en))  # type: ignore[attr-defined]
    since = present.fact.date if present else ""
    kinds: list[Warns] = []
    if target is not None and target < today.year:
        kinds.append("overdue")
    if target == today.year and today.month >= _LAST_QUARTER:
        kinds.append("due")
    if since and _last_day(since) < _a_year_before(today):
        kinds.append("silent")
    return [Notice(kind, layer, name, title, target, since, stage) for kind in kinds]


def _last_day(dated: str) -> date:
    """Return the last day that a date may be, which is known by its year, month or day."""
    year, month, day = (*map(int, dated.split("-")), 0, 0)[:3]
    month = month or _MONTHS
    return date(year, month, day or monthrange(year, month)[1])


def _a_year_before(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day)


def _in_order(found: Sequence[Notice]) -> tuple[Notice, ...]:
    return tuple(sorted(found, key=lambda each: (WARNS.index(each.kind), each.layer, each.id)))
