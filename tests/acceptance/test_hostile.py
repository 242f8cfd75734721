"""Every mechanism of the hostile corpus through the real command, and against a real server."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from tests.acceptance.reporting import Tell
from tests.browser.conftest import Server
from tests.hostile import http
from tests.hostile.corpus import MOST_MEMORY_MB, Outcome, judged, run_apart
from tests.hostile.groups import GROUPS, HTTP, REQUESTS, counts

COUNTS = {
    group: {"refused": refused, "accepted": accepted} for group, refused, accepted in counts()
}


@pytest.mark.parametrize("group", GROUPS)
def test_every_mechanism_is_refused_in_a_sentence_or_accepted_and_right(
    group: str, tell: Tell
) -> None:
    took: list[Outcome] = []

    def run(*given: object) -> Outcome:
        took.append(run_apart(*given))  # type: ignore[arg-type]
        return took[-1]

    cases = GROUPS[group]
    with ThreadPoolExecutor(2) as crowd:
        found = [*crowd.map(lambda case: judged(case, run), cases)]
    wrong = {case.name: words for case, words in zip(cases, found, strict=True) if words}
    most = {
        "most_work_s": round(max(each.work_s for each in took), 1),
        "most_memory_mb": round(max(each.memory_mb for each in took)),
    }
    tell(f"mechanisms, {group}", len(cases), **COUNTS[group], wrong=len(wrong), **most)
    assert not wrong, "\n\n".join(f"## {name}\n{words}" for name, words in wrong.items())


@pytest.fixture(scope="module")
def own_server() -> Iterator[Server]:
    running = Server()
    yield running
    running.stop()


def test_every_request_is_answered_and_none_ends_the_server(own_server: Server, tell: Tell) -> None:
    wrong = {}
    for each in REQUESTS:
        if words := http.judged(own_server.url, each):
            wrong[each.name] = words
        assert not own_server.death, each.name
    memory_mb = psutil.Process(own_server.process.pid).memory_info().rss >> 20
    tell(
        f"mechanisms, {HTTP}", len(REQUESTS), **COUNTS[HTTP], wrong=len(wrong), memory_mb=memory_mb
    )
    assert memory_mb < MOST_MEMORY_MB
    assert not wrong, "\n\n".join(f"## {name}\n{words}" for name, words in wrong.items())
