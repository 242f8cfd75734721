"""Every word of the product in Chinese and English, looked up by key."""

from typing import Literal

from chedun_gis.texts.analysis import ANALYSIS, ENGINE_ERRORS
from chedun_gis.texts.commands import COMMANDS
from chedun_gis.texts.handoff import HANDOFF, HANDOFF_ERRORS
from chedun_gis.texts.importing import IMPORT_ERRORS, IMPORTING
from chedun_gis.texts.interface import INTERFACE
from chedun_gis.texts.layers import ERRORS, WORDS
from chedun_gis.texts.ogc import OGC, OGC_ERRORS
from chedun_gis.texts.osm import OSM, OSM_ERRORS
from chedun_gis.texts.position import GRID_ERRORS, IMPORT_POSITION
from chedun_gis.texts.profile import PROFILE, PROFILE_ERRORS
from chedun_gis.texts.report import REPORT, REPORT_ERRORS
from chedun_gis.texts.scenario import SCENARIO, SCENARIO_ERRORS
from chedun_gis.texts.siting import SITING, SITING_ERRORS
from chedun_gis.texts.transit import GTFS_ERRORS
from chedun_gis.texts.water import WATER, WATER_ERRORS
from layers import Text

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")

_FAULTS = (
    ERRORS
    | ENGINE_ERRORS
    | GRID_ERRORS
    | GTFS_ERRORS
    | HANDOFF_ERRORS
    | IMPORT_ERRORS
    | OGC_ERRORS
    | OSM_ERRORS
    | PROFILE_ERRORS
    | REPORT_ERRORS
    | SCENARIO_ERRORS
    | SITING_ERRORS
    | WATER_ERRORS
)
TEXTS: dict[str, Text] = {
    **INTERFACE,
    **ANALYSIS,
    **COMMANDS,
    **OGC,
    **OSM,
    **PROFILE,
    **REPORT,
    **SCENARIO,
    **SITING,
    **WATER,
    **HANDOFF,
    **IMPORTING,
    **IMPORT_POSITION,
    **{f"error.{code}": text for code, text in _FAULTS.items()},
    **{f"word.{word}": text for word, text in WORDS.items()},
}


def say(key: str, lang: Lang, /, **params: object) -> str:
    """Return the wording of `key`, its `{places}` filled; `KeyError` for an unknown key."""
    return TEXTS[key][lang].format(**params)


def text(key: str, /, **params: object) -> Text:
    """Return the wording in both languages; of a `Text` among the values, the same language's."""
    zh, en = (
        say(key, lang, **{name: _in(value, lang) for name, value in params.items()})
        for lang in LANGS
    )
    return Text(zh, en)


def _in(value: object, lang: Lang) -> object:
    return value[lang] if isinstance(value, Text) else value


def lang_of(value: str | None) -> Lang:
    """Return the language that a link or an option names; Chinese for anything else."""
    return "en" if value == "en" else "zh"
