"""Declare the public facilities whose position is known."""

from layers.layer import PLAN_REF, SERVICES, STAGE, Layer, Style, Symbol, Text, class_field

_KINDS = {
    "elder_care": Symbol(Text("养老服务", "Elder care"), "#9c36b5", shape="diamond"),
    "sport": Symbol(Text("体育设施", "Sport"), "#e8590c", shape="triangle"),
    "school": Symbol(Text("学校", "School"), "#1098ad", shape="square"),
    "health": Symbol(Text("医疗卫生", "Health"), "#e03131", shape="star"),
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
    ),
    card=("kind", "stage", "plan_ref"),
    style=Style(by="kind", symbols=_KINDS),
)
