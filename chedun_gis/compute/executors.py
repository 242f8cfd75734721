"""Choose who answers heavy questions: processes of ours, or a Dask cluster."""

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from chedun_gis.compute.workers import Workers
from chedun_gis.town import SchedulerKeys, once, settings
from geo import InputError

_REACHED_S: Final = 5
# Beside the workers: a search for sites of half a minute must not hold everybody's reports.
_BESIDE: Final = 2
# So long it is not asked again how many workers a cluster has.
_COUNTED_S: Final = 2.0
_OF_THIS_MACHINE: Final = re.compile(r"local:([1-9]\d{0,2})")
_ADDRESS: Final = re.compile(r"(tcp|tls)://\S+:\d+")


@once
def in_parts() -> "Workers | Cluster":
    """Return who answers what is cut into parts.

    Raises `InputError` with what `Cluster` raises.
    """
    told = settings()
    if told.scheduler:
        return Cluster(told.scheduler, told.scheduler_keys)
    return Workers(told.workers)


def workers_now() -> int:
    """Return how many workers there are for what is cut into parts."""
    return in_parts().count


@once
def alone() -> Workers:
    """Return who answers what cannot be cut: a process is ended when its work is stopped."""
    return Workers(settings().workers + _BESIDE)


@contextmanager
def answering(scheduler: str, keys: SchedulerKeys) -> Iterator["Workers | Cluster"]:
    """Give who answers the parts of one run of a command, and let go of them at its end.

    `scheduler` is `local:N`, N processes of this machine, or the address of a Dask scheduler; ""
    is one process of this machine. Raises `InputError` with `scheduler_form` (scheduler) for
    anything else, and what `Cluster` raises.
    """
    local = _OF_THIS_MACHINE.fullmatch(scheduler or "local:1")
    executor = Workers(int(local[1])) if local else Cluster(scheduler, keys)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


class Cluster(Executor):
    """The workers of a Dask scheduler; a task whose worker is lost is done by another one."""

    def __init__(self, address: str, keys: SchedulerKeys) -> None:
        """Connect to the scheduler.

        With the files of `keys` the connection is encrypted and both sides show a certificate.
        Raises `InputError` with `scheduler_form` (scheduler), `scheduler_missing`,
        `scheduler_keys` (names) for files that are missing or do not fit the address, and
        `scheduler_unreachable` (address), also where the scheduler refuses the certificate.
        """
        if not _ADDRESS.fullmatch(address):
            raise InputError("scheduler_form", scheduler=address)
        _require_keys(address, keys)
        try:
            from distributed import Client  # noqa: PLC0415 - only for those who have a cluster
            from distributed.security import Security  # noqa: PLC0415
        except ImportError as error:
            raise InputError("scheduler_missing") from error
        security = Security(**_options(keys)) if any(keys.files.values()) else None  # type: ignore[no-untyped-call]
        try:
            client: Any = Client(  # type: ignore[no-untyped-call]
                address, timeout=_REACHED_S, set_as_default=False, security=security
            )
        except (OSError, ValueError, RuntimeError) as error:
            raise InputError("scheduler_unreachable", address=address) from error
        # The same part may be asked about another state of the same files: none is remembered.
        self._client = client
        self._executor: Executor = client.get_executor(pure=False, retries=1)
        self._counted: tuple[float, int] = (0.0, 0)

    @property
    def count(self) -> int:
        """How many workers there are now."""
        when, count = self._counted
        if time.monotonic() - when > _COUNTED_S:
            with suppress(OSError, RuntimeError):  # while the scheduler is away, as before
                count = len(self._client.nthreads())
            self._counted = (time.monotonic(), count)
        return count

    def submit(self, task: Callable[..., Any], /, *args: Any, **options: Any) -> Future[Any]:  # noqa: ANN401
        """Return the work of `task(*args)`, a function of a module."""
        return self._executor.submit(task, *args, **options)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002
        """Leave the cluster; `cancel_futures` gives up what is not done yet."""
        self._executor.shutdown(wait=wait and not cancel_futures)
        self._client.close()


def _require_keys(address: str, keys: SchedulerKeys) -> None:
    """Refuse half a set of files, ones that cannot be read, or those that the address is not for.

    A connection in the clear must not come of a slip of the pen.
    """
    told = {name for name, file in keys.files.items() if file}
    wanted = set(keys.files) if told or address.startswith("tls:") else set()
    wrong = {name for name in wanted if not Path(keys.files[name]).is_file()}
    if wrong:
        raise InputError("scheduler_keys", names=", ".join(sorted(wrong)))
    if told and not address.startswith("tls:"):
        raise InputError("scheduler_form", scheduler=address)


def _options(keys: SchedulerKeys) -> dict[str, object]:
    return {
        "tls_ca_file": keys.ca_file,
        "tls_client_cert": keys.cert_file,
        "tls_client_key": keys.key_file,
        "require_encryption": True,
    }
