"""The command that takes in an order which was filled in the field."""

import json
import signal
from pathlib import Path
from typing import Annotated

import typer

from chedun_gis.analysis import changes_data, survey_changes
from chedun_gis.commands.shared import (
    context,
    helped,
    list_words,
    open_town,
    open_workspace,
    tell,
    this_person,
    write,
)
from chedun_gis.importing import accept_filled, read_filled, surveyed_town
from chedun_gis.texts import percent, say
from layers import LAYERS


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command(help=helped("help.surveyed"))(surveyed)


def surveyed(
    file: Annotated[Path, typer.Argument(help=helped("help.surveyed.file"))],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=helped("help.dry_run"))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=helped("help.json"))] = False,
) -> None:
    """Take in what was surveyed, and say what it changed."""
    # A plain `kill` stops as cleanly as Ctrl-C: nothing half-written stays.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    town, lang = open_town(), context.lang
    order = read_filled(town, file)
    changes = survey_changes(town, surveyed_town(town, order))
    versions = {} if dry_run else accept_filled(order, open_workspace(), town, by=this_person())
    if as_json:
        found = {
            "surveyed": len(order.surveyed),
            "unfilled": order.unfilled,
            "versions": versions,
            "changes": changes_data(changes),
        }
        write(json.dumps(found, ensure_ascii=False, indent=1))
        return
    layers = list_words([LAYERS[each].title[lang] for each in order.layers])
    counts = {"count": len(order.surveyed), "unfilled": order.unfilled}
    tell("surveyed.found", layers=layers, **counts)
    for each in changes:
        states = {"before": each.before, "after": each.after}
        words = {when: percent(state.value, lang) for when, state in states.items()}
        words |= {
            f"likely_{when}": " – ".join(percent(end, lang, 0) for end in state.likely)
            for when, state in states.items()
        }
        tell("surveyed.line", figure=each.title[lang], turned=len(each.turned), **words)
    if not changes:
        tell("surveyed.none")
    if versions:
        named = [
            say("surveyed.version", lang, layer=LAYERS[layer].title[lang], version=version)
            for layer, version in versions.items()
        ]
        tell("surveyed.done", versions=list_words(named))
