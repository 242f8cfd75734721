"""An invented town whose plan is over, with every value of its five years and money of projects.

It lies where `tests/whole/other_town.py` lays it. Each way in which years add up has an indicator:

| indicator | way | 2020 | 2021–2025 | makes | target | verdict |
|---|---|---|---|---|---|---|
| output | growth | | 6 7 8 9 5 | 6.99 % a year | 7 | far behind? no: behind (6.99 / 7) |
| water-use | latest, at most | 120 | 116 112 106 101 96 | 96 | 98 | done |
| farmland | latest, binding | 300 | 300 300 299 298 297 | 297 | 300 | far behind |
| homes | sum | | 100 200 250 250 250 | 1,050 | 1,000 | done |
| yield | rise | 20 | 21 22 23 24 25 | 25 % | 30 | behind |
| calls | each | | 96 97 95 94 98 | 94 | 95 | behind (94 / 95 of the way) |
| income | against | | 6 6 6 6 6 less 5 5 5 5 5 | 1 | 0 | done |
| trees | latest | 30 | 31 32 33 34 | 34 (2024) | 36 | behind: 2025 is missing |
"""

from pathlib import Path
from typing import Any, Final

from shapely import Point

from chedun_gis.register import Ledger, required
from chedun_gis.town import Town, TownSource
from layers import LAYERS
from tests.conftest import feature, write_geojson
from tests.people import ALONE
from tests.whole.other_town import degrees, write_town

PLAN: Final = """
name = { zh = "柳河镇“十四五”规划（虚构）", en = "Willow 14th plan (invented)" }
first_year = 2021
last_year = 2025
base_year = 2020
[[chapter]]
clause = "1"
title = { zh = "产业", en = "Industry" }
[[chapter]]
clause = "2"
title = { zh = "生态", en = "Ecology" }
[[chapter]]
clause = "3"
title = { zh = "民生", en = "Living" }
[[chapter]]
clause = "4"
title = { zh = "交通", en = "Transport" }
[[chapter]]
clause = "5"
title = { zh = "保障", en = "Carrying it out" }
"""
_HEAD: Final = (
    "id,name_zh,name_en,unit,unit_zh,target,target_text_zh,target_text_en,sense,nature,kind,"
    "plan_ref,note_zh,note_en,rule,adds,entered,entered_zh,against,against_en,against_zh\n"
)
INDICATORS: Final = _HEAD + (
    "output,产值年均增速,Growth of output,%,%,7,7%,7 %,at_least,expected,count,1.1,,,,growth,,,,,\n"
    "water-use,单位用水量,Water used,m³,立方米,98,不高于98立方米,98 m³ at most,at_most,binding,"
    "count,2.1,,,,latest,,,,,\n"
    "farmland,耕地保有量,Farmland kept,ha,公顷,300,300公顷,300 ha,at_least,binding,count,2.2,,,,"
    "latest,,,,,\n"
    "homes,安置住房累计,Homes built,homes,套,1000,五年1000套,1000 in five years,at_least,"
    "expected,count,3.1,,,,sum,,,,,\n"
    "yield,亩均税收增幅,Rise of the yield,%,%,30,增长30%,a rise of 30 %,at_least,expected,count,"
    "1.2,,,,rise,10⁴ yuan,万元,,,\n"
    "calls,热线解决率,Calls solved,%,%,95,每年95%,95 % every year,at_least,expected,count,3.2,,,,"
    "each,,,,,\n"
    "income,居民收入增速,Growth of income,%,%,0,不低于全市,that of the city,at_least,expected,"
    "count,3.3,,,,against,,,income-city,Growth of income in the city,全市居民收入增速\n"
    "trees,绿化覆盖率,Green cover,%,%,36,36%,36 %,at_least,unspecified,count,2.3,,,,latest,,,,,\n"
    "park-500m,公园覆盖,Park coverage,%,%,100,全覆盖,all,at_least,unspecified,spatial,2.4,,,"
    "park:willow-plan,latest,,,,,\n"
    "bus-two-lines,公交线路,Bus lines,lines,条,3,3条,3 lines,at_least,unspecified,spatial,4.2,,,"
    "bus:willow-plan,latest,,,,,\n"
)
YEARS: Final = range(2021, 2026)
VALUES: Final[dict[str, dict[int, float]]] = {
    "output": dict(zip(YEARS, (6, 7, 8, 9, 5), strict=True)),
    "water-use": dict(zip(range(2020, 2026), (120, 116, 112, 106, 101, 96), strict=True)),
    "farmland": dict(zip(range(2020, 2026), (300, 300, 300, 299, 298, 297), strict=True)),
    "homes": dict(zip(YEARS, (100, 200, 250, 250, 250), strict=True)),
    "yield": dict(zip(range(2020, 2026), (20, 21, 22, 23, 24, 25), strict=True)),
    "calls": dict(zip(YEARS, (96, 97, 95, 94, 98), strict=True)),
    "income": dict.fromkeys(YEARS, 6.0),
    "income-city": dict.fromkeys(YEARS, 5.0),
    "trees": dict(zip(range(2020, 2025), (30, 31, 32, 33, 34), strict=True)),
}
# Where it lies, its chapter, its target, and its stages with what was planned and spent by then.
PROJECTS: Final[dict[str, tuple[str, Any, str, int, tuple[tuple[str, str, float], ...]]]] = {
    "mill": ("柳河产业园", (2600, 1200), "1.1", 2023, (
        ("2021-03", "planned", 0.0), ("2022-05", "under_construction", 2400.0),
        ("2023-11", "completed", 5200.0),
    )),
    "works": ("污水处理厂扩建", (900, 3300), "2.1", 2022, (
        ("2021-06", "under_construction", 800.0), ("2024-09", "completed", 3100.0),
    )),
    "wood": ("河口湿地林", (3300, 600), "2.2", 2025, (("2022-04", "in_progress", 640.0),)),
    "school": ("柳河第二小学", (1200, 900), "3.1", 2024, (
        ("2022-02", "planned", 0.0), ("2023-03", "under_construction", 1750.5),
    )),
    "clinic": ("社区卫生中心", (500, 700), "3.2", 2025, (("2025-10", "completed", 980.0),)),
    "bridge": ("柳河大桥", (2000, 2000), "4.1", 2027, (("2025-04", "planned", 0.0),)),
}  # fmt: skip
PLANNED: Final = {
    "mill": 5000.0,
    "works": 3000.0,
    "wood": 900.0,
    "school": 4200.0,
    "clinic": 1000.0,
}
EXPLAINED: Final = {
    "farmland": "新增两条道路占用，补充耕地尚未验收",
    "water-use": "两家用水大户完成节水改造",
}


def write_evaluated(folder: Path) -> Path:
    """Write the folder of the town and return it."""
    write_town(folder)
    for old in (folder / "plans").rglob("*"):
        if old.is_file():
            old.unlink()
    (folder / "plans" / "w1").rmdir()
    plan = folder / "plans" / "w14"
    plan.mkdir(parents=True)
    (plan / "plan.toml").write_text(PLAN, encoding="utf-8")
    (plan / "indicators.csv").write_text(INDICATORS, encoding="utf-8")
    lines = [
        f"projects,{name},{clause},{year},," for name, (_, _, clause, year, _) in PROJECTS.items()
    ]
    table = "\n".join(("layer,id,clause,target_year,target_zh,target_en", *lines))
    (plan / "projects.csv").write_text(f"{table}\n", encoding="utf-8")
    made = {"source": "willow-survey", "basis": "surveyed", "accuracy_m": 1.0}
    features = [
        feature(
            LAYERS["projects"],
            name,
            geometry={"type": "Point", "coordinates": list(degrees(Point(*where)).coords[0])},
            name_zh=title,
            name_en=name.capitalize(),
            stage="planned",
            location_type="exact",
            indicators="",
            **made,
        )
        for name, (title, where, _, _, _) in PROJECTS.items()
    ]
    write_geojson(folder / LAYERS["projects"].file, features)
    (folder / "project_effects.csv").write_text("project,layer,feature\n", encoding="utf-8")
    return folder


def entered(ledger: Ledger) -> Ledger:
    """Enter all that is known of the town, and return the register."""
    told = {"source": "柳河镇统计站"}
    facts = [
        required(
            "value",
            {**told, "indicator": name, "year": year, "value": float(value), "date": str(year)},
        )
        for name, its in VALUES.items()
        for year, value in its.items()
    ]
    facts += [
        required(
            "status",
            {
                **told,
                "project": name,
                "date": date,
                "stage": stage,
                "planned_10k_yuan": PLANNED.get(name),
                "spent_10k_yuan": spent or None,
                "share_done": 1.0 if stage == "completed" else None,
            },
        )
        for name, (_, _, _, _, stages) in PROJECTS.items()
        for date, stage, spent in stages
    ]
    facts += [
        required(
            "explanation",
            {**told, "indicator": name, "year": 2025, "date": "2025", "note_zh": words},
        )
        for name, words in EXPLAINED.items()
    ]
    ledger.append(facts, by=ALONE, accept=True, seed=())
    return ledger


def evaluated_town(folder: Path) -> Town:
    """Return the town, with its register beside it."""
    ledger = entered(Ledger(folder / "register.sqlite"))
    return TownSource(write_evaluated(folder / "data"), ledger=ledger).town()
