"""The command that writes a report for print."""

from pathlib import Path
from typing import Annotated

import typer

from chedun_gis.commands.shared import context, helped, open_town, tell
from chedun_gis.report import FORMATS, form_of, report_of
from chedun_gis.texts import today
from chedun_gis.town import write_atomic


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("report", help=helped("help.report"))(report)


def report(
    of: Annotated[
        str, typer.Option(help="scorecard / scorecard:PLAN / zone:ID / scenarios:FILE,FILE")
    ],
    out: Annotated[Path, typer.Option(help=helped("help.report.out"))],
    form: Annotated[str, typer.Option("--format", help=helped("help.form"))] = "",
) -> None:
    """Write a report for print."""
    chosen = form_of(form, out)
    made = report_of(open_town(), of, date=today().isoformat(), lang=context.lang)
    write_atomic(out, FORMATS[chosen](made))
    tell("report.written", file=out)
