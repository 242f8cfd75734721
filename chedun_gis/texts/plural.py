"""One row, two rows: English words by the number before them."""

import re
from collections.abc import Mapping
from typing import Final

SINGULAR: Final[Mapping[str, str]] = {
    "areas": "area",
    "bytes": "byte",
    "candidates": "candidate",
    "cells": "cell",
    "characters": "character",
    "columns": "column",
    "dates": "date",
    "decimals": "decimal",
    "differences": "difference",
    "draws": "draw",
    "entries": "entry",
    "errors": "error",
    "events": "event",
    "faults": "fault",
    "features": "feature",
    "fields": "field",
    "figures": "figure",
    "files": "file",
    "gaps": "gap",
    "indicators": "indicator",
    "items": "item",
    "layers": "layer",
    "levels": "level",
    "lines": "line",
    "lists": "list",
    "notices": "notice",
    "minutes": "minute",
    "numbers": "number",
    "pairs": "pair",
    "parcels": "parcel",
    "parts": "part",
    "people": "person",
    "pixels": "pixel",
    "places": "place",
    "points": "point",
    "projects": "project",
    "repairs": "repair",
    "rivers": "river",
    "rows": "row",
    "samples": "sample",
    "services": "service",
    "shapes": "shape",
    "sites": "site",
    "times": "time",
    "values": "value",
    "vertices": "vertex",
    "workers": "worker",
    "years": "year",
}
_VERBS: Final[Mapping[str, str]] = {
    "are": "is",
    "concern": "concerns",
    "cross": "crosses",
    "differ": "differs",
    "have": "has",
    "lie": "lies",
    "share": "shares",
    "were": "was",
}
COUNTED: Final = re.compile(r"(\{(\w+)[^}]*\}) ([a-z]+)\b(?: ([a-z]+)\b)?")


def by_number(template: str, params: Mapping[str, object]) -> str:
    """Return an English wording in which what is counted as one is singular, with its verb."""

    def worded(found: re.Match[str]) -> str:
        place, name, noun, verb = found.groups()
        if str(params.get(name)) != "1" or noun not in SINGULAR:
            return found.group()
        words = [place, SINGULAR[noun], *([_VERBS.get(verb, verb)] if verb else [])]
        return " ".join(words)

    return COUNTED.sub(worded, template)
