"""Declare the ecological corridors: a line with a width."""

from layers.layer import GREEN, PLAN_REF, STAGE, WIDTH_M, Layer, ReachStyle, Style, Symbol, Text

LAYER = Layer(
    id="corridors",
    title=Text("生态廊道", "Ecological corridors"),
    group=GREEN,
    geometry="LineString",
    order=35,
    fields=(STAGE, WIDTH_M, PLAN_REF),
    card=("stage", "width_m", "plan_ref", "date"),
    visible=False,
    reach=ReachStyle(Text("廊道范围", "Corridor area"), "#2e7d4f", width_field="width_m"),
    style=Style(
        by="", symbols={"": Symbol(Text("廊道中线", "Corridor centreline"), "#2e7d4f", weight=2)}
    ),
)
