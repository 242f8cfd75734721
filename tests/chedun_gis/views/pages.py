"""Open a page of a town's own files, without a browser and with nothing in the map's place."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest

from chedun_gis.server.publisher import publisher
from chedun_gis.texts import Lang
from chedun_gis.town import installation
from chedun_gis.views.shared import stage

_SHARED = (installation.settings, installation.source, publisher)


@contextmanager
def town_served(folder: Path, workspace: Path, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let pages and commands read the town of a folder."""
    patch.setenv("CHEDUN_DATA_DIR", str(folder))
    patch.setenv("CHEDUN_WORKSPACE", str(workspace))
    patch.setattr(stage, "st_folium", lambda *_, **__: None)
    # Every AppTest looks through all installed packages for components: most of its time.
    look = "discover_and_register_components"
    patch.setattr(BidiComponentManager, look, lambda *_, **__: None)
    for shared in _SHARED:
        shared.forget()
    yield
    for shared in _SHARED:
        shared.forget()


def page(name: str, lang: str) -> None:
    """Draw a page as the frame around all pages does."""
    from importlib import import_module  # noqa: PLC0415 - the script runs by itself

    from chedun_gis.views.shared import link, stage  # noqa: PLC0415 - the same
    from chedun_gis.views.shared.plain import faults_said  # noqa: PLC0415 - the same

    folder = "importing" if name == "import" else name  # the other is a word of Python
    link.lang()
    link.read(name)
    stage.begin(name, ())
    with faults_said(lang):
        import_module(f"chedun_gis.views.{folder}.page").show(lang)
    stage.draw(lang)
    stage.draw_rest()
    link.write(name)


def opened(name: str, lang: Lang = "en", *, timeout_s: float = 240, **said: str) -> AppTest:
    """Open a page by a link that says this; a traceback in it is a failure."""
    app = AppTest.from_function(page, args=(name, lang), default_timeout=timeout_s)
    for key, value in {"lang": lang, **said}.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def plain(words: str) -> str:
    """Return words as they were before markdown was told to show them as they are."""
    return words.replace("\\", "")
