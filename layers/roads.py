"""Declare roads and railways, existing and planned."""

from layers.layer import (
    FACT,
    PLAN_REF,
    STAGE,
    TRANSPORT,
    Field,
    Layer,
    Style,
    Symbol,
    Text,
    class_field,
)

_KINDS = {
    "expressway": Symbol(Text("高速公路", "Expressway"), "#d9480f", weight=4),
    "arterial": Symbol(Text("干路", "Arterial road"), "#8d8d8d", weight=3),
    "local": Symbol(Text("镇级道路", "Town road"), "#a8a8a8", weight=1.8),
    "railway": Symbol(Text("铁路", "Railway"), "#444a57", weight=2.5, dash="10 6"),
    "metro": Symbol(Text("轨道交通", "Metro"), "#7b2cbf", weight=3, dash="12 4"),
    "tram": Symbol(Text("有轨电车", "Tram"), "#0b7285", weight=2.5, dash="6 4"),
}

LAYER = Layer(
    id="roads",
    title=Text("道路与轨道", "Roads and railways"),
    group=TRANSPORT,
    geometry="LineString",
    order=70,
    fields=(
        class_field(_KINDS),
        STAGE,
        Field(
            "new_town_road",
            Text("列入新建镇级道路", "One of the new town roads"),
            type="boolean",
        ),
        PLAN_REF,
        *FACT,
    ),
    card=("kind", "stage", "new_town_road", "plan_ref", "fact", "date"),
    style=Style(by="kind", symbols=_KINDS, label_zoom=15, cased=True),
)
