"""The command on service-radius coverage: any services over any demand, by a rule or a radius."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import geopandas as gpd
import typer

from chedun_gis.commands.frames import column_of, indicator_of, open_frame, same_metric
from chedun_gis.commands.shared import open_store, tell, write
from chedun_gis.coverage_report import rule_data, share_data, zone_data
from chedun_gis.files import write_atomic
from chedun_gis.indicators.model import Input
from chedun_gis.rules import find_rule
from chedun_gis.service_kinds import counted
from geo.coverage import Coverage, coverage
from geo.coverage_range import coverage_range
from geo.coverage_zones import coverage_by_zone
from geo.gaps import gaps
from geo.geojson import to_geojson

DEFAULT_RADIUS_M = 500.0
_GAP_COLUMNS = ("id", "area_m2", "uncovered", "parcels", "nearest_m")


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("coverage")(measure_coverage)


def measure_coverage(  # noqa: PLR0913, PLR0917 - the options of a command line
    service: Annotated[str, typer.Option(help="服务设施：编号或文件 · services: id or file")],
    demand: Annotated[str, typer.Option(help="需求：编号或文件 · demand: id or file")],
    rule: Annotated[str, typer.Option(help="规则编号 · rule id, or indicator:id")] = "",
    radius_m: Annotated[
        float | None, typer.Option("--radius-m", help="服务半径（米），默认 500 · radius")
    ] = None,
    by: Annotated[str, typer.Option(help="按片区汇总 · split by: id or file")] = "",
    weight: Annotated[str, typer.Option(help="权重字段 · weight field")] = "",
    out: Annotated[Path | None, typer.Option(help="缺口输出 · gaps as GeoJSON")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON · print JSON")] = False,  # noqa: FBT002
) -> None:
    """服务半径覆盖率 · Service-radius coverage."""
    store = open_store()
    named = [open_frame(store, name) for name in filter(None, (demand, service, by))]
    homes, services, *zones = same_metric(*named)
    chosen = find_rule(rule, indicator=indicator_of(service)) if rule else None
    if chosen is not None:
        services = counted(services, chosen)
    reach = services["radius_m"] if chosen is not None and radius_m is None else radius_m
    low: float | None
    high: float | None
    options: dict[str, Any] = {
        "radius_m": DEFAULT_RADIUS_M if reach is None else reach,
        "weight": column_of(homes, weight) if weight else None,
        "progress": _show,
    }
    if "accuracy_m" in homes and "accuracy_m" in services:
        found = coverage_range(homes, services, **options)
        mapped = found.mapped
        low, high = found.low.share, found.high.share
    else:
        mapped = coverage(homes, services, **options)
        low, high = None, None
    holes = gaps(mapped, services)
    if out is not None:
        ranked = holes.assign(id=[str(number) for number in holes.index])
        write_atomic(out, to_geojson(ranked, _GAP_COLUMNS).encode())
    result = {
        **share_data(mapped),
        "unit": weight or ("places" if not mapped.parcels.geometry.area.any() else "m2"),
        "low": low if mapped.total else None,
        "high": high if mapped.total else None,
        "radius_m": None if chosen is not None and radius_m is None else options["radius_m"],
        **rule_data(chosen, mapped),
        "inputs": [_source(service, services), _source(demand, homes)],
        "gaps": len(holes),
        "zones": _zones(mapped, zones),
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


def _zones(mapped: Coverage, zones: list[gpd.GeoDataFrame]) -> list[dict[str, Any]]:
    if not zones:
        return []
    named = zones[0].set_index("id") if "id" in zones[0] else zones[0]
    return zone_data(coverage_by_zone(mapped, named))


def _source(name: str, frame: gpd.GeoDataFrame) -> dict[str, Any]:
    if "basis" not in frame or "accuracy_m" not in frame:
        return {"layer": name, "features": len(frame), "basis": None}
    counts = {str(key): int(count) for key, count in frame["basis"].value_counts().items()}
    accuracy = frame["accuracy_m"] if len(frame) else [0.0]
    return asdict(Input(name, len(frame), counts, float(min(accuracy)), float(max(accuracy))))


def _show(done: int, total: int) -> None:
    """Keep a line of progress on a terminal; nothing in a pipe."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done:,} / {total:,}" + ("\n" if done >= total else ""))
        sys.stderr.flush()
