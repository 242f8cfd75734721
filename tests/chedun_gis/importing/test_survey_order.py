"""From the field back in: an order that was filled in, and what it changes."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from shapely import Polygon

from chedun_gis.analysis import CoverageQuestion, likely_coverage, survey_changes
from chedun_gis.importing import accept_filled, read_filled, survey_order, surveyed_town
from chedun_gis.town import Town, Workspace, open_town
from geo import WGS84, InputError
from geo.files import to_geojson
from tests.people import ALONE, person

FILL = {"surveyed_name": "", "surveyed_on": "", "surveyor": "", "surveyed_accuracy_m": ""}
TOLD = {"surveyed_on": "2026-11-30", "surveyor": "王勘测"}


def order(town: Town, folder: Path, *filled: dict[str, Any]) -> Path:
    """Return an order of the first parks; each of `filled` is put into one of them."""
    parks = town.frame("parks").iloc[:3]
    text = to_geojson(
        parks.assign(layer="parks", feature_id=parks["id"], **FILL),
        ("id", "layer", "feature_id", *FILL),
    )
    data = json.loads(text)
    by_id = {each["properties"]["feature_id"]: each for each in data["features"]}
    for each, feature in zip(filled, (by_id[name] for name in parks["id"]), strict=False):
        shape = each.pop("geometry", None)
        feature["properties"] |= each
        if shape is not None:
            feature["geometry"] = shapely.geometry.mapping(shape)
    path = folder / "order.geojson"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def beside(town: Town, row: int) -> Polygon:
    """Return the outline of a park 300 m further east, in degrees."""
    shape = town.frame("parks").geometry.iloc[[row]].translate(300.0, 0.0)
    found: Polygon = shape.to_crs(WGS84).iloc[0]
    return found


def test_what_was_surveyed_replaces_what_was_drawn_and_ids_stay(tmp_path: Path) -> None:
    town = open_town()
    told = {**TOLD, "surveyed_name": "新名公园", "surveyed_accuracy_m": "0.5"}
    path = order(town, tmp_path, {**told, "geometry": beside(town, 0)}, dict(TOLD))
    read = read_filled(town, path)
    assert [(each.layer, each.accuracy_m) for each in read.surveyed] == [
        ("parks", 0.5),
        ("parks", 5.0),
    ]
    assert read.unfilled == 1
    before, after = town.frame("parks"), surveyed_town(town, read).frame("parks")
    assert list(after["id"]) == list(before["id"])
    first, second, third = (after.iloc[row] for row in range(3))
    assert first["name_zh"] == "新名公园"
    assert (first["basis"], first["accuracy_m"]) == ("surveyed", 0.5)
    assert first["source"] == "王勘测 2026-11-30"
    moved = first.geometry.centroid.x - before.geometry.iloc[0].centroid.x
    assert moved == pytest.approx(300, abs=0.5)
    assert second["name_zh"] == before.iloc[1]["name_zh"]
    assert third["basis"] == "schematic"
    assert after.geometry.iloc[2].equals(before.geometry.iloc[2])


def test_the_page_shows_what_a_survey_changes_and_the_town_has_it_then(tmp_path: Path) -> None:
    town = open_town()
    read = read_filled(town, order(town, tmp_path, dict(TOLD), dict(TOLD), dict(TOLD)))
    predicted = survey_changes(town, surveyed_town(town, read))
    [parks] = [each for each in predicted if each.id == "open-parks"]
    assert parks.before.value == pytest.approx(parks.after.value, abs=1e-6)
    assert parks.before.likely != parks.after.likely
    assert parks.turned == ()
    space = Workspace(tmp_path / "space")
    versions = accept_filled(read, space, town, by=ALONE)
    assert versions == {"parks": "0001"}
    manifest = space.versions("parks")[0].manifest
    assert manifest["mode"] == "survey"
    assert [each["surveyor"] for each in manifest["surveyed"]] == ["王勘测"] * 3
    file = space.folder / "layers" / "parks" / "0001" / "parks.geojson"
    assert file.read_text(encoding="utf-8").count('"surveyed"') == 3


def test_a_large_layer_stays_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    town, space = open_town(), Workspace(tmp_path / "space")
    read = read_filled(town, order(town, tmp_path, dict(TOLD)))
    monkeypatch.setattr(survey_order, "LARGE", 0)
    accept_filled(read, space, town, by=ALONE)
    after = open_town(workspace=space)
    assert after.large("parks") is not None
    found = after.frame("parks")
    assert sorted(found["id"]) == sorted(town.frame("parks")["id"])
    assert (found["basis"] == "surveyed").sum() == 1


def test_a_park_that_lies_elsewhere_turns_verdicts(tmp_path: Path) -> None:
    town = open_town()
    far = beside(town, 0)
    shape = shapely.transform(far, lambda xy: xy + np.array([0.0, 0.02]))
    read = read_filled(town, order(town, tmp_path, {**TOLD, "geometry": shape}))
    [parks] = [
        each for each in survey_changes(town, surveyed_town(town, read)) if each.id == "open-parks"
    ]
    assert parks.turned
    had, has = dict(parks.before.verdicts), dict(parks.after.verdicts)
    assert all(had[each] is not has[each] for each in parks.turned)
    found = likely_coverage(surveyed_town(town, read), CoverageQuestion())
    assert found is not None
    assert parks.after.likely == (found.likely.low, found.likely.high)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"surveyor": "王"}, "order_partly"),
        ({**TOLD, "surveyed_on": "昨天"}, "order_date"),
        ({**TOLD, "surveyed_accuracy_m": "-1"}, "order_accuracy"),
        ({**TOLD, "surveyed_accuracy_m": "好"}, "order_accuracy"),
        ({**TOLD, "feature_id": "park-99"}, "order_unknown"),
        ({**TOLD, "layer": "swings"}, "order_unknown"),
        ({**TOLD, "geometry": shapely.Point(121.3, 31.0)}, "geometry_type"),
        ({**TOLD, "geometry": shapely.box(10, 10, 10.1, 10.1)}, "outside_extent"),
    ],
)
def test_every_fault_is_named_and_nothing_is_taken(
    told: dict[str, Any], code: str, tmp_path: Path
) -> None:
    town = open_town()
    with pytest.raises(InputError, match="order_wrong") as fault:
        read_filled(town, order(town, tmp_path, dict(told), {"surveyed_on": "2026-11-30"}))
    problems = fault.value.params["problems"]
    assert isinstance(problems, tuple)
    assert {each.code for each in problems} == {code, "order_partly"}


def test_an_order_that_is_none_is_refused(tmp_path: Path) -> None:
    town = open_town()
    with pytest.raises(InputError, match="order_empty"):
        read_filled(town, order(town, tmp_path))
    plain = tmp_path / "parks.geojson"
    plain.write_text(to_geojson(town.frame("parks"), ["id"]), encoding="utf-8")
    with pytest.raises(InputError, match="order_wrong") as fault:
        read_filled(town, plain)
    assert isinstance(fault.value.params["problems"], tuple)
    assert {each.code for each in fault.value.params["problems"]} == {"field_missing"}
    twice = order(town, tmp_path, dict(TOLD), {**TOLD, "feature_id": town.frame("parks")["id"][0]})
    with pytest.raises(InputError, match="order_wrong") as fault:
        read_filled(town, twice)
    assert "order_twice" in {each.code for each in fault.value.params["problems"]}


def test_only_a_reviewer_takes_it_in(tmp_path: Path) -> None:
    town = open_town()
    read = read_filled(town, order(town, tmp_path, dict(TOLD)))
    editor = replace(person("甲"), role="editor")
    with pytest.raises(InputError, match="role_needed"):
        accept_filled(read, Workspace(tmp_path / "space"), town, by=editor)
