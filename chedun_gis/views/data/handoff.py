"""Offer the hand-off pack: what goes in, what the format cannot hold, what reading back found."""

import streamlit as st

from chedun_gis.compute import ask, known
from chedun_gis.handoff import (
    ALL,
    FORMATS,
    PACKED,
    Forecast,
    Format,
    Packed,
    Request,
    allowed_crs,
    forecast,
    loss_sentence,
    target_of,
)
from chedun_gis.texts import Lang, say
from chedun_gis.town import town
from chedun_gis.views.shared import table
from chedun_gis.views.shared.plain import literal, words_of
from chedun_gis.views.shared.waiting import waited
from geo import InputError
from layers import LAYERS, Place


def show(lang: Lang) -> None:
    """Draw the section: choose, see what is lost, download, read what was found."""
    st.subheader(say("handoff.title", lang))
    st.write(say("handoff.intro", lang))
    request = _choice(lang)
    try:
        foreseen = forecast(town(), request)
    except InputError as error:
        st.info(words_of(error, lang), icon=":material/info:")
        return
    _losses(foreseen, lang)
    asked = st.download_button(
        say("handoff.download", lang),
        data=lambda: ask(PACKED, town(), request).content,
        file_name=f"chedun-{request.target.fmt.id}-{request.target.made_on}.zip",
        mime="application/zip",
        icon=":material/archive:",
        type="primary",
        key="handoff_download",
    )
    found = _found(request, lang, asked=asked)
    if found:
        _findings(found, lang)


def _choice(lang: Lang) -> Request:
    place = town().place
    good = [layer_id for layer_id in LAYERS if not town().loaded(layer_id).broken]
    chosen = st.multiselect(
        say("handoff.layers", lang),
        good,
        format_func=lambda layer_id: LAYERS[layer_id].title[lang],
        placeholder=say("handoff.all_layers", lang),
        key="handoff_layers",
    )
    first, second, third = st.columns(3)
    fmt = first.selectbox(
        say("handoff.format", lang),
        list(FORMATS.values()),
        index=list(FORMATS).index("gpkg"),
        format_func=lambda each: each.title[lang],
        key="handoff_format",
    )
    crs = second.selectbox(
        say("handoff.crs", lang),
        _systems(fmt, place),
        format_func=lambda code: f"{code} · {_system(code, place, lang)}",
        key=f"handoff_crs_{fmt.id}",
    )
    encoding = third.selectbox(
        say("handoff.encoding", lang),
        fmt.encodings,
        format_func=str.upper,
        disabled=len(fmt.encodings) == 1,
        key=f"handoff_encoding_{fmt.id}",
    )
    return Request(tuple(chosen) or (ALL,), target_of(fmt.id, place, crs=crs, encoding=encoding))


def _system(code: str, place: Place, lang: Lang) -> str:
    """Return what one of the usual systems is called."""
    name = {place.metric_crs: "metric", place.prefixed_crs: "prefixed"}.get(code, code)
    return say(f"handoff.crs.{name}", lang, meridian=place.meridian, zone=place.zone)


def _systems(fmt: Format, place: Place) -> list[str]:
    """Return the usual systems that the format may be in, its own first choice first."""
    only = allowed_crs(fmt, place)
    usual = [code for code in place.usual_crs if not only or code in only]
    first = target_of(fmt.id, place).crs
    return sorted(usual, key=lambda code: code != first)


def _found(request: Request, lang: Lang, *, asked: bool) -> Packed | None:
    """Return what was found, waiting for the pack when it has just been asked for."""
    found: Packed | None = (
        waited(PACKED, town(), request, lang=lang, key="pack")
        if asked
        else known(PACKED, town(), request)
    )
    return found


def _losses(foreseen: Forecast, lang: Lang) -> None:
    """List by layer what the format cannot hold, before anything is written."""
    by_layer: dict[str, list[str]] = {}
    for layer, loss in foreseen.losses:
        by_layer.setdefault(layer.title[lang], []).append(loss_sentence(loss, layer, lang))
    colon = "：" if lang == "zh" else ":"
    lines = [f"- **{title}**{colon} {literal(' '.join(said))}" for title, said in by_layer.items()]
    lines += [f"- {literal(each.why[lang])}" for each in foreseen.left_out]
    if lines:
        st.markdown("\n".join([f"**{say('handoff.before', lang)}**", "", *lines]))
    else:
        st.success(say("handoff.no_losses", lang), icon=":material/check:")


def _findings(found: Packed, lang: Lang) -> None:
    if found.differences:
        said = say("handoff.some_differ", lang, layers=len(found.layers), count=found.differences)
        listed = [literal(each[lang]) for each in found.sentences]
        st.error("\n".join([said, "", *(f"- {line}" for line in listed)]), icon=":material/error:")
    else:
        said = say(
            "handoff.all_same",
            lang,
            layers=len(found.layers),
            features=found.features,
            farthest=found.farthest[lang],
        )
        st.success(said, icon=":material/verified:")
    st.caption(say("handoff.operation", lang, note=found.conversion[lang]))
    table.show(
        {
            "data.layer": [each.title[lang] for each in found.layers],
            "handoff.result": [each.verdict[lang] for each in found.layers],
            "data.count": [each.features for each in found.layers],
            "handoff.file": [each.file for each in found.layers],
        },
        lang,
    )
