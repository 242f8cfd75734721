"""Word the problems of a layer: where, what is wrong, what to do."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from chedun_gis.texts.table import LANGS, TEXTS, Lang, say
from geo import InputError, Problem
from layers import LAYERS, Layer, Text

T = TypeVar("T")

_MOST_SHOWN: Final = 1_000


# What is wrong with a layer as a whole: it takes along what needs the layer, and nothing else.
_OF_A_LAYER: Final = frozenset({"layer_broken", "layer_large"})


@dataclass(frozen=True, slots=True)
class Untold:
    """Stands for what a layer with errors, or too large, leaves untold; `why` names the layer."""

    why: Text


def told(make: Callable[[], T]) -> T | Untold:
    """Return what is made, or why a layer leaves it untold; other faults are raised."""
    try:
        return make()
    except InputError as error:
        if error.code not in _OF_A_LAYER:
            raise
        return Untold(fault_text(error))


def place_of(problem: Problem, layer: Layer, lang: Lang) -> str:
    """Return layer, row, feature and field of a problem, as far as they are known."""
    field = _field_title(problem.field, layer, lang) if problem.field else ""
    return _where(layer.title[lang], problem, field, lang)


def source_line(problem: Problem, lang: Lang) -> str:
    """Return where in the file of sources something is wrong, and what."""
    where = _where(say("data.sources", lang), problem, problem.field, lang)
    return _after(where, problem, lang)


def rule_line(problem: Problem, lang: Lang) -> str:
    """Return where in the rule file something is wrong, and what."""
    return _after(
        _where(say("coverage.own_rules", lang), problem, problem.field, lang), problem, lang
    )


def lines_of(problems: Iterable[Problem], lang: Lang) -> list[str]:
    """Return each problem of a file after the row, feature and field that it is about."""
    return [_after(_where("", each, each.field, lang), each, lang) for each in problems]


def _after(where: str, problem: Problem, lang: Lang) -> str:
    colon = "：" if lang == "zh" else ": "
    return f"{where}{colon if where else ''}{sentence_of(problem, lang)}"


def _where(file: str, problem: Problem, field: str, lang: Lang) -> str:
    row = "" if problem.row is None else say("problem.where_row", lang, row=problem.row)
    return " · ".join(filter(None, (file, row, problem.feature, field)))


def sentence_of(problem: Problem, lang: Lang) -> str:
    """Return what is wrong and what to do, in one sentence."""
    return fault_of(problem.code, problem.params, lang)


def fault_text(error: InputError) -> Text:
    """Return the sentence of a fault in both languages."""
    return Text(*(fault_of(error.code, error.params, lang) for lang in LANGS))


def fault_of(code: str, params: Mapping[str, object], lang: Lang) -> str:
    """Return the sentence of a fault, its types, reasons and lists worded too.

    What `params` hold as `problems` is a tuple of them.
    """
    words = {name: _short(_word(name, str(value), lang)) for name, value in params.items()}
    layer = LAYERS.get(str(params.get("layer")))
    if layer is not None and code in _OF_A_LAYER:
        words["layer"] = say("word.layer", lang, title=layer.title[lang], id=layer.id)
    problems = params.get("problems")
    if isinstance(problems, tuple):
        words["problems"] = " ".join(lines_of(problems, lang))
    return say(f"error.{code}", lang, **words)


def _short(words: str) -> str:
    """Return what a file says in so many characters as a sentence can hold."""
    return words if len(words) <= _MOST_SHOWN else f"{words[:_MOST_SHOWN]}…"


def _word(name: str, value: str, lang: Lang) -> str:
    if name in {"expected", "found", "why"} and f"word.{value}" in TEXTS:
        return say(f"word.{value}", lang)
    if name in {"role", "has"}:
        return say(f"role.{value}", lang)
    listed = name in {"allowed", "known"} and lang == "en"
    return value.replace("、", ", ") if listed else value


def _field_title(name: str, layer: Layer, lang: Lang) -> str:
    titles = {field.name: field.title[lang] for field in layer.all_fields}
    return f"{titles[name]} ({name})" if name in titles else name
