"""The file that says where the town is: strict, every fault at once, the rest derived."""

import re

import pytest

from chedun_gis.texts import fault_of
from chedun_gis.town.settings import DATA_DIR
from geo import InputError, Problem
from layers import Place, read_place

# A town at 117.2° E: 0.2° east of its zone's meridian.
GOOD = """
name = { zh = "甲镇", en = "First Town" }
code = "370100001"
metric_crs = "EPSG:4548"
extent_deg = [116.9, 36.4, 117.5, 36.8]
bounds_deg = [117.1, 36.5, 117.3, 36.7]
centre_deg = [117.2, 36.6]
zoom = 12
map_name = "甲镇, 乙市"
credits = { zh = "丙", en = "C" }
"""


def read(text: str) -> tuple[Place | None, list[Problem]]:
    return read_place("town.toml", text.encode())


def test_what_is_stated_and_what_follows_from_it() -> None:
    place, problems = read(GOOD)
    assert problems == []
    assert place is not None
    assert place.name == place.short_name  # it may be left out
    assert place.featured == ()
    # 117° E is zone 39; its twin with the number is 21 below; 117.2° E is in UTM zone 50.
    assert place.usual_crs == ("EPSG:4326", "EPSG:4490", "EPSG:4548", "EPSG:4527")
    assert place.projected_crs == ("EPSG:4548", "EPSG:4527", "EPSG:32650")
    assert (place.meridian, place.zone) == (117, 39)
    assert place.grid == "CGCS2000 / EPSG:4548"


def test_the_shipped_town() -> None:
    place, problems = read_place("town.toml", (DATA_DIR / "town.toml").read_bytes())
    assert problems == []
    assert place is not None
    assert place.code == "310117104"
    assert place.usual_crs == ("EPSG:4326", "EPSG:4490", "EPSG:4549", "EPSG:4528")
    assert place.projected_crs == ("EPSG:4549", "EPSG:4528", "EPSG:32651")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("zoom", "zomm", ["key_unknown zomm", "key_missing zoom"]),
        ('"First Town"', '" "', ["key_value name"]),
        ('code = "370100001"', "code = 370100001", ["key_value code"]),
        ("EPSG:4548", "EPSG:4527", ["key_value metric_crs"]),  # with the zone's number
        ("EPSG:4548", "EPSG:3857", ["key_value metric_crs"]),
        ("[116.9,", "[117.6,", ["key_value extent_deg"]),  # west of its east
        ("36.4, 117.5, 36.8]", "36.4, 117.5]", ["key_value extent_deg"]),
        ("36.4,", "-91,", ["key_value extent_deg"]),
        ("[117.2, 36.6]", "[36.6, 117.2]", ["key_value centre_deg"]),  # north first
        ("12", "12.5", ["key_value zoom"]),
        ("12", "true", ["key_value zoom"]),
        ("credits", "featured = []\ncredits", ["key_value featured"]),
        ("[117.1,", "[116.8,", ["place_bounds bounds_deg"]),
        ("[117.2, 36.6]", "[117.4, 36.6]", ["place_centre centre_deg"]),
        ("EPSG:4548", "EPSG:4549", ["place_crs metric_crs"]),  # 120° E begins at 118.5° E
    ],
)
def test_a_fault_is_named(old: str, new: str, fault: list[str]) -> None:
    assert old in GOOD
    place, problems = read(GOOD.replace(old, new, 1))
    assert place is None
    assert [f"{each.code} {each.field}" for each in problems] == fault


def test_a_town_across_two_zones_is_measured_in_either() -> None:
    moved = GOOD.replace("117.1", "118.4").replace("117.2", "118.5").replace("117.3", "118.6")
    moved = moved.replace("117.5", "118.9")
    for crs in ("EPSG:4548", "EPSG:4549"):
        assert read(moved.replace("EPSG:4548", crs))[1] == []


def test_every_fault_is_told_in_both_languages() -> None:
    _, problems = read("zomm = 1\n" + GOOD.replace('code = "370100001"', 'code = ""'))
    for lang in ("zh", "en"):
        said = fault_of("town_wrong", {"file": "town.toml", "problems": tuple(problems)}, lang)  # type: ignore[arg-type]
        assert re.search("zomm.*code", said)


@pytest.mark.parametrize("content", [b"zoom =", b"\xff"])
def test_what_is_no_toml_is_refused(content: bytes) -> None:
    with pytest.raises(InputError, match="rules_not_toml"):
        read_place("town.toml", content)
