"""Which lines count at a stop: toy stops and a toy table of services."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point

from geo import InputError
from geo.transit import COUNTABLE, with_routes

SERVICES = pd.DataFrame(
    [
        ("1路", "1路", "regular"),
        ("1路区间", "1路", "short-turn"),
        ("2路", "2路", "regular"),
        ("夜1路", "夜1路", "night"),
        ("夜1路区间", "夜1路", "short-turn"),
        ("定班1号线", "定班1号线", "shuttle"),
        ("班车", "班车", "commuter"),
    ],
    columns=["line", "route", "kind"],
)


def routes(*lines: object, kinds: frozenset[str] = frozenset({"regular"})) -> list[tuple[str, ...]]:
    stops = gpd.GeoDataFrame({"lines": list(lines)}, geometry=[Point(0, 0)] * len(lines))
    return with_routes(stops, SERVICES, kinds=kinds)["routes"].tolist()


def test_a_short_turn_is_not_a_second_line() -> None:
    assert routes("1路、1路区间") == [("1路",)]


def test_a_short_turn_alone_is_its_line() -> None:
    assert routes("1路区间、2路") == [("1路", "2路")]


def test_other_services_are_left_out_unless_counted_in() -> None:
    everything = "1路、夜1路、定班1号线、班车"
    assert routes(everything) == [("1路",)]
    assert routes(everything, kinds=frozenset({"regular", "night"})) == [("1路", "夜1路")]
    assert routes(everything, kinds=COUNTABLE) == [tuple(sorted(everything.split("、")))]
    assert routes(everything, kinds=frozenset()) == [()]


def test_a_short_turn_of_a_night_line_is_a_night_service() -> None:
    assert routes("夜1路区间") == [()]
    assert routes("夜1路区间", kinds=frozenset({"night"})) == [("夜1路",)]


def test_a_short_turn_follows_its_line_into_another_route() -> None:
    merged = SERVICES.assign(route=SERVICES["route"].mask(SERVICES["line"] == "1路", "2路"))
    stops = gpd.GeoDataFrame({"lines": ["1路、1路区间、2路"]}, geometry=[Point(0, 0)])
    assert with_routes(stops, merged)["routes"].tolist() == [("2路",)]


def test_names_come_as_text_or_as_collection() -> None:
    assert routes(" 2路 、1路、", ["2路", "1路"], ("1路",), {"2路"}, frozenset({"1路"})) == [
        ("1路", "2路"),
        ("1路", "2路"),
        ("1路",),
        ("2路",),
        ("1路",),
    ]


def test_a_missing_value_is_a_stop_without_lines() -> None:
    assert routes(None, float("nan"), pd.NA, "", ()) == [()] * 5


def test_the_index_stays() -> None:
    stops = gpd.GeoDataFrame(
        {"lines": ["1路", "2路"]}, geometry=[Point(0, 0)] * 2, index=["x", "y"]
    )
    assert with_routes(stops, SERVICES)["routes"].to_dict() == {"x": ("1路",), "y": ("2路",)}


@pytest.mark.parametrize(
    ("services", "code"),
    [
        (SERVICES.drop(columns="kind"), "column_missing"),
        (SERVICES.replace("night", "tram"), "kind_unknown"),
        (SERVICES.replace("night", " "), "service_incomplete"),
        (SERVICES.assign(route=[None] * len(SERVICES)), "service_incomplete"),
        (pd.concat([SERVICES, SERVICES.iloc[:1]]), "service_duplicate"),
        (SERVICES[SERVICES["line"] != "1路"], "route_unknown"),
        (SERVICES[SERVICES["line"] != "2路"], "line_unknown"),
    ],
)
def test_a_bad_table_is_refused(services: pd.DataFrame, code: str) -> None:
    stops = gpd.GeoDataFrame({"lines": ["2路"]}, geometry=[Point(0, 0)])
    with pytest.raises(InputError) as raised:
        with_routes(stops, services)
    assert raised.value.code == code


@pytest.mark.parametrize(
    ("value", "code"), [(3.5, "lines_not_names"), (["1路", 2], "lines_not_names")]
)
def test_lines_must_be_names(value: object, code: str) -> None:
    with pytest.raises(InputError, match=code):
        routes(value)


def test_a_short_turn_cannot_be_counted_by_itself() -> None:
    with pytest.raises(InputError, match="kind_unknown"):
        routes("1路", kinds=frozenset({"short-turn"}))


def test_stops_must_have_lines() -> None:
    with pytest.raises(InputError, match="column_missing"):
        with_routes(gpd.GeoDataFrame(geometry=[Point(0, 0)]), SERVICES)
