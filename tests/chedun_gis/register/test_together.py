"""Many write at once, threads and processes, others read, verify and copy: nothing is lost."""

import os
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from chedun_gis.register import IndicatorValue, Ledger
from tests.chedun_gis.register.facts import value
from tests.chedun_gis.register.test_ledger import SEED
from tests.people import person

ROOT = Path(__file__).resolve().parents[3]
EACH = 12
WRITE = """
import sys
from pathlib import Path
from chedun_gis.register import Ledger, required
from chedun_gis.register.ledger import Shipped
from tests.people import person
file, url, who, count = sys.argv[1:]
def value(number, year=2023):
    told = {"indicator": "gdp", "year": year, "value": number, "date": str(year), "source": "s"}
    return required("value", told)
told = {"project": "a", "stage": "planned", "date": "2020", "source": "镇政府，2024"}
seed = [Shipped("project_stages.csv:2", required("status", told))]
ledger = Ledger(Path(file), url)
for number in range(int(count)):
    ledger.append([value(float(number))], by=person(who), seed=seed)
"""


def entered(ledger: Ledger) -> Counter[str]:
    """Return how many values each has entered, after a look at the chain."""
    assert ledger.verify() is None
    with closing(Ledger(ledger.file, ledger._url)) as anew:
        events = anew.record().events
    assert [each.number for each in events] == list(range(1, len(events) + 1))
    shipped = [each for each in events if each.shipped]
    assert shipped == list(events[: len(shipped)])
    assert [each.fact for each in shipped] == [each.fact for each in SEED[: len(shipped)]]
    own: dict[str, list[float]] = {}
    for each in events[len(shipped) :]:
        assert isinstance(each.fact, IndicatorValue)
        own.setdefault(each.who, []).append(each.fact.value)
    # Each one's own stand in the order in which they were entered.
    assert all(its == sorted(its) for its in own.values())
    return Counter(each.who for each in events[len(shipped) :])


def test_eight_threads(ledger: Ledger, tmp_path: Path) -> None:
    over = threading.Event()

    def write(who: str) -> None:
        for number in range(EACH):
            ledger.append([value(float(number))], by=person(who), seed=SEED)

    def read(number: int) -> None:
        while not over.is_set():
            record = ledger.record()
            assert record.head.number == len(record.events)
            assert ledger.verify() is None
            copied = tmp_path / f"copy-{number}-{record.head.number}.sqlite"
            if not copied.exists():
                head = ledger.copy_to(copied)
                assert Ledger(copied).verify(head) is None

    names = [f"w{number}" for number in range(8)]
    with ThreadPoolExecutor(10) as pool:
        readers = [pool.submit(read, number) for number in range(2)]
        writers = [pool.submit(write, name) for name in names]
        try:
            for each in writers:
                each.result()
        finally:
            over.set()
        for each in readers:
            each.result()
    assert entered(ledger) == dict.fromkeys(names, EACH)


def test_eight_processes(ledger: Ledger) -> None:
    names = [f"p{number}" for number in range(8)]
    started = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE, str(ledger.file), ledger._url, name, str(EACH)],
            cwd=ROOT,
            stderr=subprocess.PIPE,
        )
        for name in names
    ]
    told = [each.communicate()[1].decode() for each in started]
    assert [each.returncode for each in started] == [0] * 8, told
    assert entered(ledger) == dict.fromkeys(names, EACH)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_process_opens_connections_of_its_own(ledger: Ledger) -> None:
    ledger.append([value(0.0)], by=person("before"), seed=SEED)
    child = os.fork()
    if not child:
        code = 1
        try:
            for number in range(EACH):
                ledger.append([value(float(number))], by=person("child"), seed=SEED)
            code = 0
        finally:
            os._exit(code)
    for number in range(EACH):
        ledger.append([value(float(number))], by=person("parent"), seed=SEED)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    ledger.append([value(99.0)], by=person("parent"), seed=SEED)
    assert entered(ledger) == {"before": 1, "child": EACH, "parent": EACH + 1}
