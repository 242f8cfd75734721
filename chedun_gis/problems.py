"""Word the problems of a layer: where, what is wrong, what to do."""

from collections.abc import Mapping

from chedun_gis.texts import TEXTS, Lang, say
from geo.problem import Problem
from layers.model import Layer


def place_of(problem: Problem, layer: Layer, lang: Lang) -> str:
    """Return layer, row, feature and field of a problem, as far as they are known."""
    parts = [layer.title[lang]]
    if problem.row is not None:
        parts.append(say("problem.where_row", lang, row=problem.row))
    if problem.feature:
        parts.append(problem.feature)
    if problem.field:
        parts.append(_field_title(problem.field, layer, lang))
    return " · ".join(parts)


def sentence_of(problem: Problem, lang: Lang) -> str:
    """Return what is wrong and what to do, in one sentence."""
    return fault_of(problem.code, problem.params, lang)


def fault_of(code: str, params: Mapping[str, object], lang: Lang) -> str:
    """Return the sentence of a fault, its types, reasons and lists worded too."""
    words = {name: _word(name, str(value), lang) for name, value in params.items()}
    return say(f"error.{code}", lang, **words)


def _word(name: str, value: str, lang: Lang) -> str:
    if name in {"expected", "found", "why"} and f"word.{value}" in TEXTS:
        return say(f"word.{value}", lang)
    listed = name in {"allowed", "known"} and lang == "en"
    return value.replace("、", ", ") if listed else value


def _field_title(name: str, layer: Layer, lang: Lang) -> str:
    titles = {field.name: field.title[lang] for field in layer.all_fields}
    return f"{titles[name]} ({name})" if name in titles else name
