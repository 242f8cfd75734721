"""axe-core finds no fault in any tool; `make acceptance` looks in every way that there is."""

from collections.abc import Callable

import pytest

from tests.browser.axe import check, found, worded
from tests.browser.conftest import Server, Visit
from tests.browser.tools import DESK, LANGS, TOOLS, opened

Open = Callable[..., Visit]


@pytest.mark.parametrize(("tool", "lang"), [*zip(TOOLS, LANGS * len(TOOLS), strict=False)])
def test_a_tool_has_no_fault(server: Server, visit: Open, tool: str, lang: str) -> None:
    check(opened(visit(*DESK), server.url, tool, f"lang={lang}"), "light")


def test_a_fault_is_found_on_the_page_and_in_the_map(server: Server, visit: Open) -> None:
    here = opened(visit(*DESK), server.url, "map", "lang=zh")
    for frame in here.page.frames:
        frame.evaluate(
            "document.body.insertAdjacentHTML('beforeend', '<button class=mute></button>')"
        )
    faults = [each for each in found(here) if "mute" in each["element"]]
    assert [each["id"] for each in faults] == ["button-name"] * 2
    assert worded(faults).count("Buttons must have discernible text") == 2
