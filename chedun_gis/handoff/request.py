"""Say what is to be handed off, and sort out what can be."""

from dataclasses import dataclass

from chedun_gis.handoff.target import FileTarget
from chedun_gis.texts import LANGS, say
from chedun_gis.town import Town, layer_called
from geo import InputError
from layers import LAYERS, Text

ALL = "all"


@dataclass(frozen=True, slots=True)
class Request:
    """Layers by id (`all` for every one), the target, the ids of the only features wanted.

    A `pack` describes the data too: metadata, sources, clauses, dictionary, scorecard, styles.
    """

    layers: tuple[str, ...]
    target: FileTarget
    ids: tuple[str, ...] | None = None
    pack: bool = True


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A layer that is not written, and why."""

    layer: str
    why: Text


def sort_out(town: Town, request: Request) -> tuple[list[str], list[LeftOut]]:
    """Return the layers to write and those that cannot be, each with its reason.

    Raises `InputError` with `handoff_no_layers`, `layer_unknown`, `layer_broken` (for a layer that
    is asked for by name), `handoff_ids_one_layer`, or `handoff_nothing` when none is left.
    """
    named = [each for each in request.layers if each != ALL]
    wanted = list(LAYERS) if ALL in request.layers else list(dict.fromkeys(named))
    if not wanted:
        raise InputError("handoff_no_layers", known="、".join(LAYERS))
    if request.ids is not None and len(wanted) > 1:
        raise InputError("handoff_ids_one_layer")
    written: list[str] = []
    left_out: list[LeftOut] = []
    for layer_id in wanted:
        layer = layer_called(layer_id)
        if layer.geometry not in request.target.fmt.geometries:
            left_out.append(_left_out(layer_id, "geometry"))
        elif layer_id not in named and town.loaded(layer_id).broken:
            left_out.append(_left_out(layer_id, "broken"))
        else:
            town.frame(layer_id)
            written.append(layer_id)
    if not written:
        known = "、".join(wanted)
        raise InputError("handoff_nothing", format=request.target.fmt.id, known=known)
    return written, left_out


def _left_out(layer_id: str, reason: str) -> LeftOut:
    words = {
        lang: say(f"handoff.reason.{reason}", lang, layer=LAYERS[layer_id].title[lang])
        for lang in LANGS
    }
    return LeftOut(layer_id, Text(**words))
