"""Show candidate sites before anything is solved, and the refused ones with the reason."""

from collections.abc import Sequence
from typing import Final

import geopandas as gpd

from chedun_gis.analysis import Evidence, EvidencePart
from chedun_gis.texts import Lang, say, text
from geo.siting import Sites
from layers import Symbol, Text

# More squares than this are a pattern, not places, and slow the map.
MOST_DRAWN: Final = 4_000
_KEPT = Symbol(Text("", ""), "#1971c2", weight=1, fill_opacity=0.35)
_REFUSED = {
    "too_small": Symbol(Text("", ""), "#868e96", pattern="dots", weight=0.7, fill_opacity=0.25),
    "not_inside": Symbol(Text("", ""), "#868e96", pattern="diagonal", weight=0.7, fill_opacity=0.2),
    "on_excluded": Symbol(Text("", ""), "#c92a2a", pattern="back", weight=0.7, fill_opacity=0.2),
    "far_from_road": Symbol(Text("", ""), "#868e96", pattern="grid", weight=0.7, fill_opacity=0.2),
    "not_counted": Symbol(Text("", ""), "#f08c00", pattern="cross", weight=0.7, fill_opacity=0.2),
}


def candidates_evidence(sites: Sites, near: Sequence[Text | None], lang: Lang) -> Evidence | None:
    """Return the candidates by the place that each is near, and the refused by the reason.

    None where there are more than can be told apart on a map.
    """
    if len(sites.frame) + len(sites.left_out) > MOST_DRAWN:
        return None
    refused = (
        _part(
            text(f"evidence.{reason}"),
            symbol,
            sites.left_out[sites.left_out["reason"] == reason],
        )
        for reason, symbol in _REFUSED.items()
        if reason in sites.refused
    )
    names = [
        site_name(label, place, lang) for label, place in zip(sites.frame.index, near, strict=True)
    ]
    kept = _part(text("evidence.candidates"), _KEPT, sites.frame.assign(name=names))
    return Evidence(text("evidence.siting"), (*refused, kept))


def site_name(site: object, near: Text | None, lang: Lang) -> str:
    """Return what a site is called: the place that it is near, and its id."""
    return say("siting.near", lang, place=near[lang], site=site) if near else str(site)


def _part(title: Text, symbol: Symbol, frame: gpd.GeoDataFrame) -> EvidencePart:
    points = frame.geometry.geom_type.eq("Point").all()
    shown = frame.assign(id=[str(label) for label in frame.index])
    return EvidencePart(title, "Point" if points else "Polygon", symbol, shown)
