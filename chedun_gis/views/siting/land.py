"""Take the land that may be built on from a planner's own file, as candidates for siting."""

import geopandas as gpd
import streamlit as st

from chedun_gis.importing import PARTS, SUFFIXES, Located, finite
from chedun_gis.texts import Lang, say
from chedun_gis.town import town
from chedun_gis.views.shared import position
from chedun_gis.views.shared import upload as import_file
from geo import InputError
from layers import LAYERS

# Land is polygons, and lies where homes lie: its position is compared with what those are.
_LIKE = LAYERS["residential"]


def choose(lang: Lang) -> gpd.GeoDataFrame | None:
    """Ask for the candidates' land; None is a grid over the town.

    Returns polygons by id in metres. Raises `InputError` with `land_none` (no file yet),
    `land_position` (CRS or datum open), `candidates_empty`, and what reading a file refuses.
    """
    own = st.radio(
        say("siting.land", lang),
        (False, True),
        format_func=lambda each: say("siting.land_own" if each else "siting.land_grid", lang),
        horizontal=True,
        key="siting_land",
    )
    if not own:
        return None
    uploads = st.file_uploader(
        say("siting.land_file", lang),
        type=[*SUFFIXES, *PARTS],
        accept_multiple_files=True,
        key="siting_land_file",
    )
    if not uploads:
        raise InputError("land_none")
    file = import_file.kept(uploads, lang)
    options = import_file.choose(file, lang)
    opened = import_file.read(file, options, lang)
    _, located = position.choose(opened, _LIKE, options, lang)
    return _labelled(located, town().place.metric_crs)


def _labelled(located: Located, crs: str) -> gpd.GeoDataFrame:
    """Return the land in metres by its own ids, or numbered as in the file where they repeat."""
    if located.open:
        raise InputError("land_position")
    frame = located.frame[finite(located.frame)].to_crs(crs)
    numbers = [str(number) for number in range(1, len(frame) + 1)]
    ids = frame["id"].astype(str).tolist() if "id" in frame else numbers
    names = ids if len(set(ids)) == len(ids) else numbers
    return gpd.GeoDataFrame({"id": names}, index=names, geometry=frame.geometry.to_numpy()).set_crs(
        crs
    )
