"""What a killed process leaves in the temporary folder goes, what is in use stays."""

import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import pytest

from chedun_gis.compute import scratch, sweep
from tests.hostile.corpus import ROOT

MAKES = """
from chedun_gis.compute import scratch
kept = scratch("upload")
print(kept.name, flush=True)
input()
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def test_the_folders_of_the_killed_go_and_of_the_living_stay(temporary: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", MAKES],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        theirs = Path(other.stdout.readline().strip())
        (theirs / "parks.gpkg").write_text("a", encoding="ascii")
        ours = scratch("child")
        sweep()
        assert (theirs / "parks.gpkg").exists()
        other.kill()
    sweep()
    assert [each.name for each in temporary.iterdir()] == [Path(ours.name).name]
    ours.cleanup()


def test_only_what_is_known_to_be_left_is_swept(temporary: Path) -> None:
    with scratch("child") as folder:
        machine, number, start = Path(folder).name.split("-")[2:5]
    gone = next(each for each in range(400_000, 1, -1) if not psutil.pid_exists(each))
    names = {
        f"chedun-upload-{machine}-{gone}-{start}-a": False,
        # The number is another's by now: this process, which started at another time.
        f"chedun-upload-{machine}-{number}-{int(start) - 90_000}-a": False,
        # A clock that was set is no other start.
        f"chedun-upload-{machine}-{number}-{int(start) - 60}-a": True,
        f"chedun-upload-00000000-{gone}-{start}-a": True,
        "chedun-upload-of-somebody": True,
        f"other-{machine}-{gone}-{start}-a": True,
    }
    for name in names:
        (temporary / name).mkdir()
    sweep()
    assert {name: (temporary / name).exists() for name in names} == names
