"""Declare the residential land, the denominator of the park coverage rate."""

from layers.layer import FACT, HOUSING, Field, Layer, Style, Symbol, Text, class_field

_KINDS = {
    "urban": Symbol(Text("城镇居住用地", "Urban residential"), "#f2c230", fill_opacity=0.55),
    "resettlement": Symbol(
        Text("保障房与安置房用地", "Resettlement and affordable housing"),
        "#e8922a",
        pattern="horizontal",
        fill_opacity=0.55,
    ),
    "village": Symbol(
        Text("农村居民点", "Rural settlement"), "#c9b458", pattern="dots", fill_opacity=0.45
    ),
    "planned": Symbol(
        Text("规划居住用地", "Planned residential"), "#f7dc8a", pattern="diagonal", fill_opacity=0.5
    ),
}

# What the park coverage rate divides by: built urban residential land.
BUILT_URBAN = ("urban", "resettlement")

LAYER = Layer(
    id="residential",
    title=Text("居住用地", "Residential land"),
    group=HOUSING,
    geometry="Polygon",
    order=40,
    fields=(
        class_field(_KINDS),
        Field(
            "population",
            Text("人口", "Population"),
            type="integer",
            required=False,
            minimum=0,
        ),
        *FACT,
    ),
    card=("kind", "population", "fact", "date"),
    style=Style(by="kind", symbols=_KINDS),
)
