"""Let the page's link say all that is seen: language, tool with its choices, selection.

Where the link and the session differ, whoever changed last is right: a link that we did not write
was followed, typed, or stepped back to.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Final
from urllib.parse import quote, unquote

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from chedun_gis.map import Spot, ask, select, view_of
from chedun_gis.texts import Lang, lang_of
from chedun_gis.town import present_id, town
from chedun_gis.views.shared import stage

_LANG: Final = "lang"
_PROJECT, _LAYER, _FEATURE = "project", "layer", "feature"
# Once, of a link that was copied: where the map looks, and what is on.
_VIEW, _LAYERS = "at", "layers"
# What is at work in the scenario's tool stays so in all others.
_DESK: Final = ("scenario", "draft")
_COMMON: Final = frozenset({_LANG, _PROJECT, _LAYER, _FEATURE, _VIEW, _LAYERS, *_DESK})
# By session: what was written last; what the browser may go on saying until it has that; whether
# the run at hand has read the link; what the navigation has lately led to; by tool, what is chosen.
_WRITTEN: Final = "link_written"
_UNHEARD: Final = "link_unheard"
_READ: Final = "link_read"
_OFFERED: Final = "link_offered"
_CHOICES: Final = "link_choices"
_Offer = tuple[str, dict[str, str]]
# No choice of a link is longer.
LONGEST: Final = 200
# A click on the navigation comes from what was drawn a few clicks ago at most.
_LATELY: Final = 100


def lang() -> Lang:
    """Return the language of the link, else the one of before."""
    said, before = st.query_params.to_dict(), st.session_state.get(_LANG)
    asked = lang_of(before if before and _is_ours(said) else said.get(_LANG, before))
    st.session_state[_LANG] = asked
    return asked


def speak(other: Lang) -> None:
    """Go on in another language."""
    st.session_state[_LANG] = other
    stage.ask_for_page()


def read(tool: str) -> None:
    """Take over what the link says, if it is not what we wrote."""
    st.session_state[_READ] = True
    said = st.query_params.to_dict()
    if not _is_news(tool, said):
        return
    now, view = stage.now(), view_of(said.get(_VIEW, ""))
    spot = _spot(said)
    # One without a language is not whole: somebody typed it, or left out what goes without saying.
    if (spot is not None or _LANG in said) and spot != now.selection:
        now = select(now, spot, fly=view is None)
    layers = said.get(_LAYERS)
    stage.put(ask(now, view, None if layers is None else tuple(layers.split())))
    chosen = {name: value[:LONGEST] for name, value in said.items() if name not in _COMMON}
    if chosen or _LANG in said:
        _choices()[tool] = chosen


def write(tool: str) -> None:
    """Let the link say what is seen now; a step in the browser's history if it said otherwise."""
    _put(params(tool))


def wish(name: str) -> str:
    """Return what a link that was followed says of this; "" when it is one of our own."""
    said = st.query_params.to_dict()
    return "" if _is_ours(said) else said.get(name, "")


def put(values: Mapping[str, str]) -> None:
    """Let the link say these beside all else, now; "" takes one out."""
    _put({name: value for name, value in {**st.query_params.to_dict(), **values}.items() if value})


def followed() -> bool:
    """Tell whether a link was followed while only what stands by the map is drawn."""
    read_now = st.session_state.pop(_READ, False)
    return not read_now and _is_news(stage.tool(), st.query_params.to_dict())


def offer(tool: str) -> dict[str, str]:
    """Return what the link of a tool says, for the navigation to lead to."""
    whole = params(tool)
    lately: list[_Offer] = [
        each for each in st.session_state.get(_OFFERED, ()) if each != (tool, whole)
    ]
    st.session_state[_OFFERED] = [*lately, (tool, whole)][-_LATELY:]
    return whole


def params(tool: str) -> dict[str, str]:
    """Return what the link of a tool says, in the order in which it says it."""
    found = {_LANG: str(st.session_state.get(_LANG, "zh"))}
    spot = stage.now().selection
    if spot is not None and spot.layer == "projects":
        found[_PROJECT] = spot.id
    elif spot is not None:
        found |= {_LAYER: spot.layer, _FEATURE: spot.id}
    found |= {name: st.query_params[name] for name in _DESK if name in st.query_params}
    return found | dict(sorted(_choices().get(tool, {}).items()))


def said(name: str) -> str:
    """Return what is chosen under this name in the tool at hand, "" when nothing is."""
    return _choices().get(stage.tool(), {}).get(name, "")


def several(name: str) -> tuple[str, ...]:
    """Return all that is chosen under this name in the tool at hand."""
    return tuple(unquote(each) for each in said(name).split())


def together(values: Iterable[str]) -> str:
    """Return several values as the one of a choice; blanks stand between them alone."""
    return " ".join(quote(each, safe="") for each in values)


def chosen(name: str, known: Collection[str], otherwise: str) -> str:
    """Return what is chosen, of what is known; else what it is otherwise."""
    value = _choices().get(stage.tool(), {}).get(name, otherwise)
    return value if value in known else otherwise


def choose(name: str, value: str, otherwise: str) -> None:
    """Keep what is chosen; the link says it unless it is what it would be otherwise."""
    prepare(stage.tool(), {name: None if value == otherwise else value})


def prepare(tool: str, values: Mapping[str, str | None]) -> None:
    """Choose in a tool, also in another than the one at hand; None takes a choice back."""
    kept = {**_choices().get(tool, {}), **values}
    _choices()[tool] = {name: value for name, value in kept.items() if value is not None}


def _is_news(tool: str, said: dict[str, str]) -> bool:
    """Tell whether a link is one that somebody followed, typed or stepped back to.

    It is none when it is what we wrote; when the browser does not have yet what we wrote; and when
    it is one of the navigation, of now or of just before: who clicks on the map and at once on the
    navigation goes on with what was clicked, although the navigation did not know it yet.
    """
    if said == st.session_state.get(_WRITTEN):
        st.session_state[_UNHEARD] = ()
        return False
    offered = stage.tool() != tool and _was_offered(said, tool)
    return _stepped() or not (offered or said in st.session_state.get(_UNHEARD, ()))


def _is_ours(said: dict[str, str]) -> bool:
    """Tell whether a link is one that we wrote or offered, and nobody stepped back to."""
    ours = st.session_state.get(_WRITTEN), *st.session_state.get(_UNHEARD, ())
    return not _stepped() and (said in ours or _was_offered(said))


def _put(whole: dict[str, str]) -> None:
    before = st.query_params.to_dict()
    if before != whole:
        st.query_params.from_dict(whole)
        unheard = st.session_state.get(_UNHEARD, ())
        st.session_state[_UNHEARD] = (*unheard, before)[-_LATELY:]
    # At once: a click may end the run before all is written, and then says what is here.
    st.session_state[_WRITTEN] = whole


def _stepped() -> bool:
    """Tell whether somebody stepped back or forward in the browser: what it says then is meant."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def _was_offered(said: dict[str, str], tool: str = "") -> bool:
    """Tell whether the navigation has led there lately, to this tool or to any."""
    return any(
        link == said and tool in {"", other} for other, link in st.session_state.get(_OFFERED, ())
    )


def _choices() -> dict[str, Mapping[str, str]]:
    found: dict[str, Mapping[str, str]] = st.session_state.setdefault(_CHOICES, {})
    return found


def _spot(said: Mapping[str, str]) -> Spot | None:
    if said.get(_PROJECT):
        return Spot("projects", said[_PROJECT])
    if said.get(_LAYER) and said.get(_FEATURE):
        # What the link names may have been drawn anew since, under another id.
        return Spot(said[_LAYER], present_id(town(), said[_LAYER], said[_FEATURE]))
    return None
