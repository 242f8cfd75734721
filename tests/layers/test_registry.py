"""The contract that every declared layer keeps; a new layer brings its own test."""

import re
from dataclasses import FrozenInstanceError

import pytest

from layers import GROUPS, LAYERS, Field, Layer, Symbol, Text
from layers.layer import Style

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
    texts += [layer.group.title, *([layer.reach.title] if layer.reach else [])]
    for text in texts:
        assert text.zh
        assert text.en
        assert not CJK.search(text.en), text.en
    names = [field.name for field in layer.all_fields]
    assert len(set(names)) == len(names)
    for name in layer.card:  # `target` stands for target_zh and target_en
        assert name in names or {f"{name}_zh", f"{name}_en"} <= set(names)
    if layer.style.by:
        assert layer.column(layer.style.by).choices
        assert list(layer.column(layer.style.by).choices) == list(layer.style.symbols)
        assert layer.column(layer.style.by).required
    else:
        assert list(layer.style.symbols) == [""]
    for symbol in layer.style.symbols.values():
        assert re.fullmatch(r"#[0-9a-f]{6}", symbol.colour)
    if layer.style.size_by:
        assert layer.column(layer.style.size_by).type == "integer"
    assert {f"{layer.style.label_by}_zh", f"{layer.style.label_by}_en"} <= set(names)
    if layer.reach:
        assert re.fullmatch(r"#[0-9a-f]{6}", layer.reach.colour)
        # A fixed radius or a width of its own, never both and never neither.
        assert (layer.reach.radius_m is None) == bool(layer.reach.width_field)
        assert not layer.reach.width_field or layer.column(layer.reach.width_field).required


@pytest.mark.parametrize("layer", LAYERS.values(), ids=lambda layer: layer.id)
def test_classes_differ_without_colour(layer: Layer) -> None:
    looks = {
        (s.pattern, s.shape, s.weight, s.dash, s.mark, s.fill_opacity)
        for s in layer.style.symbols.values()
    }
    # A settled and a planned project share the square; the stage also stands on the card.
    assert len(looks) >= len(layer.style.symbols) - 1


def test_ids_are_plain_and_files_are_named_after_them() -> None:
    for layer_id, layer in LAYERS.items():
        assert layer_id == layer.id
        assert re.fullmatch(r"[a-z][a-z_]*", layer_id)
        assert layer.file == f"{layer_id}.geojson"
    assert [layer.order for layer in LAYERS.values()] == sorted(x.order for x in LAYERS.values())


def test_every_feature_carries_its_names_and_where_it_comes_from() -> None:
    always = {"id", "name_zh", "name_en", "source", "basis", "accuracy_m"}
    for layer in LAYERS.values():
        assert always <= {field.name for field in layer.all_fields if field.required}
        assert list(layer.column("basis").choices) == ["surveyed", "open_data", "plan", "schematic"]


def test_a_column_that_is_not_declared_is_an_error() -> None:
    with pytest.raises(KeyError):
        LAYERS["parks"].column("colour")


def test_a_declaration_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        LAYERS["parks"].title = Text("a", "b")  # type: ignore[misc]
    with pytest.raises(TypeError):
        LAYERS["lakes"] = LAYERS["parks"]  # type: ignore[index]


def test_projects_say_how_they_are_placed() -> None:
    kinds = list(LAYERS["projects"].column("location_type").choices)
    assert kinds == ["exact", "approximate", "area", "town_wide", "not_located"]
    assert [layer.id for layer in LAYERS.values() if layer.may_lack_geometry] == ["projects"]


def test_a_mistyped_key_fails() -> None:
    for broken in (
        lambda: Layer(id="x", titel=Text("a", "b")),  # type: ignore[call-arg]
        lambda: Symbol(Text("a", "b"), "#000000", hatch="dots"),  # type: ignore[call-arg]
        lambda: Style(bye="kind"),  # type: ignore[call-arg]
        lambda: Field("a", Text("a", "b"), requierd=True),  # type: ignore[call-arg]
    ):
        with pytest.raises(TypeError):
            broken()
