"""Write the layers of the shipped town, and what became of ids that are no more."""

import json
import shutil
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd
import shapely

from chedun_gis.handoff import export_layer
from chedun_gis.town import PLANS_FOLDER, open_town
from chedun_gis.town.settings import DATA_DIR
from layers import LAYERS
from tests.drawing.facts import before
from tests.drawing.homes import residential
from tests.drawing.ids import successors
from tests.drawing.parks import parks
from tests.drawing.points import compounds, facilities, projects, villages
from tests.drawing.rivers import river_segments
from tests.drawing.roads import roads
from tests.drawing.zones import zones

_DATES: Final = {"osm": "2026-11", "songjiang-bus-2025": "2025-08"}
_DECIMALS: Final = 6


def layers() -> dict[str, gpd.GeoDataFrame]:
    """Return every layer of the town by its id, in WGS84 degrees."""
    homes = residential()
    # A table holds 32,767 characters in a cell: what surrounds the hamlets is drawn coarsely.
    hamlets = homes[homes["kind"] == "village"].geometry.buffer(14, quad_segs=2).simplify(7)
    drawn = {
        "facilities": facilities(),
        "compounds": compounds(),
        "villages": villages(),
        "projects": projects(),
        "roads": roads(),
        "river_segments": river_segments(),
        "parks": parks(shapely.union_all(hamlets.to_numpy())),
        "residential": homes,
        "zones": zones(),
    }
    kept = ("town_boundary", "belts", "corridors", "bus_stops", "bus_lines")
    return {name: _degrees(name, frame) for name, frame in drawn.items()} | {
        name: _degrees(name, _dated(before(name))) for name in kept
    }


def _dated(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return frame.assign(date=frame["source"].map(_DATES).astype(object))


def _degrees(name: str, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    fields = [field.name for field in LAYERS[name].all_fields]
    whole = frame.reset_index(drop=True).reindex(columns=[*fields, "geometry"])
    return gpd.GeoDataFrame(whole, geometry="geometry", crs=frame.crs).to_crs("EPSG:4326")


def replaced() -> pd.DataFrame:
    """Return what stands where something stood that is no more: `layer`, `old`, `new`, `share`."""
    old = before("residential").geometry
    new = residential().set_index("id").geometry
    rows = [("residential", a, b, f"{share:.2f}") for a, b, share in successors(old, new)]
    return pd.DataFrame(rows, columns=["layer", "old", "new", "share"])


def write(folder: Path, scratch: Path) -> None:
    """Write the layers into a folder, as the program itself writes them."""
    shutil.copytree(DATA_DIR, scratch, dirs_exist_ok=True)
    # What a plan says of a feature stands with the plan, and in no layer.
    shutil.rmtree(scratch / PLANS_FOLDER)
    for name, frame in layers().items():
        (scratch / LAYERS[name].file).write_text(_text(frame), encoding="utf-8")
    town = open_town(scratch)
    for name in LAYERS:
        (folder / LAYERS[name].file).write_bytes(export_layer(town, name))
    replaced().to_csv(folder / "replaced_ids.csv", index=False, lineterminator="\n")


def _text(frame: gpd.GeoDataFrame) -> str:
    """Return a layer as GeoJSON, nulls as they are."""
    features = []
    for row, shape in zip(
        frame.drop(columns="geometry").to_dict("records"), frame.geometry, strict=True
    ):
        values = {name: None if pd.isna(value) else value for name, value in row.items()}
        geometry = (
            None
            if shape is None
            else shapely.geometry.mapping(shapely.set_precision(shape, 10**-_DECIMALS))
        )
        features.append(
            {"type": "Feature", "id": values["id"], "properties": values, "geometry": geometry}
        )
    return json.dumps(
        {"type": "FeatureCollection", "features": features}, ensure_ascii=False, default=float
    )
