"""Put the parts together: the pages, the routes that serve the map, and whom all of it answers."""

import streamlit as st
from streamlit import config

from chedun_gis.server import guard, keep_peers, publisher, require_assets, routes, warm_up
from chedun_gis.town import settings, town
from chedun_gis.views import (
    callback_failed,
    one_run_at_a_time,
    ready_to_sign_in,
    seek_no_components,
    tell_who_may_enter,
    who,
)

require_assets()
keep_peers()
tell_who_may_enter()
ready_to_sign_in()
one_run_at_a_time()
seek_no_components()
warm_up()
# Streamlit asks again on its own websocket.
config.set_option("server.allowedHosts", list(settings().hosts))
app = st.App(
    "chedun_gis/views/main.py",
    routes=routes(town, settings(), publisher(), who()),
    middleware=guard(settings(), st.get_option("server.baseUrlPath")),
    on_script_error=callback_failed,
)
