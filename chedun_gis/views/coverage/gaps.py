"""Show the gaps on the map and in a table: a click on the one finds it in the other."""

from dataclasses import replace

import streamlit as st

from chedun_gis.analysis import CoverageSheet, Evidence
from chedun_gis.texts import HECTARE_M2, Lang, say
from chedun_gis.town import town
from chedun_gis.views.shared import pick, stage
from chedun_gis.views.shared.drawer import drawer

_HEIGHT_PX = 250


def show(sheet: CoverageSheet, places: Evidence, lang: Lang) -> None:
    """Draw the gaps on the map, and their table in the drawer below it.

    Parcels that are drawn from tiles are shown in their `shades`, and not once more as places.
    """
    if sheet.shades:
        places = replace(places, parts=places.parts[1:])
    stage.show(places, lang, on_place=lambda _: None, shades=sheet.shades)
    if sheet.gaps.empty:
        st.subheader(say("coverage.gaps", lang, count=0))
        return
    with drawer(say("coverage.gaps", lang, count=len(sheet.gaps)), lang) as opened:
        if opened:
            _table(sheet, stage.now().mark or None, lang)


def _table(sheet: CoverageSheet, chosen: str | None, lang: Lang) -> None:
    found = sheet.gaps
    zones = town().loaded("zones").frame.set_index("id")[f"name_{lang}"]
    pick.show(
        {
            "#": list(found.index),
            "coverage.zone": [zones.get(each, "—") for each in found["zone"]],
            "coverage.near": [each[lang] if each else "—" for each in found["near"]],
            "coverage.area": found["area_m2"].to_numpy() / HECTARE_M2,
            "coverage.gap_people": found["people"].to_numpy(),
            "coverage.nearest": found[f"nearest_{lang}"].to_numpy(),
            "coverage.distance": found["nearest_m"].to_numpy(),
        },
        [f"gap-{number}" for number in found.index],
        lang,
        key=f"coverage_gaps_{lang}",
        chosen=chosen,
        pick=stage.point_at,
        formats={
            "coverage.area": "%.2f",
            "coverage.gap_people": "%.0f",
            "coverage.distance": "%.0f",
        },
        height=_HEIGHT_PX,
    )
