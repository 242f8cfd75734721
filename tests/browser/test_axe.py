"""axe-core finds no fault in any tool; `make acceptance` looks in every way that there is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chedun_gis.texts import Lang, say
from tests.browser.axe import check, found, worded
from tests.browser.conftest import Server, Visit
from tests.browser.tools import DESK, LANGS, PHONE, TOOLS, opened

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


@pytest.mark.parametrize(("lang", "scheme"), [("zh", "light"), ("en", "dark")])
def test_the_form_of_a_status_has_no_fault(
    server: Server, visit: Open, lang: Lang, scheme: str
) -> None:
    here = visit(*DESK, scheme)
    opened(here, server.url, "map", f"lang={lang}&project=project-film-park-2")
    here.page.get_by_role("button", name=say("entry.status", lang)).click()
    here.page.get_by_role("dialog").get_by_text(say("entry.save", lang)).wait_for()
    here.settle()
    check(here, scheme)


@pytest.mark.parametrize(("lang", "scheme"), [("en", "light"), ("zh", "dark")])
def test_the_page_to_sign_in_has_no_fault(
    visit: Open, tmp_path: Path, lang: Lang, scheme: str
) -> None:
    running = Server(CHEDUN_WORKSPACE=str(tmp_path), CHEDUN_PEOPLE="accounts")
    try:
        here = visit(*PHONE, scheme)
        here.page.goto(f"{running.url}/account?lang={lang}")
        here.page.get_by_role("button", name=say("account.sign_in", lang)).wait_for()
        assert found(here) == []
    finally:
        running.stop()
