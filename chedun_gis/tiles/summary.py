"""Say of a large layer what its legend needs, from the columns that tell it alone."""

from dataclasses import dataclass
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from chedun_gis.town import LargeLayer
from layers import LAYERS


@dataclass(frozen=True, slots=True)
class Occurring:
    """What is in a layer: the `classes` that occur, "" for none; whether some are drawn otherwise.

    `schematic` tells of sketches, `hollow` of what is known only by its zone.
    """

    classes: frozenset[str]
    schematic: bool
    hollow: bool


@lru_cache(maxsize=16)
def summary_of(large: LargeLayer, layer_id: str) -> Occurring:
    """Return what is in a large layer; nothing else of it is read."""
    by = LAYERS[layer_id].style.by
    with pq.ParquetFile(large.path) as file:
        wanted = [each for each in (by, "basis", "location_type") if each]
        found = file.read(columns=[each for each in wanted if each in file.schema_arrow.names])
    return Occurring(
        frozenset(_values(found, by)) if by else frozenset({""}),
        "schematic" in _values(found, "basis"),
        "area" in _values(found, "location_type"),
    )


def _values(found: pa.Table, name: str) -> set[str]:
    if name not in found.column_names:
        return set()
    return {each or "" for each in pc.unique(found.column(name)).to_pylist()}
