"""Declare the plan's belts: a centreline with a width, the belt itself derived."""

from layers.layer import (
    PLAN_REF,
    STAGE,
    WIDTH_M,
    ZONES_GROUP,
    Layer,
    ReachStyle,
    Style,
    Symbol,
    Text,
    class_field,
)

_KINDS = {
    "industry": Symbol(Text("产业融合带", "Industry belt"), "#8c4a1f", weight=2.5),
    "dealers": Symbol(
        Text("汽车4S店走廊", "Car-dealer corridor"), "#d9541e", weight=2.5, dash="8 4"
    ),
    "culture": Symbol(Text("泛文创带", "Cultural strip"), "#b03a8c", weight=2.5, dash="2 4"),
}

LAYER = Layer(
    id="belts",
    title=Text("产业带", "Industry belts"),
    group=ZONES_GROUP,
    geometry="LineString",
    order=30,
    fields=(
        class_field(_KINDS),
        STAGE,
        WIDTH_M,
        PLAN_REF,
    ),
    card=("kind", "stage", "width_m", "plan_ref", "date"),
    reach=ReachStyle(Text("带状范围", "Belt area"), "#8c4a1f", width_field="width_m"),
    style=Style(by="kind", symbols=_KINDS),
)
