"""Remember which feature is selected, and keep it in the link."""

from dataclasses import dataclass

import streamlit as st

from layers import LAYERS

_KEY = "selection"


@dataclass(frozen=True, slots=True)
class Selection:
    """A feature by layer and id; `fly` asks the map to go there."""

    layer: str
    id: str
    fly: bool


def select(layer: str, feature_id: str, *, fly: bool) -> None:
    """Select a feature and write it into the link; a layer that does not exist is ignored."""
    if layer not in LAYERS:
        return
    st.session_state[_KEY] = Selection(layer, feature_id, fly)
    _clear_link()
    if layer == "projects":
        st.query_params["project"] = feature_id
    else:
        st.query_params.update({"layer": layer, "feature": feature_id})


def unselect() -> None:
    """Select nothing."""
    st.session_state[_KEY] = None
    _clear_link()


def selected() -> Selection | None:
    """Return the selection; on the first run the one that the link asks for."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = _from_link()
    selection: Selection | None = st.session_state[_KEY]
    return selection


def _from_link() -> Selection | None:
    project = st.query_params.get("project")
    if project:
        return Selection("projects", project, fly=True)
    layer, feature = st.query_params.get("layer"), st.query_params.get("feature")
    if layer in LAYERS and feature:
        return Selection(str(layer), feature, fly=True)
    return None


def _clear_link() -> None:
    for name in ("project", "layer", "feature"):
        st.query_params.pop(name, None)
