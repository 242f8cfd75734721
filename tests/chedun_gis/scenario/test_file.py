"""Scenario files of any content give a scenario, or sentences that name what is wrong."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chedun_gis.scenario import Scenario, from_bytes, from_text
from chedun_gis.texts import LANGS, lines_of


def park_of(vertices: int) -> dict[str, object]:
    angles = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    ring = (np.c_[np.cos(angles), np.sin(angles)] / 200 + [121.28, 31.0]).tolist()
    shape = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    return {"action": "added", "layer": "parks", "id": f"n{vertices}", "geometry": shape}


def file_of(*changes: dict[str, object]) -> tuple[Scenario | None, list[str]]:
    content = {"format": "chedun-scenario", "version": 1, "name": "甲", "changes": changes}
    scenario, problems = from_text(json.dumps(content))
    assert (scenario is None) == bool(problems)
    return scenario, [each.code for each in problems]


def test_shapes_without_end_are_refused_by_a_stated_limit() -> None:
    assert file_of(park_of(20_000))[0] is not None
    assert file_of(park_of(60_000), park_of(50_000))[1] == ["scenario_vertices"]
    assert file_of(park_of(300_000))[1] == ["scenario_vertices"]


def test_a_knot_in_a_park_is_named() -> None:
    corners = (np.random.default_rng(4).random((3_000, 2)) / 100 + [121.28, 31.0]).tolist()
    shape = {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}
    assert file_of(park_of(20) | {"geometry": shape})[1] == ["geometry_tangled"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"accuracy_m": "abc"}, "scenario_field"),
        ({"id": "other"}, "scenario_field"),
        ({"kind": "castle"}, "value_unknown"),
        ({"height": "3"}, "key_unknown"),
        ({"name_zh": 3}, "key_value"),
    ],
)
def test_a_field_that_no_park_can_have_is_named(fields: dict[str, object], code: str) -> None:
    assert file_of(park_of(20) | {"fields": fields})[1] == [code]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["parks", "bus_stops", "added", "Polygon", "\ud800", "parks/a", "甲"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "action",
                    "layer",
                    "id",
                    "geometry",
                    "fields",
                    "type",
                    "coordinates",
                    "name_zh",
                    "x",
                ]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)
MEMBERS = ("id", "name", "author", "time", "note", "rule", "radius_m", "switched", "changes", "x")


@given(st.dictionaries(st.sampled_from(MEMBERS), JSON), st.lists(JSON, max_size=3))
def test_any_content_gives_a_scenario_or_a_sentence(
    members: dict[str, object], changes: list[object]
) -> None:
    content = {"format": "chedun-scenario", "version": 1, "changes": changes, **members}
    scenario, problems = from_text(json.dumps(content))
    assert (scenario is None) == bool(problems)
    for lang in LANGS:
        assert all(lines_of(problems, lang))


@given(st.binary(max_size=60))
def test_any_bytes_give_a_scenario_or_a_sentence(content: bytes) -> None:
    scenario, problems = from_bytes(content)
    assert scenario is None
    assert problems
