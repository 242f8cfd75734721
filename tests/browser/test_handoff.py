"""A planner packs the layers, and the district opens the pack."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyogrio
from playwright.sync_api import expect

from layers import LAYERS
from tests.browser.conftest import Server, Visit

Open = Callable[..., Visit]


def unpacked(here: Visit, button: str, folder: Path) -> Path:
    packed = here.download(button, folder)
    with zipfile.ZipFile(packed) as file:
        file.extractall(folder)
    return packed


def test_one_click_gives_a_pack_that_gdal_reads(
    server: Server, visit: Open, tmp_path: Path
) -> None:
    here = visit()
    here.page.goto(f"{server.url}/data")
    expect(here.page.get_by_role("heading", name="移交包")).to_be_visible()
    here.choose(here.page.get_by_role("combobox", name="格式"), "Shapefile")
    expect(here.page.get_by_text("new_twn_rd")).to_be_visible()
    here.choose(here.page.get_by_role("combobox", name="文字编码"), "GBK")
    expect(here.page.get_by_text("编码中没有的字").first).to_be_visible()
    packed = unpacked(here, "打包下载", tmp_path)
    assert packed.name.startswith("chedun-shp-")
    expect(here.page.get_by_text("个要素全部读回")).to_be_visible()
    content = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert content["verified"]["same"] is True
    for each in content["files"]:
        data = (tmp_path / each["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == each["sha256"]
    assert [each["id"] for each in content["layers"]] == list(LAYERS)
    for each in content["layers"]:
        frame = pyogrio.read_dataframe(tmp_path / "data" / each["file"])
        assert len(frame) == each["features"]
        assert frame.crs.to_epsg() == 4549
    parks = pyogrio.read_dataframe(tmp_path / "data" / "parks.shp")
    assert "虬长公园（示意）" in set(parks["name_zh"])
    assert here.outside() == []
    assert here.complaints == []


def test_the_page_of_the_pack_opens_by_itself(server: Server, visit: Open, tmp_path: Path) -> None:
    here = visit(390, 844)
    here.page.goto(f"{server.url}/data?lang=en")
    expect(here.page.get_by_role("heading", name="Hand-off pack")).to_be_visible()
    unpacked(here, "Pack and download", tmp_path)
    expect(here.page.get_by_text("features were read back")).to_be_visible()
    here.wait_until_it_fits()
    assert here.complaints == []
    page = visit(390, 844)
    page.page.goto((tmp_path / "元数据.html").as_uri())
    expect(page.page.get_by_role("heading", name="来源与许可")).to_be_visible()
    page.wait_until_it_fits()
    assert page.requests == [(tmp_path / "元数据.html").as_uri()]
