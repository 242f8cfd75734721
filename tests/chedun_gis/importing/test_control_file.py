"""Control points come from a small file; no point is lost, whatever its mark or titles."""

import csv

import pytest

from chedun_gis.importing import control_points
from geo import InputError

POINTS = ((1.0, 2.0, 500_001.0, 3_400_002.0), (3.0, 4.0, 500_003.0, 3_400_004.0))
LINES = "1,2,500001,3400002,一号桩\n3,4,500003,3400004,\n"


@pytest.mark.parametrize(
    "content",
    [
        LINES.encode("utf-8-sig"),  # a mark before the first number is no title
        LINES.encode("gbk"),
        LINES.replace(",", ";").encode(),
        ("地方东,地方北,东,北\n" + LINES).encode(),
        ('"东;北",b,c,d\n' + LINES).encode("gbk"),
    ],
)
def test_every_point_is_read(content: bytes) -> None:
    assert control_points(content) == POINTS


@pytest.mark.parametrize("cell", ["x", "", "9" * 140_000])
def test_a_line_that_is_no_point_is_named(cell: str) -> None:
    with pytest.raises(InputError) as caught:
        control_points(f"1,2,3,4\n\n1,2,{cell},4\n".encode())
    code = "csv_torn" if len(cell) > csv.field_size_limit() else "control_line"
    assert (caught.value.code, caught.value.params) == (code, {"line": 3})


@pytest.mark.parametrize("cell", ["nan", "inf", "-1e308", "1e9"])
def test_a_number_on_no_grid_of_the_earth_is_named(cell: str) -> None:
    with pytest.raises(InputError) as caught:
        control_points(f"1,2,3,4\n\n1,2,{cell},4\n".encode())
    assert caught.value.code == "control_range"
    assert str(caught.value.params) == str({"line": 3, "value": float(cell)})


@pytest.mark.parametrize("first", ["1O,2,3,4", "1,2,3"])
def test_a_first_line_with_a_number_is_no_title(first: str) -> None:
    with pytest.raises(InputError) as caught:
        control_points(f"{first}\n1,2,3,4\n".encode())
    assert (caught.value.code, caught.value.params) == ("control_line", {"line": 1})
