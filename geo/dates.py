"""Tell how exactly a date is known: a year, a month or a day."""

from datetime import date
from typing import Final

_FORMS: Final = {4: "-01-01", 7: "-01", 10: ""}


def is_date(text: str) -> bool:
    """Tell whether a text is a year, month or day of the calendar: 2024, 2024-06, 2024-06-30."""
    if not text.isascii() or len(text) not in _FORMS:
        return False
    try:
        date.fromisoformat(text + _FORMS[len(text)])
    except ValueError:
        return False
    return True
