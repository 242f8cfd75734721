"""The figures of a scenario, the feature selected on the map, the rule and what is switched on."""

from dataclasses import replace
from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st

from chedun_gis.scenario import (
    SWITCHABLE,
    Change,
    Conflict,
    Effect,
    Scenario,
    conflicts,
    drop,
    park_rules,
    put,
    scenario_town,
)
from chedun_gis.texts import HECTARE_M2, Lang, Untold, hectares, joined, percent, say
from chedun_gis.town import town
from chedun_gis.views.scenario import finish
from chedun_gis.views.shared import desk as scenario_desk
from chedun_gis.views.shared.held import hold
from chedun_gis.views.shared.plain import literal
from geo.transit import NAME_SEPARATOR
from layers import LAYERS

_POINTS = 100.0


def figures(scenario: Scenario, effect: Effect, lang: Lang) -> None:
    """Show the share with its change, what is gained, and which parks lie over something else."""
    # Found first: what came a moment later would push away what is just being clicked.
    over = _over(scenario, lang)
    chosen = effect.chosen
    share, gain = st.columns(2)
    before, after = chosen.share(chosen.before), chosen.share(chosen.after)
    points = 0.0 if before is None or after is None else _POINTS * (after - before)
    share.metric(
        say("scenario.share", lang),
        percent(after, lang),
        delta=say("scenario.points", lang, points=points) if points else None,
        help=say("scenario.from", lang, before=percent(before, lang)),
        border=True,
    )
    gain.metric(say("scenario.gain", lang), f"{hectares(chosen.gain_m2, sign='+')} ha", border=True)
    people, parcels = st.columns(2)
    people.metric(say("scenario.people", lang), f"{chosen.gain_people:+,.0f}", border=True)
    if isinstance(effect.bus, Untold):
        why = effect.bus.why[lang]
        no_data = say("indicator.no_value", lang)
        parcels.metric(say("scenario.lines", lang), no_data, help=literal(why), border=True)
    elif effect.bus is None:
        parcels.metric(say("scenario.parcels", lang), len(effect.newly), border=True)
    else:
        was, now = (int(report.verdicts["met"].sum()) for report in effect.bus)
        total = len(effect.bus[1].verdicts)
        parcels.metric(
            say("scenario.lines", lang),
            f"{now} / {total}",
            delta=now - was or None,
            border=True,
        )
    st.caption(say("scenario.sketch", lang))
    if over:
        st.warning("\n\n".join(over), icon=":material/warning:")


def _over(scenario: Scenario, lang: Lang) -> list[str]:
    """Say which parks lie over homes, water or roads."""
    found = conflicts(town(), scenario)
    parks = scenario_town(town(), scenario).frame("parks").set_index("id")[f"name_{lang}"]
    return [
        say("scenario.over", lang, park=literal(parks[each.park]), what=_under(each, lang))
        for each in found
    ]


def _under(conflict: Conflict, lang: Lang) -> str:
    amounts = {
        "homes": hectares(conflict.homes_m2) if conflict.homes_m2 else "",
        "water": f"{conflict.water_m:,.0f}" if conflict.water_m else "",
        "roads": f"{conflict.roads_m:,.0f}" if conflict.roads_m else "",
    }
    over = (
        say(f"scenario.over_{what}", lang, amount=amount)
        for what, amount in amounts.items()
        if amount
    )
    return joined(over, lang)


def selected(lang: Lang) -> None:
    """Let the feature clicked last be named, described, removed or put back."""
    with st.container():  # always there, so that what stands below keeps its place
        desk = scenario_desk.desk(lang)
        if desk.selected is not None:
            _selected(desk.scenario, *desk.selected, lang)


def _selected(scenario: Scenario, layer: str, feature: str, lang: Lang) -> None:
    frame = scenario_town(town(), scenario).frame(layer)
    found = frame[frame["id"] == feature]
    change = scenario.change_of(layer, feature)
    if found.empty and change is None:
        return
    with st.container(border=True, key="scenario_selected"):
        if not found.empty:
            _fields(layer, found, lang)
        keep, back = st.columns(2)
        if not found.empty:
            keep.button(
                say("scenario.remove", lang),
                key=f"remove_{feature}",
                icon=":material/delete:",
                on_click=lambda: scenario_desk.edit(
                    lang, put(_now(lang), Change("removed", layer, feature))
                ),
                width="stretch",
            )
        if change is not None and change.action != "added":
            back.button(
                say("scenario.restore", lang),
                key=f"restore_{feature}",
                icon=":material/history:",
                on_click=lambda: scenario_desk.edit(lang, drop(_now(lang), layer, feature)),
                width="stretch",
            )


def _now(lang: Lang) -> Scenario:
    return scenario_desk.desk(lang).scenario


def _fields(layer: str, found: gpd.GeoDataFrame, lang: Lang) -> None:
    row = found.iloc[0]
    st.markdown(f"**{say('scenario.selected', lang, name='')}**")
    st.text(row[f"name_{lang}"])
    area_m2 = float(found.geometry.area.iloc[0])
    if area_m2:
        st.caption(say("scenario.area", lang, area=area_m2 / HECTARE_M2))

    _name(layer, row, lang)
    if layer == "parks":
        _kind(row, lang)
    else:
        _calls(row, lang)


def _name(layer: str, row: "pd.Series[Any]", lang: Lang) -> None:
    field = f"name_{lang}"
    key = hold(f"{field}_{row['id']}", row[field])

    def typed() -> None:
        value = st.session_state[key].strip()
        if value:
            _set(layer, row["id"], field, value, lang)

    st.text_input(say(f"scenario.{field}", lang), row[field], 80, key=key, on_change=typed)


def _kind(row: "pd.Series[Any]", lang: Lang) -> None:
    kinds = LAYERS["parks"].column("kind").choices
    kind = row["kind"] if row["kind"] in kinds else None
    key = hold(f"kind_{row['id']}_{lang}", kind)

    def chosen() -> None:
        _set("parks", row["id"], "kind", st.session_state[key], lang)

    st.selectbox(
        say("scenario.kind", lang),
        list(kinds),
        None if kind is None else list(kinds).index(kind),
        format_func=lambda kind: kinds[kind][lang],
        key=key,
        on_change=chosen,
    )


def _calls(row: "pd.Series[Any]", lang: Lang) -> None:
    known = sorted({each["line"] for each in town().table("bus_services")})
    calls = [line for line in str(row["lines"] or "").split(NAME_SEPARATOR) if line in known]
    key = hold(f"lines_{row['id']}_{lang}", calls)

    def chosen() -> None:
        if set(st.session_state[key]) != set(calls):
            _set("bus_stops", row["id"], "lines", NAME_SEPARATOR.join(st.session_state[key]), lang)

    st.multiselect(
        say("scenario.calls", lang),
        known,
        calls,
        placeholder=say("app.choose", lang),
        key=key,
        on_change=chosen,
    )


def _set(layer: str, feature: str, field: str, value: str, lang: Lang) -> None:
    now = _now(lang)
    frame = scenario_town(town(), now).frame(layer)
    there = frame.loc[frame["id"] == feature, field]
    # A widget may speak once more of a feature that is gone.
    if not there.empty and there.iloc[0] != value:
        change = Change("changed", layer, feature, fields={field: value})
        scenario_desk.edit(lang, put(now, change))


def options(lang: Lang) -> None:
    """Offer the rule, the radius, and the planned features that may be taken as built."""
    scenario = _now(lang)
    rules = {rule.id: rule.title[lang] for rule in park_rules(town())}
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    names = list(rules)

    def take(field: str, key: str) -> None:
        scenario_desk.edit(lang, replace(_now(lang), **{field: st.session_state[key]}))

    # A rule no longer in force stays in the file until another is chosen.
    chosen = scenario.rule if scenario.rule in rules else names[0]
    rule = hold(f"scenario_rule_{lang}", chosen)
    radius = hold(f"scenario_radius_{lang}", scenario.radius_m)
    left.selectbox(
        say("scenario.rule", lang),
        names,
        names.index(chosen),
        format_func=rules.__getitem__,
        key=rule,
        on_change=take,
        args=("rule", rule),
    )
    right.number_input(
        say("scenario.radius", lang),
        min_value=0.0,
        max_value=5000.0,
        value=scenario.radius_m,
        step=50.0,
        key=radius,
        on_change=take,
        args=("radius_m", radius),
    )
    with st.expander(say("scenario.planned", lang), icon=":material/construction:"):
        _switches(scenario, lang)
    finish.options(scenario, lang)


def _switches(scenario: Scenario, lang: Lang) -> None:
    """Offer what is planned; what the layers no longer have stays as it is."""
    for layer in SWITCHABLE:
        for feature, name in _planned(layer, lang).items():
            switch = f"{layer}/{feature}"
            on = switch in scenario.switched
            key = hold(f"switch_{switch}_{lang}", on)
            st.toggle(literal(name), on, key=key, on_change=_turn, args=(switch, key, lang))


def _turn(switch: str, key: str, lang: Lang) -> None:
    now = _now(lang)
    others, on = now.switched - {switch}, st.session_state[key]
    scenario_desk.edit(lang, replace(now, switched=others | {switch} if on else others))


def _planned(layer: str, lang: Lang) -> "pd.Series[str]":
    """Return the names of what is planned and not yet built, by id."""
    frame = town().loaded(layer).frame  # none of a layer with errors
    if layer == "roads":
        frame = frame[frame["new_town_road"].astype(bool)]
    planned: pd.Series[str] = frame[frame["stage"] != "completed"].set_index("id")[f"name_{lang}"]
    return planned
