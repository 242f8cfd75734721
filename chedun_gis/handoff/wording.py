"""Say how a layer stands in a file: in Chinese where people read it, in codes where machines do."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from chedun_gis.handoff.formats import Format
from chedun_gis.texts import say
from layers import Field, Layer, Place

# The one file of a format that holds several layers, where machines read it.
_TOGETHER = "chedun"


@dataclass(frozen=True, slots=True)
class Wording:
    """How a layer is called in a file, and its fields and their values.

    `titles` gives the name wanted for a field, `words` what is written for a value of a field; what
    they do not have is written as it is.
    """

    layer: str
    titles: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[object, str]] = field(default_factory=dict)

    def value(self, name: str, code: str) -> str:
        """Return what is written for a value of a field."""
        return self.words.get(name, {}).get(code, code)


def wording_of(layer: Layer, fmt: Format) -> Wording:
    """Return how a layer is worded in a format.

    Identifiers (of features, sources and clauses), numbers and free text are the same in all.
    """
    if not fmt.for_people:
        return Wording(layer.id)
    if fmt.bare_geometry:  # it has a form of its own, without names of fields
        return Wording(layer.title.zh)
    titles = {each.name: title_of(each) for each in layer.all_fields}
    words = {each.name: _words(each) for each in layer.all_fields}
    return Wording(layer.title.zh, titles, {name: each for name, each in words.items() if each})


def title_of(column: Field) -> str:
    """Return a field's title in Chinese with its unit."""
    unit = f"（{say(f'unit.{column.unit}', 'zh')}）" if column.unit else ""
    return f"{column.title.zh}{unit}"


def _words(column: Field) -> dict[object, str]:
    if column.type == "boolean":
        return {True: say("value.yes", "zh"), False: say("value.no", "zh")}
    return {code: title.zh for code, title in column.choices.items()}


def file_name(layer: Layer, fmt: Format, place: Place) -> str:
    """Return the name of the file that holds a layer, alone or with the others."""
    if not fmt.one_file:
        stem = wording_of(layer, fmt).layer
    elif fmt.for_people:
        stem = say("handoff.together", "zh", town=place.short_name.zh)
    else:
        stem = _TOGETHER
    return f"{stem}{fmt.suffix}"


def data_folder(fmt: Format) -> str:
    """Return the folder of a pack that holds the data; programs may not take other letters."""
    return say("handoff.name.data", "zh") if fmt.for_people else "data"


def pack_name(what: str, suffix: str) -> str:
    """Return the name of a part of a pack that people open."""
    return f"{say(f'handoff.name.{what}', 'zh')}.{suffix}"
