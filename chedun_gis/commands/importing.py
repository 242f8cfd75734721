"""Commands that take in a planner's own file, list the versions of a layer and bring one back."""

import signal
from collections import Counter
from pathlib import Path
from typing import Annotated, Final

import typer

from chedun_gis.commands.layer import LayerOption
from chedun_gis.commands.shared import (
    context,
    helped,
    open_town,
    open_workspace,
    progress,
    tell,
    this_person,
    write,
)
from chedun_gis.importing import (
    Options,
    Prepared,
    accept,
    control_file,
    finding_sentences,
    manifest_line,
    open_file,
    prepare,
    version_title,
)
from chedun_gis.texts import fault_of, place_of, say, sentence_of
from chedun_gis.town import layer_called
from geo import InputError
from geo.position import DATUMS, LEAST_POINTS, FitKind

# Of each kind of fault so many are named; a file of 50,000 wrong rows would bury the others.
_MOST_ALIKE: Final = 5


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("import", help=helped("help.import"))(import_)
    app.command(help=helped("help.versions"))(versions)
    app.command(help=helped("help.restore"))(restore)


def import_(  # noqa: PLR0913, PLR0917 - the options of the command line
    file: Annotated[Path, typer.Argument(help=helped("help.import.file"))],
    layer: LayerOption,
    crs: Annotated[str, typer.Option("--crs", help="4326 | 4490 | … | PROJ | WKT")] = "",
    datum: Annotated[str, typer.Option("--datum", help=" | ".join(DATUMS))] = "",
    control: Annotated[
        Path | None,
        typer.Option("--control", help=helped("help.control")),
    ] = None,
    fit: Annotated[str, typer.Option("--fit", help=" | ".join(LEAST_POINTS))] = "similarity",
    encoding: Annotated[str, typer.Option("--encoding", help="utf-8 | gbk")] = "",
    source_layer: Annotated[
        str, typer.Option("--source-layer", help=helped("help.source_layer"))
    ] = "",
    columns: Annotated[list[str] | None, typer.Option("--map", help=helped("help.columns"))] = None,
    values: Annotated[list[str] | None, typer.Option("--set", help=helped("help.values"))] = None,
    *,
    append: Annotated[bool, typer.Option("--append", help=helped("help.append"))] = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help=helped("help.import.skip_bad"))
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=helped("help.dry_run"))] = False,
) -> None:
    """Import a file as a layer; exit 1 when it was not accepted."""
    # A plain `kill` stops as cleanly as Ctrl-C: nothing half-written stays.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    options = Options(
        source_layer=source_layer,
        encoding=encoding,
        crs=crs,
        datum=datum,
        control=() if control is None else control_file(control),
        fit=_fit(fit),
        columns=_pairs(columns),
        values=_pairs(values),
    )
    town, target = open_town(), layer_called(layer)

    def watch(stage: str, done: int, total: int) -> None:
        params = {"file": file.name, "done": f"{done:,}", "total": f"{total:,}"}
        progress(say(f"import.{stage}", context.lang, **params), last=bool(total) and done >= total)

    opened = open_file(file, options, watch=watch)
    prepared = prepare(opened, target, options, town, append=append)
    _report(prepared)
    if opened.in_batches:
        tell("import.batches", shown=f"{len(opened.raw.frame):,}", total=f"{opened.rows:,}")
    obstacle = prepared.obstacle(skip_bad=skip_bad)
    if obstacle is not None:
        write(fault_of(obstacle.code, obstacle.params, context.lang))
        tell("import.hint")
        raise typer.Exit(1)
    if dry_run:
        tell("import.dry_run", count=len(prepared.frame))
        return
    space = open_workspace()
    version = accept(prepared, space, town, by=this_person(), skip_bad=skip_bad, watch=watch)
    taken = next(each for each in space.versions(target.id) if each.id == version).manifest["rows"]
    tell("import.done", layer=target.title[context.lang], version=version, count=taken["taken"])


def _fit(name: str) -> FitKind:
    for kind in LEAST_POINTS:
        if name == kind:
            return kind
    raise InputError("fit_unknown", fit=name, known="、".join(LEAST_POINTS))


def _pairs(texts: list[str] | None) -> dict[str, str]:
    pairs = {}
    for text in texts or []:
        name, sign, value = text.partition("=")
        if not sign or not name.strip():
            raise InputError("pair_needed", text=text)
        pairs[name.strip()] = value.strip()
    return pairs


def _report(prepared: Prepared) -> None:
    lang, layer = context.lang, prepared.layer
    tell(
        "import.read",
        file=prepared.opened.file,
        format=prepared.source.format,
        layer=prepared.source.name,
        count=prepared.rows,
    )
    if prepared.encoding.why != "fixed":
        why = say(f"import.encoding.{prepared.encoding.why}", lang)
        tell("import.encoding_line", encoding=prepared.encoding.name.upper(), why=why)
    for sentence in finding_sentences(prepared.located, lang):
        write(f"  {sentence}")
    pairs = [f"{name} ← {column}" for name, column in prepared.mapping.items()]
    tell("import.mapping_line", pairs="; ".join(pairs) or say("value.empty", lang))
    alike: Counter[str] = Counter()
    for problem in prepared.problems:
        alike[problem.code] += 1
        if alike[problem.code] <= _MOST_ALIKE:
            level = say(f"problem.{problem.level}", lang)
            write(f"  [{level}] {place_of(problem, layer, lang)}: {sentence_of(problem, lang)}")
    more = sum(max(count - _MOST_ALIKE, 0) for count in alike.values())
    if more:
        tell("import.more_alike", count=f"{more:,}")
    tell(
        "import.summary",
        taken=len(prepared.frame),
        rejected=len(prepared.rejected),
        repairs=len(prepared.repairs),
    )


def versions(layer: LayerOption) -> None:
    """List the versions of a layer, the newest first."""
    target = layer_called(layer)
    for version in open_workspace().versions(target.id):
        mark = "*" if version.current else " "
        title = version_title(version, context.lang)
        write(f"{mark} {version.id}\t{title}\t{manifest_line(version, context.lang)}".rstrip())


def restore(
    layer: LayerOption,
    version: Annotated[str, typer.Option("--version", help=helped("help.version"))],
) -> None:
    """Take an earlier version of a layer into use again."""
    target = layer_called(layer)
    open_workspace().restore(target, version, by=this_person())
    tell("restore.done", layer=target.title[context.lang], version=version)
