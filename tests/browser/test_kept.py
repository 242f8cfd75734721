"""Nothing that a person made is lost: words, drawings, drafts, and what a question would end."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.conftest import STORY_LANGS, Server, Visit
from tests.browser.drawing import SOUTH, draw_a_park, drawn, rises, share, wait_for_pen

Open = Callable[..., Visit]
WORDS = {
    "zh": {
        "file": "保存与分享",
        "name": "方案名称",
        "author": "编制人",
        "note": "说明",
        "save": "保存",
        "new": "新建",
        "undo": "撤销",
        "unsaved": "有未保存的改动",
        "asks": "方案尚未保存",
        "stay": "留在当前方案",
        "go": "不保存，继续",
        "save_go": "保存后继续",
        "resume": "继续编辑",
        "open": "打开已存方案",
        "off": "移出列表",
        "gone": "已被移出列表",
    },
    "en": {
        "file": "Save and share",
        "name": "Name",
        "author": "Author",
        "note": "Note",
        "save": "Save",
        "new": "New",
        "undo": "Undo",
        "unsaved": "Unsaved changes",
        "asks": "The scenario is not saved",
        "stay": "Stay",
        "go": "Go on unsaved",
        "save_go": "Save and go on",
        "resume": "Go on with it",
        "open": "Open a saved one",
        "off": "Take off the list",
        "gone": "was taken off the list",
    },
}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def town(workspace: Path) -> Iterator[Server]:
    running = Server(CHEDUN_WORKSPACE=str(workspace))
    yield running
    if running in Server.running:
        running.stop()


def opened(visit: Visit, url: str) -> Page:
    visit.page.goto(url)
    wait_for_pen(visit)
    return visit.page


def scenarios(workspace: Path) -> list[str]:
    return sorted(file.stem for file in (workspace / "scenarios").glob("*.json"))


@pytest.mark.parametrize("lang", STORY_LANGS)
def test_words_typed_one_after_another_are_all_kept(
    town: Server, visit: Open, workspace: Path, lang: str
) -> None:
    words = WORDS[lang]
    here = visit(1440, 1000)
    page = opened(here, f"{town.url}/scenario?lang={lang}")
    page.get_by_text(words["file"]).click()
    typed = {"name": "南区两园", "author": "张工", "note": "比选甲"}
    for field, value in typed.items():
        box = page.get_by_role("textbox", name=words[field], exact=True)
        box.click()
        page.keyboard.press("Control+A")
        page.keyboard.type(value, delay=30)
        page.keyboard.press("Tab")
    expect(page.get_by_text(words["unsaved"])).to_be_visible()
    for field, value in typed.items():
        box = page.get_by_role("textbox", name=words[field], exact=True)
        expect(box).to_have_value(value)
    # Clicked twice, quickly, it is still one; and nothing is unsaved then.
    page.get_by_role("button", name=words["save"], exact=True).dblclick()
    expect(page.get_by_text("?scenario=s-")).to_be_visible()
    here.settle()
    assert len(scenarios(workspace)) == 1
    page.get_by_role("button", name=words["undo"]).click()
    expect(page.get_by_text(words["unsaved"])).to_be_visible()
    page.get_by_role("button", name=words["save"], exact=True).click()
    expect(page.get_by_text(words["unsaved"])).to_have_count(0)
    [kept] = scenarios(workspace)
    content = (workspace / "scenarios" / f"{kept}.json").read_text("utf-8")
    assert "南区两园" in content
    assert "张工" in content

    # Taken off the list in another place, it is said and not raised.
    (workspace / "scenarios" / f"{kept}.json").unlink()
    box = page.get_by_role("textbox", name=words["author"], exact=True)
    box.fill("李工")
    box.press("Enter")
    here.settle()
    page.get_by_role("button", name=words["save"], exact=True).click()
    expect(page.get_by_text(words["gone"])).to_be_visible()
    assert here.complaints == []


@pytest.mark.parametrize("lang", STORY_LANGS)
def test_what_is_unsaved_is_asked_about(
    town: Server, visit: Open, workspace: Path, lang: str
) -> None:
    words = WORDS[lang]
    here = visit(1440, 1000)
    page = opened(here, f"{town.url}/scenario?lang={lang}")
    before = share(page)
    draw_a_park(here)
    with_park = rises(page, before)
    here.settle()  # until then, what is above the button may push it away
    page.get_by_text(words["file"]).click()
    page.get_by_role("button", name=words["new"], exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(words["asks"])
    dialog.get_by_role("button", name=words["stay"]).click()
    expect(dialog).to_have_count(0)
    assert share(page) == with_park
    assert len(drawn(here)) == 1
    page.get_by_role("button", name=words["new"], exact=True).click()
    dialog.get_by_role("button", name=words["save_go"]).click()
    expect(dialog).to_have_count(0)
    assert rises(page, with_park) == before
    [kept] = scenarios(workspace)

    # A link to another one, followed inside the page, asks too.
    draw_a_park(here, SOUTH)
    rises(page, before)
    page.evaluate(
        """kept => {
            const link = new URL(location.href);
            link.searchParams.set("scenario", kept);
            history.pushState({}, "", link);
            dispatchEvent(new PopStateEvent("popstate", { state: {} }));
        }""",
        kept,
    )
    expect(dialog).to_contain_text(words["asks"])
    dialog.get_by_role("button", name=words["go"]).click()
    expect(dialog).to_have_count(0)
    page.wait_for_url(f"**scenario={kept}**")
    assert here.complaints == []


def test_a_draft_survives_a_reload_another_page_and_a_restart(
    town: Server, visit: Open, workspace: Path
) -> None:
    here = visit(1440, 1000)
    page = opened(here, f"{town.url}/scenario")
    before = share(page)
    draw_a_park(here)
    with_park = rises(page, before)
    page.wait_for_url("**draft=d-**")
    # The browser asks before the page is left; here the answer is to leave.
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.remove_listener("dialog", here.hear_dialog)
    page.on("dialog", leave)
    expect(page.locator(".st-key-leaving iframe")).to_have_count(1)
    page.locator(".st-key-leaving iframe").element_handle().content_frame().wait_for_load_state()
    page.reload()
    assert asked == ["beforeunload"]
    wait_for_pen(here)
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(f"{with_park:.2f}%")
    assert len(drawn(here)) == 1

    # Seen from another page, and from there after a reload.
    page.get_by_role("link", name="计分卡").click()
    page.wait_for_url("**/score?**draft=d-**")
    page.reload()
    page.get_by_role("link", name="方案", exact=True).click()
    wait_for_pen(here)
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(f"{with_park:.2f}%")

    # The same person in a second tab works on a copy; both keep their own.
    other = here.page.context.new_page()
    second = Visit(other)
    opened(second, page.url)
    assert len(drawn(second)) == 1
    draw_a_park(second, SOUTH)
    more = rises(other, with_park)
    assert other.url != page.url
    assert share(page) == with_park

    # And both survive the server: its files are all that is left.
    port = town.url.rpartition(":")[2]
    town.stop()
    again = Server(port=int(port), CHEDUN_WORKSPACE=str(workspace))
    other.on("dialog", leave)
    other.remove_listener("dialog", second.hear_dialog)
    try:
        for tab, shown in ((here, with_park), (second, more)):
            tab.page.reload()
            wait_for_pen(tab)
            expect(tab.page.get_by_test_id("stMetricValue").first).to_have_text(f"{shown:.2f}%")
    finally:
        again.stop()


def test_who_comes_back_is_offered_the_draft_and_nobody_else_is(
    town: Server, visit: Open, workspace: Path
) -> None:
    here = visit(1440, 1000)
    page = opened(here, f"{town.url}/scenario")
    before = share(page)
    draw_a_park(here)
    with_park = rises(page, before)
    link = page.url
    back = page.context.new_page()
    page.close()
    returned = Visit(back)
    opened(returned, f"{town.url}/scenario")
    assert share(back) == before
    back.get_by_role("button", name="继续编辑").click()
    assert rises(back, before) == with_park
    # Saved, it is a draft no more, and nothing asks before the page is left.
    back.get_by_text("保存与分享").click()
    back.get_by_role("button", name="保存", exact=True).click()
    expect(back.get_by_text("?scenario=s-")).to_be_visible()
    expect(back.locator(".st-key-leaving")).to_have_count(0)
    assert list((workspace / "drafts").glob("*/*.json")) == []

    stranger = visit(1440, 1000)
    draw_a_park(returned, SOUTH)
    rises(back, with_park)
    opened(stranger, link)
    assert share(stranger.page) == before
    assert stranger.page.get_by_role("button", name="继续编辑").count() == 0
