"""The command on water: class, limiting items and target of every station."""

import json
from pathlib import Path
from typing import Annotated

import typer

from chedun_gis.analysis import WaterQuestion, station_data, stations_of
from chedun_gis.commands.shared import context, helped, open_town, tell, write
from chedun_gis.texts import fault_of, say
from chedun_gis.town import Town, write_atomic
from geo import Problem
from geo.files import read_plain
from geo.water import SampleFile, read_samples, sample_template

# Some hundred thousand rows.
_MOST_MB = 50


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command(help=helped("help.water"))(water)


def water(
    samples: Annotated[Path | None, typer.Option(help=helped("help.samples"))] = None,
    template: Annotated[Path | None, typer.Option(help=helped("help.template"))] = None,
    skip_bad: Annotated[bool, typer.Option(help=helped("help.skip_rows"))] = False,  # noqa: FBT002
    as_json: Annotated[bool, typer.Option("--json", help=helped("help.json"))] = False,  # noqa: FBT002
) -> None:
    """Water class by single-factor assessment."""
    if template is not None:
        write_atomic(template, sample_template())
        if samples is None:
            return
    town = open_town()
    found = _samples(town, samples)
    for problem in found.problems:
        typer.echo(_line(problem), err=True)
    if not found.sound and not skip_bad:
        tell("cli.water_stopped", bad=found.rows - len(found.samples), rows=found.rows)
        raise typer.Exit(1)
    stations = stations_of(town, WaterQuestion(found.samples))
    if as_json:
        write(json.dumps([station_data(each) for each in stations], ensure_ascii=False, indent=1))
        return
    if not stations:
        tell("cli.water_none")
    for each in stations:
        names = ("station", "class", "limiting", "target", "met")
        write("\t".join(str(station_data(each)[name]) for name in names))


def _samples(town: Town, file: Path | None) -> SampleFile:
    """Return what a file holds, or else the town's own samples."""
    if file is None:
        return town.samples
    return read_samples(read_plain(file, most_mb=_MOST_MB))


def _line(problem: Problem) -> str:
    lang = context.lang
    where = [] if problem.row is None else [say("problem.where_row", lang, row=problem.row)]
    words = fault_of(problem.code, problem.params, lang)
    return " · ".join(filter(None, [*where, problem.field])) + f": {words}"
