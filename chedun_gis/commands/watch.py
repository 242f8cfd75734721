"""The command that lists what is to be watched."""

import json
from typing import Annotated

import typer

from chedun_gis.commands.shared import context, helped, open_town, write
from chedun_gis.indicators import notice_data, notice_words, scorecard, watch_of
from chedun_gis.texts import say, today


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("watch", help=helped("help.watch"))(watch)


def watch(
    plan: Annotated[str, typer.Option("--plan", help=helped("help.plan.which"))] = "",
    *,
    as_json: Annotated[bool, typer.Option("--json", help=helped("help.json"))] = False,
) -> None:
    """List what is to be watched of a plan and of the layers."""
    town, lang = open_town(), context.lang
    found = watch_of(town, scorecard(town, plan), today(), plan)
    if found.untold is not None:
        typer.echo(found.untold.why[lang], err=True)
    if as_json:
        write(json.dumps([notice_data(each) for each in found.notices], ensure_ascii=False))
        return
    if not found.notices:
        typer.echo(say("watch.none", lang), err=True)
    for each in found.notices:
        kind = say(f"watch.kind.{each.kind}", lang)
        write("\t".join((kind, each.title[lang], notice_words(each, lang))))
