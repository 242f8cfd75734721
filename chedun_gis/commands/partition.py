"""The command that cuts a large layer into parts, for questions answered part by part."""

import json
from pathlib import Path
from typing import Annotated

import typer

from chedun_gis.commands.shared import context, helped, progress, tell, write
from chedun_gis.importing import partition
from chedun_gis.parts import open_parts
from chedun_gis.texts import say


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("partition", help=helped("help.partition"))(cut)


def cut(
    file: Annotated[Path, typer.Argument(help=helped("help.partition.file"))],
    out: Annotated[Path, typer.Option(help=helped("help.partition.out"))],
    parts: Annotated[int | None, typer.Option(help=helped("help.parts"))] = None,
    like: Annotated[Path | None, typer.Option(help=helped("help.like"))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=helped("help.json"))] = False,  # noqa: FBT002
) -> None:
    """Cut a layer into parts."""
    crs = None if like is None else open_parts(like).crs
    found = partition(file, out, parts=parts, crs=crs, watch=_show)
    progress("", last=True)
    if as_json:
        told = {
            "rows": found.rows,
            "kind": found.kind,
            "crs": found.crs_name,
            "parts": [
                {"file": each.file, "rows": each.rows, "bounds_m": list(each.bounds)}
                for each in found.parts
            ],
        }
        write(json.dumps(told, ensure_ascii=False, indent=1))
        return
    tell(
        "cli.partition",
        rows=f"{found.rows:,}",
        parts=f"{len(found.parts):,}",
        crs=found.crs_name,
        folder=str(out),
    )


def _show(step: str, done: int, total: int) -> None:
    of = f"{total:,}" if total else "?"
    progress(say(f"parts.{step}", context.lang, done=f"{done:,}", total=of))
