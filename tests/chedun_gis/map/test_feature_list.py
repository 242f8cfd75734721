"""The list of a layer's features: all of them, those that fit, and where it ends."""

from pathlib import Path

import pytest

from chedun_gis.map import feature_list
from chedun_gis.town import Town, open_town
from layers import LAYERS
from tests.conftest import feature, write_geojson

ROWS = (
    ("p-1", "影视公园", "Film park", "completed"),
    ("p-2", "河滨绿地", "Riverside green", "planned"),
    ("p-3", "C++ [园]", "C++ [park]", "planned"),
)


@pytest.fixture
def town(toy_dir: Path) -> Town:
    layer = LAYERS["parks"]
    features = [
        feature(layer, key, name_zh=zh, name_en=en, stage=stage) for key, zh, en, stage in ROWS
    ]
    write_geojson(toy_dir / layer.file, features)
    return open_town(toy_dir)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", ("p-1", "p-2", "p-3")),
        (" PARK ", ("p-1", "p-3")),
        ("河滨", ("p-2",)),
        ("P-2", ("p-2",)),
        ("c++ [", ("p-3",)),  # a text, not a pattern
        (".*", ()),
    ],
)
def test_what_fits_is_listed_as_it_stands_in_the_file(
    town: Town, text: str, ids: tuple[str, ...]
) -> None:
    found = feature_list(town, "parks", text, "zh")
    assert found.ids == ids
    assert (found.fitting, found.total) == (len(ids), 3)
    assert found.rows["编号"].tolist() == list(ids)


def test_a_row_says_class_basis_and_accuracy_in_the_language(town: Town) -> None:
    rows = feature_list(town, "parks", "p-2", "en").rows
    style = LAYERS["parks"].style
    assert list(rows.columns) == ["Name", "Id", "Stage", "Basis", "Accuracy (m)"]
    assert rows["Name"].item() == "Riverside green"
    assert rows["Stage"].item() == style.symbols["planned"].title["en"]


def test_of_a_long_list_the_first_are_shown_and_all_are_counted(town: Town) -> None:
    found = feature_list(town, "parks", "", "zh", limit=2)
    assert found.ids == ("p-1", "p-2")
    assert (found.fitting, found.total) == (3, 3)


def test_what_has_no_place_is_listed_too(toy_dir: Path) -> None:
    layer = LAYERS["projects"]
    nowhere = feature(layer, "a")
    nowhere["geometry"] = None
    write_geojson(toy_dir / layer.file, [nowhere])
    assert feature_list(open_town(toy_dir), "projects", "", "zh").ids == ("a",)
