"""The command on siting: which candidates serve most, or the fewest that serve all."""

import json
import math
import sys
from pathlib import Path
from typing import Annotated, Any

import geopandas as gpd
import typer
from pandas.api.types import is_integer_dtype

from chedun_gis.commands.frames import column_of, open_frame, same_metric
from chedun_gis.commands.shared import context, open_town, tell, write
from chedun_gis.coverage_report import known
from chedun_gis.files import write_atomic
from chedun_gis.wording import percent
from geo.candidates import Constraints, grid_sites, kept_sites
from geo.errors import InputError
from geo.geojson import to_geojson
from geo.siting import Ask, Choice, Siting, best_sites, fewest_sites

_GRID = "grid"


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(site)


def site(  # noqa: PLR0913, PLR0917 - the options of a command line
    demand: Annotated[str, typer.Option(help="需求：编号或文件 · demand: id or file")],
    candidates: Annotated[str, typer.Option(help="候选：编号、文件或 grid · id, file, or grid")],
    radius_m: Annotated[float, typer.Option("--radius-m", help="服务半径（米）· radius")] = 500.0,
    count: Annotated[int, typer.Option(help="选几处（1–20）· how many sites")] = 2,
    existing: Annotated[str, typer.Option(help="现有设施 · services that stand")] = "",
    full_coverage: Annotated[bool, typer.Option(help="最少几处全覆盖 · fewest for all")] = False,  # noqa: FBT002
    weight: Annotated[str, typer.Option(help="权重字段 · weight field")] = "",
    lock_in: Annotated[str, typer.Option(help="必选编号，逗号分隔 · ids that must be")] = "",
    lock_out: Annotated[str, typer.Option(help="排除编号 · ids that must not be")] = "",
    m2_per_person: Annotated[
        float | None, typer.Option(help="人均面积，作容量 · park m² a person: a capacity")
    ] = None,
    spacing_m: Annotated[float, typer.Option("--spacing-m", help="grid 间距 · of grid")] = 200.0,
    area_m2: Annotated[float, typer.Option("--area-m2", help="grid 面积 · of a site")] = 10_000.0,
    inside: Annotated[str, typer.Option(help="须在其内 · inside these")] = "",
    outside: Annotated[str, typer.Option(help="须在其外 · outside these")] = "",
    time_limit_s: Annotated[float, typer.Option("--time-limit-s", help="时限（秒）")] = 30.0,
    out: Annotated[Path | None, typer.Option(help="选址输出 · sites as GeoJSON")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON · print JSON")] = False,  # noqa: FBT002
) -> None:
    """选址：服务最多的几处，或全覆盖最少几处 · The best sites, or the fewest for all."""
    town = open_town()
    named = {"demand": demand, "existing": existing, "inside": inside, "outside": outside}
    if candidates != _GRID:
        named["candidates"] = candidates
    given = {key: open_frame(town, name) for key, name in named.items() if name}
    frames = dict(zip(given, same_metric(town, *given.values()), strict=True))
    homes = frames["demand"]
    if homes.empty:
        raise InputError("site_demand_empty")
    limits = Constraints(inside=frames.get("inside"), outside=frames.get("outside"))
    if candidates == _GRID:
        ground = frames.get("inside", _around(homes, radius_m))
        sites = grid_sites(ground, spacing_m=spacing_m, area_m2=area_m2, constraints=limits).frame
    else:
        sites = kept_sites(_labelled(frames["candidates"]), limits).frame
    people = column_of(homes, weight) if weight else None
    ask = Ask(
        count=count,
        weight=people,
        locked_in=_ids(lock_in, sites),
        locked_out=_ids(lock_out, sites),
        capacity=None if m2_per_person is None else sites.geometry.area / m2_per_person,
        time_limit_s=time_limit_s,
        progress=_show,
    )
    there = frames.get("existing", gpd.GeoDataFrame(geometry=[], crs=homes.crs))
    search = fewest_sites if full_coverage else best_sites
    found = search(homes, sites, existing=there, radius_m=radius_m, ask=ask)
    if out is not None:
        chosen = sites.loc[list(found.best.sites)]
        numbered = chosen.assign(id=[str(label) for label in chosen.index])
        write_atomic(out, to_geojson(numbered, ["id"]).encode())
    if as_json:
        unit = weight or ("places" if found.before.demand.points else "m2")
        write(json.dumps(_data(found, radius_m, unit), ensure_ascii=False, indent=1))
        return
    tell(
        "cli.site",
        sites="、".join(map(str, found.best.sites)),
        gain=f"{found.best.gain:,.0f}",
        share=percent(found.best.share, context.lang),
    )


def _around(homes: gpd.GeoDataFrame, radius_m: float) -> gpd.GeoDataFrame:
    """Return the ground on which a site could serve any of the demand."""
    reach = homes.geometry.buffer(radius_m).union_all()
    return gpd.GeoDataFrame(geometry=[reach], crs=homes.crs)


def _labelled(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the candidates by their ids, or numbered as they stand in the file."""
    if "id" not in frame:
        return frame.reset_index(drop=True)
    return frame.assign(id=frame["id"].astype(str)).set_index("id", drop=False)


def _ids(text: str, sites: gpd.GeoDataFrame) -> tuple[Any, ...]:
    """Return the candidates named; numbers where the candidates are numbered."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    numbered = is_integer_dtype(sites.index)
    return tuple(int(name) if numbered and name.isdigit() else name for name in names)


def _data(found: Siting, radius_m: float, unit: str) -> dict[str, Any]:
    """Return the answer; the keys are those that the README documents."""
    area = unit == "m2"
    unreachable = float(found.unreachable["amount"].sum())
    return {
        **_choice(found.best),
        "gain_m2": found.best.gain if area else None,
        "numerator": found.after.covered,
        "denominator": found.after.total,
        "unit": unit,
        "radius_m": radius_m,
        "optimal": True if found.optimal else (None if math.isnan(found.gap) else found.gap),
        "method": found.method,
        "approximate": found.approximate,
        "before": known(found.before.share),
        "unreachable_m2": unreachable if area else None,
        "unreachable": unreachable,
        "alternatives": [_choice(each) for each in found.alternatives],
    }


def _choice(choice: Choice) -> dict[str, Any]:
    return {
        "sites": list(choice.sites),
        "gain": choice.gain,
        "value": known(choice.share),
    }


def _show(step: str, done: float, total: float) -> None:
    """Keep a line of progress on a terminal; nothing in a pipe."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{step} {done:,.0f} / {total:,.0f}   ")
        sys.stderr.flush()
