"""Declare the town boundary."""

from layers.layer import ZONES_GROUP, Field, Layer, Style, Symbol, Text

LAYER = Layer(
    id="town_boundary",
    title=Text("镇域边界", "Town boundary"),
    group=ZONES_GROUP,
    geometry="Polygon",
    order=10,
    fields=(Field("code", Text("行政区划代码", "Division code")),),
    card=("code", "date"),
    style=Style(
        by="",
        symbols={
            "": Symbol(
                Text("镇界", "Town limit"),
                "#6b5b95",
                pattern="none",
                weight=3,
                fill_opacity=0,
                dash="10 4 2 4",
            )
        },
    ),
)
