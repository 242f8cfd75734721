"""Field names: readable, within the bytes of the format, unique."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chedun_gis.handoff.names import cut, written_names
from layers import LAYERS


def test_names_of_ten_bytes_stay_readable() -> None:
    names = ["name_zh", "location_type", "new_town_road", "target_class", "target_year"]
    assert written_names(names, limit=10) == {
        "name_zh": "name_zh",
        "location_type": "loctn_type",
        "new_town_road": "new_twn_rd",
        "target_class": "trgt_class",
        "target_year": "targt_year",
    }


def test_names_that_fall_together_get_a_number() -> None:
    # Both lose the same vowels; the one that fits keeps its name.
    names = ["elevation_metres_a", "elevation_metres_b", "ELVTN_MTRS"]
    written = written_names(names, limit=10)
    assert written["ELVTN_MTRS"] == "ELVTN_MTRS"
    assert len({name.lower() for name in written.values()}) == 3


def test_a_case_is_no_difference_and_a_reserved_name_is_taken() -> None:
    assert written_names(["Kind", "kind"]) == {"Kind": "Kind", "kind": "kind1"}
    assert written_names(["fid"], reserved={"fid"}) == {"fid": "fid1"}


def test_chinese_names_keep_as_many_characters_as_fit() -> None:
    # A character has 2 bytes in GBK and 3 in UTF-8: five fit into ten bytes, or three.
    name = "公园绿地服务半径覆盖率"
    assert written_names([name], limit=10, encoding="gbk") == {name: "公园绿地服"}
    assert written_names([name], limit=10, encoding="utf-8") == {name: "公园绿"}
    two = written_names([name, name + "二"], limit=10, encoding="gbk")
    assert sorted(two.values()) == ["公园绿地1", "公园绿地服"]


@pytest.mark.parametrize("layer_id", LAYERS)
def test_the_declared_fields_of_a_layer_stay_apart(layer_id: str) -> None:
    names = [field.name for field in LAYERS[layer_id].all_fields]
    written = list(written_names(names, limit=10, encoding="gbk").values())
    assert len({name.lower() for name in written}) == len(names)


_WORD = st.text("abeiouXYZ_0公园绿地服务😀", min_size=1, max_size=30)


@given(st.lists(_WORD, unique=True, max_size=12), st.sampled_from(["gbk", "utf-8"]))
def test_any_names_are_unique_and_fit(names: list[str], encoding: str) -> None:
    written = written_names(names, limit=10, encoding=encoding)
    assert list(written) == names
    assert len({name.lower() for name in written.values()}) == len(names)
    assert all(0 < len(name.encode(encoding)) <= 10 for name in written.values())


def test_a_cut_halves_no_character() -> None:
    assert cut("公园绿地", 5, "gbk") == "公园"
    assert cut("公园绿地", 5, "utf-8") == "公"
