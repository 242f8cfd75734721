"""Say of an import what is to be known of it later: what was read, taken, repaired and refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self

from chedun_gis.importing.plan import Prepared
from chedun_gis.texts import now_utc
from geo import Problem

# Of each kind of fault so many rows are named.
_MOST_ROWS: Final = 100


@dataclass(slots=True)
class Tallies:
    """How many rows were taken and rejected, and what was found in them, by kind and field."""

    taken: int = 0
    rejected: int = 0
    repairs: dict[tuple[str, str], tuple[int, list[int]]] = field(default_factory=dict)
    errors: dict[tuple[str, str], tuple[int, list[int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, prepared: Prepared) -> Self:
        """Return those of one import."""
        found = cls()
        found.add(prepared)
        return found

    def add(self, prepared: Prepared) -> None:
        """Count further rows in."""
        self.taken += len(prepared.frame)
        self.rejected += len(prepared.rejected)
        _count(self.repairs, prepared.repairs)
        _count(self.errors, prepared.errors)


def _count(
    counts: dict[tuple[str, str], tuple[int, list[int]]], problems: Iterable[Problem]
) -> None:
    for each in problems:
        count, rows = counts.get((each.code, each.field), (0, []))
        if each.row and len(rows) < _MOST_ROWS:
            rows.append(each.row)
        counts[each.code, each.field] = count + 1, rows


def manifest_of(prepared: Prepared, features: int, found: Tallies) -> Mapping[str, Any]:
    """Return what is to be known of an import later; times are UTC."""
    file, raw = prepared.opened, prepared.opened.raw
    return {
        "layer": prepared.layer.id,
        "mode": "append" if prepared.append else "replace",
        "time": now_utc(),
        "file": file.file,
        "sha256": file.sha256,
        "format": raw.source.format,
        "source_layer": raw.source.name,
        "encoding": {"name": raw.encoding.name, "why": raw.encoding.why},
        "position": dict(prepared.located.record),
        "columns": dict(prepared.mapping),
        "values": dict(prepared.options.values),
        "rows": {
            "read": prepared.rows,
            "taken": found.taken,
            "rejected": found.rejected,
            "in_layer": features,
        },
        "repairs": _listed(found.repairs),
        "rejected": _listed(found.errors),
    }


def _listed(counts: Mapping[tuple[str, str], tuple[int, list[int]]]) -> list[dict[str, Any]]:
    """List faults by kind and field with the rows that they are in."""
    return [
        {"code": code, "field": name, "count": count, "rows": rows}
        for (code, name), (count, rows) in counts.items()
    ]
