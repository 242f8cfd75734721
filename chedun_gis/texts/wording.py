"""Word shares, verdicts and clauses alike on every page, on paper and in commands."""

import math
import re
from collections.abc import Iterable
from typing import Final

from chedun_gis.texts.table import Lang, say
from layers import STAGES, Threshold

HECTARE_M2: Final = 10_000

_SKETCHED = re.compile(r"\s*(（[^（）]*示意）|\([^()]*sketch(ed)?\))$")
# The plan's fourth chapter came without its own numbering; its parts are named by topic.
_TOPICS_EN = {
    "（布局）": " (layout) ",
    "（服务业）": " (services) ",
    "（农业）": " (agriculture) ",
    "附件": "annex ",
    "；": "; ",
}


def percent(share: float | None, lang: Lang, digits: int = 2) -> str:
    """Return a share (0-1) in per cent, or the word for no data where it is None or NaN.

    A sliver is not called nothing: what would be rounded to zero is less than the last digit.
    """
    if share is None or math.isnan(share):
        return say("indicator.no_value", lang)
    rounded = f"{share:.{digits}%}"
    return f"{_least(digits)}%" if share > 0 and rounded == f"{0:.{digits}%}" else rounded


def hectares(area_m2: float, digits: int = 2, sign: str = "") -> str:
    """Return an area as a number of hectares; a sliver is not called nothing.

    With a `sign` of "+" a gain shows that it is one.
    """
    rounded = f"{area_m2 / HECTARE_M2:{sign},.{digits}f}"
    return _least(digits) if area_m2 > 0 and rounded == f"{0:{sign},.{digits}f}" else rounded


def _least(digits: int) -> str:
    return f"<{0.1**digits:.{digits}f}"


def joined(names: Iterable[str], lang: Lang) -> str:
    """Return names in a row, as the language separates them."""
    return ("、" if lang == "zh" else ", ").join(names)


def bare(name: str) -> str:
    """Return a name without the remark behind it that its shape is only sketched."""
    return _SKETCHED.sub("", name) or name


def verdict(lang: Lang, *, met: bool | None, asked: bool) -> str:
    """Return whether a share is enough: `met` None is no data, or no share that is `asked` for."""
    if met is None:
        return say("indicator.no_value" if asked else "coverage.no_target", lang)
    return say("indicator.met" if met else "indicator.missed", lang)


def stage_title(stage: str, lang: Lang) -> str:
    """Return the name of a project's stage; what the plan promises is one of its own."""
    return STAGES[stage][lang] if stage in STAGES else say("stage.target", lang)


def verdict_of(threshold: Threshold | None, share: float | None, lang: Lang) -> str:
    """Return whether a share is enough, and what is asked for."""
    if threshold is None or share is None:
        return verdict(lang, met=None, asked=threshold is not None)
    good = threshold.met_by(share)
    state = verdict(lang, met=good, asked=True)
    if good is None:
        return state
    sign = ">" if threshold.strictly else "≥"
    return f"{state} ({sign} {threshold.share:.0%})"


def clause_of(ref: str, lang: Lang) -> str:
    """Return the clause as it is cited beside a figure or on a card."""
    return say("clause", lang, ref=clause_in_words(ref, lang))


def clause_in_words(ref: str, lang: Lang) -> str:
    """Return the clause as it stands where it is said already that it is the plan's."""
    if lang == "en":
        for zh, en in _TOPICS_EN.items():
            ref = ref.replace(zh, en)
    return ref
