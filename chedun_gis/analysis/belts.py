"""Widen lines to belts: the town's own, by their widths or another, and any other lines."""

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import shapely

from chedun_gis.town import Town, answered
from geo import InputError
from geo.areas import Ends, Side, belts
from layers import LAYERS, Text

LINE_LAYERS = tuple(layer.id for layer in LAYERS.values() if layer.geometry == "LineString")
TOWN = "town_boundary"
# A river is cut into segments, each with a name of its own; one asks for the river.
_NAMED_BY = {"river_segments": "river"}


@dataclass(frozen=True, slots=True)
class BeltQuestion:
    """What is widened, and how.

    `line` is a layer, whose every line is a belt of its own, one of them as `layer:id`, or
    `layer:name`, all that carry this name as one line. `width_m` is the whole width, by default
    that of each line's column `width_m`; a belt ends with the town unless it is not `in_town`.
    """

    line: str
    width_m: float | None = None
    side: Side = "both"
    ends: Ends = "flat"
    in_town: bool = True


@dataclass(frozen=True, slots=True)
class NamedLine:
    """What a question's `line` speaks of: its features by id, in metres."""

    layer: str
    title: Text
    features: gpd.GeoDataFrame

    @property
    def name(self) -> str:
        """All features of this title, as a question names them."""
        return f"{self.layer}:{self.title.zh}"


def lines_of(town: Town, layer_id: str) -> Mapping[str, NamedLine]:
    """Return what carries one name in a layer, by the id of the first of its features."""
    frame, name = _placed(town, layer_id), _NAMED_BY.get(layer_id, "name")
    return {
        str(rows.index[0]): _line(layer_id, rows, name)
        for _, rows in frame.groupby(f"{name}_zh", sort=False)
    }


def line_of(town: Town, name: str) -> NamedLine:
    """Return a layer, the feature or the line that a question names; an id comes before a name.

    Raises `InputError("feature_unknown")` (layer, id) when the layer has no such id or name.
    """
    layer, colon, wanted = name.partition(":")
    frame = _placed(town, layer)
    if not colon:
        return NamedLine(layer, LAYERS[layer].title, frame)
    if wanted in frame.index:
        return _line(layer, frame.loc[[wanted]], "name")
    for each in lines_of(town, layer).values():
        if wanted in {each.title.zh, each.title.en}:
            return each
    raise InputError("feature_unknown", layer=layer, id=wanted)


def _placed(town: Town, layer: str) -> gpd.GeoDataFrame:
    frame = town.frame(layer)
    return frame[~frame.geometry.isna()].set_index("id", drop=False).rename_axis(None)


def _line(layer: str, rows: gpd.GeoDataFrame, name: str) -> NamedLine:
    title = Text(str(rows[f"{name}_zh"].iloc[0]), str(rows[f"{name}_en"].iloc[0]))
    return NamedLine(layer, title, rows)


@answered(most=16)
def belts_of(town: Town, question: BeltQuestion) -> gpd.GeoDataFrame:
    """Return the belts of the town's lines by id, as `widened` does.

    Features of one name are taken as one line, so that no gap opens where they meet. A belt that
    lies wholly outside the town is empty. Raises what `line_of` and `widened` raise.
    """
    lines = line_of(town, question.line).features
    name = question.line.partition(":")[2]
    if name and name not in lines.index:
        parts = shapely.get_parts(shapely.force_2d(lines.geometry.to_numpy()))
        whole = [shapely.multilinestrings(parts)]
        lines = gpd.GeoDataFrame({"id": ["belt"]}, index=["belt"], geometry=whole, crs=lines.crs)
    return widened(lines, question, within=town.frame(TOWN) if question.in_town else None)


def widened(
    lines: gpd.GeoDataFrame, question: BeltQuestion, *, within: gpd.GeoDataFrame | None
) -> gpd.GeoDataFrame:
    """Return the belts of any lines in metres, as a question says, with `width_m` and `area_m2`.

    Raises `InputError("column_missing")` when neither the question nor the lines state a width, and
    what `geo.areas.belts` raises.
    """
    if question.width_m is not None:
        lines = lines.assign(width_m=question.width_m)
    if "width_m" not in lines:
        raise InputError("column_missing", column="width_m")
    width_m, side, ends = lines["width_m"], question.side, question.ends
    return belts(lines, width_m=width_m, side=side, ends=ends, within=within)
