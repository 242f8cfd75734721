"""Tables under the map: every rule side by side, the zones, what is missing, the changes."""

import altair as alt
import pandas as pd
import streamlit as st

from chedun_gis.scenario import Desk, Effect, RuleEffect, by_rule, zone_shares
from chedun_gis.texts import HECTARE_M2, Lang, percent, say, verdict
from chedun_gis.town import town
from geo.coverage import coverage_of, gaps
from layers import CERTAINTY

_SHOWN_GAPS = 15


def show(desk: Desk, effect: Effect, lang: Lang) -> None:
    """Draw the tables."""
    left, right = st.columns([5, 4], gap="large")
    with left:
        _rules(by_rule(town(), effect.scenario), lang)
        _gaps(effect, lang)
    with right:
        _zones(effect, lang)
        _changes(desk, lang)


def _rules(rules: tuple[RuleEffect, ...], lang: Lang) -> None:
    """Show the coverage before and after under every rule."""
    st.subheader(say("scenario.rules", lang))
    before, after = say("scenario.before", lang), say("scenario.after", lang)
    st.dataframe(
        pd.DataFrame(
            {
                say("scenario.rule", lang): [each.rule.title[lang] for each in rules],
                before: [percent(each.share(each.before), lang) for each in rules],
                after: [percent(each.share(each.after), lang) for each in rules],
                say("scenario.gain", lang): [each.gain_m2 / HECTARE_M2 for each in rules],
                say("scenario.people", lang): [each.gain_people for each in rules],
                say("score.state", lang): [
                    verdict(lang, met=each.met(each.after), asked=each.rule.threshold is not None)
                    for each in rules
                ],
                say("score.clause", lang): [
                    f"{each.rule.standard[lang]} {each.rule.clause}".strip() for each in rules
                ],
                say("coverage.certainty", lang): [
                    CERTAINTY[each.rule.certainty][lang] for each in rules
                ],
            }
        ),
        hide_index=True,
        width="stretch",
        height="content",
        column_config={
            say("scenario.gain", lang): st.column_config.NumberColumn(format="%+.2f ha"),
            say("scenario.people", lang): st.column_config.NumberColumn(format="%+.0f"),
        },
    )


def _zones(effect: Effect, lang: Lang) -> None:
    shares = zone_shares(town(), effect.chosen)
    if shares.empty:
        return
    st.subheader(say("scenario.zones", lang))
    names = town().frame("zones").set_index("id")[f"name_{lang}"]
    before, after = say("scenario.before", lang), say("scenario.after", lang)
    rows = pd.DataFrame(
        [
            {"zone": names[zone], "state": state, "percent": 100 * value}
            for zone, row in shares.iterrows()
            for state, value in ((before, row["before"]), (after, row["after"]))
        ]
    )
    st.altair_chart(
        alt.Chart(rows)
        .mark_bar(cornerRadius=2)
        .encode(
            y=alt.Y("zone:N", sort=None, title=None, axis=alt.Axis(labelLimit=220)),
            yOffset=alt.YOffset("state:N", sort=[before, after]),
            x=alt.X(
                "percent:Q", scale=alt.Scale(domain=[0, 100]), title=say("coverage.percent", lang)
            ),
            color=alt.Color(
                "state:N",
                scale=alt.Scale(domain=[before, after], range=["#adb5bd", "#0b7285"]),
                legend=alt.Legend(orient="bottom", title=None),
            ),
            tooltip=["zone", "state", alt.Tooltip("percent:Q", format=".1f")],
        ),
        width="stretch",
    )


def _gaps(effect: Effect, lang: Lang) -> None:
    state = effect.chosen.after
    services = state.services_frame()
    found = gaps(coverage_of(state), services)
    st.subheader(say("scenario.gaps", lang, count=len(found)))
    largest = found.head(_SHOWN_GAPS)
    if largest.empty:
        return
    st.dataframe(
        pd.DataFrame(
            {
                "#": list(largest.index),
                say("coverage.area", lang): largest["area_m2"].to_numpy() / HECTARE_M2,
                say("coverage.distance", lang): largest["nearest_m"].to_numpy(),
            }
        ),
        hide_index=True,
        width="stretch",
        column_config={
            say("coverage.area", lang): st.column_config.NumberColumn(format="%.2f"),
            say("coverage.distance", lang): st.column_config.NumberColumn(format="%.0f"),
        },
    )


def _changes(desk: Desk, lang: Lang) -> None:
    changes = desk.scenario.changes
    st.subheader(say("scenario.changes", lang, count=len(changes)))
    if not changes:
        st.caption(say("scenario.no_changes", lang))
        return
    names = {
        layer: town().loaded(layer).frame.set_index("id")[f"name_{lang}"].to_dict()
        for layer in {change.layer for change in changes}
    }
    st.dataframe(
        pd.DataFrame(
            {
                say("scenario.draw", lang): [
                    say(f"scenario.{change.layer}", lang) for change in changes
                ],
                say("scenario.name", lang): [
                    change.fields.get(f"name_{lang}")
                    or names[change.layer].get(change.id, change.id)
                    for change in changes
                ],
                say("scenario.edit", lang): [
                    say(f"scenario.{change.action}", lang) for change in changes
                ],
            }
        ),
        hide_index=True,
        width="stretch",
        height="content",
    )
