"""The layers of the town, one declaration a file, discovered here."""

import importlib
import pkgutil
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from layers.layer import Layer


def _discover() -> Mapping[str, Layer]:
    """Return every module's `LAYER` by id, bottom of the map first."""
    here = [str(Path(__file__).parent)]
    modules = (importlib.import_module(f"layers.{m.name}") for m in pkgutil.iter_modules(here))
    found = [module.LAYER for module in modules if hasattr(module, "LAYER")]
    return MappingProxyType({layer.id: layer for layer in sorted(found, key=lambda x: x.order)})


LAYERS = _discover()
