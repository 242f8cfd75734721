"""Write a table as CSV that a spreadsheet opens as it is: with a byte-order mark, no formulas."""

import pandas as pd

# A cell that begins so would be computed by a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(table: pd.DataFrame) -> bytes:
    """Return the table as CSV in UTF-8; texts that look like a formula get an apostrophe."""
    plain = table.map(lambda cell: f"'{cell}" if _computed(cell) else cell)
    return plain.to_csv(index=False).encode("utf-8-sig")


def _computed(cell: object) -> bool:
    return isinstance(cell, str) and cell.startswith(_FORMULA)
