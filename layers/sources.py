"""Name where features come from: publisher, document, date, licence, read from a TOML file."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Final

from pydantic import Field

from geo import Problem
from layers.strict import Word, Words
from layers.toml_file import read_tables

# Assumed of a source that does not say it: a quarter of the variance of the places of its features
# is common to all of them, and a sketched outline has 0.7 to 1.4 times its true area.
SHARED_ERROR: Final = 0.25
SKETCH_AREA: Final = (0.7, 1.4)


@dataclass(frozen=True, slots=True)
class Source:
    """A document or data set that features are taken from.

    `shared_error` (0 to 1) is the part of the variance of its features' places that all of them
    share: a map that is off as a whole shares all. `sketch_area_least` and
    `sketch_area_most` are what the area of an outline sketched from it is to be multiplied by. None
    where the source does not say it: see `SHARED_ERROR` and `SKETCH_AREA`.
    """

    id: Word
    title: Words
    date: Word
    licence: Words
    attribution: Word
    shared_error: Annotated[float, Field(ge=0, le=1)] | None = None
    sketch_area_least: Annotated[float, Field(ge=0.01, le=1)] | None = None
    sketch_area_most: Annotated[float, Field(ge=1)] | None = None

    @property
    def key(self) -> str:
        """The id, under which it stands in a file once."""
        return self.id

    @property
    def sketch_area(self) -> tuple[float, float]:
        """The least and the most factor of the area of a sketch, what is not said as assumed."""
        least, most = self.sketch_area_least, self.sketch_area_most
        return (
            SKETCH_AREA[0] if least is None else least,
            SKETCH_AREA[1] if most is None else most,
        )

    def credit(self, lang: str) -> str:
        """Return whom to name, in one language; a licence's own wording is the same in all."""
        worded = lang == "zh" or self.attribution.startswith("©")
        return self.attribution if worded else self.title[lang]


Sources = Mapping[str, Source]


def read_sources(file: str, content: bytes | None) -> tuple[Sources, list[Problem]]:
    """Return the sources of a file by id, and the problems of those left out.

    `content` is what stood in it, None when it could not be read. Raises and reports what
    `read_tables` does, with `source_twice` for the same id again.
    """
    found, problems = read_tables(file, content, "source", Source, twice="source_twice")
    return MappingProxyType({each.id: each for each in found}), problems
