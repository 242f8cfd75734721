"""Commands on layers: check and list."""

from pathlib import Path
from typing import Annotated

import typer

from chedun_gis.analysis import summary_of
from chedun_gis.commands.shared import context, helped, open_town, tell, write
from chedun_gis.indicators import entry_lines
from chedun_gis.texts import place_of, say, sentence_of, source_line
from chedun_gis.town import Loaded, layer_called, load
from geo import InputError
from layers import LAYERS

LayerOption = Annotated[str, typer.Option("--layer", help=helped("help.layer"))]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command(help=helped("help.check"))(check)
    app.command(help=helped("help.layers"))(layers)


def check(
    file: Annotated[Path | None, typer.Argument(help=helped("help.check.file"))] = None,
    layer: LayerOption = "",
) -> None:
    """Check layer data; exit 1 when there are errors."""
    town = open_town()
    if file is not None:
        if not layer:
            raise InputError("layer_needed")
        found = [load(layer_called(layer), file, town.place)]
    else:
        found = [town.loaded(each) for each in ([layer] if layer else LAYERS)]
    errors = repairs = 0
    for loaded in found:
        wrong = _print_report(loaded)
        errors += wrong
        repairs += len(loaded.problems) - wrong
    if file is None and not layer:
        lines = [source_line(each, context.lang) for each in town.source_problems]
        lines += entry_lines(town, context.lang)
        for line in lines:
            write(f"  [{say('problem.error', context.lang)}] {line}")
        errors += len(lines)
    tell("check.summary", layers=len(found), errors=errors, repairs=repairs)
    if errors:
        raise typer.Exit(1)


def _print_report(loaded: Loaded) -> int:
    """Print a layer's problems and return how many are errors."""
    lang = context.lang
    errors = sum(problem.level == "error" for problem in loaded.problems)
    title = f"{loaded.layer.title[lang]} ({loaded.layer.id})"
    if errors:
        tell("check.bad", layer=title, count=errors)
    else:
        tell("check.good", layer=title, count=loaded.count)
    for problem in loaded.problems:
        level = say(f"problem.{problem.level}", lang)
        where = place_of(problem, loaded.layer, lang)
        write(f"  [{level}] {where}: {sentence_of(problem, lang)}")
    return errors


def layers() -> None:
    """List the layers with count, basis and accuracy."""
    town, lang = open_town(), context.lang
    for layer_id in LAYERS:
        row = summary_of(town.loaded(layer_id), lang)
        write("\t".join((layer_id, row.title, str(row.count), row.basis, row.accuracy, row.state)))
