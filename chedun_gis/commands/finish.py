"""The command that says what it comes to once projects are finished."""

import json
from pathlib import Path
from typing import Annotated

import typer

from chedun_gis.commands.shared import context, helped, open_town, tell, write
from chedun_gis.indicators import entry_lines
from chedun_gis.scenario import (
    CHOICES,
    Outlook,
    Scenario,
    chosen_by,
    outlook,
    outlook_data,
    outlook_lines,
    required_projects,
    to_text,
)
from chedun_gis.texts import now_utc, say
from chedun_gis.town import Town, write_atomic
from geo import InputError


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command(help=helped("help.finish"))(finish)


def finish(
    projects: Annotated[
        list[str] | None, typer.Argument(help=helped("help.finish.projects"))
    ] = None,
    choice: Annotated[str, typer.Option("--all", help=helped("help.finish.all"))] = "",
    year: Annotated[int | None, typer.Option("--by", help=helped("help.finish.by"))] = None,
    out: Annotated[Path | None, typer.Option(help=helped("help.finish.out"))] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help=helped("help.json"))] = False,
) -> None:
    """Say what it comes to once projects are finished."""
    town = open_town()
    finished = _chosen(town, projects or [], choice, year)
    name = say("finish.title", context.lang)
    scenario = Scenario("", name, time=now_utc(), finished=finished)
    for line in entry_lines(town, context.lang):
        typer.echo(line, err=True)
    found = outlook(town, scenario)
    if out is not None:
        write_atomic(out, to_text(scenario).encode())
    if as_json:
        write(json.dumps(outlook_data(found), ensure_ascii=False, indent=1))
    else:
        _tell(found)


def _chosen(town: Town, projects: list[str], choice: str, year: int | None) -> frozenset[str]:
    """Return the projects that any of the options names."""
    if not projects and not choice and year is None:
        raise InputError("finish_none")
    by_stage = [each for each in CHOICES if each != "year"]
    if choice not in {"", *by_stage}:
        raise InputError("finish_choice", value=choice, known="、".join(by_stage))
    found = required_projects(town, projects)
    for each in by_stage:
        if each == choice:
            found |= chosen_by(town, each)
    return found if year is None else found | chosen_by(town, "year", year)


def _tell(found: Outlook) -> None:
    if not found.finished:
        tell("finish.nothing")
    for line in outlook_lines(found, context.lang):
        write(line)
