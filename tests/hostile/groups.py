"""All groups of the corpus, and the table that counts them."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from tests.hostile import (
    archives,
    boundary_text,
    cad,
    columnar,
    geojson,
    gtfs,
    http,
    scenarios,
    sqlite,
    tables,
    truncated,
    xml_family,
)
from tests.hostile.corpus import Case, Refused

GROUPS: Final[Mapping[str, tuple[Case, ...]]] = MappingProxyType(
    {
        "archives": archives.CASES,
        "truncated": truncated.CASES,
        "XML family": xml_family.CASES,
        "GeoJSON": geojson.CASES,
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
