"""The command that photographs the tools takes what it is asked for, as a person would see it."""

import subprocess
import sys
from pathlib import Path

from PIL import Image, ImageStat

from tests.browser.conftest import ROOT
from tests.browser.tools import LANGS, SCHEMES, SIZES


def test_a_tool_is_photographed_in_each_way(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    command = (sys.executable, "-m", "tests.photographs", str(folder), "map")
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    wanted = {
        f"map-{lang}-{theme}-{width}.png": (lang, theme, (width, height))
        for lang in LANGS
        for theme in SCHEMES
        for width, height in SIZES
    }
    assert sorted(ran.stdout.split()) == sorted(str(folder / name) for name in wanted)
    seen: dict[tuple[str, tuple[int, int]], set[bytes]] = {}
    for name, (_, theme, size) in wanted.items():
        picture = Image.open(folder / name).convert("RGB")
        assert picture.size == size
        light = ImageStat.Stat(picture.convert("L")).mean[0] > 128
        assert light is (theme == "light"), name
        # A map that is drawn has more colours than a page of words.
        assert len(picture.getcolors(picture.width * picture.height) or ()) > 1_000, name
        seen.setdefault((theme, size), set()).add(picture.tobytes())
    assert all(len(each) == len(LANGS) for each in seen.values())
