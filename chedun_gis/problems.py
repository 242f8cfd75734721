"""Word the problems of a layer: where, what is wrong, what to do."""

from chedun_gis.texts import Lang, say
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
    return say(f"error.{problem.code}", lang, **problem.params)


def _field_title(name: str, layer: Layer, lang: Lang) -> str:
    titles = {field.name: field.title[lang] for field in layer.all_fields}
    return f"{titles[name]} ({name})" if name in titles else name
