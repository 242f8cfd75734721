"""Say what a figure would be with the services of the types that its rule leaves out."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely

from chedun_gis.analysis.coverage import CoverageTerms, measured_part
from chedun_gis.analysis.services import services_of
from chedun_gis.texts import Lang, joined, percent, say
from chedun_gis.town import Town
from geo.coverage import Coverage
from layers import LAYERS


@dataclass(frozen=True, slots=True)
class NotCounted:
    """The services that stand and that a rule leaves out by their type.

    `kinds` are their types, `features` their ids; `gain` is what they alone would cover besides, in
    m² or people as the coverage is counted.
    """

    layer: str
    kinds: tuple[str, ...]
    features: tuple[str, ...]
    gain: float

    def share(self, covered: float, total: float) -> float | None:
        """Return the share (0 to 1) with them, from the figure without; None without land."""
        return (covered + self.gain) / total if total else None


def left_out(town: Town, terms: CoverageTerms) -> NotCounted | None:
    """Return what the rule of a coverage leaves out; None where nothing of these types stands.

    It would reach as far as the furthest of the rule. Only the land in its reach is measured anew.
    """
    every = services_of(town, terms.kind, terms.rule, uncounted=True)
    if "radius" in terms.differs and len(terms.services):
        every = every.assign(radius_m=terms.services["radius_m"].max())
    ours = every[~every.index.isin(terms.services.index)]
    if ours.empty:
        return None
    homes = terms.demand.geometry.to_numpy()
    near = np.zeros(len(homes), dtype=bool)
    for shape, radius_m in zip(ours.geometry, ours["radius_m"], strict=True):
        near |= shapely.dwithin(homes, shape, radius_m)
    gain, rows = 0.0, terms.demand[near]
    if len(rows):
        before = 0.0 if terms.services.empty else measured_part(terms, rows).covered
        gain = measured_part(replace(terms, services=every), rows).covered - before
    return NotCounted(
        terms.kind.layer,
        tuple(sorted(set(ours["kind"].astype(str)))),
        tuple(map(str, ours.index)),
        gain,
    )


def left_out_words(found: NotCounted, share: float | None, lang: Lang) -> str:
    """Return which types are left out, how many stand, and the share with them."""
    titles = LAYERS[found.layer].column("kind").choices
    kinds = joined((titles[each][lang].lower() for each in found.kinds), lang)
    count = len(found.features)
    return say("coverage.uncounted", lang, kinds=kinds, count=count, share=percent(share, lang))


def left_out_data(found: NotCounted | None, without: Coverage | None) -> dict[str, Any] | None:
    """Return the same as JSON can hold it, from the figure without; None for nothing left out."""
    if found is None:
        return None
    value = None if without is None else found.share(without.covered, without.total)
    return {"kinds": list(found.kinds), "features": list(found.features), "value": value}
