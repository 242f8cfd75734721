"""Make a pack once for a page: the click that downloads it and the page that tells of it share."""

from dataclasses import dataclass

from chedun_gis.handoff.deliver import zip_bytes
from chedun_gis.handoff.handoff import Handoff
from chedun_gis.handoff.layer_file import fitted
from chedun_gis.handoff.loss import Loss
from chedun_gis.handoff.request import LeftOut, Request, sort_out
from chedun_gis.town import Town, answered
from layers import LAYERS, Layer


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a format cannot hold, told before anything is written."""

    losses: tuple[tuple[Layer, Loss], ...]
    left_out: tuple[LeftOut, ...]


@answered(most=3)
def packed(town: Town, request: Request) -> tuple[bytes, Handoff]:
    """Return the zip and what was found; who asks while it is being made waits for it."""
    return zip_bytes(town, request)


def forecast(town: Town, request: Request) -> Forecast:
    """Return what would be lost; raises as `sort_out` does."""
    written, left_out = sort_out(town, request)
    losses = [
        (LAYERS[each], loss)
        for each in written
        for loss in fitted(town.frame(each), LAYERS[each], request.target).losses
    ]
    return Forecast(tuple(losses), tuple(left_out))
