"""The commands of the register, as they are typed: enter, review, look back, verify, copy."""

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from chedun_gis.town.settings import DATA_DIR
from layers import LAYERS
from tests.chedun_gis.commands.conftest import Typed
from tests.conftest import feature, with_plans

STAGES = "project_id,date,stage,plan_ref,note_zh,note_en,source\none,2021,planned,6.1,,,规划\n"


@pytest.fixture
def space(
    tmp_path: Path,
    toy_dir: Path,
    toy_with: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """A workspace of its own, and one project at a known stage."""
    folder = tmp_path / "space"
    monkeypatch.setenv("CHEDUN_WORKSPACE", str(folder))
    monkeypatch.setenv("LOGNAME", "lin")
    toy_with("projects", feature(LAYERS["projects"], stage="planned"))
    (toy_dir / "project_stages.csv").write_text(STAGES, encoding="utf-8")
    with_plans(toy_dir)
    return folder


def told(typed: Typed, *arguments: object) -> list[dict[str, Any]]:
    left, out, err = typed(*arguments, "--json")
    assert left == 0, err
    found: list[dict[str, Any]] = json.loads(out)
    return found


def test_a_stage_from_the_command_to_the_town(typed: Typed, space: Path) -> None:
    left, out, _ = typed(
        *("status", "one", "--date", "2024-06", "--stage", "completed", "--source", "镇政府"),
        *("--done", 1, "--planned", 1500, "--spent", 1320.5, "--body", "建管办", "--note", "一期"),
    )
    assert left == 0
    assert out.strip() == (
        "已记入第 2 号：示例，2024-06、已建成、完成 100%、计划投资 1,500 万元、"
        "已投资 1,320.5 万元、建管办、一期、镇政府、填报。"
    )
    first, second = told(typed, "history", "one")
    assert (first["number"], first["who"], first["stage"]) == (
        1,
        "data/project_stages.csv:2",
        "planned",
    )
    assert (second["number"], second["who"], second["state"]) == (2, "lin", "accepted")
    assert second["spent_10k_yuan"] == 1320.5
    assert (space / "register.sqlite").is_file()
    assert typed("audit")[1].startswith("登记簿完整，共 3 条，链首 3:")


def test_a_value_counts_on_the_scorecard(typed: Typed, space: Path) -> None:
    assert typed("value", "gdp", "--year", 2022, "--value", 5, "--source", "年鉴")[0] == 0
    assert typed("value", "gdp", "--year", 2023, "--value", 6.1, "--source", "年鉴")[0] == 0
    gdp = next(each for each in told(typed, "indicators") if each["id"] == "gdp")
    # √(1.05 × 1.061) = 1.0554857: of growth the mean counts.
    assert gdp["value"] == pytest.approx(5.54857, abs=1e-5)
    assert (gdp["date"], gdp["source"]) == ("2023", "年鉴")
    left, out, _ = typed("--lang", "en", "history", "gdp")
    assert left == 0
    assert [line.split("\t")[2:4] for line in out.splitlines()] == [
        ["2022", "5 %, 年鉴, reported"],
        ["2023", "6.1 %, 年鉴, reported"],
    ]
    assert space.is_dir()


def test_a_year_is_explained(typed: Typed, space: Path) -> None:
    told_of = ("explain", "gdp", "--year", 2023, "--source", "镇政府", "--note")
    assert typed(*told_of, "影视业恢复")[0] == 0
    left, out, _ = typed("history", "gdp")
    assert left == 0
    assert [line.split("\t")[2:4] for line in out.splitlines()] == [
        ["2023", "影视业恢复、镇政府、填报"]
    ]
    assert next(each for each in told(typed, "indicators") if each["id"] == "gdp")["value"] is None
    assert space.is_dir()


def test_what_is_submitted_waits_for_its_review(typed: Typed, space: Path) -> None:
    def gdp() -> object:
        return next(each for each in told(typed, "indicators") if each["id"] == "gdp")["value"]

    value = ("value", "gdp", "--year", 2023, "--source", "年鉴", "--submit", "--value")
    assert "待审核" in typed(*value, 6.1)[1]
    assert gdp() is None
    assert "已采纳" in typed("review", 2, "--accept")[1]
    assert gdp() == 6.1
    typed(*value, 60, "--corrects", 2)
    assert "无来源" in typed("review", 4, "--return", "无来源")[1]
    assert gdp() == 6.1
    assert [each["reason"] for each in told(typed, "history", "gdp")] == [None, "无来源"]
    assert "已退回：无来源" in typed("history", "gdp")[1]
    for arguments, words in (
        (("review", 2, "--accept"), "已经审核"),
        (("review", 99, "--accept"), "没有第 99 号"),
        (("review", 2), "选一个"),
        (("review", 2, "--accept", "--return", "x"), "选一个"),
    ):
        left, _, err = typed(*arguments)
        assert left == 2
        assert words in err
    assert space.is_dir()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("value", "gdq", "--year", 2023, "--value", 1, "--source", "x"), "没有指标“gdq”"),
        (("value", "gdp", "--year", 23, "--value", 1, "--source", " "), "year"),
        (("value", "gdp", "--year", 2023, "--value", "nan", "--source", "x"), "value"),
        (("explain", "gdp", "--year", 2023, "--note", " ", "--source", "x"), "note"),
        (("status", "two", "--date", "2024", "--stage", "planned", "--source", "x"), "“two”"),
        (("status", "one", "--date", "24", "--stage", "open", "--source", "x"), "“open”"),
        (("values",), "--template"),
        (("history", "two"), "没有项目“two”"),
        (("audit", "--against", "3"), "不是链首"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_nothing_is_entered(
    typed: Typed, space: Path, arguments: tuple[object, ...], words: str
) -> None:
    left, _, err = typed(*arguments)
    assert left == 2
    assert words in err
    assert err.count("\n") == 1
    assert not (space / "register.sqlite").exists()


def test_a_wrong_row_of_the_data_stops_the_first_entry(
    typed: Typed, space: Path, toy_dir: Path
) -> None:
    (toy_dir / "project_stages.csv").write_text(STAGES + "one,soon,planned,,,,规划\n", "utf-8")
    left, _, err = typed("value", "gdp", "--year", 2023, "--value", 1, "--source", "x")
    assert left == 2
    assert "“project_stages.csv”" in err
    assert "第 3 行" in err
    left, out, _ = typed("check")
    assert left == 1
    assert "project_stages.csv · 第 3 行 · one · date" in out
    assert not space.exists()


def test_a_workbook_of_values(typed: Typed, space: Path, tmp_path: Path) -> None:
    file = tmp_path / "values.xlsx"
    typed("value", "gdp", "--year", 2022, "--value", 5, "--source", "年鉴")
    assert typed("values", "--template", file)[0] == 0
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    assert len(rows) == 32  # with the growth that income is held against
    assert [cell.value for cell in rows["gdp"]][3:5] == [2022, 5]
    rows["gdp"][6].value, rows["gdp"][7].value = 6.1, "年鉴"
    rows["jobs"][6].value = "many"
    rows["hightech"][6].value = 20
    rows["listed"][5].value, rows["listed"][6].value, rows["listed"][7].value = 1066, 3, "x"
    book.save(file)
    left, _, err = typed("values", file)
    assert left == 2
    lines = {name: row[0].row for name, row in rows.items()}
    for name in ("jobs", "hightech", "listed"):
        assert f"第 {lines[name]} 行 · {name}" in err
    assert "gdp" not in err
    assert len(told(typed, "history", "gdp")) == 1  # nothing is taken until all is right
    rows["jobs"][6].value, rows["jobs"][7].value = 1200, "年鉴"
    rows["hightech"][7].value = "年鉴"
    rows["listed"][5].value = 2023
    rows["gdp"][8].value = "estimated"
    book.save(file)
    left, out, _ = typed("--lang", "en", "values", file)
    assert left == 0
    assert len(out.splitlines()) == 4
    last = told(typed, "history", "gdp")[-1]
    assert (last["value"], last["basis"]) == (6.1, "estimated")
    assert space.is_dir()


def test_audit_names_the_event_of_which_a_field_was_changed(typed: Typed, space: Path) -> None:
    for year in (2021, 2022, 2023):
        typed("value", "gdp", "--year", year, "--value", 6, "--source", "年鉴")
    whole = typed("audit")[1]
    (head,) = re.findall(r"\d+:[0-9a-f]{64}", whole)
    assert typed("audit", "--against", head)[0] == 0
    with closing(sqlite3.connect(space / "register.sqlite")) as database:
        database.execute("UPDATE events SET fact = replace(fact, '6.0', '9.0') WHERE number = 4")
        database.commit()
    left, out, _ = typed("audit")
    assert (left, out.strip()) == (1, "登记簿不完整：第 4 号被改动。")
    assert json.loads(typed("audit", "--json")[1])["broken"] == {"number": 4, "what": "changed"}
    with closing(sqlite3.connect(space / "register.sqlite")) as database:
        database.execute("DELETE FROM events WHERE number >= 4")
        database.commit()
    assert typed("audit")[0] == 0
    left, out, _ = typed("audit", "--against", head)
    assert left == 1
    assert "第 4 号起" in out


def test_a_backup_takes_the_place_of_the_register(
    typed: Typed, space: Path, tmp_path: Path
) -> None:
    assert typed("audit")[1].strip() == "登记簿尚无记录，以数据文件为准。"
    typed("value", "gdp", "--year", 2023, "--value", 6.1, "--source", "年鉴")
    copied = tmp_path / "copy.sqlite"
    left, out, _ = typed("backup", copied)
    assert left == 0
    (head,) = re.findall(r"\d+:[0-9a-f]{64}", out)
    typed("value", "gdp", "--year", 2024, "--value", 7, "--source", "年鉴")
    copied.replace(space / "register.sqlite")
    assert typed("audit", "--against", head)[0] == 0
    assert [each["year"] for each in told(typed, "history", "gdp")] == [2023]
    left, _, err = typed("backup", tmp_path / "none" / "copy.sqlite")
    assert left == 2
    assert err.count("\n") == 1


def test_what_the_layers_say_today_is_recorded_with_what_it_rests_on(
    typed: Typed, space: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHEDUN_DATA_DIR", str(DATA_DIR))
    left, out, err = typed("record", "park-500m")
    assert left == 0, err
    assert "park:plan-2025" in out
    (found,) = told(typed, "history", "park-500m")
    shown = next(each for each in told(typed, "indicators") if each["id"] == "park-500m")
    assert (found["value"], found["low"], found["high"]) == (
        shown["value"],
        shown["low"],
        shown["high"],
    )
    assert (found["rule"], found["basis"], found["reliability"]) == (
        "park:plan-2025",
        "measured",
        "low",  # it rests on a sketch
    )
    assert found["state"]
    assert "公园绿地（示意 21）" in found["inputs"]
    left, _, err = typed("record", "gdp")
    assert (left, err.strip()) == (2, "现有图层测不出指标“gdp”，没有可记录的数值。")
    assert space.is_dir()


def test_projects_are_handed_out_as_of_a_date(typed: Typed, space: Path, tmp_path: Path) -> None:
    typed("status", "one", "--date", "2024-06", "--stage", "completed", "--source", "镇政府")
    stages = {}
    for date in ("2020", "2023-12", "2024"):
        out = tmp_path / f"{date}.geojson"
        left, _, err = typed("export", "--layer", "projects", "--as-of", date, "--out", out)
        assert left == 0, err
        stages[date] = json.loads(out.read_text())["features"][0]["properties"].get("stage")
    assert stages == {"2020": None, "2023-12": "planned", "2024": "completed"}
    left, _, err = typed("export", "--layer", "projects", "--as-of", "6月", "--out", tmp_path / "x")
    assert left == 2
    assert "“6月”不是日期" in err
    assert space.is_dir()


def test_reports_and_packs_carry_the_head_of_the_register(
    typed: Typed, space: Path, tmp_path: Path
) -> None:
    def made(number: int) -> tuple[str, str | None]:
        page, pack = tmp_path / f"{number}.html", tmp_path / f"pack-{number}"
        left, _, err = typed("report", "--of", "scorecard", "--out", page)
        assert left == 0, err
        left, _, err = typed("export", "--layers", "projects", "--pack", "--out", pack)
        assert left == 0, err
        manifest = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))
        return page.read_text(encoding="utf-8"), manifest["register_head"]

    page, head = made(1)
    assert "链首" not in page  # the register has not begun
    assert head is None
    typed("status", "one", "--date", "2024-06", "--stage", "completed", "--source", "镇政府")
    page, head = made(2)
    assert head is not None
    assert re.fullmatch(r"3:[0-9a-f]{64}", head)
    assert head in page
    assert typed("audit", "--against", head)[0] == 0
    assert space.is_dir()


def test_a_new_project_and_its_place(typed: Typed, space: Path) -> None:
    left, out, err = typed(
        *("project", "南门口袋公园", "--sector", "green", "--source", "镇政府"),
        *("--stage", "planned", "--clause", "9.2.2", "--date", "2026-05"),
    )
    assert left == 0, err
    first, second = out.strip().splitlines()
    assert first.startswith("已记入第 2 号")
    assert "南门口袋公园、绿地" in first
    assert "规划" in second
    project = next(each["project"] for each in told(typed, "history") if each["kind"] == "project")
    place = ("--location", "exact", "--at", "121.3,31.0", "--accuracy", 10)
    left, out, err = typed("place", project, *place, "--source", "测绘院", "--basis", "measured")
    assert left == 0, err
    assert "121.30000°E 31.00000°N ± 10 m" in out
    assert [each["kind"] for each in told(typed, "history", project)] == [
        "project",
        "status",
        "place",
    ]
    file = space / "projects.geojson"
    left, _, err = typed("export", "--layer", "projects", "--out", file)
    assert left == 0, err
    content = json.loads(file.read_text(encoding="utf-8"))
    (made,) = [each for each in content["features"] if each["id"] == project]
    assert made["properties"]["basis"] == "surveyed"
    assert made["geometry"]["coordinates"] == pytest.approx([121.3, 31.0], abs=1e-6)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--location", "exact", "--at", "here"), "“here”不是位置"),
        (("--location", "exact", "--at", "1,2", "--accuracy", 5), "位置不在本镇范围内"),
        (("--location", "area", "--zone", "x"), "没有片区“x”"),
        (("--location", "exact"), "lon_deg"),
    ],
)
def test_a_wrong_place_is_one_sentence(
    typed: Typed, space: Path, arguments: tuple[object, ...], words: str
) -> None:
    left, _, err = typed("place", "one", *arguments, "--source", "镇政府")
    assert left == 2
    assert words in err
    assert err.count("\n") == 1
    assert not (space / "register.sqlite").exists()


def test_audit_names_a_layer_that_was_changed_past_the_program(
    typed: Typed, space: Path, toy_dir: Path
) -> None:
    left, _, err = typed(
        "import", toy_dir / "parks.geojson", "--layer", "parks", "--datum", "wgs84"
    )
    assert left == 0, err
    assert typed("audit")[0] == 0
    (space / "layers" / "parks" / "current").write_text("shipped")
    left, out, _ = typed("audit")
    assert left == 1
    assert "与登记簿最后记入的版本 0001 不符" in out
    assert json.loads(typed("audit", "--json")[1])["layers"] == ["parks"]
