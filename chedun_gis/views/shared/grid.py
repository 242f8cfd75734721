"""Ask for the control points of a local grid, and show how well they fit."""

import math
from dataclasses import replace

import streamlit as st

from chedun_gis.importing import Options, control_points, grid_of, title_of
from chedun_gis.texts import Lang, say
from chedun_gis.town import town
from geo import InputError
from geo.position import LEAST_POINTS


def choose(options: Options, stem: str, lang: Lang) -> Options:
    """Return the options with the control points; the residuals stand below them.

    Raises `InputError` with `control_missing` before there are any, and what reading and fitting
    them refuses.
    """
    place = town().place
    crs = st.selectbox(
        say("import.grid.crs", lang),
        place.projected_crs,
        format_func=title_of,
        key=f"{stem}_grid_crs",
    )
    kind = st.radio(
        say("import.grid.fit", lang),
        list(LEAST_POINTS),
        format_func=lambda name: say(f"import.grid.{name}", lang),
        key=f"{stem}_grid_fit",
    )
    upload = st.file_uploader(
        say("import.grid.points", lang), type=["csv", "txt"], key=f"{stem}_grid_points"
    )
    if upload is None:
        raise InputError("control_missing")
    options = replace(options, crs=crs, control=control_points(upload.getvalue()), fit=kind)
    fit = grid_of(options, place)
    worst = int(fit.residual_m.argmax())
    st.caption(
        say(
            "import.grid.line",
            lang,
            count=len(fit.residual_m),
            rms_m=fit.rms_m,
            worst_m=float(fit.residual_m[worst]),
            point=worst + 1,
            scale=fit.scale,
            angle=math.degrees(fit.turn_rad),
        )
    )
    return options
