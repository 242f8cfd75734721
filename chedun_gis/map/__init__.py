"""The map: what the browser is told, and the one folium object that carries it."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from chedun_gis.map.card import Card, card_of
from chedun_gis.map.catalogue import catalogue
from chedun_gis.map.display import (
    display_areas,
    display_features,
    display_radius,
    reach_shown,
)
from chedun_gis.map.find import (
    FeatureList,
    ProjectFilter,
    feature_list,
    filter_projects,
    months_known,
    project_choices,
    project_list,
    search,
)
from chedun_gis.map.stage import (
    EVIDENCE,
    Spot,
    Stage,
    View,
    ask,
    mark,
    point_of,
    select,
    told,
    view_of,
)

if TYPE_CHECKING:
    from chedun_gis.map.folium_map import Scene, build_map, build_scene

_WITH_FOLIUM = frozenset({"Scene", "build_map", "build_scene"})


def __getattr__(name: str) -> Any:  # noqa: ANN401 - of the names above
    """Load folium for what needs it: the server is there a quarter of a second sooner."""
    if name not in _WITH_FOLIUM:
        raise AttributeError(name)
    return getattr(import_module("chedun_gis.map.folium_map"), name)
