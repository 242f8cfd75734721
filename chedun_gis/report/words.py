"""The fixed words of a report's pages."""

from chedun_gis.texts import Lang, say
from layers import Place


def words(lang: Lang, place: Place) -> dict[str, str]:
    """Return the words that both forms of a report print, by their short names."""
    return {
        "app": say("app.title", lang, town=place.short_name[lang]),
        "target": say("score.target", lang),
        "gap": say("score.gap", lang),
        "clause": say("score.clause", lang),
        "part": say("report.part", lang),
        "interval": say("coverage.interval", lang),
        "rule": say("coverage.rule", lang),
        "basis": say("score.basis", lang),
        "made": say("report.made", lang),
    }
