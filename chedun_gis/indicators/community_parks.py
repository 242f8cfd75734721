"""Count the community parks that the plan builds and that are finished."""

from chedun_gis.analysis import Evidence, EvidencePart
from chedun_gis.indicators.indicator import Indicator, Measurement, input_of
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
        Text(
            f"规划新建 {len(ours)} 座，已建成 {built} 座；选址为示意。",
            f"{len(ours)} planned, {built} completed; the sites are sketched.",
        ),
        numerator=built,
        denominator=len(ours),
        of="parks",
        inputs=(input_of(town, "projects", ours), input_of(town, "parks", sites)),
        evidence=Evidence(
            indicator.title,
            (
                EvidencePart(
                    Text("规划社区公园（选址示意）", "Planned community parks (sites sketched)"),
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
