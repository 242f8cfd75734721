"""Note what nobody expected in a file, under the number that the person sees."""

import logging
import os
import secrets
import tempfile
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from chedun_gis.town.settings import settings_from

LOG_FILE: Final = "faults.log"
_MOST_BYTES: Final = 1 << 20
_KEPT: Final = 3


@dataclass(frozen=True, slots=True)
class Noted:
    """The number of a fault, and the file that tells of it."""

    number: str
    file: Path


def noted(error: BaseException, doing: str) -> Noted:
    """Note an exception with its trace in the workspace, or if that cannot be, in its own file.

    `doing` says what was asked for. Never raises.
    """
    number = secrets.token_hex(3)
    time = datetime.now(UTC).isoformat(timespec="seconds")
    words = f"{time} {number} {doing}\n{_trace(error)}".encode(errors="backslashreplace").decode()
    file = Path(settings_from(os.environ).workspace) / LOG_FILE
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        log = RotatingFileHandler(
            file, maxBytes=_MOST_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True
        )
        log.handleError = _refuse  # type: ignore[method-assign] # it would print a trace
        try:
            log.handle(logging.makeLogRecord({"msg": words}))
        finally:
            log.close()
    except OSError:
        return Noted(number, _own_file(words))
    return Noted(number, file)


def _trace(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))


def _refuse(record: logging.LogRecord) -> None:
    raise OSError(record.name)


def _own_file(words: str) -> Path:
    """Write to a file that nobody else can have laid there."""
    try:
        handle, name = tempfile.mkstemp(prefix="chedun-fault-", suffix=".log", text=True)
        with open(handle, "w", encoding="utf-8") as file:  # noqa: PTH123 - a handle has no path
            file.write(words)
    except OSError:
        return Path(os.devnull)
    return Path(name)
