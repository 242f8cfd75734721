"""Approximate the 15-minute community life circle (plan 12.1.2)."""

import math
from collections.abc import Sequence

import geopandas as gpd
import numpy as np

from chedun_gis.analysis import (
    SERVICE_KINDS,
    CoverageQuestion,
    CoverageTerms,
    ServiceKind,
    coverage_terms,
    likely_of_every,
    rows_of,
)
from chedun_gis.indicators.indicator import Indicator, InParts, Measurement, input_of
from chedun_gis.texts import LANGS, joined, text
from chedun_gis.town import Town
from geo import Floats, difference
from geo.coverage import coverage
from geo.doubt import Likely, scaled
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
    return _whole(town, indicator, (_part(town, indicator, 0, 1),))


def _part(town: Town, indicator: Indicator, number: int, of: int) -> Floats:
    """Return how much (m²) of each parcel of one part reaches every kind; nothing if unknown."""
    terms = _terms(town, indicator)
    homes = rows_of(terms[0].demand, number, of)
    covered = np.zeros(len(homes))
    if homes.empty or _unknown_kinds(terms):
        return covered
    left = homes.reset_index(drop=True)
    for each in terms:
        # What one kind covers is what the next is asked about.
        gap = coverage(left, each.services, radius_m=each.services["radius_m"]).left
        reached = difference(left.geometry.to_numpy(), gap.to_numpy())
        inside = left.geometry.where(gap.isna(), gpd.GeoSeries(reached, left.index, crs=left.crs))
        left = left.set_geometry(inside)[~inside.is_empty]
    covered[left.index] = left.geometry.area
    return covered


def _whole(town: Town, indicator: Indicator, parts: Sequence[Floats]) -> Measurement:
    terms = _terms(town, indicator)
    rule, homes = terms[0].rule, terms[0].demand
    unknown = _unknown_kinds(terms)
    if unknown:
        return Measurement(None, _unknown(unknown), rule=rule)
    if homes.empty:
        return Measurement(None, _NO_HOMES, rule=rule)
    # Exact summation: how the homes were cut does not show in the result.
    covered, total = math.fsum(np.concatenate(parts)), math.fsum(homes.geometry.area)
    inputs = [input_of(town, each.kind.layer, each.services) for each in terms]
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


PARTS = InParts(_part, _whole)


def likely(town: Town, indicator: Indicator) -> Likely | None:
    """Return the likely interval of the same; the figure is known."""
    found = likely_of_every(town, _terms(town, indicator))
    return scaled(found.likely, _PERCENT)


LIKELY = likely


def _terms(town: Town, indicator: Indicator) -> list[CoverageTerms]:
    """Return what counts of each kind of facility."""
    return [
        coverage_terms(town, CoverageQuestion(kind.id, rule=indicator.rule))
        for kind in SERVICE_KINDS.values()
        if kind.indicator == "facility"
    ]


def _unknown_kinds(terms: list[CoverageTerms]) -> list[ServiceKind]:
    return [each.kind for each in terms if each.services.empty]


def _unknown(kinds: list[ServiceKind]) -> Text:
    names = Text(*(joined((kind.title[lang].lower() for kind in kinds), lang) for lang in LANGS))
    return text("measured.kinds_unknown", kinds=names)
