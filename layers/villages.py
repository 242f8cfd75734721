"""Declare the villages: the points at which maps write their names."""

from layers.layer import HOUSING, Layer, Style, Symbol, Text

LAYER = Layer(
    id="villages",
    title=Text("行政村（名称点）", "Villages (where maps write the name)"),
    group=HOUSING,
    geometry="Point",
    order=84,
    card=("date",),
    visible=False,
    style=Style(
        by="",
        symbols={"": Symbol(Text("村", "Village"), "#6b7d2a", shape="triangle")},
        label_zoom=13,
    ),
)
