"""The town knows what the register says, and only what rests on it is worked out anew."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chedun_gis.indicators import result_of
from chedun_gis.indicators.indicator import indicators
from chedun_gis.register import Ledger, required
from chedun_gis.town import Town, TownSource, as_of
from geo import InputError
from layers import LAYERS
from tests.conftest import feature, with_plans
from tests.people import person

STAGES = "project_id,date,stage,plan_ref,note_zh,note_en,source\none,2021,planned,6.1,,,规划\n"


@pytest.fixture
def source(toy_dir: Path, toy_with: Callable[..., Path], tmp_path: Path) -> TownSource:
    toy_with("projects", feature(LAYERS["projects"], stage="contracted"))
    (toy_dir / "project_stages.csv").write_text(STAGES, encoding="utf-8")
    with_plans(toy_dir)
    return TownSource(toy_dir, ledger=Ledger(tmp_path / "register.sqlite"))


def stage(town: Town) -> str:
    return str(town.frame("projects")["stage"].iloc[0])


def entered(source: TownSource, kind: str, **told: object) -> None:
    assert source.ledger is not None
    fact = required(kind, {"source": "镇政府", **told})
    source.ledger.append(
        [fact], by=person("甲", alone=True), accept=True, seed=source.seed().required()
    )


def test_a_stage_stands_in_one_place(source: TownSource) -> None:
    before = source.town()
    # What was entered goes before what stands in the layer's file.
    assert stage(before) == "planned"
    entered(source, "status", project="one", date="2024-06", stage="completed")
    after = source.town()
    assert (stage(before), stage(after)) == ("planned", "completed")
    assert before.digest != after.digest
    assert [each.fact.stage for each in after.register.of["one"]] == ["planned", "completed"]
    assert source.town() is after


def test_a_value_leaves_all_about_projects_standing(source: TownSource) -> None:
    before = source.town()
    entered(source, "status", project="one", date="2024", stage="completed")
    middle = source.town()
    entered(source, "value", indicator="gdp", year=2023, date="2023", value=6.1)
    after = source.town()
    changed = {"head", "register", "projects", "roads", "zones"}
    # The seed has numbers from the first entry on, also that of values, of which there are none.
    for one, other, parts in ((before, middle, changed), (middle, after, {"head", "series"})):
        assert one.parts.keys() == other.parts.keys()
        differ = {name for name in one.parts if one.state_of(name) != other.state_of(name)}
        assert differ == parts
    gdp = next(each for each in indicators(after) if each.id == "gdp")
    assert [result_of(town, gdp).measurement.value for town in (middle, after)] == [None, 6.1]


def test_what_is_only_submitted_moves_the_head_alone(
    source: TownSource,
) -> None:
    entered(source, "value", indicator="gdp", year=2023, date="2023", value=6.1)
    before = source.town()
    assert source.ledger is not None
    fact = required("status", {"project": "one", "date": "2024", "stage": "pilot", "source": "x"})
    source.ledger.append([fact], by=person("乙"))
    after = source.town()
    differ = {name for name in after.parts if after.state_of(name) != before.state_of(name)}
    assert differ == {"head"}
    assert (before.head.partition(":")[0], after.head.partition(":")[0]) == ("3", "4")


def test_the_data_files_count_until_the_register_begins(source: TownSource, toy_dir: Path) -> None:
    assert stage(source.town()) == "planned"
    more = STAGES + "one,2022,pilot,,,,规划\n"
    (toy_dir / "project_stages.csv").write_text(more, encoding="utf-8")
    assert stage(source.town()) == "pilot"
    entered(source, "value", indicator="gdp", year=2023, date="2023", value=6.1)
    (toy_dir / "project_stages.csv").write_text(STAGES, encoding="utf-8")
    assert stage(source.town()) == "pilot"


def test_a_register_that_cannot_be_read_is_said_and_nothing_old_is_shown(
    source: TownSource,
) -> None:
    assert source.ledger is not None
    source.ledger.file.write_bytes(b"no database at all, but long enough for one" * 40)
    town = source.town()
    assert [each.code for each in town.loaded("projects").problems] == ["register_no_database"]
    for ask in (lambda: town.register, lambda: town.series):
        with pytest.raises(InputError, match="register_no_database"):
            ask()
    assert len(town.frame("parks")) == 1
    gdp = next(each for each in indicators(town) if each.id == "gdp")
    assert result_of(town, gdp).measurement.missing


def test_a_town_without_a_register_is_as_its_files(toy_dir: Path) -> None:
    town = TownSource(toy_dir).town()
    assert not town.register.of
    assert not town.series.of
    assert stage(town) == next(iter(LAYERS["projects"].column("stage").choices))


def test_projects_as_they_were_known_at_a_date(source: TownSource) -> None:
    entered(source, "status", project="one", date="2022-05", stage="under_construction")
    entered(source, "status", project="one", date="2024", stage="completed")
    town = source.town()
    at = {date: stage(as_of(town, date)) for date in ("2022-04", "2022", "2023-12-31", "2024")}
    assert at == {
        "2022-04": "planned",  # of 2021
        "2022": "under_construction",  # up to the end of the year
        "2023-12-31": "under_construction",
        "2024": "completed",
    }
    assert stage(town) == "completed"


def test_of_what_nothing_is_known_by_then_there_is_no_stage(source: TownSource) -> None:
    assert as_of(source.town(), "2020").frame("projects")["stage"].isna().all()


@pytest.mark.parametrize("date", ["", "2024-13", "2024-6", "24", "2024-02-30", "２０２４"])
def test_a_date_that_is_none_is_refused(source: TownSource, date: str) -> None:
    with pytest.raises(InputError, match="date_wrong"):
        as_of(source.town(), date)
