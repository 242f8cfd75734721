"""Declare the residential compounds whose position is known: points, their kind a guess."""

from layers.layer import HOUSING, Field, Layer, Style, Symbol, Text, class_field

_KINDS = {
    "commodity": Symbol(Text("商品房小区", "Commodity housing"), "#b08900", shape="square"),
    "villa": Symbol(Text("别墅", "Villas"), "#7f6000", shape="triangle"),
    "apartment": Symbol(Text("公寓", "Apartments"), "#a05a2c", shape="diamond"),
    "old_estate": Symbol(Text("老旧小区", "Old estate"), "#8d6e63", shape="circle"),
    "resettlement": Symbol(
        Text("保障房与安置房", "Resettlement and affordable housing"), "#d2691e", shape="star"
    ),
    "lane": Symbol(Text("弄（小区名未知）", "Lane (compound not named)"), "#9e9d24", weight=0.8),
    "unknown": Symbol(Text("不明", "Unknown"), "#868e96", weight=3),
}

LAYER = Layer(
    id="compounds",
    title=Text("居住小区（点）", "Residential compounds (points)"),
    group=HOUSING,
    geometry="Point",
    order=83,
    fields=(
        class_field(_KINDS, title=Text("类型（按名称推测）", "Kind (guessed from the name)")),
        Field(
            "listed_2022",
            Text("列入2022年单位名单", "On the list of units of 2022"),
            type="boolean",
        ),
        Field(
            "agreeing",
            Text("相互印证的来源数", "Sources that agree"),
            type="integer",
            minimum=1,
        ),
    ),
    card=("kind", "listed_2022", "agreeing", "date"),
    visible=False,
    style=Style(by="kind", symbols=_KINDS, label_zoom=16),
)
