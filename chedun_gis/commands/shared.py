"""What every command needs: the language chosen, the store, and a way to print."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from chedun_gis.settings import settings_from
from chedun_gis.store import DATA_DIR, Store
from chedun_gis.texts import Lang, say
from chedun_gis.workspace import Workspace


@dataclass
class Context:
    """The language of this run; set once by the options before any command."""

    lang: Lang = "zh"


context = Context()


def open_store() -> Store:
    """Return the store of the configured data folder and workspace."""
    return Store(Path(settings_from(os.environ).data_dir or DATA_DIR), open_workspace())


def open_workspace() -> Workspace:
    """Return the configured workspace."""
    return Workspace(Path(settings_from(os.environ).workspace))


def tell(key: str, **params: object) -> None:
    """Print one line of text in the language chosen."""
    write(say(key, context.lang, **params))


def write(line: str) -> None:
    """Print one line as it is."""
    sys.stdout.write(line + "\n")
