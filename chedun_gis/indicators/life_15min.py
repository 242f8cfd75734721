"""Approximate the 15-minute community life circle (plan 12.1.2)."""

from chedun_gis.demands import urban_homes
from chedun_gis.indicators.model import Indicator, Measurement, input_of
from chedun_gis.indicators.service_radius import WALK_15MIN
from chedun_gis.rules import find_rule
from chedun_gis.service_kinds import SERVICE_KINDS, ServiceKind, counted
from chedun_gis.store import Store
from geo.coverage import coverage
from layers.model import Text

ID = "life-15min"
_PERCENT = 100.0


def measure(store: Store, indicator: Indicator) -> Measurement:  # noqa: ARG001 - as every measure
    """Return the share of urban residential land from which every kind of facility is in reach.

    The plan names no facilities; taken are all kinds of the layer: elder care, sport, school,
    health. While a kind has no known place, nothing can be said of having all, and the note tells
    what the known kinds reach, each for itself.
    """
    kinds = [kind for kind in SERVICE_KINDS.values() if kind.indicator == "facility"]
    found = {kind.id: counted(kind.pick(store), find_rule(WALK_15MIN)) for kind in kinds}
    unknown = [kind for kind in kinds if found[kind.id].empty]
    if unknown:
        return Measurement(None, _unknown(unknown), rule=find_rule(WALK_15MIN).id)
    homes = urban_homes(store)
    left, total = homes, float(homes.geometry.area.sum())
    for kind in kinds:
        # What one kind covers is what the next is asked about.
        services = found[kind.id]
        gap = coverage(left, services, radius_m=services["radius_m"]).left
        inside = left.geometry.where(gap.isna(), left.geometry.difference(gap))
        left = left.set_geometry(inside)[~inside.is_empty]
    covered = float(left.geometry.area.sum())
    inputs = [input_of(store, kind.layer, found[kind.id]) for kind in kinds]
    return Measurement(
        _PERCENT * covered / total,
        Text("各类设施均在1000米内的居住用地。", "Homes within 1,000 m of every kind."),
        numerator=covered,
        denominator=total,
        of="m2",
        rule=find_rule(WALK_15MIN).id,
        inputs=(*inputs, input_of(store, "residential", homes)),
    )


def _unknown(kinds: list[ServiceKind]) -> Text:
    zh = "、".join(kind.title.zh for kind in kinds)
    en = ", ".join(kind.title.en.lower() for kind in kinds)
    return Text(
        f"图层中没有以下已建设施的位置：{zh}，无法判断各类设施是否都在步行圈内。",
        f"The layer holds no place of: {en}; whether all kinds are within reach cannot be said.",
    )
