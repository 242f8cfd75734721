"""Declare the functional zones of the plan."""

from layers.layer import (
    FACT,
    PLAN_REF,
    STAGE,
    ZONES_GROUP,
    Field,
    Layer,
    Style,
    Symbol,
    Text,
    class_field,
)

_KINDS = {
    "film_town": Symbol(
        Text("影视特色小镇", "Film town"), "#b03a8c", pattern="diagonal", fill_opacity=0.2
    ),
    "business": Symbol(
        Text("商务商业区", "Business and commerce"), "#d62728", pattern="cross", fill_opacity=0.2
    ),
    "industrial": Symbol(
        Text("产业园区", "Industrial park"), "#9c6b30", pattern="vertical", fill_opacity=0.2
    ),
    "settlement": Symbol(
        Text("城镇社区", "Settlement"), "#e0a800", pattern="horizontal", fill_opacity=0.2
    ),
    "heritage": Symbol(
        Text("历史风貌区", "Heritage area"), "#7a4b94", pattern="grid", fill_opacity=0.2
    ),
    "village": Symbol(Text("村庄", "Village"), "#8a9a3b", pattern="dots", fill_opacity=0.2),
    "water_source": Symbol(
        Text("水源保护区", "Water source protection"), "#1f77b4", pattern="back"
    ),
    "ecology": Symbol(
        Text("生态空间", "Ecological space"), "#3f8f4f", pattern="solid", fill_opacity=0.2
    ),
}

LAYER = Layer(
    id="zones",
    title=Text("功能分区", "Functional zones"),
    group=ZONES_GROUP,
    geometry="Polygon",
    order=20,
    fields=(
        class_field(_KINDS),
        STAGE,
        Field(
            "bus_target",
            Text("列入“两条公交线”目标", "In the two-bus-lines target"),
            type="boolean",
        ),
        Field("target_zh", Text("目标", "Target (Chinese)"), required=False),
        Field("target_en", Text("目标（英文）", "Target"), required=False),
        PLAN_REF,
        *FACT,
    ),
    card=("kind", "stage", "target", "bus_target", "plan_ref", "fact", "date"),
    style=Style(by="kind", symbols=_KINDS, label_zoom=12),
)
