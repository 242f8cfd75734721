"""Type commands about the toy town, in the process of the test."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from chedun_gis.commands.root import main

Typed = Callable[..., tuple[object, str, str]]


@pytest.fixture
def typed(
    toy_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Typed:
    """Run the command line in this process: exit code, output, error output."""
    monkeypatch.setenv("CHEDUN_DATA_DIR", str(toy_dir))

    def call(*arguments: object) -> tuple[object, str, str]:
        monkeypatch.setattr(sys, "argv", ["chedun_gis", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        return left.value.code, out, err

    return call
