"""Every word of the product in Chinese and English, looked up by key."""

from typing import Literal

from chedun_gis.texts.analysis import ANALYSIS
from chedun_gis.texts.commands import COMMANDS
from chedun_gis.texts.compute import COMPUTE
from chedun_gis.texts.doubt import DOUBT
from chedun_gis.texts.evaluation import EVALUATION
from chedun_gis.texts.finishing import FINISHING
from chedun_gis.texts.handoff import HANDOFF
from chedun_gis.texts.importing import IMPORTING
from chedun_gis.texts.interface import INTERFACE
from chedun_gis.texts.large import LARGE_LAYERS
from chedun_gis.texts.layers import WORDS
from chedun_gis.texts.monitoring import MONITORING
from chedun_gis.texts.ogc import OGC
from chedun_gis.texts.osm import OSM
from chedun_gis.texts.parts import PARTS
from chedun_gis.texts.people import PEOPLE
from chedun_gis.texts.plans import PLANS
from chedun_gis.texts.plural import by_number
from chedun_gis.texts.position import POSITION
from chedun_gis.texts.profile import PROFILE
from chedun_gis.texts.register import REGISTER
from chedun_gis.texts.report import REPORT
from chedun_gis.texts.scenario import SCENARIO
from chedun_gis.texts.siting import SITING
from chedun_gis.texts.transit import TRANSIT
from chedun_gis.texts.water import WATER
from layers import Text

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")

# `error.…` words the fault of that code, `word.…` one that a fault names.
TEXTS: dict[str, Text] = (
    INTERFACE
    | ANALYSIS
    | COMMANDS
    | COMPUTE
    | DOUBT
    | FINISHING
    | EVALUATION
    | HANDOFF
    | IMPORTING
    | LARGE_LAYERS
    | OGC
    | OSM
    | PARTS
    | POSITION
) | (
    MONITORING
    | PEOPLE
    | PLANS
    | PROFILE
    | REGISTER
    | REPORT
    | SCENARIO
    | SITING
    | TRANSIT
    | WATER
    | WORDS
)


def say(key: str, lang: Lang, /, **params: object) -> str:
    """Return the wording of `key`, its `{places}` filled; `KeyError` for an unknown key."""
    template = TEXTS[key][lang]
    return (by_number(template, params) if lang == "en" else template).format(**params)


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
