"""A process is forked from one that has no other threads, and from a server of forks otherwise."""

import subprocess
import sys

import pytest

_PARENT = """
import os, sys, threading
from chedun_gis.compute.process import ended, new_process
if sys.argv[1] == "threads":
    threading.Thread(target=threading.Event().wait, daemon=True).start()
process, ours = new_process({main})
print(os.getpid() == ours.recv())
ended(process, ours)
"""


def tell_parent(theirs: object) -> None:
    """Tell who began this process; it is imported by the test's own child."""
    import os  # noqa: PLC0415 - of the child

    theirs.send(os.getppid())  # type: ignore[attr-defined]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked from a command")
@pytest.mark.parametrize(("threads", "own_child"), [("alone", "True"), ("threads", "False")])
def test_only_who_has_no_other_threads_is_forked(threads: str, own_child: str) -> None:
    script = _PARENT.format(main="tell_parent")
    script = f"from {__name__} import tell_parent\n{script}"
    ran = subprocess.run(
        [sys.executable, "-c", script, threads],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert ran.stdout.strip() == own_child
