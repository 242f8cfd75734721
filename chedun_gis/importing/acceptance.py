"""Show what was prepared over the layer as it is, and write it into the workspace."""

from pathlib import Path

import geopandas as gpd
import pandas as pd

from chedun_gis.analysis import Evidence, EvidencePart
from chedun_gis.compute import Watch
from chedun_gis.importing.georef import datum_called
from chedun_gis.importing.in_batches import accept_large
from chedun_gis.importing.manifest import Tallies, manifest_of
from chedun_gis.importing.plan import Prepared
from chedun_gis.register import Person
from chedun_gis.texts import text
from chedun_gis.town import LARGE, Town, Workspace, load
from geo import InputError
from geo.files import to_geojson
from geo.position import shift_frame
from layers import Layer, Place, Symbol

# A tenth of a millimetre: less than any survey knows.
_DECIMALS = 9


def accept(  # noqa: PLR0913 - each is called by its name
    prepared: Prepared,
    workspace: Workspace,
    town: Town,
    *,
    by: Person,
    skip_bad: bool,
    watch: Watch | None = None,
) -> str:
    """Keep the prepared rows as the layer's new version, take it into use, and return its id.

    Appending adds them to the layer as it is now. What is read in batches is read and checked to
    its end here; `watch` is told how far that is, and may raise to leave it undone. Raises the
    obstacle that `Prepared.obstacle` names, `import_bad_later` (count, row, problems) for faults
    behind the first batch, `import_lost` (written, read, problems) when what was written reads
    otherwise, and what `Workspace.accept` raises.
    """
    obstacle = prepared.obstacle(skip_bad=skip_bad)
    if obstacle is not None:
        raise obstacle
    by.require("reviewer")
    there = town.loaded(prepared.layer.id).count if prepared.append else 0
    if prepared.rows + there > LARGE:
        return accept_large(prepared, workspace, town, by=by, skip_bad=skip_bad, watch=watch)
    return _accept(prepared, workspace, town, by)


def _accept(prepared: Prepared, workspace: Workspace, town: Town, by: Person) -> str:
    """Keep what is held as GeoJSON."""
    layer = prepared.layer
    frame, seen = prepared.frame, None
    if prepared.append:
        seen = town.version_of(layer.id)
        frame = _appended(town.frame(layer.id), frame)
    columns = [field.name for field in layer.all_fields]
    full = frame.assign(**_missing(frame, columns))
    content = to_geojson(full, columns, decimals=_DECIMALS).encode()

    def proof(file: Path) -> None:
        _require_readable(file, layer, town.place, content, frame["id"])

    manifest = manifest_of(prepared, len(frame), Tallies.of(prepared))
    return workspace.accept(layer, content, manifest, by=by, seen=seen, proof=proof)


def _require_readable(
    file: Path, layer: Layer, place: Place, content: bytes, ids: "pd.Series[str]"
) -> None:
    """Read what was written as the town will; `InputError("import_lost")` if it is another."""
    written = file.read_bytes()
    found = load(layer, file, place, written)
    if written != content or found.broken or sorted(found.frame["id"]) != sorted(ids):
        problems = tuple(each for each in found.problems if each.level == "error")
        raise InputError(
            "import_lost", written=len(ids), read=len(found.frame), problems=problems[:3]
        )


def _appended(there: gpd.GeoDataFrame, more: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    both = set(there["id"].astype(str)) & set(more["id"])
    if both:
        raise InputError("id_taken", value=min(both))
    table = pd.concat([there.astype(object), more.astype(object)], ignore_index=True)
    shapes = [*there.geometry, *more.geometry]
    return gpd.GeoDataFrame(table.drop(columns="geometry"), geometry=shapes, crs=there.crs)


def _missing(frame: gpd.GeoDataFrame, columns: list[str]) -> dict[str, None]:
    return dict.fromkeys(name for name in columns if name not in frame)


_NEW = Symbol(text("evidence.imported"), "#d6336c", weight=2.5, fill_opacity=0.35)
_AS_IS = Symbol(text("evidence.as_is"), "#e8590c", weight=2.5, fill_opacity=0.2, dash="2 4")
_SHIFTED = Symbol(text("evidence.shifted"), "#d6336c", weight=2.5, fill_opacity=0.35)
_NOW = Symbol(text("evidence.now"), "#5c6773", pattern="none", dash="5 4")


def preview(prepared: Prepared, town: Town) -> Evidence:
    """Return the rows to be imported over the layer as it is.

    While a datum is offered but not chosen, both readings are drawn.
    """
    layer, frame = prepared.layer, prepared.frame
    there = town.loaded(layer.id)
    # A large layer is on the map as it is; to draw it once more would show nothing new.
    parts = [_part(layer, there.frame, _NOW)] if there.count <= LARGE else []
    located = prepared.located
    offered = datum_called(located.offer.get("datum", "")) if located.open else None
    if offered:
        parts.append(_part(layer, frame, _AS_IS))
        frame = shift_frame(frame, source=offered, target="wgs84")
    parts.append(_part(layer, frame, _SHIFTED if offered else _NEW))
    return Evidence(text("evidence.preview"), tuple(parts))


def _part(layer: Layer, frame: gpd.GeoDataFrame, symbol: Symbol) -> EvidencePart:
    shown = gpd.GeoDataFrame(
        {"id": frame["id"], "name": frame["name_zh"]}, geometry=frame.geometry, crs=frame.crs
    )
    return EvidencePart(symbol.title, layer.geometry, symbol, shown)
