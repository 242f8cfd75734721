"""Which photographs are wanted, by the names of tools and ways to look at them."""

from pathlib import Path

import pytest

from tests.browser.tools import LANGS, SCHEMES, SIZES, TOOLS
from tests.photographs import Photograph, asked


def test_without_names_all_tools_are_wanted() -> None:
    folder, wanted = asked(["out"])
    assert folder == Path("out")
    assert len(set(wanted)) == len(TOOLS) * len(LANGS) * len(SCHEMES) * len(SIZES)
    assert {each.tool for each in wanted} == set(TOOLS)


def test_what_is_named_is_all_that_is_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    only = ["out", "score", "--lang", "en", "--theme", "dark", "--width", "390"]
    assert asked(only)[1] == [Photograph("score", "en", "dark", 390)]
    with pytest.raises(SystemExit):
        asked(["out", "scores"])
    assert "no tool scores; there are map, score," in capsys.readouterr().err
