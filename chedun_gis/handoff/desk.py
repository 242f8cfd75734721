"""Make a pack once for a page: the click that downloads it and the page that tells of it share."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from chedun_gis.handoff.deliver import zip_bytes
from chedun_gis.handoff.handoff import Handoff
from chedun_gis.handoff.layer_file import fitted
from chedun_gis.handoff.loss import Loss
from chedun_gis.handoff.request import LeftOut, Request, sort_out
from chedun_gis.store import Store
from layers import LAYERS
from layers.model import Layer

_KEPT = 3


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a format cannot hold, told before anything is written."""

    losses: tuple[tuple[Layer, Loss], ...]
    left_out: tuple[LeftOut, ...]


class Desk:
    """Keep the last packs that were asked for, by request and by the versions of the layers."""

    def __init__(self) -> None:
        """Start with none."""
        self._packs: OrderedDict[object, tuple[bytes, Handoff]] = OrderedDict()
        self._lock = Lock()

    def pack(self, store: Store, request: Request) -> tuple[bytes, Handoff]:
        """Return the zip and what was found; who asks while it is being made waits for it."""
        key = _key(store, request)
        with self._lock:
            if key not in self._packs:
                self._packs[key] = zip_bytes(store, request)
                while len(self._packs) > _KEPT:
                    self._packs.popitem(last=False)
            return self._packs[key]

    def ready(self, store: Store, request: Request) -> Handoff | None:
        """Return what was found for a pack that has been made, else None."""
        made = self._packs.get(_key(store, request))
        return made[1] if made else None


def forecast(store: Store, request: Request) -> Forecast:
    """Return what would be lost; raises as `sort_out` does."""
    written, left_out = sort_out(store, request)
    losses = [
        (LAYERS[each], loss)
        for each in written
        for loss in fitted(store.frame(each), LAYERS[each], request.target).losses
    ]
    return Forecast(tuple(losses), tuple(left_out))


def _key(store: Store, request: Request) -> object:
    return (request, tuple(store.version(each) for each in LAYERS), str(store.data_dir))
