"""Two invented plans of a toy town, 2021–2025 and 2026–2030, small enough to check by hand.

| indicator | adds | first plan | second plan | values |
|---|---|---|---|---|
| `firms` | latest | 20 | 30 | 2020: 10, 2025: 18, 2028: 24 |
| `green` | sum | 50 | 60 | 2020: 9, 2021: 20, 2022: 20, 2026: 12, 2027: 12 |
| `old` | latest | 5 | – | |
| `fresh` | latest | – | 7 | |

Projects: `on` is in both, `done` and `gone` in the first alone, `new` in the second alone, `free`
in none. `done` is completed.
"""

from pathlib import Path

from layers import LAYERS
from tests.conftest import feature, write_geojson

HEAD = "id,name_zh,name_en,unit,unit_zh,target,sense,nature,kind,adds\n"
_ROW = "{0},{1},{2},units,个,{3},at_least,expected,count,{4}\n"
FIRST_TOML = """
name = { zh = "甲规划", en = "Plan A" }
first_year = 2021
last_year = 2025
base_year = 2020
[[chapter]]
clause = "1"
[[chapter]]
clause = "9"
title = { zh = "生态", en = "Nature" }
"""
SECOND_TOML = """
name = { zh = "乙规划", en = "Plan B" }
first_year = 2026
last_year = 2030
base_year = 2025
"""
PLANS = {
    "a1": {
        "plan.toml": FIRST_TOML,
        "indicators.csv": HEAD
        + _ROW.format("firms", "企业", "Firms", 20, "latest")
        + _ROW.format("green", "绿地", "Green", 50, "sum")
        + _ROW.format("old", "旧", "Old", 5, "latest"),
        "projects.csv": "layer,id,clause,target_year,target_zh,target_en\n"
        "projects,on,9.1,2024,一座,one\nprojects,done,9.2,,,\nprojects,gone,1.1,2025,,\n",
    },
    "a2": {
        "plan.toml": SECOND_TOML,
        "indicators.csv": HEAD
        + _ROW.format("firms", "企业", "Firms", 30, "latest")
        + _ROW.format("green", "绿地", "Green", 60, "sum")
        + _ROW.format("fresh", "新", "Fresh", 7, "latest"),
        "projects.csv": "layer,id,clause,target_year\n"
        "projects,on,3.1,2028\nprojects,new,3.2,2029\n",
    },
}
VALUES = (
    "id,value,date,source\n"
    "firms,10,2020,年鉴\nfirms,18,2025,年鉴\nfirms,24,2028,年鉴\n"
    "green,9,2020,年鉴\ngreen,20,2021,年鉴\ngreen,20,2022,年鉴\n"
    "green,12,2026,年鉴\ngreen,12,2027,年鉴\n"
)


def write_plan(folder: Path, plan: str, /, **changed: str) -> Path:
    """Write one of the plans into a town's folder, or what replaces its files, by their stems."""
    home = folder / "plans" / plan
    home.mkdir(parents=True, exist_ok=True)
    for name, content in PLANS[plan].items():
        text = changed.get(name.partition(".")[0], content)
        (home / name).write_text(text, encoding="utf-8")
    return home


def write_two_plans(folder: Path) -> Path:
    """Write both plans, the projects and the values into a town's folder, and return it."""
    for plan in PLANS:
        write_plan(folder, plan)
    stages = {"done": "completed"}
    projects = [
        feature(LAYERS["projects"], name, stage=stages.get(name, "planned"), target_year=None)
        for name in ("on", "done", "gone", "new", "free")
    ]
    write_geojson(folder / "projects.geojson", projects)
    (folder / "indicator_values.csv").write_text(VALUES, encoding="utf-8")
    return folder
