"""All groups of the corpus, and the table that counts them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from tests.hostile import (
    archives,
    boundary_text,
    cad,
    columnar,
    geojson,
    gml,
    gtfs,
    http,
    mapinfo,
    scenarios,
    sequences,
    sqlite,
    tables,
    truncated,
    xml_family,
)
from tests.hostile.corpus import Case, Refused


def _in(form: str, cases: tuple[Case, ...]) -> Iterator[Case]:
    """Give the mechanisms of one format of several in a group."""
    return (replace(each, name=f"{each.name}, in {form}") for each in cases)


GROUPS: Final[Mapping[str, tuple[Case, ...]]] = MappingProxyType(
    {
        "archives": archives.CASES,
        "truncated": truncated.CASES,
        "XML family": xml_family.CASES,
        "GeoJSON": geojson.CASES,
        "exchange formats": (
            *_in("GML", gml.CASES),
            *_in("MapInfo", mapinfo.CASES),
            *_in("a sequence", sequences.CASES),
        ),
        "SQLite": sqlite.CASES,
        "tables": tables.CASES,
        "columnar": columnar.CASES,
        "CAD": cad.CASES,
        "GTFS": gtfs.CASES,
        "boundary text": boundary_text.CASES,
        "scenarios and rules": scenarios.CASES,
    }
)
HTTP: Final = "HTTP"
REQUESTS: Final = http.CASES


def counts() -> Iterator[tuple[str, int, int]]:
    """Give each group with how many of its mechanisms are refused, and how many accepted."""
    for group, cases in GROUPS.items():
        refused = sum(isinstance(each.expected, Refused) for each in cases)
        yield group, refused, len(cases) - refused
    refused = sum(each.refused for each in REQUESTS)
    yield HTTP, refused, len(REQUESTS) - refused
