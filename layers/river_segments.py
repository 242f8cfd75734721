"""Declare the rivers, cut into segments with their target water class (GB 3838-2002)."""

from layers.layer import FACT, PLAN_REF, WATER, Field, Layer, Style, Symbol, Text, class_field

_CLASSES = {
    "2": Symbol(Text("Ⅱ类目标", "Target class II"), "#1c7ed6", weight=5, mark="Ⅱ"),
    "3": Symbol(Text("Ⅲ类目标", "Target class III"), "#2fa84f", weight=4, mark="Ⅲ"),
    "4": Symbol(Text("Ⅳ类目标", "Target class IV"), "#e0b400", weight=4, mark="Ⅳ"),
    "5": Symbol(Text("Ⅴ类目标", "Target class V"), "#f08c00", weight=4, mark="Ⅴ"),
    "none": Symbol(Text("未定目标", "No target set"), "#74a9cf", weight=2.5),
}

LAYER = Layer(
    id="river_segments",
    title=Text("河道（目标水质）", "Rivers (target water class)"),
    group=WATER,
    geometry="LineString",
    order=60,
    fields=(
        Field("river_id", Text("所属河道编号", "River id")),
        Field("river_zh", Text("所属河道", "River (Chinese)")),
        Field("river_en", Text("所属河道（英文）", "River")),
        class_field(_CLASSES, "target_class", Text("目标类别", "Target class")),
        Field(
            "target_basis",
            Text("目标依据", "Target basis"),
            choices={
                "stated": Text("规划明确", "stated"),
                "assumed": Text("本图假定", "assumed here"),
                "none": Text("无", "none"),
            },
        ),
        Field(
            "water_kind",
            Text("水体类型", "Water body"),
            choices={"river": Text("河流", "river"), "lake": Text("湖泊", "lake")},
        ),
        PLAN_REF,
        *FACT,
    ),
    card=("river", "target_class", "target_basis", "water_kind", "plan_ref", "fact", "date"),
    style=Style(by="target_class", symbols=_CLASSES, label_zoom=13, label_by="river", cased=True),
)
