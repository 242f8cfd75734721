"""The invented town with projects that add something, each in a way of its own.

The park of `the-park` would cover the far homes: half of the homes are covered now, all of them
then. `stop-coming` is the only stop of line 3, and the centre lacks a third line. Of indicators
that are entered, `new-green` has 3 and 4 in 2021 and 2022, `film-firms` 40, and `eco` nothing.
"""

from pathlib import Path
from typing import Any

import shapely
from shapely import Point

from chedun_gis.town import Town, open_town
from layers import LAYERS
from tests.conftest import feature, write_geojson
from tests.whole.other_town import degrees, write_town

SOURCE = "柳河镇规划"
_ROW = (
    "{id},{id},{id},{unit},{unit},{target},{target},{target},at_least,unspecified,spatial,3.1,,,"
    "{rule},{adds},,,,,\n"
)
_HEAD = (
    "id,name_zh,name_en,unit,unit_zh,target,target_text_zh,target_text_en,sense,nature,kind,"
    "plan_ref,note_zh,note_en,rule,adds,entered,entered_zh,against,against_en,against_zh\n"
)
# The id, unit, target, rule and way of adding of each.
INDICATORS = (
    ("park-500m", "%", 100, "park:willow-plan", "latest"),
    ("bus-two-lines", "lines", 3, "bus:willow-plan", "latest"),
    ("community-parks", "parks", 1, "", "sum"),
    ("town-roads", "roads", 1, "", "sum"),
    ("new-green", "ha", 10, "", "sum"),
    ("film-firms", "firms", 50, "", "latest"),
    ("eco", "mu", 5, "", "sum"),
    ("gdp", "%", 7, "", "growth"),
    ("jobs", "jobs", 100, "", "each"),
    ("tax", "%", 30, "", "rise"),
)
VALUES = (
    "id,value,date,source\n"
    "new-green,3,2021,统计\nnew-green,4,2022,统计\nfilm-firms,40,2023,统计\n"
    "gdp,6,2021,统计\njobs,90,2021,统计\ntax,10,2020,统计\ntax,11,2021,统计\n"
    "income,5,2021,统计\nincome-district,4,2021,统计\n"
)
# Other years than the town's own plan has.
PLAN = """
name = { zh = "柳河规划", en = "Willow plan" }
first_year = 2021
last_year = 2025
base_year = 2020
[[chapter]]
clause = "3"
title = { zh = "公园", en = "Parks" }
"""
# Project, stage, the indicators that its layer names for it.
PROJECTS = (
    ("the-park", "planned", "park-500m、community-parks"),
    ("the-stop", "under_construction", None),
    ("one", "under_construction", None),
    ("two", "in_progress", None),
    ("unplaced", "contracted", None),
    ("listed", "planned", "community-parks"),
    ("rates", "planned", None),
    ("quiet", "planned", None),
    ("done", "completed", None),
)
EFFECTS = (
    ("the-park", "community-parks", 1, "parks", "parks", "park-planned"),
    ("the-stop", "", "", "", "bus_stops", "stop-coming"),
    ("the-road", "town-roads", 1, "roads", "", ""),
    ("one", "new-green", 2.5, "ha", "", ""),
    ("one", "film-firms", 5, "firms", "", ""),
    ("two", "new-green", 1, "ha", "", ""),
    ("two", "eco", 9, "mu", "", ""),
    ("unplaced", "community-parks", 1, "parks", "", ""),
    ("unplaced", "park-500m", 10, "%", "", ""),
    ("listed", "community-parks", 1, "parks", "", ""),
    ("rates", "gdp", 1, "%", "", ""),
    ("rates", "jobs", 300, "jobs", "", ""),
    ("rates", "tax", 3, "%", "", ""),
    ("rates", "income", 1, "%", "", ""),
    ("done", "film-firms", 1000, "firms", "", ""),
)
EFFECT_HEAD = "project,indicator,amount,unit,layer,feature,date,source\n"


def effect_rows(*rows: tuple[Any, ...]) -> str:
    """Return the text of a file of effects with these rows."""
    return EFFECT_HEAD + "".join(",".join(map(str, (*row, "2026", SOURCE))) + "\n" for row in rows)


def finish_folder(folder: Path) -> Path:
    """Write the town's folder and return it."""
    write_town(folder)
    rows = "".join(
        _ROW.format(id=name, unit=unit, target=target, rule=rule, adds=adds)
        for name, unit, target, rule, adds in INDICATORS
    )
    rows += (
        "income,income,income,%,%,0,0,0,at_least,unspecified,count,3.1,,,,against,,,"
        "income-district,district,全区\n"
    )
    plan = folder / "plans/w1"
    (plan / "indicators.csv").write_text(_HEAD + rows, encoding="utf-8")
    (plan / "plan.toml").write_text(PLAN, encoding="utf-8")
    (plan / "projects.csv").unlink()  # the layer names the years
    (folder / "indicator_values.csv").write_text(VALUES, encoding="utf-8")
    (folder / "project_effects.csv").write_text(effect_rows(*EFFECTS), encoding="utf-8")
    (folder / "bus_services.csv").write_text(
        "line,route,kind,basis\n" + "".join(f"{n}路,{n}路,regular,stated\n" for n in (1, 2, 3)),
        encoding="utf-8",
    )
    _layers(folder)
    return folder


def _layers(folder: Path) -> None:
    made = {"source": "willow-survey", "basis": "surveyed", "accuracy_m": 1.0}
    projects = [
        feature(
            LAYERS["projects"],
            name,
            **made,
            geometry=None,
            stage=stage,
            location_type="not_located",
            indicators=indicators,
            target_year=2025 if name in {"one", "the-park"} else None,
        )
        for name, stage, indicators in PROJECTS
    ]
    write_geojson(folder / LAYERS["projects"].file, projects)
    road = shapely.geometry.mapping(degrees(shapely.LineString([(0, 100), (4000, 100)])))
    roads = [
        feature(
            LAYERS["roads"],
            "the-road",
            **made,
            geometry=dict(road),
            kind="local",
            stage="planned",
            new_town_road=True,
        )
    ]
    write_geojson(folder / LAYERS["roads"].file, roads)
    stops = [
        feature(
            LAYERS["bus_stops"],
            name,
            **made,
            geometry=dict(shapely.geometry.mapping(degrees(Point(x, 500)))),
            lines=lines,
            line_count=len(lines.split("、")),
        )
        for name, x, lines in (("stop", 500, "1路、2路"), ("stop-coming", 600, "3路"))
    ]
    write_geojson(folder / LAYERS["bus_stops"].file, stops)


def finish_town(folder: Path) -> Town:
    """Return the town."""
    return open_town(finish_folder(folder))
