"""Read which OpenStreetMap tags make which features of which layer."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chedun_gis.town import once
from geo import InputError

_FILE = Path(__file__).with_name("tags.toml")
_ANY = "*"
# What people call the layers, beside their ids.
ALIASES = {"rivers": "river_segments", "stops": "bus_stops"}

Tags = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TagRule:
    """Tags that must all fit (each one of its values, or any) and the values that they give."""

    tags: Mapping[str, tuple[str, ...]]
    values: Mapping[str, object] = field(default_factory=dict)
    kind_by_area: tuple[tuple[float, str], ...] = ()

    def fits(self, tags: Tags) -> bool:
        """Tell whether an element with these tags follows the rule."""
        return all(
            key in tags and (values == (_ANY,) or tags[key] in values)
            for key, values in self.tags.items()
        )

    def values_of(self, area_m2: float) -> dict[str, object]:
        """Return the values of fields for an element of this area."""
        kinds = [kind for least, kind in self.kind_by_area if area_m2 >= least]
        return {**self.values, **({"kind": kinds[-1]} if kinds else {})}


@dataclass(frozen=True, slots=True)
class LayerTags:
    """How a layer is made: its rules in order, what no tag decides, how exact it is."""

    rules: tuple[TagRule, ...]
    defaults: Mapping[str, object]
    accuracy_m: float

    def rule_for(self, tags: Tags) -> TagRule | None:
        """Return the first rule that fits."""
        return next((rule for rule in self.rules if rule.fits(tags)), None)


@once
def layer_tags() -> Mapping[str, LayerTags]:
    """Return how each layer that OpenStreetMap knows is made."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {layer_id: _layer(entry) for layer_id, entry in table.items()}


def _layer(entry: dict[str, Any]) -> LayerTags:
    rules = tuple(_rule(each) for each in entry["rules"])
    return LayerTags(rules, entry.get("defaults", {}), float(entry["accuracy_m"]))


def _rule(entry: dict[str, Any]) -> TagRule:
    tags = {
        key: tuple(value) if isinstance(value, list) else (value,)
        for key, value in entry["tags"].items()
    }
    by_area = tuple((float(least), str(kind)) for least, kind in entry.get("by_area", []))
    return TagRule(tags, entry.get("set", {}), by_area)


def layers_named(names: str) -> list[str]:
    """Return the ids of the layers that a list joined by commas names; all when it is empty.

    Raises `InputError("osm_layer_unknown")` for a layer that OpenStreetMap does not know.
    """
    asked = [name.strip() for name in names.split(",") if name.strip()]
    ids = [ALIASES.get(name, name) for name in asked] or list(layer_tags())
    for layer_id in ids:
        if layer_id not in layer_tags():
            raise InputError(
                "osm_layer_unknown", layer=layer_id, known="、".join((*layer_tags(), *ALIASES))
            )
    return list(dict.fromkeys(ids))


def query_of(layer_ids: Iterable[str]) -> dict[str, list[str]]:
    """Return what to ask the network for: each rule's first tag, all values in one query."""
    asked: dict[str, list[str]] = {}
    for layer_id in layer_ids:
        for rule in layer_tags()[layer_id].rules:
            key, values = next(iter(rule.tags.items()))
            asked[key] = list(dict.fromkeys([*asked.get(key, []), *values]))
    return asked
