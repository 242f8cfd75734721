"""Name where features come from: publisher, document, date, licence, read from a TOML file."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from geo import Problem
from layers.strict import Word, Words
from layers.toml_file import read_tables


@dataclass(frozen=True, slots=True)
class Source:
    """A document or data set that features are taken from."""

    id: Word
    title: Words
    date: Word
    licence: Words
    attribution: Word

    @property
    def key(self) -> str:
        """The id, under which it stands in a file once."""
        return self.id

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
