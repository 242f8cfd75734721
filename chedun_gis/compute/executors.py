"""Choose who answers heavy questions: processes of ours, or a Dask cluster."""

from concurrent.futures import Executor
from typing import Final

from chedun_gis.compute.workers import Workers
from chedun_gis.town import once, settings
from geo import InputError

_REACHED_S: Final = 5
# Beside the workers: a search for sites of half a minute must not hold everybody's reports.
_BESIDE: Final = 2


@once
def in_parts() -> Executor:
    """Return who answers what is cut into parts.

    Raises `InputError` with `scheduler_missing`, or `scheduler_unreachable` (address).
    """
    told = settings()
    return _dask(told.scheduler) if told.scheduler else Workers(told.workers)


@once
def alone() -> Workers:
    """Return who answers what cannot be cut: a process is ended when its work is stopped."""
    return Workers(settings().workers + _BESIDE)


def _dask(address: str) -> Executor:
    try:
        from distributed import Client  # noqa: PLC0415 - only for those who have a cluster
    except ImportError as error:
        raise InputError("scheduler_missing") from error
    try:
        client = Client(address, timeout=_REACHED_S, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise InputError("scheduler_unreachable", address=address) from error
    # The same part may be asked about another state of the same files, so none is remembered.
    executor: Executor = client.get_executor(pure=False, retries=1)  # type: ignore[no-untyped-call]
    return executor
