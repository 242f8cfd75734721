"""The town: a broken layer stops nothing else, a changed file is another town, answers hold."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from chedun_gis.town import Town, TownSource, answered, installation, open_town
from chedun_gis.town.settings import DATA_DIR
from geo import InputError
from layers import LAYERS
from tests.conftest import PLACE, feature, write_geojson


def test_layers_come_in_metres(toy_dir: Path) -> None:
    frame = open_town(toy_dir).frame("parks")
    assert frame.crs == PLACE.metric_crs
    # 0.01° by 0.01° at 31° N: 955 m by 1,109 m.
    assert frame.geometry.area.iloc[0] == pytest.approx(955 * 1109, rel=0.005)


def test_a_broken_layer_stops_nothing_else(toy_with: Callable[..., Path]) -> None:
    store = open_town(toy_with("parks", feature(LAYERS["parks"], kind="theme-park")))
    assert store.loaded("parks").broken
    with pytest.raises(InputError, match="layer_broken"):
        store.frame("parks")
    assert all(not store.loaded(each).broken for each in LAYERS if each != "parks")


def test_a_broken_layer_has_its_columns_and_no_features(toy_dir: Path) -> None:
    for layer in LAYERS.values():
        (toy_dir / layer.file).write_bytes(b"")
    store = open_town(toy_dir)
    for layer_id, layer in LAYERS.items():
        loaded = store.loaded(layer_id)
        assert [problem.code for problem in loaded.problems] == ["file_empty"]
        assert [*loaded.frame] == [*(field.name for field in layer.all_fields), "geometry"]
        assert loaded.frame.empty
        assert loaded.frame.crs == PLACE.metric_crs
        assert loaded.frame["name_zh"].str.contains("x").tolist() == []  # a column of texts


def test_a_file_that_comes_back_is_read_again(toy_dir: Path) -> None:
    source = TownSource(toy_dir)
    path = toy_dir / LAYERS["parks"].file
    content = path.read_bytes()
    path.unlink()
    assert [each.code for each in source.town().loaded("parks").problems] == ["file_missing"]
    path.write_bytes(content)
    assert not source.town().loaded("parks").broken


def test_files_that_stay_are_one_town(toy_dir: Path) -> None:
    source = TownSource(toy_dir)
    town = source.town()
    assert source.town() is town
    assert town.loaded("parks") is town.loaded("parks")
    assert town == open_town(toy_dir)  # equal by state, wherever it was read


def test_a_changed_file_is_another_town_and_the_old_one_stays(toy_dir: Path) -> None:
    source = TownSource(toy_dir)
    old = source.town()
    path = toy_dir / LAYERS["parks"].file
    write_geojson(path, [feature(LAYERS["parks"], each) for each in ("a", "b")])
    os.utime(path, ns=(1, 1))
    new = source.town()
    assert new != old
    # The old one was not asked for its parks before: it gives them as they were all the same.
    assert (len(old.frame("parks")), len(new.frame("parks"))) == (1, 2)
    assert new.parts["roads"] is old.parts["roads"]


def test_a_file_that_is_only_touched_changes_nothing(toy_dir: Path) -> None:
    source = TownSource(toy_dir)
    old = source.town()
    parks = old.frame("parks")
    os.utime(toy_dir / LAYERS["parks"].file, ns=(1, 1))
    assert source.town() == old
    assert source.town().frame("parks") is parks


def test_a_rule_file_that_changes_is_another_town(toy_dir: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    source = TownSource(toy_dir, rules=own)
    before = source.town()
    assert [each.code for each in before.rule_problems] == ["file_missing"]
    assert {rule.id for rule in before.rules} >= {"plan-2025"}  # the shipped ones are in force
    own.write_text("rule_set = 3", encoding="utf-8")
    assert [each.code for each in source.town().rule_problems] == ["key_value"]


def test_a_rule_file_that_is_none_is_said_and_read_no_further(
    toy_dir: Path, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large").write_bytes(b"#" * ((1 << 20) + 1))
    (tmp_path / "large").rename(tmp_path / "large.toml")
    (tmp_path / "deep.toml").write_text("a=" + "[" * 100_000, encoding="utf-8")
    (tmp_path / "long.toml").write_text("a=" + "9" * 5_000, encoding="utf-8")
    for name, code in {
        "/dev/zero": "file_irregular",
        "pipe": "file_irregular",
        ".": "file_irregular",
        "large.toml": "file_large",
        "deep.toml": "nested_deep",
        "long.toml": "rules_not_toml",
    }.items():
        town = TownSource(toy_dir, rules=tmp_path / name).town()
        assert [each.code for each in town.rule_problems] == [code]
        assert {rule.id for rule in town.rules} >= {"plan-2025"}


def test_what_lies_in_the_place_of_a_file_is_not_passed_over(toy_dir: Path) -> None:
    for name in ("sources.toml", "bus_services.csv", "water_samples.csv", "parks.geojson"):
        (toy_dir / name).unlink(missing_ok=True)
        os.mkfifo(toy_dir / name)
    town = open_town(toy_dir)
    assert [each.code for each in town.source_problems] == ["file_irregular"]
    assert [each.code for each in town.samples.problems] == ["file_irregular"]
    assert [each.code for each in town.loaded("parks").problems] == ["file_irregular"]
    with pytest.raises(InputError, match="table_wrong"):
        town.table("bus_services")
    os.mkfifo(toy_dir / "town.toml")
    with pytest.raises(InputError, match="town_wrong"):
        open_town(toy_dir)


def test_a_folder_says_which_place_it_is_about(toy_dir: Path) -> None:
    source = TownSource(toy_dir)
    shipped = source.town()
    assert shipped.place == PLACE  # it does not say
    text = (DATA_DIR / "town.toml").read_text("utf-8")
    # The zone of 123° E: its grid is another, and so is every layer's state.
    moved = text.replace("4549", "4550").replace("121.2307", "121.5").replace("121.3391", "121.6")
    moved = moved.replace("121.283", "121.55")
    (toy_dir / "town.toml").write_text(moved, "utf-8")
    other = source.town()
    assert other.place.metric_crs == "EPSG:4550"
    assert shipped.frame("parks").crs == "EPSG:4549"
    assert other.frame("parks").crs == "EPSG:4550"
    assert all(shipped.state_of(each) != other.state_of(each) for each in LAYERS)
    assert shipped.state_of("rules") == other.state_of("rules")
    # 121.285° E, where the toy's features are, lies outside a narrower extent.
    (toy_dir / "town.toml").write_text(moved.replace("120.6, 30.5", "121.4, 30.5"), "utf-8")
    assert {each.code for each in source.town().loaded("parks").problems} == {"outside_extent"}


def test_only_another_name_leaves_the_layers_as_they_are(toy_dir: Path) -> None:
    source = TownSource(toy_dir)
    before = source.town()
    text = (DATA_DIR / "town.toml").read_text("utf-8")
    (toy_dir / "town.toml").write_text(text.replace("车墩镇", "甲镇"), "utf-8")
    after = source.town()
    assert after.place.name.zh == "甲镇"
    assert after.parts["parks"] is before.parts["parks"]


def test_a_folder_that_does_not_say_it_right_is_no_town(toy_dir: Path) -> None:
    source = TownSource(toy_dir)
    before = source.town()
    (toy_dir / "town.toml").write_text('name = "甲"\nzomm = 3\n', "utf-8")
    with pytest.raises(InputError, match="town_wrong") as fault:
        source.town()
    told = {each.field for each in fault.value.params["problems"]}  # type: ignore[attr-defined]
    assert told > {"name", "zomm", "zoom", "metric_crs"}  # all at once
    (toy_dir / "town.toml").unlink()
    assert source.town() == before


@answered()
def parks_counted(town: Town, times: int) -> int:
    asked.append(times)
    return times * len(town.frame("parks"))


@answered()
def parks_counted_twice(town: Town) -> int:
    return parks_counted(town, 2)


asked: list[int] = []


def test_an_answer_holds_while_the_parts_that_it_read_stay(toy_dir: Path) -> None:
    asked.clear()
    source = TownSource(toy_dir)
    assert [parks_counted(source.town(), 3), parks_counted(source.town(), 3)] == [3, 3]
    assert asked == [3]
    (toy_dir / "indicator_values.csv").write_text("id,value\n", encoding="utf-8")
    write_geojson(toy_dir / "roads.geojson", [feature(LAYERS["roads"], "r")])
    assert parks_counted(source.town(), 3) == 3
    assert asked == [3]  # neither a value entered nor a road is read by it
    parks = [feature(LAYERS["parks"], each) for each in ("a", "b")]
    write_geojson(toy_dir / "parks.geojson", parks)
    assert parks_counted(source.town(), 3) == 6
    assert asked == [3, 3]


def test_an_answer_rests_on_what_the_answers_inside_it_read(toy_dir: Path) -> None:
    asked.clear()
    source = TownSource(toy_dir)
    parks_counted(source.town(), 2)
    assert parks_counted_twice(source.town()) == 2  # of an answer that was kept
    parks = [feature(LAYERS["parks"], each) for each in ("a", "b")]
    write_geojson(toy_dir / "parks.geojson", parks)
    assert parks_counted_twice(source.town()) == 4
    assert asked == [2, 2]


def test_a_table_that_appears_makes_an_answer_anew(toy_dir: Path) -> None:
    @answered()
    def rows(town: Town) -> int:
        return len(town.table("bus_services"))

    source = TownSource(toy_dir)
    assert rows(source.town()) == 0
    (toy_dir / "bus_services.csv").write_text("id\na\n", encoding="utf-8")
    assert rows(source.town()) == 1


def test_who_asks_the_same_meanwhile_waits_for_the_answer(toy_dir: Path) -> None:
    town, gate, worked = open_town(toy_dir), threading.Barrier(8, timeout=20), []

    @answered()
    def slow(town: Town) -> int:
        worked.append(1)
        threading.Event().wait(0.2)  # long enough for the others to arrive
        return len(town.frame("parks"))

    def ask(_: int) -> int:
        gate.wait()
        return slow(town)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == [1] * 8
    assert len(worked) == 1


def test_one_at_a_time_works_it_out_even_after_a_failure(toy_dir: Path) -> None:
    """Who comes after the first has failed waits behind those who waited before."""
    town, begun, failed = open_town(toy_dir), threading.Barrier(2, timeout=20), threading.Event()
    working, most = [0], [0]

    @answered()
    def failing(town: Town) -> int:
        working[0] += 1
        most[0] = max(most[0], working[0])
        if not failed.is_set():
            begun.wait()
        threading.Event().wait(0.1)
        working[0] -= 1
        failed.set()
        raise InputError("layer_broken", layer=town.place.metric_crs)

    def ask(_: int) -> None:
        with pytest.raises(InputError):
            failing(town)

    with ThreadPoolExecutor(6) as pool:
        first = pool.submit(ask, 0)
        begun.wait()
        waiting = [pool.submit(ask, number) for number in range(3)]
        failed.wait(20)
        for each in (first, *waiting, *(pool.submit(ask, number) for number in range(2))):
            each.result()
    assert most == [1]
    assert failing._working == {}


def test_an_error_is_not_kept(toy_dir: Path) -> None:
    @answered()
    def parks(town: Town) -> int:
        return len(town.frame("parks"))

    source = TownSource(toy_dir)
    (toy_dir / "parks.geojson").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="layer_broken"):
        parks(source.town())
    assert parks._working == {}  # nor is anybody kept waiting
    write_geojson(toy_dir / "parks.geojson", [feature(LAYERS["parks"])])
    assert parks(source.town()) == 1


def test_no_more_answers_are_kept_than_asked_for(toy_dir: Path) -> None:
    @answered(most=2)
    def number(town: Town, value: int) -> int:
        return value + len(town.frame("parks"))

    town = open_town(toy_dir)
    for value in (1, 2, 3):
        number(town, value)
    assert [number.known(town, value) for value in (1, 2, 3)] == [None, 3, 4]


def test_an_unknown_layer_is_named(toy_dir: Path) -> None:
    with pytest.raises(InputError) as caught:
        open_town(toy_dir).loaded("lakes")
    assert caught.value.params["layer"] == "lakes"
    assert "parks" in str(caught.value.params["known"])


def test_a_page_is_of_one_town_while_a_layer_is_imported(
    toy_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHEDUN_DATA_DIR", str(toy_dir))
    for shared in (installation.settings, installation.source):
        shared.forget()
    with installation.one_town() as held:
        write_geojson(toy_dir / "parks.geojson", [feature(LAYERS["parks"], x) for x in "ab"])
        assert installation.town() is held
        with installation.one_town() as within:  # a part of the page
            assert within is held
        with ThreadPoolExecutor(1) as pool:  # another visitor sees the import at once
            assert len(pool.submit(installation.town).result().frame("parks")) == 2
    assert len(installation.town().frame("parks")) == 2
    for shared in (installation.settings, installation.source):
        shared.forget()
