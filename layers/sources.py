"""Name where features come from: publisher, document, date, licence, read from a TOML file."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from geo import Problem
from layers.layer import Text
from layers.toml_file import TEXT, WORD, Key, TomlTable, is_tables, key_problems, read_toml, tables


@dataclass(frozen=True, slots=True)
class Source:
    """A document or data set that features are taken from."""

    id: str
    title: Text
    date: str
    licence: Text
    attribution: str

    def credit(self, lang: str) -> str:
        """Return whom to name, in one language; a licence's own wording is the same in all."""
        worded = lang == "zh" or self.attribution.startswith("©")
        return self.attribution if worded else self.title[lang]


Sources = Mapping[str, Source]


def read_sources(file: str, content: bytes | None) -> tuple[Sources, list[Problem]]:
    """Return the sources of a file by id, and the problems of those left out.

    `content` is what stood in it, None when it could not be read. Raises what `read_toml` raises.
    Problem codes: those of `key_problems`, and `source_twice` (value); each names the source as
    its feature and its number in the file as its row.
    """
    table = read_toml(file, content)
    problems = key_problems(table, {"source": Key(is_tables, "[[source]]", required=True)})
    found: dict[str, Source] = {}
    for row, each in enumerate(tables(table, "source"), start=1):
        wrong = key_problems(each, _KEYS)
        if not wrong and each["id"] in found:
            wrong = [Problem("source_twice", field="id", params={"value": each["id"]})]
        if not wrong:
            found[each["id"]] = _source(each)
        problems += [
            Problem(one.code, "error", row, str(each.get("id", "")), one.field, one.params)
            for one in wrong
        ]
    return MappingProxyType(found), problems


_KEYS = {"id": WORD, "title": TEXT, "date": WORD, "licence": TEXT, "attribution": WORD}


def _source(table: TomlTable) -> Source:
    """Return the source of a table without problems."""
    return Source(
        id=table["id"],
        title=Text(**table["title"]),
        date=table["date"],
        licence=Text(**table["licence"]),
        attribution=table["attribution"],
    )
