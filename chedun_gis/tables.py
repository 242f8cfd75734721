"""Read the plain tables that ship beside the layers: stage history and indicators."""

import csv
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=16)
def _rows(path: Path, changed_ns: int) -> list[dict[str, str]]:  # noqa: ARG001 - keys the cache
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_table(data_dir: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV table in the data folder; none when it is not there."""
    path = data_dir / f"{name}.csv"
    return _rows(path, path.stat().st_mtime_ns) if path.exists() else []
