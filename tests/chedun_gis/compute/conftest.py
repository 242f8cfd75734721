"""An installation of its own for whoever asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from chedun_gis.town import installation


@pytest.fixture
def folder(toy_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A toy town that the settings name."""
    monkeypatch.setenv("CHEDUN_DATA_DIR", str(toy_dir))
    monkeypatch.setenv("CHEDUN_WORKSPACE", str(tmp_path / "workspace"))
    for shared in (installation.settings, installation.source):
        shared.forget()
    yield toy_dir
    for shared in (installation.settings, installation.source):
        shared.forget()
