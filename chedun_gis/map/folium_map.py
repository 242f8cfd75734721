"""Build the folium map: a constant shell that fetches its data, and the scene drawn on it.

Folium runs what it is given (Jinja on the server, HTML in the browser), so no name or text of a
feature ever enters a folium object: only ids that `plain_id` passes and our own constants do.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

import folium
from branca.element import MacroElement
from folium.template import Template

from chedun_gis.map.stage import EVIDENCE, SHOWABLE, Spot, Stage, plain_id
from chedun_gis.texts import Lang
from layers import LAYERS, Place

# Relative to the component's frame, so that a base path in front of the server does no harm.
_ASSETS = "../../gis/assets/"
_NAME = re.compile(r"[a-z]{0,20}")
_KEY = re.compile(r"(?:w?[0-9a-f]{8,64})?")
_DATE = re.compile(r"(?:[0-9]{4}(?:-[0-9]{2}){0,2})?")


@dataclass(frozen=True, slots=True)
class Scene:
    """What a tool shows on the map.

    `shown` are the layers it needs and no others, () for those that the user has on; `evidence` is
    the key under which its result is published, `shades` that of the colours which it gives to a
    layer; `kept` keeps a layer to some of its features. With `aim` a click says a place, and
    `point` is the one said last (latitude, longitude in degrees). `then` is the date at whose
    stages projects are drawn, "" for now.
    """

    tool: str
    shown: tuple[str, ...] = ()
    evidence: str = ""
    shades: str = ""
    kept: tuple[tuple[str, tuple[str, ...]], ...] = ()
    aim: bool = False
    point: tuple[float, float] | None = None
    then: str = ""


class _Explorer(MacroElement):
    """Start our own script on the map."""

    _template = Template(
        "{% macro script(this, kwargs) %}chedun.start({{ this._parent.get_name() }});{% endmacro %}"
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Explorer"


class _Map(folium.Map):
    """A folium map that asks for one script and one style sheet, from our own server."""

    default_js = [("map", f"{_ASSETS}map.js")]  # noqa: RUF012 - name and type are folium's
    default_css = [("map", f"{_ASSETS}map.css")]  # noqa: RUF012 - name and type are folium's
    _ready = False

    def render(self, **options: Any) -> str:  # noqa: ANN401 - folium's
        """Put styles and links into the page; once, however often streamlit-folium asks for it.

        Each time would compile five templates to put the same there again.
        """
        if not self._ready:
            super().render(**options)  # type: ignore[no-untyped-call]
            self._ready = True
        return ""  # its parts stand in the page


class _Scene(folium.FeatureGroup):
    """What is shown now, whole; the map finds out what of it is new."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = chedun.show({{ this.scene }});"
        "{% endmacro %}"
    )

    def __init__(self, scene: str) -> None:
        super().__init__(control=False)
        self.scene = scene


def build_map(place: Place) -> folium.Map:
    """Return the map of a place, the same for every call."""
    shell = _Map(
        location=place.centre_deg[::-1],
        zoom_start=place.zoom,
        tiles=None,
        attribution_control=False,
        zoom_control=False,
        max_zoom=20,
        min_zoom=9,
        zoom_snap=0.5,
    )
    shell.add_child(_Explorer())
    return shell


def build_scene(
    scene: Scene, stage: Stage, lang: Lang, *, state: str = "", visit: str = ""
) -> folium.FeatureGroup:
    """Return the overlay that tells the map what to show, of a town in this state.

    On behalf of which `visit` it asks for the state is told to the map alone.

    An id with other characters than letters, digits and `._:-` is left out: its card opens all the
    same, only the highlight is missing. `ValueError` for a tool, key or date that is no such name.
    """
    if not _NAME.fullmatch(scene.tool):
        raise ValueError(scene.tool)
    if not _DATE.fullmatch(scene.then):
        raise ValueError(scene.then)
    for key in (scene.evidence, scene.shades, state, visit):
        if not _KEY.fullmatch(key):
            raise ValueError(key)
    view = stage.view
    content = {
        "lang": "en" if lang == "en" else "zh",
        "state": state,
        "visit": visit,
        "tool": scene.tool,
        "shown": [each for each in scene.shown if each in LAYERS],
        "evidence": scene.evidence,
        "shades": scene.shades,
        "kept": {
            layer: [each for each in ids if plain_id(each)]
            for layer, ids in scene.kept
            if layer in LAYERS
        },
        "aim": scene.aim,
        "point": scene.point,
        "then": scene.then,
        "selection": _spot(stage.selection),
        "mark": stage.mark if plain_id(stage.mark) else "",
        "goal": _spot(stage.goal),
        "flight": stage.flight,
        "view": view and [view.lat, view.lng, view.zoom],
        "layers": stage.layers and [each for each in stage.layers if each in SHOWABLE],
        "asked": stage.asked,
        "token": stage.token if stage.token.isalnum() else "",
        "heard": stage.heard,
    }
    return _Scene(json.dumps(content, separators=(",", ":")))


def _spot(spot: Spot | None) -> list[str] | None:
    if spot is None or spot.layer not in {*LAYERS, EVIDENCE} or not plain_id(spot.id):
        return None
    return [spot.layer, spot.id]
