"""Commands that measure: coverage, transit, indicators."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import geopandas as gpd
import typer

from chedun_gis.bus import bus_report
from chedun_gis.commands.frames import column_of, open_frame, same_metric
from chedun_gis.commands.shared import context, open_store, tell, write
from chedun_gis.coverage_report import parks_by_rule
from chedun_gis.files import write_atomic
from chedun_gis.indicators import scorecard
from chedun_gis.indicators.model import Input
from chedun_gis.rules import park_rule
from chedun_gis.scorecard import as_data, line_of
from geo.coverage import Coverage, coverage, meets
from geo.coverage_range import coverage_range
from geo.coverage_zones import coverage_by_zone
from geo.gaps import gaps
from geo.geojson import to_geojson
from layers.rule_sets import RuleSet

Json = Annotated[bool, typer.Option("--json", help="输出 JSON · print JSON")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("coverage")(measure_coverage)
    app.command()(transit)
    app.command()(indicators)


def measure_coverage(  # noqa: PLR0913, PLR0917 - the options of a command line
    service: Annotated[str, typer.Option(help="服务设施：图层编号或文件 · services: id or file")],
    demand: Annotated[str, typer.Option(help="需求：图层编号或文件 · demand: id or file")],
    rule: Annotated[str, typer.Option(help="规则编号 · rule id; only parks that count")] = "",
    radius_m: Annotated[
        float | None, typer.Option("--radius-m", help="服务半径（米），默认 500 · radius")
    ] = None,
    by: Annotated[str, typer.Option(help="按片区汇总 · split by: id or file")] = "",
    weight: Annotated[str, typer.Option(help="权重字段 · weight field")] = "",
    out: Annotated[Path | None, typer.Option(help="缺口输出 · gaps as GeoJSON")] = None,
    as_json: Json = False,  # noqa: FBT002 - an option of the command line
) -> None:
    """服务半径覆盖率 · Service-radius coverage."""
    store = open_store()
    named = [open_frame(store, name) for name in filter(None, (demand, service, by))]
    homes, services, *zones = same_metric(*named)
    chosen = park_rule(rule) if rule else None
    if chosen is not None:
        services = parks_by_rule(services, chosen)
    reach = services["radius_m"] if chosen is not None and radius_m is None else radius_m or 500.0
    amounts = column_of(homes, weight) if weight else None
    low: float | None
    high: float | None
    known = "accuracy_m" in homes and "accuracy_m" in services
    if known:
        found = coverage_range(homes, services, radius_m=reach, weight=amounts, progress=_show)
        mapped = found.mapped
        low, high = found.low.share, found.high.share
    else:
        mapped = coverage(homes, services, radius_m=reach, weight=amounts, progress=_show)
        low, high = None, None
    holes = gaps(mapped, services)
    if out is not None:
        ranked = holes.assign(id=[str(i) for i in holes.index])
        columns = ["id", "area_m2", "uncovered", "parcels", "nearest_m"]
        write_atomic(out, to_geojson(ranked, columns).encode())
    result = {
        "value": None if mapped.total == 0 else mapped.share,
        "numerator": mapped.covered,
        "denominator": mapped.total,
        "unit": weight or "m2",
        "low": low,
        "high": high,
        "radius_m": radius_m,
        **_rule_data(chosen, mapped),
        "inputs": [_source(service, services), _source(demand, homes)],
        "gaps": len(holes),
        "zones": [] if not zones else _zones(mapped, zones[0]),
    }
    if as_json:
        write(json.dumps(result, ensure_ascii=False, indent=1))
        return
    tell(
        "cli.coverage",
        share=f"{100 * mapped.share:.2f}",
        covered=f"{mapped.covered:,.0f}",
        total=f"{mapped.total:,.0f}",
        gaps=len(holes),
    )


def _rule_data(rule: RuleSet | None, mapped: Coverage) -> dict[str, Any]:
    """Return by which rule the figure is judged; without a rule there is no verdict."""
    target = rule.threshold if rule else None
    return {
        "rule": rule.id if rule else None,
        "clause": rule.clause if rule else None,
        "target": target.share if target else None,
        "met": meets(mapped.share, target.share, strictly=target.strictly) if target else None,
    }


def _zones(mapped: Coverage, zones: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    table = coverage_by_zone(mapped, zones)
    names = zones.get("id", zones.index)
    rows = zip(names, table.itertuples(index=False), strict=True)
    return [
        {
            "zone": str(name),
            "value": row.share if row.total else None,
            "numerator": row.covered,
            "denominator": row.total,
        }
        for name, row in rows
    ]


def _source(name: str, frame: gpd.GeoDataFrame) -> dict[str, Any]:
    if "basis" not in frame or "accuracy_m" not in frame:
        return {"layer": name, "features": len(frame), "basis": None}
    counts = {str(key): int(count) for key, count in frame["basis"].value_counts().items()}
    accuracy = frame["accuracy_m"]
    return asdict(Input(name, len(frame), counts, float(accuracy.min()), float(accuracy.max())))


def _show(done: int, total: int) -> None:
    """Keep a line of progress on a terminal; nothing in a pipe."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done:,} / {total:,}" + ("\n" if done >= total else ""))
        sys.stderr.flush()


def transit(
    radius_m: Annotated[float, typer.Option("--radius-m", help="站点半径（米）")] = 500.0,
    kinds: Annotated[str, typer.Option(help="计入的服务 · kinds that count")] = "regular",
    as_json: Json = False,  # noqa: FBT002 - an option of the command line
) -> None:
    """公交线路覆盖 · Bus lines within reach of each target area."""
    report = bus_report(open_store(), radius_m=radius_m, kinds=set(kinds.split(",")))
    rows = [
        {
            "zone": str(zone),
            "name_zh": report.zones["name_zh"][str(zone)],
            "name_en": report.zones["name_en"][str(zone)],
            "lines": list(row["lines"]),
            "line_count": int(row["line_count"]),
            "met": bool(row["met"]),
            "shares": list(report.service.shares.loc[str(zone)]),
        }
        for zone, row in report.verdicts.iterrows()
    ]
    if as_json:
        content = {"radius_m": radius_m, "clause": "8.2.3", "target": 2, "zones": rows}
        write(json.dumps(content, ensure_ascii=False, indent=1))
        return
    for row in rows:
        write(f"{row[f'name_{context.lang}']}\t{row['line_count']}\t{'、'.join(row['lines'])}")


def indicators(
    as_json: Json = False,  # noqa: FBT002 - an option of the command line
) -> None:
    """规划指标 · The plan's indicators."""
    results = scorecard(open_store())
    if as_json:
        write(json.dumps([as_data(result) for result in results], ensure_ascii=False, indent=1))
        return
    for line in (line_of(result, context.lang) for result in results):
        parts = (line.title, line.value, line.target, line.state, line.basis, line.clause)
        write("\t".join(parts))
