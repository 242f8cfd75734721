"""Shorten field names to what a format holds: readable, unique, the same every time."""

from collections.abc import Collection, Sequence

_VOWELS = frozenset("aeiouAEIOU")


def written_names(
    names: Sequence[str],
    *,
    limit: int | None = None,
    encoding: str = "utf-8",
    reserved: Collection[str] = (),
) -> dict[str, str]:
    """Return the name to write for each name, at most `limit` bytes in `encoding`.

    A name that fits keeps itself. A longer one first loses vowels, from within its longest word
    on, so that `new_town_road` becomes `new_twn_rd`, then letters from the ends of words; names
    that fall together, also by upper and lower case, or that the format reserves, get a number.
    `limit` of None sets no limit.
    """
    taken = {name.lower() for name in reserved}
    chosen: dict[str, str] = {}
    # Names that fit choose first: a shortened name never pushes out one that could stay.
    for name in sorted(names, key=lambda each: not _fits(each, limit, encoding)):
        short = _held(name, encoding)
        short = _shortened(short, limit, encoding)
        number = 1
        while short.lower() in taken:
            tail = str(number)
            room = None if limit is None else limit - len(tail)
            short = _shortened(_held(name, encoding), room, encoding) + tail
            number += 1
        taken.add(short.lower())
        chosen[name] = short
    return {name: chosen[name] for name in names}


def cut(text: str, limit: int, encoding: str) -> str:
    """Return as much of the start as fits into `limit` bytes, no character halved."""
    return text.encode(encoding, "replace")[:limit].decode(encoding, "ignore")


def _held(name: str, encoding: str) -> str:
    return name.encode(encoding, "replace").decode(encoding) or "field"


def _fits(name: str, limit: int | None, encoding: str) -> bool:
    return limit is None or len(name.encode(encoding, "replace")) <= limit


def _shortened(name: str, limit: int | None, encoding: str) -> str:
    words = name.split("_")
    for place in sorted(range(len(words)), key=lambda i: (-len(words[i]), -i)):
        while not _fits("_".join(words), limit, encoding) and (at := _last_vowel(words[place])):
            words[place] = words[place][:at] + words[place][at + 1 :]
    while not _fits("_".join(words), limit, encoding):
        place = max(range(len(words)), key=lambda i: len(words[i]))
        if len(words[place]) <= 1:
            return cut("_".join(words), limit or 0, encoding)
        words[place] = words[place][:-1]
    return "_".join(words)


def _last_vowel(word: str) -> int:
    """Return the place of the last vowel within a word, 0 when there is none."""
    return max((i for i in range(1, len(word) - 1) if word[i] in _VOWELS), default=0)
