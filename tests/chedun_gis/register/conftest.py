"""A register of its own for each test, in SQLite and in PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from chedun_gis.register import Ledger
from tests.postgres import database_url, postgresql

__all__ = ["database_url", "postgresql"]


@pytest.fixture
def ledger(database_url: str, tmp_path: Path) -> Iterator[Ledger]:
    """An empty register."""
    made = Ledger(tmp_path / "space" / "register.sqlite", database_url)
    yield made
    made.close()
