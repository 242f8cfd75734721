"""Declare the parks and the 500 m service radius drawn around them."""

from layers.layer import FACT, GREEN, PLAN_REF, STAGE, Field, Layer, ReachStyle, Style, Symbol, Text

_STYLES = {
    "completed": Symbol(Text("已建公园", "Existing park"), "#2f9e44", fill_opacity=0.6),
    "under_construction": Symbol(
        Text("在建公园", "Park under construction"), "#74b816", pattern="diagonal", fill_opacity=0.6
    ),
    "planned": Symbol(
        Text("规划公园", "Planned park"), "#0ca678", pattern="cross", fill_opacity=0.5, dash="6 4"
    ),
}

LAYER = Layer(
    id="parks",
    title=Text("公园绿地", "Park green space"),
    group=GREEN,
    geometry="Polygon",
    order=50,
    fields=(
        Field(
            "kind",
            Text("公园类型", "Park type"),
            choices={
                "comprehensive": Text("综合公园", "Comprehensive park"),
                "community": Text("社区公园", "Community park"),
                "specialised": Text("专类公园", "Specialised park"),
                "pocket": Text("游园（口袋公园）", "Pocket park"),
                "square": Text("广场用地", "Square"),
                "country": Text("郊野公园", "Country park"),
            },
        ),
        Field(
            "stage",
            STAGE.title,
            choices={key: STAGE.choices[key] for key in _STYLES},
        ),
        PLAN_REF,
        *FACT,
    ),
    card=("kind", "stage", "plan_ref", "fact", "date"),
    reach=ReachStyle(Text("500 米服务半径", "500 m service radius"), "#2f9e44", radius_m=500),
    style=Style(by="stage", symbols=_STYLES, label_zoom=14),
)
