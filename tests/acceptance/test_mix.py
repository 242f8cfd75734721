"""Five minutes of eight visitors at once; ten seconds of it are in every test run."""

from tests.acceptance.reporting import Tell
from tests.whole.operations import OPERATIONS
from tests.whole.test_mix import mixed

SECONDS = 300


def test_every_answer_in_a_crowd_is_the_answer_alone(tell: Tell) -> None:
    told = mixed(SECONDS, "--files", seed=7)
    assert set(told["by"]) == set(OPERATIONS)
    tell("calls from 8 threads", told["calls"], seconds=SECONDS, imports=told["imports"], faults=0)
