"""The map: what the browser is told, and the one folium object that carries it."""

from chedun_gis.map.card import Card, card_of
from chedun_gis.map.catalogue import catalogue
from chedun_gis.map.display import display_areas, display_features, display_radius
from chedun_gis.map.find import ProjectFilter, filter_projects, search
from chedun_gis.map.folium_map import build_evidence, build_map, build_selection
