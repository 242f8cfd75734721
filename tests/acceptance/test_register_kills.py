"""Killed at any moment while it enters, the register holds each event wholly or not at all."""

from contextlib import closing
from pathlib import Path

from chedun_gis.register import Ledger
from tests.acceptance.killing import KILLS, Killer, Work
from tests.acceptance.reporting import Tell
from tests.postgres import database_url, postgresql

__all__ = ["database_url", "postgresql"]

ENTER = """
import sys
from pathlib import Path
from chedun_gis.register import Ledger, database, required
from tests.people import person
file, url, number = sys.argv[1:]
told = {"indicator": "gdp", "year": 2023, "date": "2023", "source": number * 50, "value": 1.0}
facts = [required("value", {**told, "value": float(each)}) for each in range(20)]
print("ready", flush=True)
Ledger(Path(file), url).append(facts, by=person(number, alone=True), accept=True)
print("done", flush=True)
"""
# Twenty entries, each with the review that accepts it.
EVENTS = 40


def test_entries(database_url: str, tmp_path: Path, tell: Tell) -> None:
    file = tmp_path / "space" / "register.sqlite"

    def enter(number: object) -> Work:
        return Work(ENTER, file, database_url, number)

    work_s = enter("0").finish()
    where = "PostgreSQL" if database_url else "SQLite"
    killer = Killer(f"entries killed ({where})", work_s)
    with closing(Ledger(file, database_url)) as ledger:
        known = ledger.head().number
        assert known == EVENTS
        for number in range(1, KILLS + 1):
            killer.kill(enter, str(number))
            record = ledger.record()
            whole = ledger.verify() is None and record.head.number in {known, known + EVENTS}
            state = "old" if record.head.number == known else "new"
            killer.find(state, whole=whole, tell=tell)
            known = record.head.number
        # And whoever comes next is not kept waiting by the dead.
        enter("last").finish()
        assert ledger.record().head.number == known + EVENTS
        assert ledger.verify() is None
    assert min(killer.counts["old"], killer.counts["new"]) > 0
