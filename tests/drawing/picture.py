"""Draw the town before and as it ships: `python -m tests.drawing.picture docs/sketches.svg`."""

import sys
from pathlib import Path
from typing import Final

import geopandas as gpd
import shapely

from chedun_gis.town.settings import DATA_DIR
from tests.drawing.facts import BEFORE, METRIC

_WIDTH_PX: Final = 760
_GAP_PX: Final = 24
_HEAD_PX: Final = 34
_TOLERANCE_M: Final = 4.0
_HOMES: Final = {
    "urban": "#f2c230",
    "resettlement": "#e8922a",
    "village": "#c9b458",
    "planned": "#f7dc8a",
}
_ROADS: Final = {
    "expressway": ("#d9480f", 3.0),
    "arterial": ("#8d8d8d", 2.2),
    "local": ("#a8a8a8", 1.1),
    "railway": ("#444a57", 1.0),
}


def _layer(folder: Path, name: str) -> gpd.GeoDataFrame:
    return gpd.read_file(folder / f"{name}.geojson").to_crs(METRIC)


class _Sheet:
    """One town on paper: metres to pixels."""

    def __init__(self, folder: Path, left_px: float) -> None:
        self.folder = folder
        self.left_px = left_px
        self.town = _layer(folder, "town_boundary").geometry.iloc[0]
        self.west, self.south, self.east, self.north = self.town.bounds
        self.scale = _WIDTH_PX / (self.east - self.west)

    @property
    def height_px(self) -> float:
        return float((self.north - self.south) * self.scale)

    def path(self, shape: shapely.Geometry, look: str) -> str:
        """Return a shape as an SVG path, cut at the town's frame."""
        box = shapely.box(self.west, self.south, self.east, self.north)
        cut = shapely.simplify(shapely.intersection(shape, box), _TOLERANCE_M)
        rings = []
        for part in shapely.get_parts(cut):
            if part.is_empty:
                continue
            if part.geom_type == "Polygon":
                rings += [(part.exterior, "Z"), *((hole, "Z") for hole in part.interiors)]
            elif part.geom_type == "LineString":
                rings.append((part, ""))
        text = "".join(self._ring(line) + end for line, end in rings)
        return f'<path d="{text}" {look}/>' if text else ""

    def _ring(self, line: shapely.Geometry) -> str:
        points = [
            f"{self.left_px + (x - self.west) * self.scale:.1f},"
            f"{_HEAD_PX + (self.north - y) * self.scale:.1f}"
            for x, y in line.coords
        ]
        return f"M{points[0]}L{' '.join(points[1:])}"

    def paths(self) -> list[str]:
        """Return all that is drawn of the town, the bottom first."""
        found = [self.path(self.town, 'fill="#fbfaf7" stroke="#6b5b95" stroke-width="1.5"')]
        for shape in _layer(self.folder, "zones").geometry:
            look = 'fill="#b03a8c" fill-opacity="0.05" stroke="#b03a8c" stroke-opacity="0.5"'
            found.append(self.path(shape, f'{look} stroke-width="0.8"'))
        green = 'fill="#2f9e44" fill-opacity="0.55" fill-rule="evenodd"'
        found += [self.path(shape, green) for shape in _layer(self.folder, "parks").geometry]
        for row in _layer(self.folder, "residential").itertuples():
            look = f'fill="{_HOMES[row.kind]}" stroke="#8a6d1a" stroke-width="0.4"'
            found.append(self.path(row.geometry, look))
        for row in _layer(self.folder, "river_segments").itertuples():
            wide = 6 if row.river_id == "river-huangpu" else 2
            look = f'fill="none" stroke="#3b82c4" stroke-width="{wide}" stroke-linejoin="round"'
            found.append(self.path(row.geometry, look))
        for row in _layer(self.folder, "roads").itertuples():
            if row.kind in _ROADS and row.stage == "completed":
                colour, width = _ROADS[row.kind]
                look = f'fill="none" stroke="{colour}" stroke-width="{width}"'
                found.append(self.path(row.geometry, look))
        return [each for each in found if each]


def side_by_side() -> str:
    """Return the town before and now as one SVG."""
    sheets = [_Sheet(BEFORE, 0), _Sheet(DATA_DIR, _WIDTH_PX + _GAP_PX)]
    width = 2 * _WIDTH_PX + _GAP_PX
    height = _HEAD_PX + max(each.height_px for each in sheets)
    titles = ("重画之前 · Before", "现在 · Now")
    heads = [
        f'<text x="{each.left_px + 4:g}" y="22" font-size="16" fill="#333333" '
        f'font-family="sans-serif">{title}</text>'
        for each, title in zip(sheets, titles, strict=True)
    ]
    body = [*heads, *(path for each in sheets for path in each.paths())]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:.0f}">',
            f'<rect width="{width}" height="{height:.0f}" fill="#ffffff"/>',
            *body,
            "</svg>\n",
        ]
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(side_by_side(), encoding="utf-8")
