"""Ask which column holds which field, and for one value where there is no column."""

from dataclasses import replace

import streamlit as st

from chedun_gis.importing import Opened, Options, guess
from chedun_gis.texts import Lang, say
from layers import Field, Layer

# What is made up when it is missing, and reported, is not asked for.
_FILLED = frozenset(
    {"id", "name_zh", "name_en", "source", "line_count", "in_town", "direction", "length_km"}
)
_A_ROW = 3


def choose(opened: Opened, layer: Layer, options: Options, lang: Lang) -> Options:
    """Return the options with the columns and values chosen; needed fields come first."""
    guessed = guess(layer, opened.columns)
    asked = [field for field in layer.all_fields if _is_asked(field, guessed)]
    rest = [field for field in layer.all_fields if field not in asked]
    columns, values = dict(options.columns), dict(options.values)
    stem = f"import_{layer.id}_{opened.sha256[:12]}_{opened.raw.source.name}"
    if asked:
        st.caption(say("import.needed", lang))
        _fields(asked, opened, guessed, (columns, values), stem, lang)
    with st.expander(say("import.mapped", lang, count=len(guessed)), expanded=not asked):
        _fields(rest, opened, guessed, (columns, values), stem, lang)
    return replace(options, columns=columns, values=values)


def _is_asked(field: Field, guessed: dict[str, str]) -> bool:
    return field.required and field.name not in guessed and field.name not in _FILLED


def _fields(  # noqa: PLR0913, PLR0917 - what a field's two boxes need
    fields: list[Field],
    opened: Opened,
    guessed: dict[str, str],
    chosen: tuple[dict[str, str], dict[str, str]],
    stem: str,
    lang: Lang,
) -> None:
    columns, values = chosen
    for start in range(0, len(fields), _A_ROW):
        row = st.columns(_A_ROW)
        for place, field in zip(row, fields[start : start + _A_ROW], strict=False):
            with place:
                column = _column(field, opened, guessed, stem, lang)
                columns[field.name] = column
                value = "" if column else _value(field, stem, lang)
            if value:
                values[field.name] = value


def _column(field: Field, opened: Opened, guessed: dict[str, str], stem: str, lang: Lang) -> str:
    names = ["", *opened.columns]
    star = " *" if field.required and field.name not in _FILLED else ""
    chosen = st.selectbox(
        f"{field.title[lang]}{star}",
        names,
        index=names.index(guessed.get(field.name, "")),
        format_func=lambda name: name or say("import.no_column", lang),
        key=f"{stem}_{field.name}_column",
    )
    return str(chosen)


def _value(field: Field, stem: str, lang: Lang) -> str:
    label = say("import.value_for_all", lang, field=field.title[lang])
    key = f"{stem}_{field.name}_value"
    if field.choices:
        return str(
            st.selectbox(
                label,
                ("", *field.choices),
                format_func=lambda code: (
                    field.choices[code][lang] if code else say("import.no_value", lang)
                ),
                label_visibility="collapsed",
                key=key,
            )
        )
    if field.type == "boolean":
        words = {"": "import.no_value", "true": "value.yes", "false": "value.no"}
        return str(
            st.selectbox(
                label,
                list(words),
                format_func=lambda word: say(words[word], lang),
                label_visibility="collapsed",
                key=key,
            )
        )
    hint = say("import.value_hint", lang, unit=f" ({field.unit})" if field.unit else "")
    return st.text_input(
        label, placeholder=hint, max_chars=200, label_visibility="collapsed", key=key
    ).strip()
