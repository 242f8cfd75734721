"""Word what was found out about a file, and what a version is."""

from chedun_gis.importing.georef import Found, Located
from chedun_gis.texts import Lang, local_time, say
from chedun_gis.town import SHIPPED, Version
from layers import LAYERS


def finding_sentences(located: Located, lang: Lang) -> list[str]:
    """Return what was found out about CRS and datum, a sentence each."""
    return [say(f"finding.{each.code}", lang, **_worded(each, lang)) for each in located.findings]


def _worded(found: Found, lang: Lang) -> dict[str, object]:
    """Return the values of a sentence with datums and layers by their names."""
    words = dict(found.params)
    for name in ("datum", "chosen"):
        if name in words:
            words[name] = say(f"finding.datum.{words[name]}", lang)
    if "reference" in words:
        words["reference"] = LAYERS[str(words["reference"])].title[lang]
    return words


def version_title(version: Version, lang: Lang) -> str:
    """Return when a version was made and from which file."""
    if version.id == SHIPPED:
        return say("version.shipped", lang)
    time = local_time(str(version.manifest.get("time", "")))
    return say("version.title", lang, time=time, file=version.manifest.get("file", "?"))


def manifest_line(version: Version, lang: Lang) -> str:
    """Return how many rows a version took and refused; "" for the shipped one."""
    rows = version.manifest.get("rows")
    if not isinstance(rows, dict):
        return ""
    mode = say(f"version.mode.{version.manifest.get('mode')}", lang)
    return say(
        "version.rows",
        lang,
        mode=mode,
        taken=rows.get("taken"),
        rejected=rows.get("rejected"),
        total=rows.get("in_layer"),
    )
