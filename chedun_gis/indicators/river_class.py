"""Count the rivers that reach their target class, from monitoring results (plan 9.1.2)."""

from chedun_gis.analysis import water_evidence, water_report
from chedun_gis.indicators.indicator import Indicator, Measurement, input_of
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
    name = CLASS_NAMES[target]
    zh = "、".join(each.name.zh for each in unknown)
    en = ", ".join(each.name.en for each in unknown)
    return Measurement(
        float(low) if known else None,
        Text(
            f"目标为{name}类的河道 {len(rivers)} 条（目标类别为本图假定，规划未列河名），"
            f"达标 {low} 条" + (f"；无数据：{zh}。" if unknown else "。"),
            f"{len(rivers)} rivers have target class {name} (assumed here, the plan names none), "
            f"{low} reach it" + (f"; no data: {en}." if unknown else "."),
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
