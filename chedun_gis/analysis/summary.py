"""Sum up a layer in a line: count, basis, accuracy, state."""

from dataclasses import dataclass

from chedun_gis.texts import Lang, joined, say
from chedun_gis.town import Loaded
from layers import BASIS


@dataclass(frozen=True, slots=True)
class Summary:
    """A layer's line in a list, worded."""

    id: str
    title: str
    count: int
    basis: str
    accuracy: str
    state: str


def summary_of(loaded: Loaded, lang: Lang) -> Summary:
    """Return the line of a layer; its accuracy as the range over the features."""
    frame = loaded.table(["basis", "accuracy_m"])
    counts = frame["basis"].value_counts().sort_index()
    basis = joined((f"{BASIS[str(key)][lang]} {count}" for key, count in counts.items()), lang)
    low, high = (frame["accuracy_m"].min(), frame["accuracy_m"].max()) if len(frame) else (0, 0)
    accuracy = f"{low:g}" if low == high else f"{low:g}-{high:g}"
    return Summary(
        loaded.layer.id,
        loaded.layer.title[lang],
        len(frame),
        basis or say("value.empty", lang),
        accuracy if len(frame) else say("value.empty", lang),
        _state(loaded, lang),
    )


def _state(loaded: Loaded, lang: Lang) -> str:
    if loaded.broken:
        return say("data.broken", lang)
    if loaded.problems:
        return say("data.repaired", lang, count=len(loaded.problems))
    return say("data.ok", lang)
