"""The command on what to survey next."""

import json
from pathlib import Path
from typing import Annotated

import typer

from chedun_gis.analysis import (
    BUDGET_DAYS,
    DAYS,
    MOST_STEPS,
    PARKS,
    SURVEY,
    TRIP_DAYS,
    SurveyQuestion,
    survey_data,
)
from chedun_gis.commands.shared import context, helped, open_town, progress, tell, write
from chedun_gis.compute import ask
from chedun_gis.texts import say
from chedun_gis.town import write_atomic
from geo import InputError


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command(help=helped("help.survey"))(survey)


def survey(  # noqa: PLR0913, PLR0917 - the options of a command line
    figures: Annotated[
        list[str] | None, typer.Option("--figure", help=helped("help.survey.figure"))
    ] = None,
    budget: Annotated[float, typer.Option(help=helped("help.survey.budget"))] = BUDGET_DAYS,
    trip: Annotated[float, typer.Option(help=helped("help.survey.trip"))] = TRIP_DAYS,
    days: Annotated[list[str] | None, typer.Option(help=helped("help.survey.days"))] = None,
    steps: Annotated[int, typer.Option(help=helped("help.survey.steps"))] = MOST_STEPS,
    out: Annotated[Path | None, typer.Option(help=helped("help.survey.out"))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=helped("help.json"))] = False,  # noqa: FBT002
) -> None:
    """Say what to survey next."""
    question = SurveyQuestion(tuple(figures or (PARKS,)), _days(days or []), trip, budget, steps)
    sheet = ask(SURVEY, open_town(), question, watch=_watch)
    if out is not None:
        write_atomic(out, sheet.order.encode())
    if as_json:
        write(json.dumps(survey_data(sheet), ensure_ascii=False, indent=1))
        return
    if not sheet.steps:
        tell("survey.none")
        return
    for line in sheet.summary(context.lang):
        write(line)
    for each in sheet.items.itertuples():
        name = each.name_zh if context.lang == "zh" else each.name_en
        write(
            f"{each.order}\t{name}\t{each.layer}:{each.id}\t{each.lon_deg:.6f}"
            f"\t{each.lat_deg:.6f}\t{each.accuracy_m:g} m\t{each.days:g}"
        )
    tell("survey.certain_means")


def _days(texts: list[str]) -> tuple[tuple[str, float], ...]:
    """Return what was said of layers, as `parks=0.5`."""
    found = dict(DAYS)
    for text in texts:
        layer, _, number = text.partition("=")
        try:
            found[layer] = float(number)
        except ValueError as error:
            raise InputError("survey_days", text=text) from error
        if layer not in DAYS or not 0 <= found[layer] < float("inf"):
            raise InputError("survey_days", text=text)
    return tuple(found.items())


def _watch(step: str, done: int, total: int) -> None:
    # A survey is never cut into parts, of which alone workers are told.
    progress(say(f"work.{step}", context.lang, done=f"{done:,}", total=f"{total:,}", workers=""))
