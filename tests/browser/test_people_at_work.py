"""People at work on one register: an editor enters, a reviewer decides, a reader can do nothing.

What counts reaches the other windows by itself, and whoever changes the register past the program
is found out.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from chedun_gis.importing import value_template
from chedun_gis.indicators import about_of
from chedun_gis.register import Accounts, Event, Ledger, ProjectPlace, kind_of
from chedun_gis.town import open_town
from chedun_gis.town.installation import ledger_of
from chedun_gis.town.settings import Settings
from tests.browser.conftest import Server, Visit
from tests.browser.drawing import NORTH, drawn, spot, wait_for_pen
from tests.browser.test_register import PROJECT, WORDS, fill, opened, signed_in
from tests.people import ALONE

Open = Callable[..., Visit]
EDITOR, REVIEWER = "王敏", "李强"
VALUES = {"gdp": 6.1, "fiscal-total": 7.2, "hightech": 31}
# Keep the page's websocket, and send it what somebody else's page has sent.
KEEP_SOCKET = """
    const Socket = window.WebSocket;
    window.WebSocket = class extends Socket {
        constructor(...given) { super(...given); window.kept = this; }
    };
"""
NEW_ON_MAP = (
    "[...(chedun.explorer.paths.get('projects')?.keys() ?? [])]"
    ".some(id => /^project-[0-9a-f]{8}$/.test(id))"
)
REPLAY = "bytes => window.kept.send(new Uint8Array(bytes))"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return tmp_path / "space"


@pytest.fixture
def ledger(workspace: Path) -> Ledger:
    found = ledger_of(Settings(workspace=str(workspace)))
    for name, role in ((EDITOR, "editor"), (REVIEWER, "reviewer")):
        Accounts(found).give(name, role, by=ALONE, password=WORDS)
    return found


@pytest.fixture
def people(workspace: Path, ledger: Ledger) -> Iterator[Server]:
    assert ledger.head().number
    running = Server(CHEDUN_WORKSPACE=str(workspace), CHEDUN_PEOPLE="accounts")
    yield running
    running.stop()


def entries(ledger: Ledger) -> list[Event]:
    """Return what was entered by the editor."""
    return [each for each in ledger.record().events if each.who == EDITOR]


def update_the_project(here: Visit, picture: Path) -> None:
    here.page.get_by_role("button", name="更新进展").click()
    dialog = here.page.get_by_role("dialog")
    fill(here.page, "来源（必填）", "镇重大项目周报")
    here.choose(dialog.get_by_label("阶段", exact=True), "已建成")
    dialog.locator("input[type=file]").set_input_files(picture)
    dialog.get_by_text(picture.name).wait_for()
    here.settle()
    dialog.get_by_role("button", name="记入登记簿").click()
    expect(here.page.locator(".st-key-card")).to_contain_text("待审核")


def workbook(folder: Path) -> Path:
    """Return the template, filled for three indicators."""
    book = openpyxl.load_workbook(BytesIO(value_template(open_town(), 2025, "zh")))
    sheet = book.worksheets[0]
    columns = {cell.value: number for number, cell in enumerate(sheet[1])}
    for row in sheet.iter_rows(min_row=2):
        name = str(row[columns["指标编号"]].value)
        if name in VALUES:
            row[columns["数值"]].value, row[columns["来源"]].value = VALUES[name], "统计年鉴"
    file = folder / "填好.xlsx"
    book.save(file)
    return file


def enter_the_values(here: Visit, url: str, file: Path) -> None:
    here.page.goto(f"{url}/score?indicator=gdp&project={PROJECT}")
    here.wait_shown("score", result=False)
    here.settle()
    here.page.get_by_text("用 Excel 批量记入").click()
    here.page.get_by_role("button", name="下载模板").wait_for()
    here.upload(file, place=here.page.get_by_test_id("stFileUploader").count() - 1)
    here.page.get_by_role("button", name="全部记入（3 个数值）").click()
    expect(here.page.locator(".st-key-tool")).to_contain_text("待审核。")


def keep_the_samples(here: Visit, folder: Path) -> None:
    file = folder / "results.csv"
    # COD 45 is worse than class Ⅴ (40).
    file.write_text("station,kind,date,target,COD\nriver-r01-1,river,2025-03-01,Ⅳ,45\n")
    here.turn_to("water")
    here.page.get_by_text("上传监测结果（CSV）").first.click()
    here.upload(file)
    here.page.get_by_label("来源（必填）").fill("区监测站月报")
    here.page.get_by_label("来源（必填）").press("Tab")
    here.settle()
    here.page.get_by_role("button", name="留存这 1 个样品").click()
    expect(here.page.get_by_text("1 个样品已记入登记簿")).to_be_visible()


def decide(here: Visit, number: int, button: str, *, reason: str = "") -> None:
    tool = here.page.locator(".st-key-tool")
    here.choose(tool.get_by_label("待审核的记录"), f"{number} · ")
    if reason:
        tool.get_by_label("退回的原因").fill(reason)
        tool.get_by_label("退回的原因").press("Tab")
        here.settle()
    tool.get_by_role("button", name=button, exact=True).click()
    done = "已采纳" if button == "采纳" else "已退回"
    expect(tool).to_contain_text(f"第 {number} 号{done}")
    here.settle()


def frames_of(page: Page) -> list[bytes]:
    """Return a list that grows with what the page sends over its websocket."""
    sent: list[bytes] = []

    def hear(payload: Any) -> None:  # noqa: ANN401 - Playwright's
        if isinstance(payload, bytes):
            sent.append(payload)

    page.on("websocket", lambda socket: socket.on("framesent", hear))
    return sent


@dataclass(frozen=True)
class Town:
    """Who is there: an editor and a reviewer who have signed in, and two who look."""

    url: str
    ledger: Ledger
    editor: Visit
    reviewer: Visit
    reader: Visit
    scores: Visit

    @property
    def lookers(self) -> tuple[Visit, Visit]:
        return self.reader, self.scores


def assembled(url: str, ledger: Ledger, visit: Open) -> Town:
    here = Town(url, ledger, visit(), visit(), visit(), visit())
    here.reader.page.add_init_script(KEEP_SOCKET)
    signed_in(here.editor, url, EDITOR)
    signed_in(here.reviewer, url, REVIEWER)
    here.reader.open(f"{url}/?project={PROJECT}")
    here.scores.page.goto(f"{url}/score?indicator=gdp&project={PROJECT}")
    here.scores.wait_shown("score", result=False)
    return here


def nothing_counts_yet(here: Town, status: Event) -> None:
    """Nothing of it is seen, but by who may enter, beside what counts and marked."""
    page = here.editor.page
    page.get_by_text("同时显示待审核的填报（5 条）").click()
    here.editor.turn_to("map")
    expect(page.locator(".st-key-card .submitted")).to_contain_text("镇重大项目周报")
    here.editor.turn_to("score")
    expect(page.locator(".st-key-tool .submitted")).to_contain_text("6.1")
    for each in here.lookers:
        assert each.page.get_by_text("同时显示待审核的填报").count() == 0
        assert EDITOR not in each.page.locator("body").inner_text()
    attachment = status.fact.attachment  # type: ignore[union-attr]
    where = f"{here.url}/gis/attachments/{attachment}"
    everybody = (here.editor, here.reviewer, here.reader)
    assert [each.page.request.get(where).status for each in everybody] == [200, 200, 404]


def a_reader_can_do_nothing(here: Town, clicks: list[bytes]) -> None:
    """They are offered nothing, and what the editor's page has sent does nothing for them."""
    page, head = here.reader.page, here.ledger.head()
    for words in ("更新进展", "更新位置", "新增项目"):
        assert page.get_by_role("button", name=words).count() == 0
    assert any(b"entry_status_source" in each for each in clicks)
    for each in clicks:
        page.evaluate(REPLAY, list(each))
    page.wait_for_timeout(2_000)
    here.reader.open(f"{here.url}/?project={PROJECT}")
    assert here.ledger.head() == head
    for path in ("account/password", "account/sign-in"):
        answer = page.request.post(f"{here.url}/{path}", form={"name": EDITOR})
        assert answer.status == 400  # a form that is none of our page's
    assert page.request.put(f"{here.url}/ogc/collections/projects/items").status == 405
    assert here.ledger.head() == head


def the_reviewer_decides(here: Town, accepted: list[int], returned: int) -> None:
    here.reviewer.turn_to("data")
    expect(here.reviewer.page.get_by_text("登记簿", exact=True)).to_be_visible()
    decide(here.reviewer, returned, "退回", reason="与年报不符")
    for number in accepted:
        decide(here.reviewer, number, "采纳")


def what_counts_is_seen(here: Town) -> None:
    """Card, map, scorecard and rivers follow in the other windows, without a click."""
    card = here.reader.page.locator(".st-key-card")
    expect(card).to_contain_text("镇重大项目周报")
    expect(card).to_contain_text("已建成")
    expect(card.locator(".card-picture img")).to_have_count(1)
    here.reader.wait_in_map(
        f"chedun.explorer.paths.get('projects')?.get('{PROJECT}')?.chedun.c === 'completed'"
    )
    tool = here.scores.page.locator(".st-key-tool")
    value = tool.get_by_test_id("stMetricValue").filter(has_text="6.1%")
    expect(value).to_be_visible()
    assert "7.2" not in tool.inner_text()
    for each in here.lookers:
        assert EDITOR not in each.page.locator("body").inner_text()
    here.scores.turn_to("water")
    expect(here.scores.map.locator(".chedun-evidence")).to_contain_text("劣Ⅴ类")


def whole_until_changed(here: Town, file: Path, number: int) -> None:
    """The register is whole; after one field of one event was changed in its file, it is not."""
    page = here.reviewer.page
    tool, verify = page.locator(".st-key-tool"), page.get_by_role("button", name="核对完整性")
    verify.click()
    expect(tool).to_contain_text("登记簿完整")
    with closing(sqlite3.connect(file)) as database:
        database.execute(
            "UPDATE events SET fact = replace(fact, '6.1', '6.2') WHERE number = ?", [number]
        )
        database.commit()
    here.reviewer.settle()
    verify.click()
    expect(tool).to_contain_text(f"第 {number} 号被改动")


def test_an_editor_enters_a_reviewer_decides_and_a_reader_can_do_nothing(
    people: Server, visit: Open, ledger: Ledger, workspace: Path, tmp_path: Path
) -> None:
    here = assembled(people.url, ledger, visit)
    # The editor updates a project with a photo, enters three values and a sample.
    picture = tmp_path / "现场.png"
    Image.new("RGB", (40, 30), "green").save(picture)
    sent = frames_of(here.editor.page)
    here.editor.open(f"{people.url}/?project={PROJECT}")
    here.editor.settle()
    before = len(sent)
    update_the_project(here.editor, picture)
    clicks = sent[before:]
    enter_the_values(here.editor, people.url, workbook(tmp_path))
    keep_the_samples(here.editor, tmp_path)
    made = entries(ledger)
    assert [kind_of(each.fact) for each in made] == ["status", *["value"] * 3, "sample"]
    number = {about_of(each.fact): each.number for each in made}

    nothing_counts_yet(here, made[0])
    a_reader_can_do_nothing(here, clicks)
    returned = number.pop("fiscal-total")
    the_reviewer_decides(here, list(number.values()), returned)
    what_counts_is_seen(here)
    whole_until_changed(here, workspace / "register.sqlite", number["gdp"])
    for each in (here.editor, here.reviewer, *here.lookers):
        assert each.complaints == []


def test_another_role_and_the_end_of_a_session_reach_an_open_window(
    people: Server, visit: Open, ledger: Ledger
) -> None:
    editor = visit()
    signed_in(editor, people.url, EDITOR)
    editor.turn_to("data")
    Accounts(ledger).give(EDITOR, "reader", by=ALONE)
    link = editor.page.locator(".account-link")
    expect(link).to_contain_text("查看者")
    expect(editor.page.get_by_text("登记簿", exact=True)).to_have_count(0)
    tab = editor.page.context.new_page()
    tab.goto(f"{people.url}/account")
    tab.get_by_role("button", name="退出登录").click()
    expect(link).to_have_text("登录")
    assert editor.complaints == []


def test_a_reviewer_manages_people_and_tokens(people: Server, visit: Open, ledger: Ledger) -> None:
    reviewer, other = visit(), visit()
    signed_in(reviewer, people.url, REVIEWER)
    page = reviewer.page
    reviewer.turn_to("data")
    page.get_by_text("新增用户、更改角色或停用").click()
    form = page.locator(".st-key-tool").get_by_test_id("stForm").last
    form.get_by_role("button", name="保存").wait_for()
    reviewer.settle()  # what opens moves
    form.get_by_label("用户名").fill("赵云")
    form.get_by_role("button", name="保存").click()
    tool = page.locator(".st-key-tool")
    expect(tool).to_contain_text("没有用户“赵云”")  # somebody new needs a password
    expect(form.get_by_label("用户名")).to_have_value("赵云")
    form.get_by_label("初始密码", exact=True).fill(WORDS)
    form.get_by_role("button", name="保存").click()
    expect(tool).to_contain_text("赵云 现为填报人员。")
    signed_in(other, people.url, "赵云")
    expect(other.page.locator(".account-link")).to_contain_text("填报人员")
    other.turn_to("data")
    assert other.page.get_by_text("用户与角色", exact=True).count() == 0

    # Nobody changes their own role.
    form.get_by_label("用户名").fill(REVIEWER)
    form.get_by_role("button", name="保存").click()
    expect(tool).to_contain_text("不能更改或停用自己的角色")

    # A token is told once, and opens reading until it is revoked.
    page.get_by_text("程序读取用的令牌（QGIS）").click()
    page.get_by_role("button", name="生成令牌").click()
    code = tool.get_by_test_id("stCode")
    expect(code).to_contain_text("chedun-")
    token = code.inner_text().strip()
    accounts = Accounts(ledger)
    assert accounts.reader(token) is not None
    # Somebody enters something meanwhile: the page is drawn anew, and the token still stands there.
    head = str(ledger.head())
    accounts.give("孙权", "reader", by=ALONE, elsewhere=True)
    assert head != str(ledger.head())
    expect(tool).to_contain_text(str(ledger.head()))
    expect(code).to_have_text(token)
    page.get_by_role("button", name="作废令牌").click()
    expect(tool).to_contain_text("已作废")
    assert accounts.reader(token) is None
    assert page.content().count(token) == 0
    assert reviewer.complaints == other.complaints == []


@pytest.fixture
def alone(workspace: Path) -> Iterator[Server]:
    running = Server(CHEDUN_WORKSPACE=str(workspace))
    yield running
    running.stop()


def places(ledger: Ledger) -> list[ProjectPlace]:
    facts = [each.fact for each in ledger.record().events]
    return [each for each in facts if isinstance(each, ProjectPlace)]


def correct_its_name(here: Visit) -> None:
    """What was entered of it wrongly is corrected from its card, and its place stays."""
    form = here.page.locator(".st-key-project_entry")
    here.page.get_by_role("button", name="更正项目信息").click()
    expect(form).to_contain_text("更正项目信息：南门口袋公园")
    expect(form.get_by_label("来源（必填）")).to_have_value("镇政府会议纪要")
    form.get_by_label("项目名称（必填）").fill("北门口袋公园")
    form.get_by_role("button", name="记入登记簿").click()
    expect(here.page.locator(".st-key-card")).to_contain_text("北门口袋公园")
    expect(form).to_have_count(0)
    here.wait_in_map(NEW_ON_MAP)


def test_a_new_project_is_put_where_the_map_is_clicked(
    alone: Server, visit: Open, workspace: Path
) -> None:
    here, other = opened(visit, alone.url), opened(visit, alone.url)
    page = here.page
    page.get_by_role("button", name="新增项目").click()
    form = page.locator(".st-key-project_entry")
    form.get_by_label("项目名称（必填）").fill("南门口袋公园")
    here.wait_in_map("document.body.dataset.aim === 'asked'")
    here.click_map(*spot(here, NORTH))
    expect(form).to_contain_text("已点选：东经 121.30")
    # The click takes nothing away that was typed, and selects nothing.
    expect(form.get_by_label("项目名称（必填）")).to_have_value("南门口袋公园")
    assert page.locator(".st-key-card").count() == 0
    form.get_by_role("button", name="记入登记簿").click()
    expect(form).to_contain_text("请填写来源。")
    here.choose(form.get_by_label("领域", exact=True), "绿地")
    form.get_by_label("来源（必填）").fill("镇政府会议纪要")
    form.get_by_role("button", name="记入登记簿").click()
    card = page.locator(".st-key-card")
    expect(card).to_contain_text("南门口袋公园")
    expect(card).to_contain_text("镇政府会议纪要")
    for window in (here, other):
        window.wait_in_map(NEW_ON_MAP)
    expect(form).to_have_count(0)
    here.wait_in_map("document.body.dataset.aim === ''")
    ledger = ledger_of(Settings(workspace=str(workspace)))
    (place,) = places(ledger)
    assert (place.location, place.accuracy_m) == ("approximate", 50.0)
    assert (place.lat_deg, place.lon_deg) == pytest.approx(NORTH, abs=2e-4)

    correct_its_name(here)

    # An old one is given its place by its zone, and then by the keyboard in the map's middle.
    here.open(f"{alone.url}/?project=project-community-park-1")
    here.settle()
    page.get_by_role("button", name="更新位置").click()
    expect(form).to_contain_text("更新位置：社区公园一")
    here.choose(form.get_by_label("位置类型", exact=True), "仅知所在片区")
    here.choose(form.get_by_label("所在片区", exact=True), "影视特色小镇")
    form.get_by_label("来源（必填）").fill("规划科")
    form.get_by_role("button", name="记入登记簿").click()
    expect(form).to_have_count(0)
    here.wait_in_map("chedun.explorer.paths.get('projects')?.has('project-community-park-1')")
    page.get_by_role("button", name="更新位置").click()
    here.wait_in_map("document.body.dataset.aim === 'asked'")
    here.map.locator(".leaflet-container").first.focus()
    page.keyboard.press("Enter")
    expect(form).to_contain_text("已点选")
    page.get_by_role("button", name="取消", exact=True).click()
    expect(form).to_have_count(0)
    assert [each.location for each in places(ledger)] == ["approximate", "area"]
    assert ledger.verify() is None
    assert here.complaints == other.complaints == []


def test_a_drawing_under_way_goes_on_while_another_enters(alone: Server, visit: Open) -> None:
    here, other = visit(), visit()
    here.page.goto(f"{alone.url}/scenario")
    wait_for_pen(here)
    here.settle()
    here.map.locator(".leaflet-pm-icon-polygon").first.click()
    x, y = here.on_map(*spot(here, NORTH))
    for right, down in ((-20, -20), (20, -20)):
        here.page.mouse.move(x + right, y + down)
        here.page.mouse.click(x + right, y + down)
    corners = "chedun.explorer.map.pm.Draw.Polygon._layer.getLatLngs().flat().length"
    here.wait_in_map(f"{corners} === 2")
    state = here.run_in_map("() => chedun.explorer.scene.state")

    other.open(f"{alone.url}/?project={PROJECT}")
    other.settle()
    other.page.get_by_role("button", name="更新进展").click()
    fill(other.page, "来源（必填）", "镇重大项目周报")
    other.page.get_by_role("dialog").get_by_role("button", name="记入登记簿").click()
    here.wait_in_map(f"chedun.explorer.applied?.state !== {json.dumps(state)}")
    here.wait_in_map("chedun.explorer.applied === chedun.explorer.scene")
    assert here.run_in_map(f"() => {corners}") == 2
    for right, down in ((20, 20), (-20, 20), (-20, -20)):
        here.page.mouse.move(x + right, y + down)
        here.page.mouse.click(x + right, y + down)
    here.wait_in_map("document.body.dataset.pen.includes('new-park')")
    assert len(drawn(here)) == 1
    assert here.complaints == other.complaints == []
