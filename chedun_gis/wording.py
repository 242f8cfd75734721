"""Word a share and its verdict alike on every page, on paper and in commands."""

import math

from chedun_gis.texts import Lang, say


def percent(share: float | None, lang: Lang, digits: int = 2) -> str:
    """Return a share (0-1) in per cent, or the word for no data where it is None or NaN."""
    if share is None or math.isnan(share):
        return say("indicator.no_value", lang)
    return f"{share:.{digits}%}"


def verdict(lang: Lang, *, met: bool | None, asked: bool) -> str:
    """Return whether a share is enough: `met` None is no data, or no share that is `asked` for."""
    if met is None:
        return say("indicator.no_value" if asked else "coverage.no_target", lang)
    return say("indicator.met" if met else "indicator.missed", lang)
