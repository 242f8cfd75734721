"""The command that hands layers to another GIS."""

import signal
from pathlib import Path
from typing import Annotated

import typer

from chedun_gis.commands.shared import context, helped, open_town, progress, tell, write
from chedun_gis.handoff import (
    ALL,
    CHANGED,
    FORMATS,
    FileTarget,
    Handoff,
    LayerFile,
    Request,
    difference_sentence,
    loss_sentence,
    target_of,
    to_file,
    to_folder,
    to_zip,
    verdict,
)
from chedun_gis.texts import say
from chedun_gis.town import as_of
from layers import LAYERS


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command(help=helped("help.export"))(export)


def export(  # noqa: PLR0913, PLR0917 - the options of the command line
    out: Annotated[Path, typer.Option("--out", help=helped("help.export.out"))],
    layer: Annotated[str, typer.Option("--layer", help=helped("help.layer"))] = "",
    layers: Annotated[str, typer.Option("--layers", help="a,b | all")] = "",
    fmt: Annotated[str, typer.Option("--format", help=" | ".join(FORMATS))] = "geojson",
    crs: Annotated[str, typer.Option("--crs", help="4326 | 4490 | … （EPSG）")] = "",
    encoding: Annotated[str, typer.Option("--encoding", help="utf-8 | gbk")] = "",
    ids: Annotated[list[str] | None, typer.Option("--id", help=helped("help.ids"))] = None,
    date: Annotated[str, typer.Option("--as-of", help=helped("help.as_of"))] = "",
    *,
    pack: Annotated[bool, typer.Option("--pack", help=helped("help.pack"))] = False,
) -> None:
    """Export layers, or a whole hand-off pack; exit 1 when files differ."""
    # A plain `kill` stops as cleanly as Ctrl-C: nothing half-written stays.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    named = tuple(part.strip() for part in f"{layer},{layers}".split(",") if part.strip())
    town = as_of(open_town(), date) if date else open_town()
    target = target_of(fmt, town.place, crs=crs, encoding=encoding)
    request = Request(named, target, None if ids is None else tuple(ids), pack=pack)
    single = _is_one_file(request, out, target)
    several = to_zip if out.suffix.lower() == ".zip" else to_folder
    deliver = to_file if single else several
    handoff = deliver(town, request, out, progress=_progress)
    if single:
        _tell_losses(handoff.files[0])
        tell("export.done", count=handoff.features, file=out)
    else:
        _tell_all(handoff, out)
    if handoff.differences:
        raise typer.Exit(1)


def _is_one_file(request: Request, out: Path, target: FileTarget) -> bool:
    """Tell whether one layer is wanted as one file: a Shapefile is several, a pack is many."""
    one = len(request.layers) == 1 and ALL not in request.layers and not request.pack
    return one and out.suffix.lower() == target.fmt.suffix and target.fmt.id != "shp"


def _progress(done: int, total: int, layer_id: str) -> None:
    title = LAYERS[layer_id].title[context.lang]
    line = say("handoff.progress", context.lang, done=done + 1, total=total, layer=title)
    progress(line, last=done + 1 >= total)


def _tell_all(handoff: Handoff, out: Path) -> None:
    for each in handoff.files:
        tell(
            "handoff.wrote",
            layer=each.layer.title[context.lang],
            id=each.layer.id,
            count=each.features,
            file=each.file,
            verdict=verdict(each, context.lang),
        )
        _tell_losses(each)
    for left in handoff.left_out:
        write(left.why[context.lang])
    if any(loss.originals for each in handoff.files for loss in each.losses):
        tell("handoff.originals", file=CHANGED)
    tell("handoff.operation", note=handoff.conversion.note[context.lang])
    tell("handoff.done", layers=len(handoff.files), files=len(handoff.packed) + 1, out=out)


def _tell_losses(written: LayerFile) -> None:
    lang = context.lang
    for loss in written.losses:
        write(f"  {loss_sentence(loss, written.layer, lang)}")
    for found in written.verification.differences:
        write(f"  ! {difference_sentence(found, lang)}")
