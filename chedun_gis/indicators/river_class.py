"""Count the rivers that reach their target class, from monitoring results (plan 9.1.2)."""

from chedun_gis.analysis import water_evidence, water_report
from chedun_gis.indicators.indicator import Indicator, Measurement, input_of
from chedun_gis.texts import LANGS, joined, text
from chedun_gis.town import Town
from geo.water import CLASS_NAMES
from layers import Text

STANDARD = "gb3838-2002"


def rivers_reaching(town: Town, indicator: Indicator, *, target: int) -> Measurement:
    """Return how many rivers with this target reach it.

    A river without data is unknown, never a success: the count has a lowest and a highest value,
    and is stated only where the unknown rivers cannot change the verdict.
    """
    layer = town.frame("river_segments")
    ours = layer[layer["target_class"] == str(target)]
    report = water_report(town)
    names = set(ours["river_id"])
    rivers = [each for each in report.rivers if each.id in names]
    reached = [each for each in rivers if each.body.met is True]
    unknown = [each for each in rivers if each.body.met is None]
    low, high = len(reached), len(reached) + len(unknown)
    wanted = indicator.target.value or 0
    known = len(unknown) < len(rivers) and (low >= wanted or high < wanted)
    listed = Text(*(joined((each.name[lang] for each in unknown), lang) for lang in LANGS))
    rest = "measured.rivers_unknown" if unknown else "measured.rivers_known"
    return Measurement(
        float(low) if known else None,
        text(
            "measured.rivers",
            name=CLASS_NAMES[target],
            count=len(rivers),
            reached=low,
            unknown=text(rest, rivers=listed),
        ),
        numerator=float(low),
        denominator=float(len(rivers)),
        of="rivers",
        low=float(low),
        high=float(high),
        standard=STANDARD,
        inputs=(input_of(town, "river_segments", ours),),
        evidence=water_evidence(report, town, indicator.title),
    )
