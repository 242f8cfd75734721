"""`export` as a user types it: layers, format, system, folder, zip or file."""

import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyogrio
import pytest

from chedun_gis.handoff import layer_file
from chedun_gis.texts import LANGS, Lang, fault_of, say
from layers import LAYERS
from tests.chedun_gis.commands.conftest import Typed
from tests.conftest import feature


@pytest.mark.parametrize("lang", LANGS)
def test_a_pack_in_gbk_says_what_it_did(typed: Typed, tmp_path: Path, lang: Lang) -> None:
    out = tmp_path / "out"
    options = ("--format", "shp", "--encoding", "gbk", "--crs", "4528", "--pack", "--out", out)
    left, said, err = typed("--lang", lang, "export", "--layers", "parks, roads", *options)
    assert (left, err) == (0, "")
    title = LAYERS["parks"].title[lang]
    first = say(
        "handoff.wrote",
        lang,
        layer=title,
        id="parks",
        count=1,
        file="parks.shp",
        verdict=say("handoff.same", lang),
    )
    lines = said.splitlines()
    assert lines[0] == first
    assert any("new_twn_rd" in line for line in lines)
    files = sum(1 for path in out.rglob("*") if path.is_file())
    assert lines[-1] == say("handoff.done", lang, layers=2, files=files, out=out)
    assert (out / "data" / "parks.cpg").read_text(encoding="ascii").strip() == "GBK"


def test_all_layers_as_a_zip(typed: Typed, tmp_path: Path) -> None:
    out = tmp_path / "out.zip"
    left, said, _ = typed("export", "--layers", "all", "--format", "txt", "--out", out)
    assert left == 0
    with zipfile.ZipFile(out) as file:
        names = set(file.namelist())
        content = json.loads(file.read("manifest.json"))
    areas = [each.id for each in LAYERS.values() if each.geometry == "Polygon"]
    titles = [LAYERS[each].title.zh for each in areas]
    assert {f"数据/{each}.txt" for each in titles} | {"manifest.json"} == names
    # What the format cannot hold is told, by name.
    assert [each["id"] for each in content["left_out"]] == [
        each for each in LAYERS if each not in areas
    ]
    assert say("handoff.reason.geometry", "zh", layer=LAYERS["roads"].title.zh) in said


@pytest.mark.parametrize("fmt", ["gpkg", "fgb", "kml", "csv", "geoparquet", "xlsx", "txt"])
def test_one_layer_is_one_file(typed: Typed, tmp_path: Path, fmt: str) -> None:
    suffix = {"geoparquet": "parquet"}.get(fmt, fmt)
    out = tmp_path / f"park.{suffix}"
    left, said, _ = typed("export", "--layer", "parks", "--format", fmt, "--out", out)
    assert left == 0
    assert said.splitlines()[-1] == say("export.done", "zh", count=1, file=out)
    assert [path.name for path in tmp_path.iterdir() if path.name != "data"] == [out.name]


def test_a_selection_in_any_format(
    typed: Typed, toy_with: Callable[..., Path], tmp_path: Path
) -> None:
    toy_with("parks", *(feature(LAYERS["parks"], each) for each in "abc"))
    out = tmp_path / "parks.gpkg"
    options = ("--format", "gpkg", "--id", "c", "--id", "a", "--out", out)
    assert typed("export", "--layer", "parks", *options)[0] == 0
    assert sorted(pyogrio.read_dataframe(out)["id"]) == ["a", "c"]


REFUSALS = {
    ("--format", "kml", "--crs", "4549"): (
        "crs_not_for_format",
        {"crs": "EPSG:4549", "format": "kml", "known": "EPSG:4326"},
    ),
    ("--format", "gpkg", "--encoding", "gbk"): (
        "encoding_unknown",
        {"encoding": "gbk", "format": "gpkg", "known": "utf-8"},
    ),
    ("--layers", "roads", "--id", "a"): ("handoff_ids_one_layer", {}),
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("arguments", REFUSALS)
def test_what_cannot_be_is_one_sentence(
    typed: Typed, tmp_path: Path, lang: Lang, arguments: tuple[str, ...]
) -> None:
    out = tmp_path / "out"
    left, said, err = typed("--lang", lang, "export", "--layer", "parks", "--out", out, *arguments)
    code, params = REFUSALS[arguments]
    assert (left, said, err) == (2, "", fault_of(code, params, lang) + "\n")
    assert not out.exists()


def test_no_layer_and_no_fitting_layer(typed: Typed, tmp_path: Path) -> None:
    left, _, err = typed("export", "--out", tmp_path / "out")
    known = "、".join(LAYERS)
    assert (left, err) == (2, fault_of("handoff_no_layers", {"known": known}, "zh") + "\n")
    left, _, err = typed("export", "--layers", "roads", "--format", "txt", "--out", tmp_path / "o")
    params = {"known": "roads", "format": "txt"}
    assert (left, err) == (2, fault_of("handoff_nothing", params, "zh") + "\n")


def test_a_difference_ends_with_1(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = layer_file.read_layer
    monkeypatch.setattr(
        layer_file, "read_layer", lambda *a, **o: honest(*a, **o).assign(name_zh="别的")
    )
    out = tmp_path / "out"
    left, said, _ = typed("export", "--layers", "parks", "--format", "gpkg", "--out", out)
    assert left == 1
    assert "  ! 要素 one 的字段“name_zh”应为 '示例'，读回为 '别的'。" in said.splitlines()


def test_progress_is_told_to_a_terminal_only(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ("export", "--layers", "parks,roads", "--format", "gpkg", "--out")
    assert typed(*options, tmp_path / "a")[2] == ""
    monkeypatch.setattr(type(sys.stderr), "isatty", lambda _: True)
    assert "（2/2）道路与轨道" in typed(*options, tmp_path / "b")[2]
