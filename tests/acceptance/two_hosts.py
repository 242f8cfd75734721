"""Run a cluster over two network namespaces as over two hosts; `unshare -rn` starts this script.

A plain user may: in a user namespace one is root of one's own networks. The first host has the
scheduler, a worker and whoever asks, the second another worker; a pair of virtual cards is the only
way from one to the other. Prints what was found as JSON.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from distributed import Client

HERE, THERE, PORT = "10.77.0.1", "10.77.0.2", 8786
ADDRESS = f"tcp://{HERE}:{PORT}"


def ip(words: str, *, inside: Sequence[str] = ()) -> None:
    subprocess.run([*inside, "ip", *words.split()], check=True)


@contextmanager
def started(*words: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a program for as long as it is needed; it and its children go with their group."""
    process = subprocess.Popen(
        words, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def second_host() -> Iterator[list[str]]:
    """Give the words that run a program on the second host."""
    with started("unshare", "-n", "sleep", "3600") as holder:
        ours = Path("/proc/self/ns/net").readlink()
        while (theirs := Path(f"/proc/{holder.pid}/ns/net")).readlink() == ours:
            time.sleep(0.05)
        inside = ["nsenter", "-t", str(holder.pid), "-n"]
        ip("link set lo up")
        ip(f"link add here type veth peer name there netns {holder.pid}")
        for name, address, where in (("here", HERE, []), ("there", THERE, inside)):
            ip(f"addr add {address}/24 dev {name}", inside=where)
            ip(f"link set {name} up", inside=where)
        ip("link set lo up", inside=inside)
        assert theirs.readlink() != ours
        yield inside


def worker(host: str) -> list[str]:
    options = ["--host", host, "--nthreads", "1", "--no-dashboard"]
    return [sys.executable, "-m", "distributed.cli.dask_worker", ADDRESS, *options]


def asked(demand: str, service: str, scheduler: str) -> dict[str, object]:
    options = ["--demand", demand, "--service", service, "--scheduler", scheduler, "--json"]
    command = [sys.executable, "-m", "chedun_gis", "coverage", *options]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def workers(least: int) -> list[str]:
    """Return the addresses of the workers, as soon as there are so many."""
    while True:
        try:
            with Client(ADDRESS, timeout=5, set_as_default=False) as client:
                client.wait_for_workers(least)
                return sorted(client.nthreads())
        except OSError:  # the scheduler has not begun yet
            time.sleep(0.2)


def main() -> None:
    demand, service = sys.argv[1:]
    told: dict[str, object] = {"alone": asked(demand, service, "local:1")}
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", HERE]
    with (
        second_host() as inside,
        started(*scheduler, "--port", str(PORT), "--no-dashboard"),
        started(*worker(HERE)),
    ):
        with started(*inside, *worker(THERE)) as there:
            told["workers"] = workers(2)
            told["both"] = asked(demand, service, ADDRESS)
            # The second host is lost in the middle of the next run.
            lost: dict[str, object] = {}
            run = threading.Thread(target=lambda: lost.update(asked(demand, service, ADDRESS)))
            run.start()
            busy_on(THERE)
            os.killpg(there.pid, signal.SIGKILL)
            told["left"] = None
            run.join()
            told["lost"] = lost
        told["left"] = workers(1)
    print(json.dumps(told))  # noqa: T201 - to whoever started it


def busy_on(host: str) -> None:
    """Wait until a worker of a host has something to do."""
    with Client(ADDRESS, timeout=30, set_as_default=False) as client:
        while not any(
            tasks for address, tasks in client.processing().items() if f"//{host}:" in address
        ):
            time.sleep(0.02)


if __name__ == "__main__":
    main()
