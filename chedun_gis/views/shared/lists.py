"""List what lies in an area: projects, bus, parks, rivers, industrial parks, land."""

from collections.abc import Sequence

from markupsafe import Markup

from chedun_gis.profile import Bus, Parks, Profile, Projects, River
from chedun_gis.texts import Lang, Untold, clause_of, hectares, joined, percent, say, verdict_of
from chedun_gis.views.shared.html import Cell, Share, Tag, heading, note, pairs, table
from layers import CERTAINTY, LAYERS, STAGES


def untold(name: str, part: Untold, lang: Lang) -> Markup:
    """Return the heading of a part with why it is untold."""
    return heading(say(f"profile.{name}", lang), (), lang) + note(part.why[lang])


def projects(found: Projects, lang: Lang) -> Markup:
    """Return the projects inside, those that may be, and how many have no place at all."""
    names = found.inside[f"name_{lang}"]
    rows = [
        (name, STAGES[stage][lang], say(f"profile.known_by.{known}", lang))
        for name, stage, known in zip(
            names, found.inside["stage"], found.inside["known_by"], strict=True
        )
    ]
    heads = [say(f"profile.{each}", lang) for each in ("project", "stage", "known_by")]
    parts = [table(heads, rows, lang) if rows else note(say("profile.no_projects", lang))]
    if len(found.possible):
        listed = _joined(found.possible[f"name_{lang}"].tolist(), lang)
        parts.append(note(say("profile.possible", lang, names=listed)))
    if found.unplaced:
        parts.append(note(say("profile.unplaced", lang, count=found.unplaced)))
    return Markup("").join(parts)


def bus(found: Bus | Untold, lang: Lang) -> Markup:
    """Return the stops and lines of an area."""
    if isinstance(found, Untold):
        return untold("bus_title", found, lang)
    radius = f"{found.terms.radius_m:g}"
    stops = say("profile.stop_count", lang, count=len(found.stops), places=found.places)
    verdict = bus_verdict(found, lang)
    target = verdict or say("profile.no_bus_target", lang)
    rows = (
        (say("profile.stops", lang), stops),
        (say("profile.calling", lang), _joined(found.calling, lang)),
        (say("profile.within", lang, radius=radius), _joined(found.lines, lang)),
        (say("profile.two_lines", lang), percent(found.share, lang, 1)),
        (say("profile.target", lang), f"{target} · {clause_of(found.terms.rule.clause, lang)}"),
    )
    return heading(say("profile.bus_title", lang), found.inputs, lang) + pairs(rows)


def bus_verdict(found: Bus, lang: Lang) -> str:
    """Return whether the lines are enough; "" where the plan's target does not name the area."""
    if found.met is None:
        return ""
    state = say("indicator.met" if found.met else "indicator.missed", lang)
    return f"{state} (≥ {found.terms.required})"


def parks(found: Parks | Untold, lang: Lang) -> Markup:
    """Return the coverage of the homes with its rule, clause, interval and verdict."""
    if isinstance(found, Untold):
        return untold("parks_title", found, lang)
    covered = f"{_hectares(found.covered_m2)} / {_hectares(found.homes_m2)}"
    inside = say(
        "profile.parks_inside_value",
        lang,
        count=len(found.inside),
        area=_hectares(found.inside_m2),
    )
    rule = f"{found.rule.standard[lang]} · {clause_of(found.rule.clause, lang)}"
    rows = [
        (say("profile.share", lang), park_share(found, lang)),
        (say("profile.by_accuracy", lang), park_interval(found, lang)),
        (say("profile.covered", lang), say("profile.hectares", lang, area=covered)),
        (say("profile.verdict", lang), park_verdict(found, lang)),
        (say("profile.rule", lang), f"{rule} · {CERTAINTY[found.rule.certainty][lang]}"),
        (say("profile.parks_inside", lang), inside),
    ]
    return heading(say("profile.parks_title", lang), found.inputs, lang) + pairs(
        row for row in rows if row[1]
    )


def park_share(found: Parks, lang: Lang) -> str:
    """Return the coverage, or the word for no data."""
    return percent(found.share, lang)


def park_interval(found: Parks, lang: Lang) -> str:
    """Return the bounds of the coverage, or why there is none."""
    if found.low is None or found.high is None:
        return say("profile.no_homes" if not found.homes_m2 else "profile.no_parks", lang)
    return say("profile.interval", lang, low=f"{found.low:.0%}", high=f"{found.high:.0%}")


def park_verdict(found: Parks, lang: Lang) -> str:
    """Return whether the coverage is enough; "" where there is none."""
    if found.share is None:
        return ""
    return verdict_of(found.rule.threshold, found.share, lang)


def rivers(found: Profile, lang: Lang) -> Markup:
    """Return the rivers inside with length and target."""
    if isinstance(found.rivers, Untold):
        return untold("rivers", found.rivers, lang)
    rows = [
        (
            _river_name(each, lang),
            f"{each.length_m:,.0f}",
            _target(each, lang),
            Tag(each.inputs),
        )
        for each in found.rivers
    ]
    heads = [say(f"profile.{each}", lang) for each in ("name", "length", "water_target", "basis")]
    return _section("rivers", heads, rows, found, lang)


def industry(found: Profile, lang: Lang) -> Markup:
    """Return the industrial parks that share ground with the area."""
    if isinstance(found.industry, Untold):
        return untold("industry", found.industry, lang)
    rows = [
        (
            each.title[lang],
            _hectares(each.area_m2),
            percent(each.share_of_area, lang, 1),
            percent(each.share_of_park, lang, 1),
            Tag(each.inputs),
        )
        for each in found.industry.parks
    ]
    heads = [say(f"profile.{each}", lang) for each in ("name", "ha", "of_area", "of_park", "basis")]
    return _section("industry", heads, rows, found, lang)


def land(found: Profile, lang: Lang) -> Markup:
    """Return what takes the ground of the area, as table with bars."""
    rows = [
        (
            say(
                "profile.of_kind",
                lang,
                name=each.title[lang],
                kind=LAYERS[each.group].title[lang],
            ),
            _hectares(each.area_m2),
            Share(each.share),
            Tag(each.inputs),
        )
        for each in found.land
    ]
    heads = [say(f"profile.{each}", lang) for each in ("name", "ha", "of_area", "basis")]
    listed = _section("land", heads, rows, found, lang)
    notes = [say("profile.land_note", lang)] if rows else []
    notes += [each.why[lang] for each in found.land_untold]
    return listed + Markup("").join(map(note, notes))


def _section(
    name: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]], found: Profile, lang: Lang
) -> Markup:
    title = heading(say(f"profile.{name}", lang), (found.area.drawn,), lang)
    return title + (table(heads, rows, lang) if rows else note(say("profile.none", lang)))


def _river_name(river: River, lang: Lang) -> str:
    name = river.title[lang]
    return say("profile.lake", lang, name=name) if river.water_kind == "lake" else name


def _target(river: River, lang: Lang) -> str:
    """Return the target class, and whether the plan states it."""
    layer = LAYERS["river_segments"]
    target = layer.style.symbols[river.target_class].title[lang]
    if river.target_basis == "none":
        return target
    basis = layer.column("target_basis").choices[river.target_basis][lang]
    return say("profile.of_kind", lang, name=target, kind=basis)


def _joined(names: Sequence[str], lang: Lang) -> str:
    return joined(names, lang) or say("profile.none", lang)


def _hectares(area_m2: float) -> str:
    return hectares(area_m2, 1)
