"""Tables under the map: every rule side by side, the zones, what is missing, the changes."""

import pandas as pd
import streamlit as st

from chedun_gis.analysis import named_gaps
from chedun_gis.scenario import Desk, Effect, RuleEffect, by_rule, zone_shares
from chedun_gis.texts import HECTARE_M2, Lang, percent, say, verdict
from chedun_gis.town import town
from chedun_gis.views.shared import bars, table
from geo.coverage import coverage_of, gaps
from layers import CERTAINTY

_SHOWN_GAPS = 15


def show(desk: Desk, effect: Effect, lang: Lang) -> None:
    """Draw the tables."""
    _rules(by_rule(town(), effect.scenario), lang)
    _gaps(effect, lang)
    _zones(effect, lang)
    _changes(desk, lang)


def _rules(rules: tuple[RuleEffect, ...], lang: Lang) -> None:
    """Show the coverage before and after under every rule."""
    st.subheader(say("scenario.rules", lang))
    before, after = say("scenario.before", lang), say("scenario.after", lang)
    table.show(
        {
            "scenario.rule": [each.rule.title[lang] for each in rules],
            before: [percent(each.share(each.before), lang) for each in rules],
            after: [percent(each.share(each.after), lang) for each in rules],
            "scenario.gain": [each.gain_m2 / HECTARE_M2 for each in rules],
            "scenario.people": [each.gain_people for each in rules],
            "score.state": [
                verdict(lang, met=each.met(each.after), asked=each.rule.threshold is not None)
                for each in rules
            ],
            "score.clause": [
                f"{each.rule.standard[lang]} {each.rule.clause}".strip() for each in rules
            ],
            "coverage.certainty": [CERTAINTY[each.rule.certainty][lang] for each in rules],
        },
        lang,
        formats={
            "scenario.gain": "%+.2f ha",
            "scenario.people": "%+.0f",
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
    bars.show(
        rows,
        {
            "y": bars.names("zone"),
            "yOffset": bars.parts("state", [before, after]),
            "x": bars.percents("percent", say("coverage.percent", lang)),
            "color": bars.colours("state", {before: "#adb5bd", after: "#0b7285"}, legend={}),
            "tooltip": bars.told(
                {
                    "zone": say("coverage.zone", lang),
                    "state": say("bars.state", lang),
                    "percent": say("coverage.percent", lang),
                },
                percent=".1f",
            ),
        },
        mark={"cornerRadius": 2},
    )


def _gaps(effect: Effect, lang: Lang) -> None:
    state = effect.chosen.after
    services = state.services_frame()
    found = gaps(coverage_of(state), services)
    st.subheader(say("scenario.gaps", lang, count=len(found)))
    largest = named_gaps(town(), found.head(_SHOWN_GAPS))
    if largest.empty:
        return
    table.show(
        {
            "#": list(largest.index),
            "coverage.near": [each[lang] if each else "—" for each in largest["near"]],
            "coverage.area": largest["area_m2"].to_numpy() / HECTARE_M2,
            "coverage.distance": largest["nearest_m"].to_numpy(),
        },
        lang,
        formats={
            "coverage.area": "%.2f",
            "coverage.distance": "%.0f",
        },
        height="auto",
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
    table.show(
        {
            "scenario.draw": [say(f"scenario.{change.layer}", lang) for change in changes],
            "scenario.name": [
                change.fields.get(f"name_{lang}") or names[change.layer].get(change.id, change.id)
                for change in changes
            ],
            "scenario.edit": [say(f"scenario.{change.action}", lang) for change in changes],
        },
        lang,
    )
