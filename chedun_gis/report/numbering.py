"""Number the headings, tables and maps of a formal report, alike in every form of it.

Chinese reports count 一、 and （一） and 1. by level (GB/T 9704-2012, 7.3.3), English ones 1, 1.1.
"""

from typing import Final

from chedun_gis.texts import Lang, say

_DIGITS: Final = "〇一二三四五六七八九"
_TEN: Final = 10
LEVELS: Final = 3


class Numbers:
    """Counts while a report is written from its beginning to its end."""

    def __init__(self, lang: Lang) -> None:
        """Begin before the first heading."""
        self._lang = lang
        self._headings = [0] * LEVELS
        self._counts: dict[str, int] = {}

    def heading(self, level: int) -> str:
        """Return the number of the next heading of a level, 1–3, with what separates it."""
        self._headings[level - 1] += 1
        self._headings[level:] = [0] * (LEVELS - level)
        number = self._headings[level - 1]
        if self._lang == "en":
            return ".".join(map(str, self._headings[:level])) + " "
        return (f"{in_chinese(number)}、", f"（{in_chinese(number)}）", f"{number}. ")[level - 1]

    def caption(self, kind: str) -> tuple[str, int]:
        """Return the word and the number of the next `table` or `map`."""
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return say(f"report.{kind}", self._lang), self._counts[kind]


def in_chinese(number: int) -> str:
    """Return a number of 1–99 as headings write it: 九、十、十一、二十一."""
    tens, ones = divmod(number, _TEN)
    before = (_DIGITS[tens] if tens > 1 else "") + "十" if tens else ""
    return before + (_DIGITS[ones] if ones else "")
