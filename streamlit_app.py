"""Put the parts together: the pages, and the routes that serve the map its files and data."""

import streamlit as st

from chedun_gis.server import publisher, require_assets, routes, warm_up
from chedun_gis.town import settings, town

require_assets()
warm_up()
app = st.App("chedun_gis/views/main.py", routes=routes(town, settings(), publisher()))
