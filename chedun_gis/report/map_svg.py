"""Draw a map as one vector picture: features, labels, frame, legend, scale, north, date."""

import geopandas as gpd
import shapely

from chedun_gis.report import map_furniture as furniture
from chedun_gis.report.blocks import MapLayer, MapView
from chedun_gis.report.map_symbols import draw, pattern_of
from chedun_gis.report.paper import Paper, drawn, paper_for
from chedun_gis.report.svg import element, escape, number, text_width
from chedun_gis.texts import Lang, say
from geo import grid_name

_LABEL_MM = 2.3
_LABEL_WIDE_MM = 26.0
_GROUND = "#fbfaf7"


def map_svg(view: MapView, *, name: str, date: str, lang: Lang, font: str) -> str:
    """Return the map as SVG in millimetres of paper, at a round scale.

    `name` starts every id, so that several maps stand in one page; `font` is a font family or a
    list of them. Raises what `geo.crs.require_metric` raises.
    """
    paper = paper_for(view.extent, width_mm=view.width_mm, height_mm=view.height_mm)
    seen = [(layer, drawn(layer.frame, paper)) for layer in view.layers]
    shown = [(layer, frame, f"{name}-{i}") for i, (layer, frame) in enumerate(seen) if len(frame)]
    note = say("report.sketch_legend", lang)
    sketches = any(furniture.sketched(layer) for layer, _, _ in shown if not layer.faint)
    legend, y = furniture.legend(
        [(layer, hatch) for layer, _, hatch in shown],
        paper,
        note=note if sketches else "",
        lang=lang,
    )
    grids = (grid_name(layer.frame.crs) for layer in view.layers)
    grid = next(grids, say("value.empty", lang))
    first = say("report.imprint", lang, grid=grid, date=date)
    imprint, y = furniture.imprint(paper, y, first=first, credit=view.credits)
    return element(
        "svg",
        element("title", escape(view.title)),
        element(
            "defs",
            element("clipPath", _rect(paper), id=f"{name}-frame"),
            *(pattern_of(layer, hatch) for layer, _, hatch in shown),
        ),
        _rect(paper, fill=_GROUND),
        element(
            "g",
            *(_features(layer, frame, hatch) for layer, frame, hatch in shown),
            _labels([frame for _, frame, _ in shown], paper),
            clip_path=f"url(#{name}-frame)",
        ),
        furniture.frame(paper),
        furniture.north_arrow(paper, lang),
        furniture.scale_bar(paper, lang),
        legend,
        imprint,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"-0.3 -0.3 {number(paper.width_mm + 0.6)} {number(y + 0.3)}",
        width=f"{number(paper.width_mm + 0.6)}mm",
        height=f"{number(y + 0.3)}mm",
        font_family=font,
        role="img",
    )


def _rect(paper: Paper, **attributes: object) -> str:
    return element("rect", x=0.0, y=0.0, width=paper.width_mm, height=paper.height_mm, **attributes)


def _features(layer: MapLayer, frame: gpd.GeoDataFrame, hatch: str) -> str:
    basis = frame["basis"] if "basis" in frame else [""] * len(frame)
    sizes = frame["size"] if "size" in frame else [None] * len(frame)
    drawings = (
        draw(layer, shape, sketch=kind == "schematic", pattern_id=hatch, size=size)
        for shape, kind, size in zip(frame.geometry, basis, sizes, strict=True)
    )
    return element("g", *drawings)


def _labels(frames: list[gpd.GeoDataFrame], paper: Paper) -> str:
    """Return the names of the features, the largest first; one that would touch another is not."""
    named = [
        (shape, str(label))
        for frame in frames
        if "label" in frame
        for shape, label in zip(frame.geometry, frame["label"], strict=True)
        if label
    ]
    named.sort(key=lambda each: -each[0].area)
    window = shapely.box(0, 0, paper.width_mm, paper.height_mm)
    taken: list[shapely.Geometry] = []
    parts = []
    for shape, label in named:
        at = shapely.point_on_surface(shapely.intersection(shape, window))
        lines = _two_lines(label)
        half = max(text_width(line, _LABEL_MM) for line in lines) / 2 + 0.4
        high = len(lines) * _LABEL_MM * 0.62 + 0.3
        if at.is_empty:
            continue
        box = shapely.box(at.x - half, at.y - high, at.x + half, at.y + high)
        if not window.covers(box) or any(box.intersects(other) for other in taken):
            continue
        taken.append(box)
        first = at.y + _LABEL_MM * 0.36 - (len(lines) - 1) * _LABEL_MM * 0.58
        parts += [
            furniture.halo(
                line, at.x, first + i * _LABEL_MM * 1.16, _LABEL_MM, text_anchor="middle"
            )
            for i, line in enumerate(lines)
        ]
    return "".join(parts)


def _two_lines(label: str) -> list[str]:
    """Return a long name in two lines, cut near its middle at a space."""
    if text_width(label, _LABEL_MM) <= _LABEL_WIDE_MM or " " not in label:
        return [label]
    words = label.split(" ")
    cut = min(
        range(1, len(words)),
        key=lambda i: abs(len(" ".join(words[:i])) - len(" ".join(words[i:]))),
    )
    return [" ".join(words[:cut]), " ".join(words[cut:])]
