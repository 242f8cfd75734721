"""Count the community parks that the plan builds and that are finished."""

from chedun_gis.analysis import Evidence, EvidencePart
from chedun_gis.indicators.indicator import Indicator, Measurement, input_of
from chedun_gis.texts import text
from chedun_gis.town import Town
from layers import NAME_SEPARATOR, Symbol, Text

ID = "community-parks"


def measure(town: Town, indicator: Indicator) -> Measurement:
    """Return how many of the projects for this indicator are completed."""
    projects = town.frame("projects")
    ours = projects[projects["indicators"].map(_speaks_of).astype(bool)]
    built = int((ours["stage"] == "completed").sum())
    parks = town.frame("parks")
    sites = parks[parks["plan_ref"] == indicator.clause]
    return Measurement(
        built,
        text("measured.parks_built", planned=len(ours), built=built),
        numerator=built,
        denominator=len(ours),
        of="parks",
        inputs=(input_of(town, "projects", ours), input_of(town, "parks", sites)),
        evidence=Evidence(
            indicator.title,
            (
                EvidencePart(
                    text("evidence.community_parks"),
                    "Polygon",
                    Symbol(Text("", ""), "#0ca678", pattern="cross", fill_opacity=0.7),
                    sites,
                ),
            ),
        ),
    )


def _speaks_of(indicators: object) -> bool:
    """Tell whether a project names this indicator among those that it is for."""
    return isinstance(indicators, str) and ID in indicators.split(NAME_SEPARATOR)
