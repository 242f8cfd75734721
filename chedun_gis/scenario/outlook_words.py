"""Word what it comes to once projects are finished, for page, command and report alike."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from chedun_gis.indicators import ScoreLine, added_words, line_of, value_words
from chedun_gis.scenario.compare import Prospect, moved
from chedun_gis.scenario.effect import RuleEffect
from chedun_gis.scenario.finishing import Unfinished
from chedun_gis.scenario.outlook import AreaLines, Outlook
from chedun_gis.texts import Lang, Untold, hectares, joined, percent, say, stage_title

# Of more projects their number says enough.
_MOST_NAMED: Final = 30


@dataclass(frozen=True, slots=True)
class ProspectLine:
    """An indicator before and after, worded; `by` says how the figure after comes about."""

    title: str
    target: str
    before: str
    after: str
    by: str
    clause: str


def prospect_line(each: Prospect, lang: Lang) -> ProspectLine:
    """Return the line of an indicator."""
    was, now = line_of(each.before, lang), line_of(each.after, lang)
    return ProspectLine(
        now.title,
        now.target,
        _figure(was, lang),
        _figure(now, lang),
        by_words(each, lang),
        now.clause,
    )


def by_words(each: Prospect, lang: Lang) -> str:
    """Return how the figure of an indicator comes about."""
    return added_words(each.after, lang) or say(f"added.{each.by}.alone", lang)


def how_words(each: Prospect, lang: Lang) -> str:
    """Return the same of one that moves, "" of one that does not."""
    return "" if each.by == "same" else by_words(each, lang)


def project_labels(projects: Sequence[Unfinished], lang: Lang) -> dict[str, str]:
    """Return for each project, by its id, its name and stage; those alike are told by their ids."""
    words = {
        each.id: " · ".join(
            (each.title[lang], *([stage_title(each.stage, lang)] if each.stage else []))
        )
        for each in projects
    }
    count = Counter(words.values())
    return {
        name: f"{label} ({name})" if count[label] > 1 else label for name, label in words.items()
    }


def counts_words(found: Outlook, lang: Lang) -> str:
    """Return how many projects are finished, and how many targets are met."""
    before, after = found.met
    count = len(found.finished)
    return say("finish.counts", lang, count=count, before=before, after=after)


def silent_words(found: Outlook, lang: Lang) -> str:
    """Return which projects say nothing of what they add; "" when all do."""
    if not found.silent:
        return ""
    names = joined((each.title[lang] for each in found.silent), lang)
    return say("finish.silent", lang, count=len(found.silent), names=names)


def homes_words(found: RuleEffect | Untold, lang: Lang) -> str:
    """Return how much of the homes is covered before and after, by which rule."""
    if isinstance(found, Untold):
        return found.why[lang]
    return say(
        "finish.homes_line",
        lang,
        rule=found.rule.title[lang],
        before=percent(found.share(found.before), lang),
        after=percent(found.share(found.after), lang),
        hectares=hectares(found.gain_m2, sign="+"),
        people=f"{found.gain_people:+,.0f}",
    )


def areas_words(found: tuple[AreaLines, ...] | Untold, lang: Lang) -> list[str]:
    """Return how many areas have lines enough before and after, and each that gains or loses."""
    if isinstance(found, Untold):
        return [found.why[lang]]
    if not found:
        return [say("measured.no_areas", lang)]
    before, after = sum(each.met_before for each in found), sum(each.met_after for each in found)
    lines = [say("finish.areas_line", lang, before=before, after=after, total=len(found))]
    return lines + [
        say(
            "finish.area_gained",
            lang,
            title=each.title[lang],
            before=each.before,
            after=each.after,
        )
        for each in found
        if each.before != each.after
    ]


def outlook_lines(found: Outlook, lang: Lang) -> list[str]:
    """Return an outlook as lines of text: what moves, with how it comes about."""
    shown = moved(found.targets)
    rows = [prospect_line(each, lang) for each in shown]
    lines = [counts_words(found, lang)]
    lines += [
        "\t".join((row.title, f"{row.before} → {row.after}", row.target, row.by, row.clause))
        for row in rows
    ]
    lines.append(say("finish.rest", lang, count=len(found.targets) - len(shown)))
    colon = "：" if lang == "zh" else ": "
    lines.append(f"{say('finish.homes', lang)}{colon}{homes_words(found.homes, lang)}")
    lines += [
        f"{say('finish.areas', lang)}{colon}{line}" for line in areas_words(found.areas, lang)
    ]
    if any(each.by == "declared" for each in shown):
        lines.append(say("finish.whole", lang))
    if found.schematic:
        lines.append(say("finish.sketch", lang))
    return lines + [words for words in (silent_words(found, lang),) if words]


def finished_words(found: Outlook, lang: Lang) -> str:
    """Return which projects are taken as finished; of very many only the first, and how many."""
    names = [each.title[lang] for each in found.finished]
    more = [f"… {len(names)}"] if len(names) > _MOST_NAMED else []
    return joined([*names[:_MOST_NAMED], *more], lang)


def _figure(line: ScoreLine, lang: Lang) -> str:
    state = "" if line.value == line.state else line.state
    return " · ".join(filter(None, (*value_words(line, lang).split("\n"), state)))
