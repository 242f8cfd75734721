"""Count the new town roads that are finished."""

from chedun_gis.analysis import Evidence, EvidencePart
from chedun_gis.indicators.indicator import Indicator, Measurement, input_of
from chedun_gis.town import Town
from layers import Symbol, Text

ID = "town-roads"


def measure(town: Town, indicator: Indicator) -> Measurement:
    """Return how many of the new town roads are completed, of those that the plan promises."""
    roads = town.frame("roads")
    new = roads[roads["new_town_road"].astype(bool)]
    named = new["name_zh"].nunique()
    built = int(new.loc[new["stage"] == "completed", "name_zh"].nunique())
    return Measurement(
        built,
        Text(
            f"规划列名 {named} 条，已建成 {built} 条；其余未列名，未上图。",
            f"The plan names {named}, of which {built} are completed; the others are not drawn.",
        ),
        numerator=built,
        denominator=indicator.target.value,
        of="roads",
        inputs=(input_of(town, "roads", new),),
        evidence=Evidence(
            indicator.title,
            (
                EvidencePart(
                    Text("列名的新建道路", "New roads that the plan names"),
                    "LineString",
                    Symbol(Text("", ""), "#c2255c", weight=5),
                    new,
                ),
            ),
        ),
    )
