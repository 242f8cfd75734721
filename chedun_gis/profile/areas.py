"""Name the areas that can be profiled: the plan's zones and belts, and a belt of one's own."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any

import geopandas as gpd
import pandas as pd

from chedun_gis.analysis import BeltQuestion, belts_of, line_of
from chedun_gis.indicators import Input, input_of
from chedun_gis.texts import Untold, text, told
from chedun_gis.town import MetricBounds, Town, answered
from layers import LAYERS, STAGES, Text

ZONES, BELTS = "zones", "belts"


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """An area to be profiled.

    `shape` is one row with the column `id` and a polygon in metres; `drawn` says what its outline
    rests on. `zone_id` is set for a zone, so that projects that the plan places in it are found;
    `width_m` for a belt; `source` is the one source of its outline, "" for several. Areas are equal
    when all of that is, the polygon to the last digit.
    """

    key: str
    title: Text
    shape: gpd.GeoDataFrame
    drawn: Input
    kind: Text
    zone_id: str = ""
    width_m: float | None = None
    stage: str = ""
    clause: str = ""
    target: Text | None = None
    bus_target: bool = False
    source: str = ""

    @property
    def area_m2(self) -> float:
        """The size of the area as drawn."""
        return float(self.shape.geometry.area.iloc[0])

    @property
    def in_doubt(self) -> gpd.GeoDataFrame:
        """The area as a row that says how far it may be off; only an outline is of another size."""
        sketch = self.drawn.schematic and self.width_m is None
        return self.shape.assign(
            source=self.source,
            basis="schematic" if sketch else "",
            accuracy_m=self.drawn.accuracy_high_m,
        )

    @property
    def _outline(self) -> bytes:
        drawn: bytes = self.shape.geometry.iloc[0].wkb
        return drawn

    def __eq__(self, other: object) -> bool:
        """Tell whether both are the same area, drawn and described alike."""
        if not isinstance(other, Area) or self._outline != other._outline:
            return False
        told = (field.name for field in fields(self) if field.name != "shape")
        return all(getattr(self, name) == getattr(other, name) for name in told)

    def __hash__(self) -> int:
        """Hash the name and the outline."""
        return hash((self.key, self._outline))


@answered(most=4)
def areas(town: Town) -> Mapping[str, Area]:
    """Return every zone and belt by `layer:id`, the featured ones first, the others by layer.

    A belt is its centreline widened by its width, within the town; one that lies wholly outside is
    left out. So are all zones, or all belts, while a layer that they need has errors; raises
    `InputError("layer_broken")` when both do.
    """
    shapes = {
        ZONES: told(lambda: town.frame(ZONES)),
        BELTS: told(lambda: belts_of(town, BeltQuestion(BELTS))),
    }
    if all(isinstance(frame, Untold) for frame in shapes.values()):
        town.frame(ZONES)
    found = {
        f"{layer}:{row['id']}": _area(town, layer, row, frame)
        for layer, frame in shapes.items()
        if not isinstance(frame, Untold)
        for _, row in frame.iterrows()
        if not row.geometry.is_empty
    }
    first = {key: found[key] for key in town.place.featured if key in found}
    return MappingProxyType(first | found)


def _area(town: Town, layer: str, row: "pd.Series[Any]", frame: gpd.GeoDataFrame) -> Area:
    shape = frame.loc[[row.name]]
    targets = [row.get(f"target_{lang}") for lang in ("zh", "en")]
    return Area(
        key=f"{layer}:{row['id']}",
        title=Text(str(row["name_zh"]), str(row["name_en"])),
        shape=shape[["id", "geometry"]],
        drawn=input_of(town, layer, shape),
        kind=LAYERS[layer].column("kind").choices[str(row["kind"])],
        zone_id=str(row["id"]) if layer == ZONES else "",
        width_m=float(row["width_m"]) if layer == BELTS else None,
        stage=str(row["stage"]) if row["stage"] in STAGES else "",
        clause=_text(row["plan_ref"]),
        target=Text(*map(str, targets)) if all(map(_text, targets)) else None,
        bus_target=bool(row["bus_target"]) if layer == ZONES else False,
        source=_text(row["source"]),
    )


def _text(value: object) -> str:
    """Return a text, or "" for what is missing."""
    return value if isinstance(value, str) else ""


_KIND = text("profile.own_belt")


def belt_area(town: Town, question: BeltQuestion) -> Area | None:
    """Return the belt of one line as an area; None when it lies wholly outside the town."""
    shape, line = belts_of(town, question), line_of(town, question.line)
    if shape.geometry.iloc[0].is_empty:
        return None
    width_m = float(shape["width_m"].iloc[0])
    sources = line.features["source"].unique()
    return Area(
        key="own:belt",
        title=text("profile.belt_of", line=line.title, width_m=width_m),
        shape=shape[["id", "geometry"]],
        drawn=input_of(town, line.layer, line.features),
        kind=_KIND,
        width_m=width_m,
        source=_text(sources[0]) if len(sources) == 1 else "",
    )


def bounds_of(area: Area) -> MetricBounds:
    """Return the window that an area lies in, in metres."""
    west, south, east, north = map(float, area.shape.total_bounds)
    return west, south, east, north
