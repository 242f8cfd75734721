"""The corpus of hostile files: two mechanisms a group, and the counts in the document.

`tests/acceptance/test_hostile.py` tries all of them through the real command.
"""

import re
from collections import Counter

import pytest

from tests.browser.conftest import Server
from tests.hostile import http
from tests.hostile.corpus import ROOT, Case, judged, run_here
from tests.hostile.groups import GROUPS, HTTP, REQUESTS, counts

LEAST = 15
SAMPLE = {
    "archives": ("a name that leads upwards", "names in GBK that do not say so"),
    "truncated": (
        "a .dbf of which half is missing",
        "a row marked as deleted",
        "a folder of the same name beside it",
    ),
    "XML family": ("entities that multiply in a sheet", "a chart sheet"),
    "GeoJSON": ("NaN for a coordinate", "text in GBK"),
    "exchange formats": (
        "more corners than announced, in MapInfo",
        "latitude first, as its CRS says, in GML",
        "features that are none, in a sequence",
    ),
    "SQLite": ("a view without end", "a geometry nested 100,000 deep"),
    "tables": ("a sheet that states fewer rows than it has", "a weight below nothing"),
    "columnar": ("metadata nested 100,000 deep", "a second geometry"),
    "CAD": ("a block in itself", "a good one"),
    "GTFS": ("stops of bytes, imported", "GBK, imported"),
    "boundary text": ("words for coordinates", "a hole"),
    "scenarios and rules": ("half a character in its name", "a rule of its own"),
}
ASKED = ("SQL for a value", "a limit beyond all numbers", "a way upwards, encoded")


SAMPLED = [
    each for group, sample in SAMPLE.items() for each in GROUPS[group] if each.name in sample
]


@pytest.mark.parametrize("case", SAMPLED, ids=lambda case: case.name)
def test_a_sample_of_the_mechanisms(case: Case) -> None:
    assert judged(case, run_here) == ""


def test_a_sample_of_the_requests() -> None:
    server = Server()
    try:
        asked = [each for each in REQUESTS if each.name in ASKED]
        assert [http.judged(server.url, each) for each in asked] == [""] * len(ASKED)
        assert not server.death
    finally:
        server.stop()


def test_every_group_has_its_mechanisms_and_a_sample() -> None:
    assert len([*counts()]) == 13
    for group, refused, accepted in counts():
        assert refused + accepted >= LEAST, group
        assert accepted, group
    assert SAMPLE.keys() == GROUPS.keys()
    assert len(SAMPLED) == sum(map(len, SAMPLE.values()))
    for group, cases in (*GROUPS.items(), (HTTP, REQUESTS)):
        assert max(Counter(each.name for each in cases).values()) == 1, group


def test_the_document_counts_what_there_is() -> None:
    text = (ROOT / "docs/hostile.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| ([\w ]+) \| (\d+) \| (\d+) \| (\d+) \|$", text, re.MULTILINE)
    rows = [(group, refused + accepted, refused, accepted) for group, refused, accepted in counts()]
    total = ("all", *(sum(column) for column in [*zip(*rows, strict=True)][1:]))
    assert [(group, *map(int, rest)) for group, *rest in told] == [*rows, total]
