"""Build the folium map: a constant shell that fetches its data, and the selection drawn on it.

Folium runs what it is given (Jinja on the server, HTML in the browser), so no name or text of a
feature ever enters a folium object: only ids that match `_SAFE_ID` and our own constants do.
"""

import re

import folium
from branca.element import MacroElement
from folium.template import Template

from chedun_gis.texts import Lang
from geo import InputError
from layers import LAYERS, Place

# Relative to the component's frame, so that a base path in front of the server does no harm.
_ASSETS = "../../gis/assets/"
_SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}")


class _Explorer(MacroElement):
    """Start our own script on the map; `lang` is `zh` or `en`."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        'chedun.start({{ this._parent.get_name() }}, "{{ this.lang }}", "{{ this.shown }}", '
        '{{ "true" if this.draws else "false" }});'
        "{% endmacro %}"
    )

    def __init__(self, lang: Lang, shown: tuple[str, ...], *, draws: bool) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Explorer"
        self.lang = "en" if lang == "en" else "zh"
        self.shown = " ".join(layer_id for layer_id in shown if layer_id in LAYERS)
        self.draws = draws


class _OfflineMap(folium.Map):
    """A folium map that asks for one script and one style sheet, from our own server."""

    default_js = [("map", f"{_ASSETS}map.js")]  # noqa: RUF012 - name and type are folium's
    default_css = [("map", f"{_ASSETS}map.css")]  # noqa: RUF012 - name and type are folium's


class _DrawingMap(_OfflineMap):
    """The same with a second script, to draw and change features."""

    default_js = [*_OfflineMap.default_js, ("draw", f"{_ASSETS}draw.js")]  # noqa: RUF012
    default_css = [*_OfflineMap.default_css, ("draw", f"{_ASSETS}draw.css")]  # noqa: RUF012


class _Selection(folium.FeatureGroup):
    """The selected feature, highlighted while it is selected."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = chedun.selection("
        '"{{ this.layer_id }}", "{{ this.feature_id }}", {{ "true" if this.fly else "false" }});'
        "{% endmacro %}"
    )

    def __init__(self, layer_id: str, feature_id: str, *, fly: bool) -> None:
        super().__init__(control=False)
        self.layer_id = layer_id
        self.feature_id = feature_id
        self.fly = fly


class _EvidenceOverlay(folium.FeatureGroup):
    """A result's places; `key` is the digest under which the service keeps them."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        'var {{ this.get_name() }} = chedun.evidence("{{ this.key }}");'
        "{% endmacro %}"
    )

    def __init__(self, key: str) -> None:
        super().__init__(control=False)
        self.key = key


def build_map(
    lang: Lang, place: Place, *, shown: tuple[str, ...] = (), draws: bool = False
) -> folium.Map:
    """Return the map of a place, the same for every call with the same arguments.

    `shown` are the layers that it starts with; without them each layer's own default counts.
    With `draws` features can be drawn and changed, once evidence with a pen is shown.
    """
    shell = (_DrawingMap if draws else _OfflineMap)(
        location=place.centre_deg[::-1],
        zoom_start=place.zoom,
        tiles=None,
        attribution_control=False,
        zoom_control=False,
        max_zoom=20,
        min_zoom=9,
        zoom_snap=0.5,
    )
    shell.add_child(_Explorer(lang, shown, draws=draws))
    return shell


def build_selection(layer_id: str, feature_id: str, *, fly: bool) -> folium.FeatureGroup | None:
    """Return the overlay that highlights a feature, or None when its id is not plain.

    An id with other characters than letters, digits and `._:-` is not put into the page; the
    feature's card still opens, only the highlight is missing. `InputError("layer_unknown")` for an
    unknown layer.
    """
    if layer_id not in LAYERS:
        raise InputError("layer_unknown", layer=layer_id, known="、".join(LAYERS))
    if not _SAFE_ID.fullmatch(feature_id):
        return None
    return _Selection(layer_id, feature_id, fly=fly)


def build_evidence(key: str) -> folium.FeatureGroup:
    """Return the overlay that draws published evidence; `key` as `evidence.publish` returned it."""
    if not re.fullmatch(r"[0-9a-f]{8,64}", key):
        raise ValueError(key)
    return _EvidenceOverlay(key)
