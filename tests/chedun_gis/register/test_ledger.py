"""The register in SQLite and in PostgreSQL: what is appended stays and is whole."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from chedun_gis.register import Break, Head, Ledger, verdicts
from chedun_gis.register.chain import START
from chedun_gis.register.ledger import Shipped
from geo import InputError
from tests.chedun_gis.register.facts import review, status, value
from tests.people import person

SEED = (
    Shipped("project_stages.csv:2", status("planned", "2020")),
    Shipped("indicator_values.csv:2", value(30.0, 2020)),
)


def tampered(ledger: Ledger, statement: str) -> None:
    with ledger._engine.begin() as connection:
        connection.execute(sa.text(statement))


def refused(code: str, do: Callable[[], Any]) -> InputError:
    with pytest.raises(InputError) as found:
        do()
    assert found.value.code == code, found.value
    return found.value


def test_an_empty_register_is_read_and_nothing_is_made(ledger: Ledger) -> None:
    assert ledger.head() == START
    assert ledger.record().events == ()
    assert ledger.verify() is None
    assert not ledger.file.parent.exists()


def test_the_seed_goes_before_the_first_entry(ledger: Ledger) -> None:
    (first,) = ledger.append([value()], by=person("甲"), seed=SEED)
    (second,) = ledger.append([status()], by=person("乙"), seed=SEED)
    assert (first.number, second.number) == (3, 4)
    events = ledger.record().events
    assert [each.number for each in events] == [1, 2, 3, 4]
    assert [each.fact for each in events] == [*(each.fact for each in SEED), value(), status()]
    assert [each.who for each in events] == [*(f"data/{each.where}" for each in SEED), "甲", "乙"]
    assert [each.shipped for each in events] == [True, True, False, False]
    assert ledger.head().number == 4
    assert ledger.verify() is None
    said = ["accepted", "accepted", "submitted", "submitted"]
    assert list(verdicts(events).values()) == said


def test_only_what_is_new_is_read(ledger: Ledger) -> None:
    ledger.append([value(), status()], by=person("甲"))
    known = ledger.record()
    assert ledger.record() is known
    ledger.append([value(7.0, 2024)], by=person("甲"))
    events = ledger.record().events
    assert events[0] is known.events[0]
    assert len(events) == 3


def test_another_register_in_its_place_is_read_anew(ledger: Ledger) -> None:
    ledger.append([value(1.0), value(2.0, 2024)], by=person("甲"))
    ledger.record()
    tampered(ledger, "DELETE FROM events")
    ledger.append([status(), status(), status()], by=person("乙"))
    assert [each.who for each in ledger.record().events] == ["乙"] * 3


def test_all_is_entered_or_nothing(ledger: Ledger) -> None:
    ledger.append([value()], by=person("甲"))
    wrong = [value(7.0, 2024), value(8.0, 2023, corrects=9)]
    assert refused("event_unknown", lambda: ledger.append(wrong, by=person("甲"))).params == {
        "number": 9
    }
    assert ledger.head().number == 1


def test_reviews(ledger: Ledger) -> None:
    ledger.append([value(), status(), value(7.0, 2024)], by=person("甲"), seed=SEED)
    refused("review_own", lambda: ledger.append([review(3)], by=person("甲")))
    refused("event_unknown", lambda: ledger.append([review(6)], by=person("乙")))
    refused(
        "review_twice", lambda: ledger.append([review(1)], by=person("乙"))
    )  # came with the data
    ledger.append([review(3)], by=person("乙"))
    ledger.append([review(4, "returned", "无来源")], by=person("乙"))
    ledger.append([review(5)], by=person("甲", alone=True))
    refused("review_twice", lambda: ledger.append([review(3, "returned", "晚了")], by=person("乙")))
    refused("event_unknown", lambda: ledger.append([review(6)], by=person("丙")))  # a review itself
    said = verdicts(ledger.record().events)
    assert [said[number] for number in (3, 4, 5)] == ["accepted", "returned", "accepted"]


def test_whoever_is_alone_accepts_at_once(ledger: Ledger) -> None:
    entered = ledger.append([value(), status()], by=person("甲", alone=True), accept=True)
    assert [each.number for each in entered] == [1, 2, 3, 4]
    assert set(verdicts(ledger.record().events).values()) == {"accepted"}
    refused("review_own", lambda: ledger.append([value()], by=person("甲"), accept=True))


def test_corrections(ledger: Ledger) -> None:
    ledger.append([value(6.1), status()], by=person("甲"))
    for other in (value(6.0, 2024, corrects=1), value(6.0, corrects=2), status(corrects=1)):
        refused("correction_other", lambda other=other: ledger.append([other], by=person("甲")))
    (right,) = ledger.append([value(6.0, corrects=1)], by=person("甲"))
    assert right.number == 3


@pytest.mark.parametrize("who", ["", " ", "data/x.csv:1"])
def test_who_enters_has_a_name(ledger: Ledger, who: str) -> None:
    refused("who_unnamed", lambda: ledger.append([value()], by=person(who)))


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE events SET who = 'x' WHERE number = 2", Break(2, "changed")),
        ("UPDATE events SET fact = replace(fact, '2', '3') WHERE number = 3", Break(3, "changed")),
        ("UPDATE events SET at = '2020' WHERE number = 4", Break(4, "changed")),
        ("DELETE FROM events WHERE number = 3", Break(3, "removed")),
        ("UPDATE events SET number = 0 WHERE number = 4", Break(0, "put_in")),
        ("DELETE FROM events WHERE number > 3", Break(4, "cut")),
        ("DELETE FROM events", Break(1, "cut")),
    ],
)
def test_audit_names_what_was_done_in_the_database(
    ledger: Ledger, statement: str, found: Break
) -> None:
    ledger.append([value(1.0, year) for year in range(2021, 2026)], by=person("甲"))
    head = ledger.head()
    assert ledger.verify(head) is None
    tampered(ledger, statement)
    assert ledger.verify(head) == found


def test_a_chain_written_anew_is_seen_against_its_head(ledger: Ledger) -> None:
    ledger.append([value(1.0)], by=person("甲"))
    head = ledger.head()
    tampered(ledger, "DELETE FROM events")
    ledger.append([value(2.0), value(3.0, 2024)], by=person("甲"))
    assert ledger.verify() is None
    assert ledger.verify(head) == Break(1, "anew")


def test_an_event_that_was_spoilt_is_named_when_it_is_read(ledger: Ledger) -> None:
    ledger.append([value(), status()], by=person("甲"))
    tampered(ledger, "UPDATE events SET fact = '{}' WHERE number = 2")
    assert refused("register_damaged", ledger.record).params == {"number": 2}


def test_a_copy_is_the_same_chain(ledger: Ledger, tmp_path: Path) -> None:
    assert ledger.copy_to(tmp_path / "none.sqlite") == START
    ledger.append([value(), status()], by=person("甲"), seed=SEED)
    copied = tmp_path / "copy.sqlite"
    head = ledger.copy_to(copied)
    assert head == ledger.head() == Head(4, head.digest)
    other = Ledger(copied)
    assert other.links() == ledger.links()
    assert other.verify(head) is None
    # One file, whole by itself; it goes on where it was taken.
    assert not list(tmp_path.glob("copy.sqlite-*"))
    assert other.append([value(7.0, 2024)], by=person("乙"))[0].number == 5
