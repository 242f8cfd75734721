"""The command on belts: any line widened, its share of a limit, and what lies inside."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, cast

import geopandas as gpd
import numpy as np
import pandas as pd
import typer

from chedun_gis.analysis import TOWN, BeltQuestion, belts_of, line_of, widened
from chedun_gis.commands.frames import open_frame, same_metric
from chedun_gis.commands.shared import context, helped, open_town, tell, write
from chedun_gis.indicators import input_of
from chedun_gis.profile import inside, share_of, sited, united
from chedun_gis.texts import hectares, say
from chedun_gis.town import Town, write_atomic
from geo import InputError
from geo.areas import Ends, Side
from geo.files import to_geojson
from layers import LAYERS

NO_LIMIT = "none"
_COLUMNS = ("id", "name_zh", "name_en", "width_m", "side", "ends", "area_m2")


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command(help=helped("help.belt"))(belt)


def belt(  # noqa: PLR0913, PLR0917 - the options of a command line
    line: Annotated[str, typer.Option(help=helped("help.line"))],
    width_m: Annotated[float, typer.Option("--width-m", help=helped("help.width_m"))],
    side: Annotated[str, typer.Option(help="both / left / right")] = "both",
    ends: Annotated[str, typer.Option(help="flat / round")] = "flat",
    within: Annotated[str, typer.Option(help=helped("help.within"))] = "",
    inside_of: Annotated[
        list[str] | None, typer.Option("--inside", help=helped("help.inside_of"))
    ] = None,
    out: Annotated[Path | None, typer.Option(help=helped("help.belt.out"))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=helped("help.json"))] = False,  # noqa: FBT002
) -> None:
    """Belt along a line, and what lies inside."""
    town, counted = open_town(), inside_of or []
    limit = _limit(line, within)
    names = [line, *([limit] if limit else []), *counted]
    opened = [_open(town, name) for name in names]
    if (opened[0].geometry.isna() | opened[0].geometry.is_empty).all():
        raise InputError("belt_line_empty", file=line)
    lines, *others = same_metric(town, *opened)
    lines = lines.set_index("id", drop=False) if "id" in lines else lines
    limits, layers = (others[0], others[1:]) if limit else (None, others)
    how = cast("Side", side), cast("Ends", ends)
    question = BeltQuestion(line, width_m, *how, in_town=limit == TOWN)
    asked = _is_own(line) and limit in {"", TOWN}
    drawn = belts_of(town, question) if asked else widened(lines, question, within=limits)
    whole = united(drawn)
    if out is not None:
        write_atomic(out, _as_geojson(drawn, width_m, side, ends).encode())
    result = {
        "value": None if limits is None else share_of(whole, limits),
        "numerator": float(whole.geometry.area.iloc[0]),
        "denominator": None if limits is None else float(united(limits).geometry.area.iloc[0]),
        "unit": "m2",
        "width_m": width_m,
        "side": side,
        "ends": ends,
        "within": limit or None,
        "inside": [
            {"layer": name, **asdict(inside(whole, frame))}
            for name, frame in zip(counted, layers, strict=True)
        ],
        "inputs": [_source(town, *each) for each in zip(names, [lines, *others], strict=True)],
    }
    if as_json:
        write(json.dumps(result, ensure_ascii=False, indent=1))
        return
    _tell(result)


def _limit(line: str, within: str) -> str:
    """Return what limits the belt: the town for its own lines, nothing for a file."""
    if within:
        return "" if within == NO_LIMIT else within
    return TOWN if _is_own(line) else ""


def _is_own(line: str) -> bool:
    return line.partition(":")[0] in LAYERS


def _open(town: Town, name: str) -> gpd.GeoDataFrame:
    """Return a layer, one feature of a layer (`layer:id`), or a file.

    Of the town's projects those with a site of their own: the others stand at arbitrary points.
    """
    if name == "projects":
        return sited(town)
    if not _is_own(name):
        return open_frame(town, name)
    return line_of(town, name).features


def _as_geojson(drawn: gpd.GeoDataFrame, width_m: float, side: str, ends: str) -> str:
    """Return the belts with what they were made by; lines without an id are numbered."""
    numbers = pd.Series([f"belt-{i}" for i in range(len(drawn))], index=drawn.index)
    frame = drawn.assign(id=drawn.get("id", numbers), width_m=width_m, side=side, ends=ends)
    return to_geojson(frame, [name for name in _COLUMNS if name in frame])


def _source(town: Town, name: str, frame: gpd.GeoDataFrame) -> dict[str, Any]:
    """Return what the figure rests on; the basis is null where a file does not state it."""
    if {"basis", "accuracy_m"} <= set(frame) and frame["basis"].notna().all():
        accuracy = pd.to_numeric(frame["accuracy_m"], errors="coerce").to_numpy(float)
        if np.isfinite(accuracy).all():
            stated = frame.assign(accuracy_m=accuracy)
            return asdict(input_of(town, name, stated))
    return {"layer": name, "features": len(frame), "basis": None}


def _tell(result: dict[str, Any]) -> None:
    share = result["value"]
    words = "" if share is None else say("cli.belt_share", context.lang, share=f"{share:.2%}")
    area = hectares(result["numerator"])
    tell("cli.belt", width=f"{result['width_m']:g}", area=area, share=words)
    for each in result["inside"]:
        numbers = (each["length_m"], each["area_m2"])
        length, area = ("" if value is None else f"{value:,.1f}" for value in numbers)
        part = "" if each["share"] is None else f"{each['share']:.2%}"
        write(f"{each['layer']}\t{each['count']}\t{length}\t{area}\t{part}")
