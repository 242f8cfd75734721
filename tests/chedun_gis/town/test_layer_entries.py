"""What is done with a layer is entered in the transaction in which it is taken into use."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Barrier, Thread

import pytest

from chedun_gis.register import LayerEntry, Ledger, required, verdicts
from chedun_gis.town import SHIPPED, TownSource, Workspace
from chedun_gis.town.versions import VersionFolder
from geo import InputError
from layers import LAYERS
from tests.chedun_gis.register.facts import value
from tests.conftest import feature
from tests.people import ALONE, person

PARKS = LAYERS["parks"]


def parks(*ids: str) -> bytes:
    features = [feature(PARKS, each) for each in ids]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "register.sqlite")


@pytest.fixture
def space(tmp_path: Path, ledger: Ledger) -> Workspace:
    return Workspace(tmp_path, ledger)


def done(ledger: Ledger) -> list[tuple[str, str, str]]:
    entries = [each.fact for each in ledger.record().events if isinstance(each.fact, LayerEntry)]
    return [(each.action, each.version, each.source) for each in entries]


def test_an_import_and_its_end_are_entered(space: Workspace, ledger: Ledger) -> None:
    space.accept(PARKS, parks("a"), {"file": "绿地.shp"}, by=person("李"))
    space.accept(PARKS, parks("b"), {"file": "新绿地.shp"}, by=person("王"))
    space.restore(PARKS, "0001", by=person("李"))
    space.restore(PARKS, SHIPPED, by=person("李"))
    assert done(ledger) == [
        ("imported", "0001", "绿地.shp"),
        ("imported", "0002", "新绿地.shp"),
        ("restored", "0001", "绿地.shp"),
        ("restored", SHIPPED, "parks.geojson"),
    ]
    assert [each.who for each in ledger.record().events] == ["李", "王", "李", "李"]
    assert ledger.verify() is None
    # It is done, not claimed: nobody has to accept it, and nobody may.
    assert set(verdicts(ledger.record().events).values()) == {"accepted"}
    with pytest.raises(InputError, match="event_unknown"):
        ledger.append([required("review", {"entry": 1, "verdict": "accepted"})], by=person("王"))


def test_what_the_register_refuses_is_not_taken_into_use(
    space: Workspace, ledger: Ledger, tmp_path: Path
) -> None:
    space.accept(PARKS, parks("a"), {}, by=ALONE)
    before = ledger.head()
    with closing(sqlite3.connect(tmp_path / "register.sqlite")) as database:
        database.execute(
            "CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
        database.commit()
    for do in (
        lambda: space.accept(PARKS, parks("b"), {}, by=ALONE),
        lambda: space.restore(PARKS, SHIPPED, by=ALONE),
    ):
        with pytest.raises(InputError, match="register_"):
            do()
    assert space.current("parks") == "0001"
    assert [each.id for each in space.versions("parks")] == ["0001", SHIPPED]
    assert ledger.head() == before


def test_a_commit_that_fails_gives_the_layer_back(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pointer is swapped before the commit: when that fails, it is swapped back."""
    space.accept(PARKS, parks("a"), {}, by=ALONE)
    append = Ledger.append

    def failing(self: Ledger, *facts: object, **more: object) -> object:
        append(self, *facts, **more)  # type: ignore[arg-type]
        raise InputError("register_lost", where="")

    monkeypatch.setattr(Ledger, "append", failing)
    with pytest.raises(InputError, match="register_lost"):
        space.accept(PARKS, parks("b"), {}, by=ALONE)
    assert space.current("parks") == "0001"


def test_a_pointer_that_cannot_be_written_leaves_no_entry(
    space: Workspace, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(home: VersionFolder, version: str) -> None:
        raise InputError("out_not_writable", file=f"{home.folder}/{version}")

    monkeypatch.setattr(VersionFolder, "_point", refuses)
    with pytest.raises(InputError, match="out_not_writable"):
        space.accept(PARKS, parks("a"), {}, by=ALONE)
    assert ledger.record().events == ()
    assert [each.id for each in space.versions("parks")] == [SHIPPED]


def test_a_layer_changed_past_the_program_is_told(space: Workspace, tmp_path: Path) -> None:
    space.accept(PARKS, parks("a"), {}, by=ALONE)
    space.accept(PARKS, parks("b"), {}, by=ALONE)
    assert space.strayed() == ()
    pointer = tmp_path / "layers" / "parks" / "current"
    pointer.write_text("0001")
    assert [each.version for each in space.strayed()] == ["0002"]
    pointer.write_text("0002")
    assert space.strayed() == ()
    (tmp_path / "layers" / "parks" / "0002" / PARKS.file).write_bytes(parks("c"))
    assert [each.layer for each in space.strayed()] == ["parks"]


def test_an_import_asks_nothing_of_the_data_files(
    toy_dir: Path, space: Workspace, ledger: Ledger
) -> None:
    """A wrong row of theirs stops what they speak of too, and no layer."""
    stages = toy_dir / "project_stages.csv"
    stages.write_text("project_id,date,stage\none,2021,planned\none,soon,planned\n")
    source = TownSource(toy_dir, space, None, ledger)
    space.accept(PARKS, parks("a"), {}, by=ALONE)
    # They are what counts of projects until the first entry about one.
    assert [each.fact.stage for each in source.town().register.of["one"]] == ["planned"]
    with pytest.raises(InputError, match="table_wrong"):
        source.seed().required()
    stages.write_text("project_id,date,stage\none,2021,planned\n")
    ledger.append([value(1.0, 2024)], by=person("甲"), seed=source.seed().required())
    assert [each.who for each in ledger.record().events] == [
        "林",
        "data/project_stages.csv:2",
        "甲",
    ]
    stages.write_text("project_id,date,stage\none,2021,completed\n")
    assert [each.fact.stage for each in source.town().register.of["one"]] == ["planned"]
    assert ledger.verify() is None


def test_what_fails_for_one_is_nobody_elses(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two share a transaction: what one wanted done with theirs fails, the other's is done."""
    one, other = Workspace(tmp_path / "one", ledger), Workspace(tmp_path / "other", ledger)
    point = VersionFolder._point
    both = Barrier(2)

    def failing(home: VersionFolder, version: str) -> None:
        point(home, version)
        if "other" in home.folder.parts:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(VersionFolder, "_point", failing)
    told: list[object] = []

    def take(space: Workspace) -> None:
        both.wait(20)
        try:
            told.append(space.accept(PARKS, parks("a"), {}, by=ALONE))
        except OSError as error:
            told.append(error)

    threads = [Thread(target=take, args=(each,)) for each in (one, other)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    assert sorted(map(str, told)) == ["0001", "[Errno 5] Input/output error"]
    assert [each.id for each in one.versions("parks")] == ["0001", SHIPPED]
    assert one.current("parks") == "0001"
    assert [each.id for each in other.versions("parks")] == [SHIPPED]
    assert other.current("parks") == SHIPPED
    assert len(done(ledger)) == 1
