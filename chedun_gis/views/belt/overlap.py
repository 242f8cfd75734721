"""Show which polygons of two layers share ground, how much, and which part of each."""

import pandas as pd
import streamlit as st

from chedun_gis.indicators import input_words
from chedun_gis.profile import OWN, Area, Overlap, overlap_of, polygon_layers, schematic
from chedun_gis.texts import HECTARE_M2, Lang, hectares, say
from chedun_gis.town import town
from chedun_gis.views.shared import choices, downloads
from chedun_gis.views.shared.downloads import Download
from geo.files import as_csv, to_geojson

_COLUMNS = (
    "id",
    "left",
    "left_name_zh",
    "right",
    "right_name_zh",
    "area_m2",
    "left_share",
    "right_share",
    "schematic",
)
_FIRST, _SECOND = "zones", "residential"


def show(own: Area | None, lang: Lang) -> None:
    """Draw the section; `own` is a belt that can be compared too."""
    st.subheader(say("belt.overlap", lang))
    known = polygon_layers(own)
    names = {key: say("belt.this", lang) if key == OWN else known[key][lang] for key in known}
    chosen = [
        choices.select(
            column, say(f"belt.{place}", lang), names, lang, name=place, otherwise=otherwise
        )
        for column, place, otherwise in zip(
            st.columns(2), ("first", "second"), (OWN if own else _FIRST, _SECOND), strict=True
        )
    ]
    found = overlap_of(town(), *chosen, own=own)
    if found.pairs.empty:
        st.info(say("belt.no_pairs", lang))
        return
    area = hectares(found.area_m2)
    st.write(say("belt.pairs", lang, count=len(found.pairs), area=area))
    _table(found, lang)
    st.caption(" · ".join(input_words(each, lang) for each in found.inputs))
    if schematic(found.inputs):
        st.warning(say("belt.sketch", lang), icon=":material/edit_location:")
    _downloads(found, lang)


def _rows(found: Overlap, lang: Lang) -> pd.DataFrame:
    pairs = found.pairs
    return pd.DataFrame(
        {
            say("belt.left", lang): pairs[f"left_name_{lang}"],
            say("belt.right", lang): pairs[f"right_name_{lang}"],
            say("belt.shared", lang): pairs["area_m2"] / HECTARE_M2,
            say("belt.left_share", lang): 100 * pairs["left_share"],
            say("belt.right_share", lang): 100 * pairs["right_share"],
        }
    )


def _table(found: Overlap, lang: Lang) -> None:
    shares = [say(f"belt.{side}_share", lang) for side in ("left", "right")]
    st.dataframe(
        _rows(found, lang),
        hide_index=True,
        width="stretch",
        column_config={
            say("belt.shared", lang): st.column_config.NumberColumn(format="%.2f"),
            **{name: st.column_config.NumberColumn(format="%.1f%%") for name in shares},
        },
    )


def _downloads(found: Overlap, lang: Lang) -> None:
    plain = found.pairs.assign(schematic=schematic(found.inputs))
    downloads.show(
        (
            Download(
                "belt.overlap_csv",
                "overlap.csv",
                lambda: as_csv(pd.DataFrame(plain[list(_COLUMNS)])),
            ),
            Download(
                "belt.overlap_geojson", "overlap.geojson", lambda: to_geojson(plain, _COLUMNS)
            ),
        ),
        lang,
    )
