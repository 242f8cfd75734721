"""The figures of version 0.1, taken from commit dfc7d2e, differ only where this file says so.

`scorecard`, `coverage`, `coverage_all_homes` and `bus` are what the commands `indicators --json`,
`coverage --service open-parks --demand built-urban --rule park:plan-2025 --by zones --json`, the
same with `--service parks --demand residential` and `transit --json` printed; `profile` and the
reports (their texts, line by line) are those of the film town and of the scorecard. The town is
the one that was drawn then (`tests/data/town_before`): what is computed of it is compared.
"""

import html
import json
import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from chedun_gis.commands.root import app
from chedun_gis.profile import areas, data, profile
from chedun_gis.report import report_of
from chedun_gis.report.to_html import to_html
from chedun_gis.texts import bare
from chedun_gis.town import open_town

GOLDEN = Path(__file__).resolve().parent / "golden" / "before"
COVERAGE = "coverage --service open-parks --demand built-urban --rule park:plan-2025 --by zones"
# All parks, planned ones too, over all homes: no longer under the rule's own name (`differs`).
ALL_HOMES = COVERAGE.replace("open-parks", "parks").replace("built-urban", "residential")
NOTE_NOW = (
    "计公园绿地，不计广场；第9.2.2条讲城区绿化，按已建城镇与安置居住用地计。"
    "郊野公园在城区之外，不计。"
)
NOTE = ("计公园绿地，不计广场。", NOTE_NOW)
FOUND_EN = "20 services; 124.2 ha not covered, in 42 places. Counts public park green space, "
URBAN_EN = (
    "; 9.2.2 speaks of greening the urban area, so built urban and resettlement homes are counted. "
    "The country park lies outside the urban area and does not count."
)
NOTE_EN = ("not squares.", f"not squares{URBAN_EN}")

# Where values are entered is another place now.
NO_VALUE = (
    "尚无数据；请在 data/indicator_values.csv 填写数值、日期与来源。",
    "尚无数据；请在指标页或用 value 命令记入年份、数值与来源。",
)
NO_VALUE_EN = (
    "No value yet; enter value, date and source in data/indicator_values.csv.",
    "No value yet; enter year, value and source on the scorecard or by the command value.",
)
# A year's growth of the fiscal revenue was found: too few years to say more than that.
FISCAL = 18
FISCAL_NOTE = "2023 年增速的几何平均（规划期 2021—2025 年中有 1 年）；可靠性低，待核实"
FISCAL_NOTE_EN = (
    "geometric mean of the growth in 2023 (1 of the years 2021 to 2025); doubtful, to be verified"
)
FISCAL_SOURCE = "http://yizesci.com/yizesci/车墩镇/2651037219119003524（百科类文本转载）"
# The plan's own levels of 2015 and 2020 are there now: there is a base, and still no year.
TAX = 21
BASE_ONLY = "规划期 2021—2025 年各年均无数据，仅有基期值。"
BASE_ONLY_EN = "No value of the years 2021 to 2025 yet, only of the time before."
# Not below the district's growth: as much is enough.
INCOME = 26
STILL_UNKNOWN = (5, 6, 7, 9, 10, *range(14, FISCAL), *range(FISCAL + 1, TAX), *range(TAX + 1, 30))

# What is meant to differ, by file and place, each with its reason.
CHANGED = {
    **{("scorecard", f"{number}.note_zh"): NO_VALUE for number in STILL_UNKNOWN},
    **{("scorecard", f"{number}.note_en"): NO_VALUE_EN for number in STILL_UNKNOWN},
    ("scorecard", f"{FISCAL}.value"): (None, 18.7),
    ("scorecard", f"{FISCAL}.date"): (None, "2023"),
    ("scorecard", f"{FISCAL}.source"): (None, FISCAL_SOURCE),
    ("scorecard", f"{FISCAL}.note_zh"): (NO_VALUE[0], FISCAL_NOTE),
    ("scorecard", f"{FISCAL}.note_en"): (NO_VALUE_EN[0], FISCAL_NOTE_EN),
    ("scorecard", f"{TAX}.note_zh"): (NO_VALUE[0], BASE_ONLY),
    ("scorecard", f"{TAX}.note_en"): (NO_VALUE_EN[0], BASE_ONLY_EN),
    ("scorecard", f"{INCOME}.target"): (None, 0.0),
    # Of four projects under construction two have no more than been begun, by what was reported.
    ("profile", "projects.by_stage.under_construction"): (4, 2),
    # A rule's key is its indicator and its id: the id is no longer bent to be unique by itself.
    ("scorecard", "1.rule"): ("plan-2025-bus", "plan-2025"),
    # The plan's rule names its denominator.
    ("scorecard", "0.note_zh"): (
        f"20 处设施；未覆盖 124.2 公顷，分 42 处。{NOTE[0]}",
        f"20 处设施；未覆盖 124.2 公顷，分 42 处。{NOTE[1]}",
    ),
    ("scorecard", "0.note_en"): (
        f"{FOUND_EN}{NOTE_EN[0]}",
        f"{FOUND_EN}{NOTE_EN[1]}",
    ),
    # A zone that holds 0.13 m² of a neighbour's homes has no figure.
    ("coverage", "zones.6.value"): (1.0, None),
    ("coverage_all_homes", "zones.6.value"): (1.0, None),
}
# Keys that are new: they say more, and take nothing away.
LIKELY = {
    *("likely", "low", "middle", "high", "low_error", "high_error"),
    *("share", "draws", "settling"),
}
NEAR = {"near_zh", "near_en"}
ADDED = {
    "scorecard": {
        *("indicator", "missing", "undecided"),
        # How far it is on its way is new.
        *("verdict", "way", "time", "forecast", "years", "missing_years"),
        # Between which values it likely lies, beside the worst case.
        *("likely_low", "likely_high"),
    },
    # Whose rule it is, over what, what was asked otherwise, and the other denominators.
    "coverage": {"indicator", "land", "differs", "other_lands", "uncounted", *NEAR, *LIKELY},
    "coverage_all_homes": {
        "indicator",
        "land",
        "differs",
        "other_lands",
        "uncounted",
        *NEAR,
        *LIKELY,
    },
    "bus": {"differs"},
    "profile": {"missing", "in_progress", "likely_line_count", *LIKELY},
}
# What the reports say otherwise, for the same reasons.
SAID = {
    "report_scorecard": (
        # The plan is named as its folder names it.
        ("第十四个五年规划（2021—2025）各项指标", "“十四五”规划（2021—2025）各项指标"),
        ("有数值、目标未定量", "年份不全\n1\n有数值、目标未定量"),
        ("无数据\n25\n31 项指标中 6 项", "无数据\n24\n31 项指标中 7 项"),
        (
            "家庭医生签约率\n30% / 70%",
            "财税总收入年均增速\n18.7% / 9%\n《规划》附件2\n家庭医生签约率\n30% / 70%",
        ),
        (
            "财税总收入年均增速\n无数据\n9%\n—\n无数据\n预期性\n—\n",
            "财税总收入年均增速\n18.7%\n9%\n—\n年份不全\n预期性\n填报（2023）\n",
        ),
    ),
    "report_zone": (
        ("上海影视乐园二期\n建设中", "上海影视乐园二期\n推进中"),
        ("启名影视基地\n建设中", "启名影视基地\n推进中"),
    ),
}


# Beside what each gap is near: the title of that column, and the layers and the source of them.
NEW_LINES = {
    "邻近地点",
    *(
        "居住小区（点）",
        "92",
        "公开数据 92",
        "50-300",
        "正常",
        "行政村（名称点）",
        "13",
        "公开数据 13",
    ),
    *("公开网页上的点位（多个地理编码互相比较）", "2026-11", "未声明许可，仅引用事实并取整"),
}

# How far a target is on its way stands behind its verdict and its note.
PROGRESS = re.compile(
    r" · (?:已完成|按进度|落后|严重落后|无数据)(?:（已走 -?[\d,]+%，时间已过 \d+%）)?(?=<)"
    r"|进度为本程序的约定：[^<]*"
)


# Beside the worst case stands the likely interval now, and each is called what it is.
WORST = ("按位置精度的区间", "最坏情形区间")
SAID_LIKELY = re.compile(r"可能区间（90%）\n[^\n]*\n|可能 [^\n]* – [^\n]*\n")


@pytest.fixture(autouse=True)
def _there(town_before: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHEDUN_DATA_DIR", str(town_before))


def printed(command: str) -> Any:  # noqa: ANN401 - JSON
    done = CliRunner().invoke(app, [*command.split(), "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def film_town(folder: Path) -> Any:  # noqa: ANN401 - JSON
    town = open_town(folder)
    return data.as_data(profile(town, areas(town)["zones:zone-film-town"]))


def differences(was: Any, now: Any, at: str = "") -> Iterator[tuple[str, Any, Any]]:  # noqa: ANN401
    """Yield where two JSON values differ; keys that are new left out.

    Numbers to nine digits, of slivers to a tenth of a square millimetre: overlay rounds to 10 nm.
    """
    if isinstance(was, dict) and isinstance(now, dict):
        for key, value in was.items():
            yield from differences(value, now.get(key, "(gone)"), f"{at}.{key}".lstrip("."))
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for number, (one, other) in enumerate(zip(was, now, strict=True)):
            yield from differences(one, other, f"{at}.{number}".lstrip("."))
    elif isinstance(was, float) and isinstance(now, int | float):
        if now != pytest.approx(was, rel=1e-9, abs=1e-7):
            yield at, was, now
    elif was != now:
        yield at, was, now


def keys(value: Any) -> set[str]:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        return set(value).union(*map(keys, value.values()))
    return set().union(*map(keys, value)) if isinstance(value, list) else set()


@pytest.mark.parametrize(
    ("name", "take"),
    [
        ("scorecard", lambda _: printed("indicators")),
        ("coverage", lambda _: printed(COVERAGE)),
        ("coverage_all_homes", lambda _: printed(ALL_HOMES)),
        ("bus", lambda _: printed("transit")),
        ("profile", film_town),
    ],
)
def test_figures_differ_only_where_it_is_meant(
    name: str, take: Callable[[Path], Any], town_before: Path
) -> None:
    was = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    # What a figure holds beside itself for comparison has keys of its own.
    now = json.loads(json.dumps(take(town_before)))
    found = {(name, at): (one, other) for at, one, other in differences(was, now)}
    assert found == {key: value for key, value in CHANGED.items() if key[0] == name}
    assert keys(now) - keys(was) <= ADDED[name]


@pytest.mark.parametrize(
    ("name", "of"), [("report_scorecard", "scorecard"), ("report_zone", "zone:zone-film-town")]
)
def test_reports_say_what_they_said(name: str, of: str, town_before: Path) -> None:
    town = open_town(town_before)
    text = to_html(report_of(town, of, date="2026-11-25", lang="zh"))
    for element in ("style", "script", "svg"):
        text = re.sub(rf"<{element}\b.*?</{element}>", "", text, flags=re.DOTALL)
    text = PROGRESS.sub("", text)
    lines = [html.unescape(part).strip() for part in re.split(r"<[^>]+>", text)]
    was = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    for before, after in (NOTE, NO_VALUE, WORST, *SAID[name]):
        assert before in was or (before, after) not in SAID[name]
        was = was.replace(before, after)
    said = "\n".join(line for line in lines if line)
    assert SAID_LIKELY.search(said) or name != "report_scorecard"
    now = SAID_LIKELY.sub("", said).splitlines()
    steps = SequenceMatcher(None, was.splitlines(), now, autojunk=False).get_opcodes()
    changed = [step for step in steps if step[0] not in {"equal", "insert"}]
    assert changed == []
    new = {line for step, _, _, one, two in steps if step == "insert" for line in now[one:two]}
    places = pd.concat([town.frame(each)["name_zh"] for each in ("compounds", "villages")])
    assert new - set(places.map(bare)) <= NEW_LINES
