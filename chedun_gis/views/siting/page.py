"""Ask where parks (or stops) serve most, and turn the answer into a scenario."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st
from geopandas import GeoDataFrame

from chedun_gis.analysis import DEMANDS, nearest_names, with_near
from chedun_gis.scenario import (
    MOST_DRAWN,
    PARKS,
    SITING,
    STOPS,
    OwnLand,
    SitingQuestion,
    SitingSheet,
    as_scenario,
    candidate_sites,
    candidates_evidence,
    extent_of,
    park_rules,
    site_name,
)
from chedun_gis.texts import HECTARE_M2, Lang, hectares, joined, percent, say
from chedun_gis.town import town
from chedun_gis.views.shared import asking, choices, desk, downloads, going, stage, table
from chedun_gis.views.shared.plain import refuse, words_of
from chedun_gis.views.shared.waiting import waited
from chedun_gis.views.siting import land as siting_land
from geo import InputError
from geo.files import to_geojson
from geo.siting import MOST_SITES, Ask, Choice, Sites
from layers import Text

_ANSWER = "siting_answer"
Near = Mapping[object, Text | None]


@dataclass(frozen=True, slots=True)
class SitingAnswer:
    """An answer with all that was asked."""

    question: SitingQuestion
    ask: Ask
    candidates: Sites
    found: SitingSheet

    def of(self, question: SitingQuestion, ask: Ask, candidates: Sites) -> bool:
        """Tell whether this is still what is asked, of the same land."""
        same = (self.question, self.ask) == (question, ask)
        return same and candidates.frame.equals(self.candidates.frame)


def show(lang: Lang) -> None:
    """Draw the page."""
    head = st.container()  # above the question that it is about
    question = _conditions(_question(lang), lang)
    head.header(say(f"siting.title.{question.what}", lang))
    head.write(say(f"siting.intro.{question.what}", lang))
    ask = _search(question, lang)
    try:
        land = siting_land.choose(lang)
        candidates = candidate_sites(town(), question, land)
    except InputError as error:
        if error.code == "land_none":
            st.info(words_of(error, lang), icon=":material/upload_file:")
            return
        refuse(error, lang)
        return
    near = dict(
        zip(
            candidates.frame.index,
            nearest_names(town(), candidates.frame.geometry.to_numpy()),
            strict=True,
        )
    )
    _candidates(candidates, lang)
    ask = _locks(ask, near, lang)
    if st.button(say("siting.ask", lang), type="primary", icon=":material/search:"):
        _find(question, candidates, land, ask, lang)
    answer: SitingAnswer | None = st.session_state.get(_ANSWER)
    stale = answer is not None and not answer.of(question, ask, candidates)
    if answer is None or stale:
        _before(candidates, near, lang)
    if answer is not None:
        if stale:
            st.warning(say("siting.stale", lang), icon=":material/history:")
        _answer(answer, lang, shown=not stale)
    st.warning(say("siting.sketch", lang), icon=":material/edit_location:")


def _question(lang: Lang) -> SitingQuestion:
    here = st.container()
    whats = {each: say(f"siting.{each}", lang) for each in (PARKS, STOPS)}
    what = choices.select(here, say("siting.what", lang), whats, lang, name="what")
    aims = {each: say(f"siting.{each}", lang) for each in ("most", "fewest")}
    aim = choices.segments(here, say("siting.question", lang), aims, lang, name="aim")
    full = aim == "fewest"
    if what == STOPS:
        return SitingQuestion(what=STOPS, full_coverage=full, spacing_m=_spacing(lang))
    rules = {each.name: each.title[lang] for each in park_rules(town())}
    lands = {each: DEMANDS[each].title[lang] for each in DEMANDS}
    return SitingQuestion(
        what=PARKS,
        rule=choices.select(here, say("siting.rule", lang), rules, lang, name="rule"),
        demand=choices.select(here, say("siting.demand", lang), lands, lang, name="land"),
        by_people=choices.switch(here, say("siting.people", lang), lang, name="people"),
        spacing_m=_spacing(lang),
        area_m2=_number("area", (0.1, 50.0), 1.0, 0.1, lang) * HECTARE_M2,
        full_coverage=full,
    )


def _spacing(lang: Lang) -> float:
    return _number("spacing", (50.0, 2000.0), 200.0, 50.0, lang)


def _number(
    name: str, limits: tuple[float, float], otherwise: float, step: float, lang: Lang
) -> float:
    label = say(f"siting.{name}", lang)
    here = st.container()
    return choices.number(here, label, limits, lang, name=name, otherwise=otherwise, step=step)


def _conditions(question: SitingQuestion, lang: Lang) -> SitingQuestion:
    # A layer with errors offers no zones; the other conditions stand.
    zones = town().loaded("zones").frame.set_index("id")[f"name_{lang}"].to_dict()
    with st.expander(say("siting.conditions", lang), icon=":material/rule:"):
        inside = _zones("inside", zones, lang)
        barred = _zones(
            "outside", {each: zones[each] for each in zones if each not in inside}, lang
        )
        question = replace(question, zones=tuple(inside), barred_zones=tuple(barred))
        road_m = _number("road", (0.0, 5000.0), 0.0, 50.0, lang)
        if question.what == STOPS:
            return replace(question, road_m=road_m)
        label = say("siting.avoid_homes", lang)
        avoid = choices.switch(st.container(), label, lang, name="avoid_homes", otherwise=True)
        river_m = _number("avoid_water", (0.0, 500.0), 20.0, 10.0, lang)
        per_person = _number("per_person", (0.0, 100.0), 0.0, 0.5, lang)
    return replace(
        question,
        road_m=road_m,
        avoid_homes=avoid,
        river_m=river_m,
        per_person_m2=per_person,
    )


def _zones(name: str, zones: Mapping[str, str], lang: Lang) -> list[str]:
    label, hint = say(f"siting.{name}", lang), say("app.choose", lang)
    return choices.several(st.container(), label, zones, lang, name=name, placeholder=hint)


def _search(question: SitingQuestion, lang: Lang) -> Ask:
    count = 2
    if not question.full_coverage:
        count = int(_number("count", (1, MOST_SITES), 2, 1, lang))
    quick = False
    if not question.full_coverage and not question.per_person_m2:
        quick = choices.switch(st.container(), say("siting.quick", lang), lang, name="quick")
    return Ask(
        count=count, quick=quick, time_limit_s=float(_number("limit", (1, 600), 30, 1, lang))
    )


def _candidates(candidates: Sites, lang: Lang) -> None:
    refusals = candidates.refused.items()
    refused = joined((say(f"siting.{why}", lang, count=count) for why, count in refusals), lang)
    words = refused or say("siting.none_refused", lang)
    st.caption(say("siting.candidates", lang, count=len(candidates.frame), refused=words))


def _locks(ask: Ask, near: Near, lang: Lang) -> Ask:
    names = list(near)

    def called(label: object) -> str:
        return site_name(label, near[label], lang)

    left, right = st.columns(2)
    hint = say("app.choose", lang)
    locked_in = left.multiselect(
        say("siting.locked_in", lang),
        names,
        format_func=called,
        max_selections=MOST_SITES,
        placeholder=hint,
    )
    locked_out = right.multiselect(
        say("siting.locked_out", lang), names, format_func=called, placeholder=hint
    )
    return replace(ask, locked_in=tuple(locked_in), locked_out=tuple(locked_out))


def _find(
    question: SitingQuestion, candidates: Sites, land: GeoDataFrame | None, ask: Ask, lang: Lang
) -> None:
    """Search with a bar that shows how far it is; another click anywhere stops it."""
    st.session_state[_ANSWER] = None
    own = None if land is None else OwnLand.of(land)
    try:
        found = waited(SITING, town(), question, own, ask, lang=lang, key="siting")
    except InputError as error:
        refuse(error, lang)
        return
    st.session_state[_ANSWER] = SitingAnswer(question, ask, candidates, found)
    st.rerun()


def _before(candidates: Sites, near: Near, lang: Lang) -> None:
    """Show what may be chosen, and what was refused and why, before anything is solved."""
    evidence = candidates_evidence(candidates, list(near.values()), lang)
    if evidence is None:
        st.caption(say("siting.too_many_drawn", lang, most=MOST_DRAWN))
    else:
        stage.show(evidence, lang)


def _answer(answer: SitingAnswer, lang: Lang, *, shown: bool) -> None:
    """Show an answer; on the map too, unless what is asked now is `shown` there."""
    question, candidates, found = answer.question, answer.candidates, answer.found
    choices = found.choices
    names = [say("siting.best", lang)]
    names += [say("siting.alternative", lang, number=n) for n in range(1, len(choices))]
    picked = st.segmented_control(
        say("siting.show", lang),
        range(len(choices)),
        default=0,
        required=True,
        format_func=names.__getitem__,
        key=f"siting_pick_{id(found)}",
    )
    choice = choices[picked]
    _figures(question, found, choice, lang)
    if shown:
        stage.show(found.places[picked or 0], lang)
    near = _near(choices, candidates)
    _table(choices, names, near, question, lang)
    if choice.sites:
        _onwards(answer, choice, near, lang)
    else:
        st.info(say("siting.no_gain", lang), icon=":material/info:")


def _figures(question: SitingQuestion, found: SitingSheet, choice: Choice, lang: Lang) -> None:
    share, gain = st.columns(2)
    sites, quality = st.columns(2)
    points = 100 * (choice.share - found.before)
    share.metric(
        say("siting.share", lang),
        percent(choice.share, lang),
        delta=say("scenario.points", lang, points=points),
        border=True,
    )
    gain.metric(say("siting.gain", lang), _amount(choice.gain, question, lang), border=True)
    sites.metric(say("siting.sites", lang), len(choice.sites), border=True)
    quality.metric(say("siting.quality", lang), _quality(found, lang), border=True)
    if found.missed >= 1:
        amount = _amount(found.missed, question, lang)
        st.caption(say("siting.unreachable", lang, amount=amount))


def _amount(value: float, question: SitingQuestion, lang: Lang) -> str:
    if question.by_people or question.per_person_m2:
        return say("siting.persons", lang, count=f"{value:,.0f}")
    return f"{hectares(value)} ha"


def _quality(found: SitingSheet, lang: Lang) -> str:
    if found.method == "greedy" or math.isnan(found.gap):
        return say("siting.greedy", lang)
    if found.approximate:
        return say("siting.cells", lang)
    return say("siting.optimal", lang) if found.optimal else say("siting.gap", lang, gap=found.gap)


def _near(choices: tuple[Choice, ...], candidates: Sites) -> Near:
    labels = list(dict.fromkeys(label for each in choices for label in each.sites))
    shapes = candidates.frame.geometry.loc[labels].to_numpy()
    return dict(zip(labels, nearest_names(town(), shapes), strict=True))


def _table(
    choices: tuple[Choice, ...],
    names: list[str],
    near: Near,
    question: SitingQuestion,
    lang: Lang,
) -> None:
    st.subheader(say("siting.choices", lang))
    table.show(
        {
            "siting.show": names,
            "siting.where": [
                joined((site_name(label, near[label], lang) for label in each.sites), lang)
                for each in choices
            ],
            "siting.gain": [_amount(each.gain, question, lang) for each in choices],
            "siting.share": [100 * each.share for each in choices],
        },
        lang,
        formats={"siting.share": "%.2f%%"},
    )


def _onwards(answer: SitingAnswer, choice: Choice, near: Near, lang: Lang) -> None:
    candidates = answer.candidates
    turn, download = st.columns(2)

    def into_scenario() -> None:
        name = say("siting.name", lang, count=len(choice.sites))
        scenario = as_scenario(answer.question, choice, candidates, name, near)

        def turned() -> None:
            desk.start(scenario, lang, kept=False)
            going.edit_scenario(extent_of(scenario))

        asking.before(turned, lang)

    turn.button(
        say("siting.to_scenario", lang),
        icon=":material/draw:",
        width="stretch",
        type="primary",
        # Before the page is drawn: a message from the map may start the page anew meanwhile.
        on_click=into_scenario,
    )
    sites = candidates.frame.loc[list(choice.sites)]
    download.download_button(
        say("siting.download", lang),
        data=to_geojson(with_near(town(), sites), ["id", "near_zh", "near_en"]),
        file_name=downloads.file_name("sites.geojson", lang),
        mime="application/geo+json",
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
    )
