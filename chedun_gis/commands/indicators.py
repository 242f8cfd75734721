"""The command that prints the plan's indicators."""

import json
from typing import Annotated

import typer

from chedun_gis.commands.shared import context, helped, open_town, write
from chedun_gis.indicators import (
    as_data,
    line_of,
    missing_words,
    plan_of,
    scorecard,
    unknown_entries,
    value_words,
)
from chedun_gis.texts import say


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command(help=helped("help.indicators"))(indicators)


def indicators(
    plan: Annotated[str, typer.Option("--plan", help=helped("help.plan.which"))] = "",
    as_json: Annotated[bool, typer.Option("--json", help=helped("help.json"))] = False,  # noqa: FBT002
) -> None:
    """List the indicators of a plan."""
    town = open_town()
    its, results = plan_of(town, plan), scorecard(town, plan)
    for words in unknown_entries(town, context.lang):
        typer.echo(words, err=True)
    if as_json:
        write(json.dumps([as_data(result) for result in results], ensure_ascii=False, indent=1))
        return
    if its is None:
        typer.echo(say("plans.none", context.lang), err=True)
    else:
        typer.echo(its.title[context.lang], err=True)
    for line in (line_of(result, context.lang) for result in results):
        value = value_words(line, context.lang).replace("\n", " · ")
        shown = (line.title, value, line.target, line.state, line.progress)
        write("\t".join((*shown, line.basis, line.clause)))
    for words in missing_words(results, context.lang):
        typer.echo(words, err=True)
