"""Declare the bus lines, one feature a direction."""

from layers.layer import TRANSPORT, Field, Layer, Style, Symbol, Text, class_field

_KINDS = {
    "regular": Symbol(Text("常规线路", "Regular"), "#1864ab", weight=2.5),
    "short-turn": Symbol(Text("区间线路", "Short turn"), "#4dabf7", weight=2, dash="8 4"),
    "night": Symbol(Text("夜宵线", "Night"), "#5f3dc4", weight=2, dash="2 5"),
    "shuttle": Symbol(Text("定班线", "Shuttle"), "#087f5b", weight=2, dash="10 3 2 3"),
    "commuter": Symbol(Text("定制班线", "Commuter"), "#a61e4d", weight=2, dash="4 4"),
}

LAYER = Layer(
    id="bus_lines",
    title=Text("公交线路", "Bus lines"),
    group=TRANSPORT,
    geometry="LineString",
    order=75,
    fields=(
        Field("line", Text("线路", "Line")),
        Field("route", Text("归并线路", "Counted as line")),
        Field("direction", Text("方向", "Direction"), type="integer", minimum=0),
        class_field(_KINDS, "kind", Text("服务类型", "Service kind")),
        Field("first_stop", Text("起点站", "First stop"), required=False),
        Field("last_stop", Text("终点站", "Last stop"), required=False),
        Field("hours", Text("首末班时间", "Hours"), required=False),
        Field("length_km", Text("全长", "Length"), type="number", minimum=0, unit="km"),
        Field("stops", Text("途经站点", "Stops in order"), type="names", required=False),
    ),
    card=(
        "line",
        "kind",
        "direction",
        "first_stop",
        "last_stop",
        "hours",
        "length_km",
        "stops",
        "date",
    ),
    visible=False,
    style=Style(by="kind", symbols=_KINDS),
)
