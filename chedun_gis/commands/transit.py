"""The command on bus lines: which reach each area, from the town's stops, a file or GTFS."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import geopandas as gpd
import pandas as pd
import typer

from chedun_gis.analysis import (
    BusQuestion,
    BusReport,
    bus_of,
    bus_terms,
    counted_stops,
    target_areas,
)
from chedun_gis.commands.frames import open_frame, same_metric
from chedun_gis.commands.shared import context, helped, list_words, open_town, tell, write
from chedun_gis.commands.transit_parts import PartsBus, tell_bus_by_parts
from chedun_gis.parts import is_part_set
from chedun_gis.texts import say, sentence_of
from chedun_gis.town import Town, write_atomic
from geo import InputError, has_errors
from geo.files import to_geojson
from geo.transit import NAME_SEPARATOR, read_gtfs, services_by_name, with_routes

_FACE_COLUMNS = ("id", "zone", "lines", "line_count", "area_m2")


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command(help=helped("help.transit"))(transit)


def transit(  # noqa: PLR0913, PLR0917 - the options of a command line
    zones: Annotated[str, typer.Option(help=helped("help.zones"))] = "",
    stops: Annotated[str, typer.Option(help=helped("help.stops"))] = "",
    gtfs: Annotated[Path | None, typer.Option(help=helped("help.gtfs"))] = None,
    radius_m: Annotated[
        float | None, typer.Option("--radius-m", help=helped("help.stop_radius_m"))
    ] = None,
    kinds: Annotated[str, typer.Option(help=helped("help.kinds"))] = "",
    required: Annotated[int | None, typer.Option(help=helped("help.required"))] = None,
    rule: Annotated[str, typer.Option(help=helped("help.transit.rule"))] = "",
    scheduler: Annotated[str, typer.Option(help=helped("help.scheduler"))] = "",
    skip_bad: Annotated[bool, typer.Option(help=helped("help.skip_rows"))] = False,  # noqa: FBT002
    out: Annotated[Path | None, typer.Option(help=helped("help.transit.out"))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=helped("help.json"))] = False,  # noqa: FBT002
) -> None:
    """Bus lines within reach of each area."""
    town = open_town()
    question = BusQuestion(
        rule.rpartition(":")[2],
        radius_m,
        frozenset(part.strip() for part in kinds.split(",")) if kinds else None,
        required,
    )
    terms = bus_terms(town, question)
    if is_part_set(zones):
        named = _stops(town, stops, gtfs, terms.kinds, skip_bad=skip_bad)
        others = {"areas": True, "stops": bool(stops or gtfs)}
        differs = (*terms.differs, *(name for name, other in others.items() if other))
        asked = PartsBus(zones, named, replace(terms, differs=differs), scheduler, out)
        tell_bus_by_parts(asked, as_json=as_json)
        return
    if scheduler:
        raise InputError("parts_needed", option="--scheduler")
    areas = open_frame(town, zones) if zones else target_areas(town)
    if areas.empty:
        raise InputError("bus_no_areas")
    named = _stops(town, stops, gtfs, terms.kinds, skip_bad=skip_bad)
    areas, served = same_metric(town, areas, named)
    areas = areas.set_index("id", drop=False) if "id" in areas else areas
    others = {"areas": bool(zones), "stops": bool(stops or gtfs)}
    differs = (*terms.differs, *(name for name, other in others.items() if other))
    report = bus_of(areas, served, replace(terms, differs=differs))
    if out is not None:
        faces = report.service.faces
        joined = [NAME_SEPARATOR.join(lines) for lines in faces["lines"]]
        numbered = faces.assign(id=[f"face-{i}" for i in range(len(faces))], lines=joined)
        write_atomic(out, to_geojson(numbered, _FACE_COLUMNS).encode())
    if as_json:
        result = _result(report)
        write(json.dumps(result, ensure_ascii=False, indent=1))
        return
    if differs:
        what = list_words([say(f"differs.{name}", context.lang) for name in differs])
        tell("cli.differs", rule=terms.rule.name, what=what)
    for row in _rows(report):
        name = row["name_en" if context.lang == "en" else "name_zh"]
        write(f"{name}\t{row['line_count']}\t{NAME_SEPARATOR.join(row['lines'])}")


def _stops(
    town: Town, name: str, gtfs: Path | None, kinds: frozenset[str], *, skip_bad: bool
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
        return counted_stops(town, kinds)
    frame = open_frame(town, name)
    if "lines" not in frame:
        raise InputError("column_missing", column="lines")
    texts = frame["lines"].dropna().astype(str)
    lines = sorted({line.strip() for text in texts for line in text.split(NAME_SEPARATOR)} - {""})
    return with_routes(frame, services_by_name(pd.Series(lines, dtype=object)), kinds=kinds)


def _result(report: BusReport) -> dict[str, Any]:
    """Return the answer for all areas: how many of them have the lines asked for."""
    met, areas, terms = int(report.verdicts["met"].sum()), len(report.verdicts), report.terms
    # For other areas, or another number of lines, the plan says nothing.
    judged = not {"areas", "lines"} & set(terms.differs)
    return {
        "value": met / areas,
        "numerator": met,
        "denominator": areas,
        "unit": "areas",
        "low": None,
        "high": None,
        "rule": terms.rule.id if judged else None,
        "clause": terms.rule.clause if judged else None,
        "target": 1.0,
        "met": met == areas,
        "differs": list(terms.differs),
        "radius_m": terms.radius_m,
        "required": terms.required,
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
