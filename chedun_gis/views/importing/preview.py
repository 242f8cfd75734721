"""Show what an import will bring: map, table, and everything that is wrong or was repaired."""

import pandas as pd
import streamlit as st

from chedun_gis.importing import Prepared, plain, preview
from chedun_gis.texts import Lang, place_of, say, sentence_of
from chedun_gis.town import town
from chedun_gis.views.shared import stage
from geo import Problem
from layers import Field, Layer

_ROWS = 200


def show(prepared: Prepared, lang: Lang) -> None:
    """Draw the section."""
    st.subheader(say("import.step.look", lang))
    first, second, third = st.columns(3)
    first.metric(say("import.rows_taken", lang), f"{len(prepared.frame)} / {prepared.rows}")
    second.metric(say("import.rows_rejected", lang), len(prepared.rejected))
    third.metric(say("import.repairs", lang), len(prepared.repairs))
    if prepared.frame.geometry.isna().all():
        st.info(say("import.map_waits", lang), icon=":material/map:")
    else:
        stage.show(preview(prepared, town()), lang)
    _table(prepared, lang)
    _problems(prepared, lang)


def _table(prepared: Prepared, lang: Lang) -> None:
    """Show the rows as the layer will have them; those with errors are below."""
    titles = {field.name: field.title[lang] for field in prepared.layer.all_fields}
    shown = prepared.frame.drop(columns=prepared.frame.geometry.name).head(_ROWS)
    table = pd.DataFrame(
        {
            titles[name]: [_shown(prepared.layer.column(name), cell, lang) for cell in shown[name]]
            for name in shown.columns
        },
        index=shown.index,
    )
    table.index = table.index.rename(say("import.row", lang))
    st.dataframe(table, width="stretch", height=300)
    if len(prepared.frame) > _ROWS:
        st.caption(say("import.first_rows", lang, count=_ROWS))


def _shown(field: Field, cell: object, lang: Lang) -> str:
    cell = plain(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return say("value.yes" if cell else "value.no", lang)
    text = str(cell)
    return field.choices[text][lang] if text in field.choices else text


def _problems(prepared: Prepared, lang: Lang) -> None:
    if not prepared.problems:
        st.success(say("import.no_problems", lang), icon=":material/check:")
        return
    st.dataframe(
        pd.DataFrame(
            [
                {
                    say("problem.level", lang): say(f"problem.{problem.level}", lang),
                    say("problem.place", lang): _place(problem, prepared.layer, lang),
                    say("problem.what", lang): sentence_of(problem, lang),
                }
                for problem in [*prepared.errors, *prepared.repairs]
            ]
        ),
        hide_index=True,
        width="stretch",
        height="content" if len(prepared.problems) <= 8 else 320,  # noqa: PLR2004 - rows in view
        key="import_problems",
    )


def _place(problem: Problem, layer: Layer, lang: Lang) -> str:
    """Leave out the layer: there is only one here."""
    place = place_of(problem, layer, lang).removeprefix(layer.title[lang])
    return place.removeprefix(" · ") or say("import.whole_file", lang)
