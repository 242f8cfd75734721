"""Put the parts together: the pages, and the routes that serve the map its files and data."""

import streamlit as st

from chedun_gis.assets import require_assets
from chedun_gis.installation import publisher, settings, town, warm_up
from chedun_gis.service import routes

require_assets()
warm_up()
app = st.App("chedun_gis/views/main.py", routes=routes(town, settings(), publisher()))
