"""The one map: what the tool at hand shows on it, and what is done with what the map says."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import streamlit as st
from streamlit_folium import st_folium

from chedun_gis.analysis import DrawnEvidence, Evidence, Shades
from chedun_gis.map import (
    EVIDENCE,
    Scene,
    Spot,
    Stage,
    build_map,
    build_scene,
    mark,
    point_of,
    select,
    told,
)
from chedun_gis.server import publisher
from chedun_gis.texts import Lang
from chedun_gis.town import town
from chedun_gis.views.shared import visitor

_STAGE: Final = "stage"
_PLAY: Final = "stage_play"
_NEWS: Final = "stage_news"
# The component, the same on every page, so that the map is never mounted anew.
_MAP: Final = "map"
# The frame is stretched to its place by the style sheet; this is only its first height.
_HEIGHT_PX: Final = 700

Message = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Play:
    """What a tool shows, and what it does with a place of its result, or with what is drawn.

    `rest` is what of its panel can wait until the map is on its way; `on_point` hears of the place
    that is asked for.
    """

    scene: Scene
    on_place: Callable[[str], None] | None = None
    on_pen: Callable[[Message], None] | None = None
    rest: Callable[[], None] | None = None
    on_point: Callable[[float, float], None] | None = None


def now() -> Stage:
    """Return what the map shows beside the result."""
    found: Stage = st.session_state.setdefault(_STAGE, Stage())
    return found


def put(changed: Stage) -> None:
    """Let the map show this."""
    st.session_state[_STAGE] = changed


def tool() -> str:
    """Return the name of the tool at hand."""
    return _play().scene.tool


def selected() -> Spot | None:
    """Return the selected feature."""
    return now().selection


def choose(layer: str, feature: str, *, fly: bool) -> None:
    """Select a feature; `fly` asks the map to go there."""
    put(select(now(), Spot(layer, feature), fly=fly))


def unselect() -> None:
    """Select nothing."""
    put(select(now(), None))


def point_at(place: str, *, fly: bool = True) -> None:
    """Mark a place of the result and go there; "" for none."""
    put(mark(now(), place, fly=fly))


def begin(tool: str, layers: tuple[str, ...]) -> None:
    """Let a tool come on; what it shows is said while its page is drawn.

    Until it is, whoever heard the map before hears it on: this run may give way to what the map
    says, which would then be taken for heard by nobody.
    """
    before: Play | None = st.session_state.get(_PLAY)
    play = Play(Scene(tool, layers))
    if before is not None and before.scene.tool == tool:
        play = replace(before, scene=play.scene, rest=None)
    elif before is not None:
        put(mark(now(), ""))
    st.session_state[_PLAY] = play
    st.session_state.pop(_NEWS, None)


def show(
    evidence: Evidence | DrawnEvidence,
    lang: Lang,
    *,
    on_place: Callable[[str], None] | None = None,
    on_pen: Callable[[Message], None] | None = None,
    shades: Shades | None = None,
) -> None:
    """Show the places behind a figure on the map, and a layer in the `shades` that it gives.

    A click on a named place gives `on_place` its id, and what is drawn goes to `on_pen`, both
    before the page is drawn again.
    """
    play = _play()
    scene = replace(play.scene, evidence=publisher().publish(evidence, lang))
    if shades:
        # The layer has to be on to be seen in them; a tool without layers of its own shows the
        # user's.
        more = () if not scene.shown or shades.layer in scene.shown else (shades.layer,)
        key = publisher().publish_shades(shades, lang)
        scene = replace(scene, shades=key, shown=(*scene.shown, *more))
    st.session_state[_PLAY] = replace(play, scene=scene, on_place=on_place, on_pen=on_pen)


def keep(layer: str, ids: Collection[str] | None) -> None:
    """Keep a layer to some of its features on the map, None for all of them."""
    play = _play()
    others = tuple(each for each in play.scene.kept if each[0] != layer)
    kept = others if ids is None else (*others, (layer, tuple(ids)))
    st.session_state[_PLAY] = replace(play, scene=replace(play.scene, kept=kept))


def look_back(date: str) -> None:
    """Let the map draw the projects at the stages of a date, "" for those of now."""
    play = _play()
    st.session_state[_PLAY] = replace(play, scene=replace(play.scene, then=date))


def aim(on_point: Callable[[float, float], None], point: tuple[float, float] | None) -> None:
    """Ask for a place: a click anywhere on the map gives `on_point` its latitude and longitude.

    `point` is the place said last.
    """
    play = _play()
    scene = replace(play.scene, aim=True, point=point)
    st.session_state[_PLAY] = replace(play, scene=scene, on_point=on_point)


def after_map(rest: Callable[[], None]) -> None:
    """Draw something only when the map is on its way; what is large would be read before it."""
    st.session_state[_PLAY] = replace(_play(), rest=rest)


def draw_rest() -> None:
    """Draw what waits for the map."""
    play = _play()
    if play.rest is not None:
        # What it draws in is of this run alone.
        st.session_state[_PLAY] = replace(play, rest=None)
        play.rest()


def draw(lang: Lang) -> None:
    """Draw the map, the same each time; what of the scene is new it finds out by itself."""
    here = town()
    st_folium(
        build_map(here.place),
        key=_MAP,
        height=_HEIGHT_PX,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=build_scene(
            _play().scene, now(), lang, state=visitor.state(here), visit=visitor.visit()
        ),
        on_change=_heard,
    )


def ask_for_page() -> None:
    """Let all be drawn, where else only what stands by the map would be."""
    st.session_state[_NEWS] = True


def page_asked_for() -> bool:
    """Tell, once, whether what the map said concerns the tool, and not only what stands by it."""
    return bool(st.session_state.pop(_NEWS, False))


def _play() -> Play:
    found: Play = st.session_state.get(_PLAY) or Play(Scene(""))
    return found


def _heard() -> None:
    message = (st.session_state.get(_MAP) or {}).get("last_active_drawing")
    stage, news = told(now(), message)
    put(stage)
    play = _play()
    for each in news:
        kind = each.get("kind")
        if kind == EVIDENCE and play.on_place is not None:
            play.on_place(str(each.get("id") or ""))
            ask_for_page()
        elif kind == "changed":
            if each.get("state") == "gone":
                visitor.forget()
            ask_for_page()
        elif kind == "point" and play.on_point is not None:
            point = point_of(each)
            if point is not None:
                play.on_point(*point)
            ask_for_page()
        elif kind in {"edits", "touch"} and play.on_pen is not None:
            play.on_pen(each)
            ask_for_page()
