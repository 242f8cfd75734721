"""Temporary folders that tell whose they are, so that those of the killed can be swept.

A process that is killed cannot clear up behind it. The name of a folder holds the machine, the
number and the start of the process that made it: a number alone is soon somebody else's.
"""

import hashlib
import platform
import re
import shutil
import tempfile
import weakref
from pathlib import Path
from typing import Final

import psutil

_NAME: Final = re.compile(r"chedun-[a-z]+-([0-9a-f]{8})-(\d+)-(\d+)-")
# So far may a start seem to move, as the clock is set.
_CLOCK_SET_S: Final = 3_600
_THIS_MACHINE: Final = hashlib.blake2b(platform.node().encode(), digest_size=4).hexdigest()


def scratch(kind: str) -> "tempfile.TemporaryDirectory[str]":
    """Make a temporary folder of this process for one kind of work, a word such as "upload"."""
    return tempfile.TemporaryDirectory(prefix=_prefix(kind))


def lasting(kind: str) -> Path:
    """Make such a folder that stays until it goes with a value; see `goes_with`."""
    return Path(tempfile.mkdtemp(prefix=_prefix(kind)))


def goes_with(value: object, folder: Path) -> None:
    """Remove a folder when nobody holds a value any more, or the process ends."""
    weakref.finalize(value, shutil.rmtree, folder, ignore_errors=True)


def _prefix(kind: str) -> str:
    return f"chedun-{kind}-{_owner()}-"


def sweep() -> None:
    """Remove the folders whose process is gone; none of another machine, and none in use."""
    for folder in Path(tempfile.gettempdir()).glob("chedun-*"):
        found = _NAME.match(folder.name)
        if found and found.group(1) == _THIS_MACHINE and _is_gone(*map(int, found.groups()[1:])):
            shutil.rmtree(folder, ignore_errors=True)


def _owner() -> str:
    process = psutil.Process()
    return f"{_THIS_MACHINE}-{process.pid}-{_started(process)}"


def _started(process: psutil.Process) -> int:
    return int(process.create_time())


def _is_gone(number: int, started: int) -> bool:
    """Tell whether no process of this number started about then; in doubt there is one."""
    try:
        return abs(_started(psutil.Process(number)) - started) > _CLOCK_SET_S
    except psutil.NoSuchProcess:
        return True
    except psutil.Error:
        return False
