"""The figures of a scenario, the feature selected on the map, the rule and what is switched on."""

from dataclasses import replace

import geopandas as gpd
import pandas as pd
import streamlit as st

from chedun_gis.scenario import (
    SWITCHABLE,
    Change,
    Effect,
    Scenario,
    drop,
    park_rules,
    put,
    scenario_town,
)
from chedun_gis.texts import HECTARE_M2, Lang, Untold, hectares, percent, say
from chedun_gis.town import town
from chedun_gis.views.shared import desk as scenario_desk
from chedun_gis.views.shared.plain import literal
from geo.transit import NAME_SEPARATOR
from layers import LAYERS

_POINTS = 100.0


def figures(effect: Effect, lang: Lang) -> None:
    """Show the share with its change, and what is gained."""
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
            _fields(scenario, layer, found, lang)
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


def _fields(scenario: Scenario, layer: str, found: gpd.GeoDataFrame, lang: Lang) -> None:
    row = found.iloc[0]
    feature = str(row["id"])
    st.markdown(f"**{say('scenario.selected', lang, name='')}**")
    st.text(row[f"name_{lang}"])
    area_m2 = float(found.geometry.area.iloc[0])
    if area_m2:
        st.caption(say("scenario.area", lang, area=area_m2 / HECTARE_M2))

    name = f"name_{lang}"
    revision = scenario_desk.revision()
    fields = {
        name: st.text_input(
            say(f"scenario.{name}", lang),
            value=row[name],
            key=f"{name}_{feature}_{revision}",
            max_chars=80,
        ).strip()
    }
    if layer == "parks":
        kinds = LAYERS["parks"].column("kind").choices
        fields["kind"] = st.selectbox(
            say("scenario.kind", lang),
            list(kinds),
            index=list(kinds).index(row["kind"]),
            format_func=lambda kind: kinds[kind][lang],
            key=f"kind_{feature}_{revision}",
        )
    else:
        known = sorted({each["line"] for each in town().table("bus_services")})
        calls = [line for line in str(row["lines"] or "").split(NAME_SEPARATOR) if line in known]
        chosen = st.multiselect(
            say("scenario.calls", lang),
            known,
            default=calls,
            placeholder=say("app.choose", lang),
            key=f"lines_{feature}_{revision}",
        )
        if set(chosen) != set(calls):
            fields["lines"] = NAME_SEPARATOR.join(chosen)
    changed = {field: value for field, value in fields.items() if value and value != row[field]}
    if "lines" in fields:
        changed["lines"] = fields["lines"]
    if changed:
        change = Change("changed", layer, feature, fields=changed)
        scenario_desk.edit(lang, put(scenario, change))


def options(lang: Lang) -> None:
    """Offer the rule, the radius, and the planned features that may be taken as built."""
    scenario = scenario_desk.desk(lang).scenario
    rules = {rule.id: rule.title[lang] for rule in park_rules(town())}
    revision = scenario_desk.revision()
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    names = list(rules)
    rule = left.selectbox(
        say("scenario.rule", lang),
        names,
        index=names.index(scenario.rule) if scenario.rule in rules else 0,
        format_func=rules.__getitem__,
        key=f"scenario_rule_{revision}",
    )
    radius_m = right.number_input(
        say("scenario.radius", lang),
        min_value=0.0,
        max_value=5000.0,
        value=scenario.radius_m,
        step=50.0,
        key=f"scenario_radius_{revision}",
    )
    with st.expander(say("scenario.planned", lang), icon=":material/construction:"):
        switched = _switches(scenario, lang)
    # A rule no longer in force stays in the file until another is chosen.
    chosen = rule if scenario.rule in rules or rule != names[0] else scenario.rule
    edited = replace(scenario, rule=chosen, radius_m=radius_m, switched=switched)
    if edited != scenario:
        scenario_desk.edit(lang, edited)


def _switches(scenario: Scenario, lang: Lang) -> frozenset[str]:
    """Return what is switched on; what the layers no longer have stays as it is."""
    switched = set(scenario.switched)
    for layer in SWITCHABLE:
        for feature, name in _planned(layer, lang).items():
            switch = f"{layer}/{feature}"
            on = st.toggle(
                literal(name),
                value=switch in scenario.switched,
                key=f"switch_{switch}_{scenario_desk.revision()}",
            )
            (switched.add if on else switched.discard)(switch)
    return frozenset(switched)


def _planned(layer: str, lang: Lang) -> "pd.Series[str]":
    """Return the names of what is planned and not yet built, by id."""
    frame = town().loaded(layer).frame  # none of a layer with errors
    if layer == "roads":
        frame = frame[frame["new_town_road"].astype(bool)]
    planned: pd.Series[str] = frame[frame["stage"] != "completed"].set_index("id")[f"name_{lang}"]
    return planned
