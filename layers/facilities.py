"""Declare the public facilities whose position is known, and what is doubtful about them."""

from layers.layer import PLAN_REF, SERVICES, STAGE, Field, Layer, Style, Symbol, Text, class_field

_KINDS = {
    "elder_care": Symbol(Text("养老服务", "Elder care"), "#9c36b5", shape="diamond"),
    "sport": Symbol(Text("体育设施", "Sport"), "#e8590c", shape="triangle"),
    "school": Symbol(Text("学校、幼儿园", "School or kindergarten"), "#1098ad", shape="square"),
    "college": Symbol(Text("高等院校", "College"), "#0b7285", shape="square", weight=3),
    "health": Symbol(Text("医疗卫生", "Health"), "#e03131", shape="star"),
    "emergency": Symbol(Text("急救站", "Ambulance station"), "#e03131", shape="star", weight=3),
    "culture": Symbol(Text("文化场所", "Cultural venue"), "#c2255c", shape="triangle", weight=3),
    "government": Symbol(Text("政府机构", "Government"), "#495057", shape="diamond", weight=3),
    "transport": Symbol(Text("客运场站", "Passenger station"), "#364fc7", shape="circle"),
}

LAYER = Layer(
    id="facilities",
    title=Text("公共服务设施", "Public facilities"),
    group=SERVICES,
    geometry="Point",
    order=85,
    fields=(
        class_field(_KINDS),
        STAGE,
        PLAN_REF,
        Field("doubt_zh", Text("存疑", "In doubt (Chinese)"), required=False),
        Field("doubt_en", Text("存疑（英文）", "In doubt"), required=False),
    ),
    card=("kind", "stage", "doubt", "date", "plan_ref"),
    style=Style(by="kind", symbols=_KINDS),
)
