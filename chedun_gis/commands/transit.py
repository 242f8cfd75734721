"""The command on bus lines: which reach each area, from the town's stops, a file or GTFS."""

import json
from pathlib import Path
from typing import Annotated, Any

import geopandas as gpd
import pandas as pd
import typer

from chedun_gis.bus import CLAUSE, REQUIRED_LINES, BusReport, bus_of, counted_stops, target_areas
from chedun_gis.commands.frames import open_frame, same_metric
from chedun_gis.commands.shared import context, open_store, tell, write
from chedun_gis.files import write_atomic
from chedun_gis.problems import sentence_of
from chedun_gis.store import Store
from geo.errors import InputError
from geo.geojson import to_geojson
from geo.gtfs import read_gtfs, services_by_name
from geo.problem import has_errors
from geo.routes import NAME_SEPARATOR, with_routes

_FACE_COLUMNS = ("id", "zone", "lines", "line_count", "area_m2")


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(transit)


def transit(  # noqa: PLR0913, PLR0917 - the options of a command line
    zones: Annotated[str, typer.Option(help="片区：编号或文件 · areas: id or file")] = "",
    stops: Annotated[
        str, typer.Option(help="站点文件，lines 列以“、”分隔线路 · stops with a column lines")
    ] = "",
    gtfs: Annotated[Path | None, typer.Option(help="GTFS 压缩包或文件夹 · zip or folder")] = None,
    radius_m: Annotated[float, typer.Option("--radius-m", help="站点半径（米）")] = 500.0,
    kinds: Annotated[str, typer.Option(help="计入的服务 · kinds that count")] = "regular",
    required: Annotated[int, typer.Option(help="要求线路数 · lines asked for")] = REQUIRED_LINES,
    skip_bad: Annotated[bool, typer.Option(help="略过错误行 · go on without bad rows")] = False,  # noqa: FBT002
    out: Annotated[Path | None, typer.Option(help="各线路组合范围 · faces as GeoJSON")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON · print JSON")] = False,  # noqa: FBT002
) -> None:
    """公交线路覆盖 · Bus lines within reach of each area."""
    store, counting = open_store(), frozenset(kinds.split(","))
    areas = open_frame(store, zones) if zones else target_areas(store)
    areas, served = same_metric(areas, _stops(store, stops, gtfs, counting, skip_bad=skip_bad))
    areas = areas.set_index("id", drop=False) if "id" in areas else areas
    report = bus_of(areas, served, radius_m=radius_m, required=required)
    if out is not None:
        faces = report.service.faces
        joined = [NAME_SEPARATOR.join(lines) for lines in faces["lines"]]
        numbered = faces.assign(id=[f"face-{i}" for i in range(len(faces))], lines=joined)
        write_atomic(out, to_geojson(numbered, _FACE_COLUMNS).encode())
    if as_json:
        result = _result(report, by_plan=not zones, required=required)
        write(json.dumps(result, ensure_ascii=False, indent=1))
        return
    for row in _rows(report):
        name = row["name_en" if context.lang == "en" else "name_zh"]
        write(f"{name}\t{row['line_count']}\t{NAME_SEPARATOR.join(row['lines'])}")


def _stops(
    store: Store, name: str, gtfs: Path | None, kinds: frozenset[str], *, skip_bad: bool
) -> gpd.GeoDataFrame:
    """Return the stops with the lines that count, from where the user says."""
    if gtfs is not None:
        feed, problems = read_gtfs(gtfs)
        for problem in problems:
            row = "" if problem.row is None else f"{problem.row}: "
            typer.echo(row + sentence_of(problem, context.lang), err=True)
        if has_errors(problems) and not skip_bad:
            tell("cli.gtfs_stopped")
            raise typer.Exit(1)
        return with_routes(feed.stops, feed.services, kinds=kinds)
    if not name:
        return counted_stops(store, kinds)
    frame = open_frame(store, name)
    if "lines" not in frame:
        raise InputError("column_missing", column="lines")
    texts = frame["lines"].dropna().astype(str)
    lines = sorted({line.strip() for text in texts for line in text.split(NAME_SEPARATOR)} - {""})
    return with_routes(frame, services_by_name(pd.Series(lines, dtype=object)), kinds=kinds)


def _result(report: BusReport, *, by_plan: bool, required: int) -> dict[str, Any]:
    """Return the answer for all areas: how many of them have the lines asked for."""
    met, areas = int(report.verdicts["met"].sum()), len(report.verdicts)
    plan = by_plan and required == REQUIRED_LINES
    return {
        "value": met / areas,
        "numerator": met,
        "denominator": areas,
        "unit": "areas",
        "low": None,
        "high": None,
        "rule": "plan-2025" if plan else None,
        "clause": CLAUSE if plan else None,
        "target": 1.0,
        "met": met == areas,
        "radius_m": report.radius_m,
        "required": required,
        "zones": _rows(report),
    }


def _rows(report: BusReport) -> list[dict[str, Any]]:
    names = {
        name: report.zones.get(name, pd.Series(dtype=object)) for name in ("name_zh", "name_en")
    }
    area_m2 = report.zones.geometry.area
    shares = report.service.shares.to_numpy()
    return [
        {
            "zone": str(zone),
            **{name: str(column.get(zone, zone)) for name, column in names.items()},
            "lines": list(row["lines"]),
            "line_count": int(row["line_count"]),
            "met": bool(row["met"]),
            "value": float(row["share"]),
            "numerator": float(row["share"] * area_m2[zone]),
            "denominator": float(area_m2[zone]),
            "unit": "m2",
            "shares": share.tolist(),
        }
        for (zone, row), share in zip(report.verdicts.iterrows(), shares, strict=True)
    ]
