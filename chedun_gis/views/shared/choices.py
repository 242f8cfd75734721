"""Ask for a choice that the page's link holds: followed, it shows the same again.

Each is known in the link by a short name and a plain value, whatever the language; of what a link
asks for and there is not, it is as if it had not asked. `where` is the place of the widget.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from chedun_gis.texts import Lang
from chedun_gis.views.shared import link, stage
from chedun_gis.views.shared.held import hold

_YES: Final = "1"


def select(  # noqa: PLR0913 - the choice, and how it is known
    where: DeltaGenerator,
    label: str,
    options: Mapping[str, str],
    lang: Lang,
    *,
    name: str,
    otherwise: str = "",
) -> str:
    """Ask for one of some options, by its id; without a wish for the one named, else the first."""
    first = otherwise or next(iter(options))
    return _one_of(where.selectbox, "index", label, options, lang, name=name, first=first)


def segments(  # noqa: PLR0913 - as `select`
    where: DeltaGenerator,
    label: str,
    options: Mapping[str, str],
    lang: Lang,
    *,
    name: str,
    otherwise: str = "",
    **how: Any,  # noqa: ANN401 - what Streamlit's control knows beside
) -> str:
    """Ask for one of few options, side by side."""
    first = otherwise or next(iter(options))
    how["required"] = True
    return _one_of(
        where.segmented_control, "default", label, options, lang, name=name, first=first, **how
    )


def switch(  # noqa: PLR0913 - as `select`
    where: DeltaGenerator,
    label: str,
    lang: Lang,
    *,
    name: str,
    otherwise: bool = False,
    help: str | None = None,  # noqa: A002 - Streamlit's own name
) -> bool:
    """Ask yes or no."""
    first = _YES if otherwise else ""
    on = link.chosen(name, ("", _YES), first) == _YES
    key = _held(name, lang, on)

    def taken() -> None:
        link.choose(name, _YES if st.session_state[key] else "", first)

    where.toggle(label, on, key=key, on_change=taken, help=help)
    return bool(st.session_state[key])


def several(
    where: DeltaGenerator,
    label: str,
    options: Mapping[str, str],
    lang: Lang,
    *,
    name: str,
    **how: Any,  # noqa: ANN401 - what Streamlit's control knows beside
) -> list[str]:
    """Ask for any of some options, by their ids."""
    chosen = [each for each in link.several(name) if each in options]
    key = _held(name, lang, chosen)

    def taken() -> None:
        link.choose(name, link.together(st.session_state[key]), "")

    where.multiselect(
        label,
        list(options),
        default=chosen,
        format_func=options.__getitem__,
        key=key,
        on_change=taken,
        **how,
    )
    return list(st.session_state[key])


def text(
    where: DeltaGenerator,
    label: str,
    lang: Lang,
    *,
    name: str,
    **how: Any,  # noqa: ANN401 - what Streamlit's field knows beside
) -> str:
    """Ask for a few words."""
    said = link.said(name)
    key = _held(name, lang, said)
    where.text_input(
        label, said, link.LONGEST, key=key, on_change=_taken, args=(name, key, ""), **how
    )
    return str(st.session_state[key])


def slide(  # noqa: PLR0913 - as `select`
    where: DeltaGenerator,
    label: str,
    steps: Sequence[int],
    lang: Lang,
    *,
    name: str,
    otherwise: int,
) -> int:
    """Ask for a whole number from the first to the last of equal steps."""
    low, high, step = steps[0], steps[-1], steps[1] - steps[0]
    chosen = int(link.chosen(name, [str(each) for each in steps], str(otherwise)))
    key = _held(name, lang, chosen)
    where.slider(
        label, low, high, chosen, step, key=key, on_change=_taken, args=(name, key, str(otherwise))
    )
    return int(st.session_state[key])


def along(
    where: DeltaGenerator, label: str, options: Mapping[str, str], lang: Lang, *, name: str
) -> str:
    """Ask for one of some options along a line, by its id; without a wish for the last."""
    last = list(options)[-1]
    return _one_of(where.select_slider, "value", label, options, lang, name=name, first=last)


def number(  # noqa: PLR0913 - as `select`
    where: DeltaGenerator,
    label: str,
    limits: tuple[float, float],
    lang: Lang,
    *,
    name: str,
    otherwise: float,
    step: float,
) -> float:
    """Ask for a number within limits; a whole one where the step is whole and typed so."""
    make = int if isinstance(step, int) else float
    low, high = map(make, limits)
    try:
        wanted = make(link.said(name) or otherwise)
    except ValueError:
        wanted = make(otherwise)
    value = wanted if low <= wanted <= high else make(otherwise)
    key = _held(name, lang, value)
    where.number_input(
        label,
        low,
        high,
        value,
        step,
        key=key,
        on_change=_taken,
        args=(name, key, str(make(otherwise))),
    )
    return make(st.session_state[key])


def _one_of(  # noqa: PLR0913 - as `select`
    widget: Callable[..., object],
    begins: str,
    label: str,
    options: Mapping[str, str],
    lang: Lang,
    *,
    name: str,
    first: str,
    **how: Any,  # noqa: ANN401 - what Streamlit's control knows beside
) -> str:
    """Ask for one of some options by a control of Streamlit's; without a wish for the first.

    The control's argument `begins` says what it begins with.
    """
    ids, chosen = list(options), link.chosen(name, options, first)
    key = _held(name, lang, chosen)
    how[begins] = ids.index(chosen) if begins == "index" else chosen
    widget(
        label,
        ids,
        format_func=options.__getitem__,
        key=key,
        on_change=_taken,
        args=(name, key, first),
        **how,
    )
    return str(st.session_state[key])


def _held(name: str, lang: Lang, value: object) -> str:
    return hold(f"{stage.tool()}_{name}_{lang}", value)


def _taken(name: str, key: str, otherwise: str) -> None:
    link.choose(name, str(st.session_state[key]), otherwise)
