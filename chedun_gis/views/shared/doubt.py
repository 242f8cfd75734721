"""Show between which values a figure likely lies, beside its worst case, and how that is known."""

from collections.abc import Callable

import streamlit as st

from chedun_gis.analysis import DoubtBasis
from chedun_gis.texts import Lang, say
from chedun_gis.views.shared.plain import literal
from geo.doubt import Likely


def basis(
    found: Likely,
    told: DoubtBasis,
    lang: Lang,
    *,
    worded: Callable[[float], str],
) -> None:
    """Say of a likely interval the method, the assumptions and how it settled; drawn closed.

    `worded` writes a value of the figure.
    """
    with st.expander(say("doubt.how", lang), icon=":material/casino:"):
        st.write(literal(told.method[lang]))
        st.markdown("\n".join(f"- {literal(each[lang])}" for each in told.assumptions))
        for step in found.steps:
            ends = {"low": worded(step.low), "high": worded(step.high)}
            st.caption(say("doubt.settling", lang, draws=step.draws, **ends))
        errors = {"low": worded(found.low_error), "high": worded(found.high_error)}
        st.caption(say("doubt.sampling", lang, **errors))
