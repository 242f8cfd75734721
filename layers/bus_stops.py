"""Declare the bus stops, drawn larger the more lines call there."""

from layers.layer import TRANSPORT, Field, Layer, Style, Symbol, Text

LAYER = Layer(
    id="bus_stops",
    title=Text("公交站点", "Bus stops"),
    group=TRANSPORT,
    geometry="Point",
    order=80,
    fields=(
        Field("direction", Text("方向", "Direction"), type="integer", minimum=0),
        Field("lines", Text("停靠线路", "Lines that call"), type="names"),
        Field("line_count", Text("线路数", "Number of lines"), type="integer", minimum=1),
        Field("in_town", Text("位于镇域内", "Inside the town"), type="boolean"),
    ),
    card=("line_count", "lines", "direction", "in_town", "date"),
    style=Style(
        by="",
        symbols={"": Symbol(Text("站点（大小为线路数）", "Stop (size: lines)"), "#1864ab")},
        size_by="line_count",
    ),
)
