"""The contract that every declared layer keeps; a new layer brings its own test."""

import re

import pytest

from layers import LAYERS
from layers.model import GROUPS, Field, Layer, Style, Symbol, Text
from layers.sources import SOURCES

FIXED = {
    "town_boundary",
    "zones",
    "belts",
    "corridors",
    "roads",
    "river_segments",
    "parks",
    "residential",
    "bus_stops",
    "bus_lines",
    "projects",
}
CJK = re.compile(r"[\u4e00-\u9fff]")


def test_the_fixed_ids_are_there() -> None:
    assert set(LAYERS) >= FIXED
    assert len({layer.order for layer in LAYERS.values()}) == len(LAYERS)


@pytest.mark.parametrize("layer", LAYERS.values(), ids=lambda layer: layer.id)
def test_a_layer_keeps_the_contract(layer: Layer) -> None:
    assert layer.group in GROUPS
    assert layer.geometry in {"Point", "LineString", "Polygon"}
    texts = [layer.title, *(field.title for field in layer.all_fields)]
    texts += [t for field in layer.all_fields for t in field.choices.values()]
    texts += [symbol.title for symbol in layer.style.symbols.values()]
    for text in texts:
        assert text.zh
        assert text.en
        assert not CJK.search(text.en), text.en
    names = [field.name for field in layer.all_fields]
    assert len(set(names)) == len(names)
    for name in layer.card:  # `target` stands for target_zh and target_en
        assert name in names or {f"{name}_zh", f"{name}_en"} <= set(names)
    if layer.style.by:
        assert list(layer.column(layer.style.by).choices) == list(layer.style.symbols)
    else:
        assert list(layer.style.symbols) == [""]
    for symbol in layer.style.symbols.values():
        assert re.fullmatch(r"#[0-9a-f]{6}", symbol.colour)
    if layer.style.size_by:
        assert layer.column(layer.style.size_by).type == "integer"


@pytest.mark.parametrize("layer", LAYERS.values(), ids=lambda layer: layer.id)
def test_classes_differ_without_colour(layer: Layer) -> None:
    looks = {
        (s.pattern, s.shape, s.weight, s.dash, s.mark, s.fill_opacity)
        for s in layer.style.symbols.values()
    }
    # A settled and a planned project share the square; the stage also stands on the card.
    assert len(looks) >= len(layer.style.symbols) - 1


def test_a_mistyped_key_fails() -> None:
    for broken in (
        lambda: Layer(id="x", titel=Text("a", "b")),  # type: ignore[call-arg]
        lambda: Symbol(Text("a", "b"), "#000000", hatch="dots"),  # type: ignore[call-arg]
        lambda: Style(bye="kind"),  # type: ignore[call-arg]
        lambda: Field("a", Text("a", "b"), requierd=True),  # type: ignore[call-arg]
    ):
        with pytest.raises(TypeError):
            broken()


def test_every_source_says_date_and_licence() -> None:
    for source in SOURCES.values():
        assert source.date
        assert source.licence.zh
        assert source.licence.en
        assert source.attribution
