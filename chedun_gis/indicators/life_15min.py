"""Approximate the 15-minute community life circle (plan 12.1.2)."""

import geopandas as gpd

from chedun_gis.analysis import SERVICE_KINDS, CoverageQuestion, ServiceKind, coverage_terms
from chedun_gis.indicators.indicator import Indicator, Measurement, input_of
from chedun_gis.texts import LANGS, joined, text
from chedun_gis.town import Town
from geo import difference
from geo.coverage import coverage
from layers import Text

ID = "life-15min"
_PERCENT = 100.0
_NO_HOMES = text("measured.no_homes")


def measure(town: Town, indicator: Indicator) -> Measurement:
    """Return the share of urban residential land from which every kind of facility is in reach.

    The plan names no facilities; taken are all kinds of the layer: elder care, sport, school,
    health. While a kind has no known place, nothing can be said of having all, and the note tells
    what the known kinds reach, each for itself.
    """
    kinds = [kind for kind in SERVICE_KINDS.values() if kind.indicator == "facility"]
    terms = {
        kind.id: coverage_terms(town, CoverageQuestion(kind.id, rule=indicator.rule))
        for kind in kinds
    }
    rule, homes = terms[kinds[0].id].rule, terms[kinds[0].id].demand
    unknown = [kind for kind in kinds if terms[kind.id].services.empty]
    if unknown:
        return Measurement(None, _unknown(unknown), rule=rule)
    if homes.empty:
        return Measurement(None, _NO_HOMES, rule=rule)
    left, total = homes, float(homes.geometry.area.sum())
    for kind in kinds:
        # What one kind covers is what the next is asked about.
        services = terms[kind.id].services
        gap = coverage(left, services, radius_m=services["radius_m"]).left
        reached = difference(left.geometry.to_numpy(), gap.to_numpy())
        inside = left.geometry.where(gap.isna(), gpd.GeoSeries(reached, left.index, crs=left.crs))
        left = left.set_geometry(inside)[~inside.is_empty]
    covered = float(left.geometry.area.sum())
    inputs = [input_of(town, kind.layer, terms[kind.id].services) for kind in kinds]
    reach = max(each.radius_m for each in rule.classes)
    return Measurement(
        _PERCENT * covered / total,
        text("measured.every_kind", radius_m=reach),
        numerator=covered,
        denominator=total,
        of="m2",
        rule=rule,
        inputs=(*inputs, input_of(town, "residential", homes)),
    )


def _unknown(kinds: list[ServiceKind]) -> Text:
    names = Text(*(joined((kind.title[lang].lower() for kind in kinds), lang) for lang in LANGS))
    return text("measured.kinds_unknown", kinds=names)
