"""The map: what the browser is told, and the one folium object that carries it."""
