"""Show the verdicts on rivers on the map, and as tables for export."""

from collections.abc import Callable
from typing import Any

import geopandas as gpd

from chedun_gis.analysis.evidence import Evidence, EvidencePart
from chedun_gis.analysis.water import Reach, WaterReport
from chedun_gis.texts import text
from chedun_gis.town import Town
from geo.water import CLASS_NAMES, WORST_CLASS, Assessment, BodyAssessment
from layers import Symbol, Text

# The colours in which monitoring bulletins show the classes; 劣Ⅴ is red. No data is grey.
CLASS_COLOURS = {
    1: "#74c0fc",
    2: "#1c7ed6",
    3: "#2f9e44",
    4: "#e0b400",
    5: "#f08c00",
    6: "#c92a2a",
}
NO_DATA = "#868e96"
BY_SHARES = "#5f3dc4"
CLASS_TEXTS = {
    number: Text(name, name if number < WORST_CLASS else "worse than Ⅴ")
    for number, name in CLASS_NAMES.items()
}


# Without a word of any language: a class beyond Ⅴ.
_SIGNS = {
    number: f">{CLASS_NAMES[5]}" if number == WORST_CLASS else name
    for number, name in CLASS_NAMES.items()
}


def _of_class(number: int) -> Callable[[BodyAssessment], bool]:
    return lambda body: body.water_class == number


# No data comes first: whatever is known lies over it.
_KINDS: tuple[tuple[Text, str, Callable[[BodyAssessment], bool]], ...] = (
    (text("evidence.no_data"), NO_DATA, lambda body: not body.shares),
    (
        text("evidence.by_shares"),
        BY_SHARES,
        lambda body: body.water_class is None and bool(body.shares),
    ),
    *(
        (text("evidence.class", name=name), CLASS_COLOURS[number], _of_class(number))
        for number, name in CLASS_TEXTS.items()
    ),
)


def water_evidence(report: WaterReport, town: Town, title: Text) -> Evidence:
    """Return the segments by class, those without data dashed; the name says both verdicts."""
    frame = town.frame("river_segments").set_index("id", drop=False)
    parts = []
    for words, colour, holds in _KINDS:
        here = [each for each in report.segments if holds(each.body)]
        if not here:
            continue
        names = [f"{each.name.zh} · {signs(each)}" for each in here]
        dashed = colour == NO_DATA
        symbol = Symbol(words, colour, weight=3 if dashed else 6, dash="4 4" if dashed else "")
        shown = frame.loc[[each.id for each in here]].assign(name=names)
        parts.append(EvidencePart(words, "LineString", symbol, shown))
    return Evidence(title, tuple(parts))


def signs(reach: Reach) -> str:
    """Return class and target of a reach in signs that need no language."""
    target = "—" if reach.body.target is None else CLASS_NAMES[reach.body.target]
    found = "?" if reach.body.water_class is None else _SIGNS[reach.body.water_class]
    return f"{found} / {target}"


def station_data(each: Assessment) -> dict[str, Any]:
    """Return a station's verdicts as JSON can hold them, by the keys of `docs/commands.md`."""
    return {
        "station": each.name,
        "kind": each.kind,
        "class": each.water_class,
        "limiting": list(each.limiting),
        "exceedance": each.exceedance,
        "target": each.target,
        "met": each.met,
        "unclear": list(each.unclear),
        "rests_on": list(each.rests_on),
        "samples": each.samples,
    }


def segment_frame(report: WaterReport, town: Town) -> gpd.GeoDataFrame:
    """Return the segments with class, target and verdict; empty where there is no data."""
    frame = town.frame("river_segments").set_index("id", drop=False)
    reaches = {each.id: each.body for each in report.segments}
    order = [reaches[each] for each in frame.index]
    return frame.assign(
        water_class=[body.water_class for body in order],
        target=[body.target for body in order],
        met=[body.met for body in order],
        limiting=[
            "、".join(body.average.limiting) if body.average is not None else "" for body in order
        ],
        stations=["、".join(each.name for each in body.stations) for body in order],
    )
