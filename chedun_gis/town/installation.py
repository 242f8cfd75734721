"""What this process uses: its settings, where the town is read from, the town as it is now."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from chedun_gis.register import REGISTER_FILE, Ledger
from chedun_gis.town.answers import once
from chedun_gis.town.attachments import Attachments
from chedun_gis.town.settings import Settings, settings_from
from chedun_gis.town.source import TownSource
from chedun_gis.town.town import Town
from chedun_gis.town.workspace import Workspace


@once
def settings() -> Settings:
    """Return the settings of this process."""
    return settings_from()


@once
def source() -> TownSource:
    """Return where this process reads the town from."""
    return source_of(settings())


def source_of(told: Settings) -> TownSource:
    """Return where an installation reads the town from."""
    rules = Path(told.rules) if told.rules else None
    ledger = ledger_of(told)
    space = Workspace(Path(told.workspace), ledger)
    return TownSource(Path(told.data_dir), space, rules, ledger)


def ledger() -> Ledger:
    """Return the register of this process."""
    found = source().ledger
    assert found is not None  # noqa: S101 - as `source_of` makes it
    return found


def ledger_of(told: Settings) -> Ledger:
    """Return the register of an installation."""
    return Ledger(Path(told.workspace) / REGISTER_FILE, told.database_url)


def workspace_of(told: Settings) -> Workspace:
    """Return the workspace of an installation."""
    return Workspace(Path(told.workspace), ledger_of(told))


# The town that a page is being drawn of.
_held: ContextVar[Town | None] = ContextVar("held", default=None)


def town() -> Town:
    """Return the town as it is now, or within `one_town` as it was at its beginning."""
    return _held.get() or source().town()


@contextmanager
def one_town() -> Iterator[Town]:
    """Let all that is done inside, in this thread, be about one state of the town."""
    held = town()  # a part of a page is about the page's
    token = _held.set(held)
    try:
        yield held
    finally:
        _held.reset(token)


def attachments() -> Attachments:
    """Return what is attached to the entries of this process's register."""
    return Attachments(Path(settings().workspace) / "attachments")


def workspace() -> Workspace:
    """Return the workspace that the settings name."""
    return Workspace(Path(settings().workspace), ledger())
