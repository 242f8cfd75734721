"""The command that writes the evaluation of a plan."""

import json
from pathlib import Path
from typing import Annotated

import typer

from chedun_gis.commands.shared import context, helped, open_town, tell, write
from chedun_gis.indicators import EvaluationQuestion, evaluation_of
from chedun_gis.report import FORMATS, evaluation_data, evaluation_report, form_of
from chedun_gis.texts import today
from chedun_gis.town import write_atomic
from geo import InputError


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("evaluate", help=helped("help.evaluate"))(evaluate)


def evaluate(  # noqa: PLR0913 - the options of the command line
    kind: Annotated[str, typer.Option(help=helped("help.evaluate.kind"))] = "final",
    year: Annotated[int | None, typer.Option(help=helped("help.evaluate.year"))] = None,
    plan: Annotated[str, typer.Option(help=helped("help.evaluate.plan"))] = "",
    form: Annotated[str, typer.Option("--format", help=helped("help.form"))] = "",
    out: Annotated[Path | None, typer.Option(help=helped("help.evaluate.out"))] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help=helped("help.json"))] = False,
) -> None:
    """Write the evaluation of a plan, or give its figures as data."""
    if out is None and not as_json:
        raise InputError("evaluation_out")
    chosen = form_of(form, out) if out is not None else ""
    found = evaluation_of(open_town(), EvaluationQuestion(plan, kind, year))  # type: ignore[arg-type]
    if out is not None:
        made = evaluation_report(found, today().isoformat(), lang=context.lang)
        write_atomic(out, FORMATS[chosen](made))
    if as_json:
        write(json.dumps(evaluation_data(found), ensure_ascii=False, indent=1))
    elif out is not None:
        tell("evaluation.written", file=out)
