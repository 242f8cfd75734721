"""Count the new town roads that are finished."""

from chedun_gis.analysis import Evidence, EvidencePart
from chedun_gis.indicators.indicator import Indicator, Measurement, input_of
from chedun_gis.texts import text
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
        text("measured.roads", named=named, built=built),
        numerator=built,
        denominator=indicator.target.value,
        of="roads",
        inputs=(input_of(town, "roads", new),),
        evidence=Evidence(
            indicator.title,
            (
                EvidencePart(
                    text("evidence.new_roads"),
                    "LineString",
                    Symbol(Text("", ""), "#c2255c", weight=5),
                    new,
                ),
            ),
        ),
    )
