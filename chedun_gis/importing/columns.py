"""Guess which column of a file holds which field of a layer."""

from collections.abc import Mapping, Sequence

from chedun_gis.importing.synonyms import COLUMNS, norm
from chedun_gis.texts import say
from geo import InputError
from layers import Field, Layer

# A Shapefile's names end here.
_SHORT = 10


def guess(layer: Layer, columns: Sequence[str]) -> dict[str, str]:
    """Return the column of each field that one can be guessed for; no column serves two fields.

    A field's own name comes first, then its titles, then what other people call it; names cut to
    ten bytes count too.
    """
    mapping: dict[str, str] = {}
    for names in (_own, _titles, _others):
        for field in layer.all_fields:
            if field.name in mapping:
                continue
            column = _found(
                names(field), [each for each in columns if each not in mapping.values()]
            )
            if column:
                mapping[field.name] = column
    return {field.name: mapping[field.name] for field in layer.all_fields if field.name in mapping}


def mapped(layer: Layer, columns: Sequence[str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the guess with the user's choice laid over it; an empty choice takes no column.

    Raises `InputError` with `field_unknown` (field, known) and `column_missing` (column).
    """
    require_fields(layer, [name for name in chosen if name not in {"x", "y", "wkt"}])
    for column in chosen.values():
        if column and column not in columns:
            raise InputError("column_missing", column=column)
    taken = set(chosen.values())
    mapping = {name: col for name, col in guess(layer, columns).items() if col not in taken}
    mapping |= {name: col for name, col in chosen.items() if name not in {"x", "y", "wkt"}}
    return {name: column for name, column in mapping.items() if column}


def require_fields(layer: Layer, names: Sequence[str]) -> None:
    """Raise `InputError("field_unknown")` (field, known) for a field that the layer has not."""
    known = [field.name for field in layer.all_fields]
    for name in names:
        if name not in known:
            raise InputError("field_unknown", field=name, known="、".join(known))


def _own(field: Field) -> Sequence[str]:
    # A column that somebody called 编号 is more than the ids that GDAL makes for GeoJSON and KML.
    return (field.title.zh, field.name) if field.name == "id" else (field.name,)


def _titles(field: Field) -> Sequence[str]:
    titles = (field.title.zh, field.title.en)
    if not field.unit:
        return titles
    unit = say(f"unit.{field.unit}", "zh")  # as a table for people has it
    return (*titles, f"{field.title.zh}（{unit}）")


def _others(field: Field) -> Sequence[str]:
    return COLUMNS.get(field.name, ())


def _found(names: Sequence[str], columns: Sequence[str]) -> str:
    by_name = {norm(each): each for each in reversed(columns)}
    for name in map(norm, names):
        if name in by_name:
            return by_name[name]
    for name in names:
        short = norm(name.encode()[:_SHORT].decode("utf-8", "ignore"))
        gbk = norm(name.encode("gbk", "replace")[:_SHORT].decode("gbk", "ignore"))
        for cut in (short, gbk):
            if cut != norm(name) and cut in by_name:
                return by_name[cut]
    return ""
