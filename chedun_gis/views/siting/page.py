"""Ask where parks (or stops) serve most, and turn the answer into a scenario."""

import math
from dataclasses import replace

import streamlit as st

from chedun_gis.analysis import DEMANDS
from chedun_gis.scenario import (
    PARKS,
    STOPS,
    SitingQuestion,
    as_scenario,
    candidate_sites,
    park_rules,
    sites_for,
    siting_evidence,
)
from chedun_gis.texts import HECTARE_M2, Lang, hectares, joined, percent, say
from chedun_gis.town import town
from chedun_gis.views.shared import desk, evidence_map, table
from chedun_gis.views.shared.plain import refuse, words_of
from chedun_gis.views.siting import land as siting_land
from geo import InputError
from geo.files import to_geojson
from geo.siting import MOST_SITES, Ask, Choice, Sites, Siting

_ANSWER = "siting_answer"
_TURNED = "siting_turned"
_STEPS = {"cover": "siting.step_cover", "highs": "siting.step_highs"}


def show(lang: Lang) -> None:
    """Draw the page."""
    st.header(say("siting.title", lang))
    st.write(say("siting.intro", lang))
    left, right = st.columns([2, 5], gap="large")
    with left:
        question = _question(lang)
        question = _conditions(question, lang)
        ask = _search(question, lang)
    with right:
        try:
            land = siting_land.choose(lang)
            candidates = candidate_sites(town(), question, land)
        except InputError as error:
            if error.code == "land_none":
                st.info(words_of(error, lang), icon=":material/upload_file:")
                return
            refuse(error, lang)
            return
        _candidates(candidates, lang)
        ask = _locks(ask, candidates, lang)
        if st.button(say("siting.ask", lang), type="primary", icon=":material/search:"):
            _find(question, candidates, ask, lang)
        answer = st.session_state.get(_ANSWER)
        if answer is not None:
            asked, offered, found = answer
            _answer(asked, offered, found, lang)
    st.warning(say("siting.sketch", lang), icon=":material/edit_location:")


def _question(lang: Lang) -> SitingQuestion:
    what = st.selectbox(
        say("siting.what", lang),
        (PARKS, STOPS),
        format_func=lambda each: say(f"siting.{each}", lang),
    )
    kinds = {False: say("siting.most", lang), True: say("siting.fewest", lang)}
    full = st.radio(say("siting.question", lang), (False, True), format_func=kinds.__getitem__)
    if what == STOPS:
        return SitingQuestion(what=STOPS, full_coverage=full, spacing_m=_spacing(lang))
    rule = st.selectbox(
        say("siting.rule", lang),
        park_rules(town()),
        format_func=lambda each: each.title[lang],
    )
    demand = st.selectbox(
        say("siting.demand", lang),
        tuple(DEMANDS),
        format_func=lambda each: DEMANDS[each].title[lang],
    )
    by_people = st.toggle(say("siting.people", lang))
    area_ha = st.number_input(say("siting.area", lang), 0.1, 50.0, 1.0, 0.1)
    return SitingQuestion(
        what=PARKS,
        rule=rule.name,
        demand=demand,
        by_people=by_people,
        spacing_m=_spacing(lang),
        area_m2=area_ha * HECTARE_M2,
        full_coverage=full,
    )


def _spacing(lang: Lang) -> float:
    return float(st.number_input(say("siting.spacing", lang), 50.0, 2000.0, 200.0, 50.0))


def _conditions(question: SitingQuestion, lang: Lang) -> SitingQuestion:
    # A layer with errors offers no zones; the other conditions stand.
    zones = town().loaded("zones").frame.set_index("id")[f"name_{lang}"]
    with st.expander(say("siting.conditions", lang), icon=":material/rule:"):
        hint = say("app.choose", lang)
        inside = st.multiselect(
            say("siting.inside", lang),
            list(zones.index),
            format_func=zones.__getitem__,
            placeholder=hint,
        )
        barred = st.multiselect(
            say("siting.outside", lang),
            [zone for zone in zones.index if zone not in inside],
            format_func=zones.__getitem__,
            placeholder=hint,
        )
        question = replace(question, zones=tuple(inside), barred_zones=tuple(barred))
        road_m = st.number_input(say("siting.road", lang), 0.0, 5000.0, 0.0, 50.0)
        if question.what == STOPS:
            return replace(question, road_m=road_m)
        avoid = st.toggle(say("siting.avoid_homes", lang), value=True)
        river_m = st.number_input(say("siting.avoid_water", lang), 0.0, 500.0, 20.0, 10.0)
        per_person = st.number_input(say("siting.per_person", lang), 0.0, 100.0, 0.0, 0.5)
    return replace(
        question,
        road_m=road_m,
        avoid_homes=avoid,
        river_m=river_m,
        per_person_m2=per_person,
    )


def _search(question: SitingQuestion, lang: Lang) -> Ask:
    count = 2
    if not question.full_coverage:
        count = int(st.number_input(say("siting.count", lang), 1, MOST_SITES, 2))
    quick = False
    if not question.full_coverage and not question.per_person_m2:
        quick = st.toggle(say("siting.quick", lang))
    limit_s = float(st.number_input(say("siting.limit", lang), 1, 600, 30))
    return Ask(count=count, quick=quick, time_limit_s=limit_s)


def _candidates(candidates: Sites, lang: Lang) -> None:
    refusals = candidates.refused.items()
    refused = joined((say(f"siting.{why}", lang, count=count) for why, count in refusals), lang)
    words = refused or say("siting.none_refused", lang)
    st.caption(say("siting.candidates", lang, count=len(candidates.frame), refused=words))


def _locks(ask: Ask, candidates: Sites, lang: Lang) -> Ask:
    names = list(candidates.frame.index)
    left, right = st.columns(2)
    hint = say("app.choose", lang)
    locked_in = left.multiselect(
        say("siting.locked_in", lang), names, max_selections=MOST_SITES, placeholder=hint
    )
    locked_out = right.multiselect(say("siting.locked_out", lang), names, placeholder=hint)
    return replace(ask, locked_in=tuple(locked_in), locked_out=tuple(locked_out))


def _find(question: SitingQuestion, candidates: Sites, ask: Ask, lang: Lang) -> None:
    """Search with a bar that shows how far it is; another click anywhere stops it."""
    bar = st.progress(0.0, say("siting.working", lang))
    st.button(say("siting.stop", lang), icon=":material/stop:", key="siting_stop")

    def watch(step: str, done: float, total: float) -> None:
        words = say(_STEPS[step], lang, done=f"{done:,.0f}", total=f"{total:,.0f}")
        bar.progress(min(done / total, 1.0) if total else 1.0, words)

    st.session_state[_ANSWER] = None
    try:
        found = sites_for(town(), question, candidates, replace(ask, progress=watch))
    except InputError as error:
        refuse(error, lang)
        return
    finally:
        bar.empty()
    st.session_state[_ANSWER] = (question, candidates, found)
    st.rerun()


def _answer(question: SitingQuestion, candidates: Sites, found: Siting, lang: Lang) -> None:
    choices = (found.best, *found.alternatives)
    names = [say("siting.best", lang)]
    names += [say("siting.alternative", lang, number=n) for n in range(1, len(choices))]
    picked = st.segmented_control(
        say("siting.show", lang),
        range(len(choices)),
        default=0,
        format_func=names.__getitem__,
        key=f"siting_pick_{id(found)}",
    )
    choice = choices[picked or 0]
    _figures(question, found, choice, lang)
    evidence = siting_evidence(town(), question, found, choice, candidates)
    evidence_map.show(evidence, lang, key="siting", height_px=480)
    _table(choices, names, question, lang)
    if choice.sites:
        _onwards(question, choice, candidates, lang)
    else:
        st.info(say("siting.no_gain", lang), icon=":material/info:")


def _figures(question: SitingQuestion, found: Siting, choice: Choice, lang: Lang) -> None:
    share, gain, sites, quality = st.columns(4)
    points = 100 * (choice.share - found.before.share)
    share.metric(
        say("siting.share", lang),
        percent(choice.share, lang),
        delta=say("scenario.points", lang, points=points),
        border=True,
    )
    gain.metric(say("siting.gain", lang), _amount(choice.gain, question, lang), border=True)
    sites.metric(say("siting.sites", lang), len(choice.sites), border=True)
    quality.metric(say("siting.quality", lang), _quality(found, lang), border=True)
    missed = float(found.unreachable["amount"].sum())
    if missed >= 1:
        amount = _amount(missed, question, lang)
        st.caption(say("siting.unreachable", lang, amount=amount))


def _amount(value: float, question: SitingQuestion, lang: Lang) -> str:
    if question.by_people or question.per_person_m2:
        return say("siting.persons", lang, count=f"{value:,.0f}")
    return f"{hectares(value)} ha"


def _quality(found: Siting, lang: Lang) -> str:
    if found.method == "greedy" or math.isnan(found.gap):
        return say("siting.greedy", lang)
    if found.approximate:
        return say("siting.cells", lang)
    return say("siting.optimal", lang) if found.optimal else say("siting.gap", lang, gap=found.gap)


def _table(
    choices: tuple[Choice, ...], names: list[str], question: SitingQuestion, lang: Lang
) -> None:
    st.subheader(say("siting.choices", lang))
    table.show(
        {
            "siting.show": names,
            "siting.where": ["、".join(map(str, each.sites)) for each in choices],
            "siting.gain": [_amount(each.gain, question, lang) for each in choices],
            "siting.share": [100 * each.share for each in choices],
        },
        lang,
        formats={"siting.share": "%.2f%%"},
    )


def _onwards(question: SitingQuestion, choice: Choice, candidates: Sites, lang: Lang) -> None:
    turn, download = st.columns(2)

    def into_scenario() -> None:
        name = say("siting.name", lang, count=len(choice.sites))
        desk.start(as_scenario(question, choice, candidates, name), seen=None)
        st.session_state[_TURNED] = choice

    turn.button(
        say("siting.to_scenario", lang),
        icon=":material/draw:",
        width="stretch",
        type="primary",
        # Before the page is drawn: a message from the map may start the page anew meanwhile.
        on_click=into_scenario,
    )
    if st.session_state.get(_TURNED) == choice:
        st.success(say("siting.turned", lang))
    sites = candidates.frame.loc[list(choice.sites)]
    download.download_button(
        say("siting.download", lang),
        data=to_geojson(sites, ["id"]),
        file_name="sites.geojson",
        mime="application/geo+json",
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
    )
