"""Commands that enter into the register: values, stages, new projects, places."""

from pathlib import Path
from typing import Annotated

import typer

from chedun_gis.commands.shared import (
    context,
    helped,
    open_ledger,
    open_source,
    tell,
    this_person,
)
from chedun_gis.importing import value_template, values_of
from chedun_gis.indicators import (
    about_of,
    date_of,
    effect_of,
    entry_words,
    explanation_of,
    measured_of,
    new_project_of,
    place_of,
    status_of,
    titles,
    value_of,
)
from chedun_gis.register import Fact, Review
from chedun_gis.texts import joined, today
from chedun_gis.town import PROJECTS, Town, write_atomic
from geo import InputError
from layers import LAYERS, STAGES

_SECTORS = LAYERS[PROJECTS].column("sector").choices
_LOCATIONS = LAYERS[PROJECTS].column("location_type").choices

SourceOption = Annotated[str, typer.Option(help=helped("help.source"))]
BasisOption = Annotated[str, typer.Option(help=helped("help.basis"))]
ReliabilityOption = Annotated[str, typer.Option(help=helped("help.reliability"))]
CorrectsOption = Annotated[int | None, typer.Option(help=helped("help.corrects"))]
SubmitOption = Annotated[bool, typer.Option("--submit", help=helped("help.submit"))]
AtOption = Annotated[str, typer.Option(help=helped("help.at"))]
AccuracyOption = Annotated[float | None, typer.Option(help=helped("help.accuracy"))]
ZoneOption = Annotated[str, typer.Option(help=helped("help.zone"))]
LocationOption = Annotated[
    str, typer.Option(help=f"{helped('help.location')}: {' | '.join(_LOCATIONS)}")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command(help=helped("help.value"))(value)
    app.command(help=helped("help.explain"))(explain)
    app.command(help=helped("help.status"))(status)
    app.command(help=helped("help.new_project"))(project)
    app.command(help=helped("help.project_place"))(place)
    app.command(help=helped("help.effect"))(effect)
    app.command(help=helped("help.value_table"))(values)
    app.command(help=helped("help.record"))(record)


def value(  # noqa: PLR0913, PLR0917 - the options of the command line
    indicator: Annotated[str, typer.Argument(help=helped("help.indicator"))],
    year: Annotated[int, typer.Option(help=helped("help.year"))],
    number: Annotated[float, typer.Option("--value", help=helped("help.value.value"))],
    source: SourceOption,
    basis: BasisOption = "reported",
    reliability: ReliabilityOption = "high",
    corrects: CorrectsOption = None,
    *,
    submit: SubmitOption = False,
) -> None:
    """Enter a year's value of an indicator."""
    town = open_source().town()
    table = {
        "indicator": indicator,
        "year": year,
        "value": number,
        "source": source,
        "basis": basis,
        "reliability": reliability,
        "corrects": corrects,
    }
    _enter(town, value_of(town, table), submit=submit)


def explain(  # noqa: PLR0913, PLR0917 - the options of the command line
    indicator: Annotated[str, typer.Argument(help=helped("help.indicator"))],
    year: Annotated[int, typer.Option(help=helped("help.year"))],
    note: Annotated[str, typer.Option(help=helped("help.explain.note"))],
    source: SourceOption,
    basis: BasisOption = "reported",
    reliability: ReliabilityOption = "high",
    corrects: CorrectsOption = None,
    *,
    submit: SubmitOption = False,
) -> None:
    """Enter why an indicator stands as it does in a year."""
    town = open_source().town()
    table = {
        "indicator": indicator,
        "year": year,
        f"note_{context.lang}": note,
        "source": source,
        "basis": basis,
        "reliability": reliability,
        "corrects": corrects,
    }
    _enter(town, explanation_of(town, table), submit=submit)


def status(  # noqa: PLR0913, PLR0917 - the options of the command line
    project: Annotated[str, typer.Argument(help=helped("help.project"))],
    date: Annotated[str, typer.Option(help=helped("help.date"))],
    stage: Annotated[str, typer.Option(help=f"{helped('help.stage')}: {' | '.join(STAGES)}")],
    source: SourceOption,
    done: Annotated[float | None, typer.Option(help=helped("help.done"))] = None,
    planned: Annotated[float | None, typer.Option(help=helped("help.planned"))] = None,
    spent: Annotated[float | None, typer.Option(help=helped("help.spent"))] = None,
    note: Annotated[str, typer.Option(help=helped("help.note"))] = "",
    body: Annotated[str, typer.Option(help=helped("help.body"))] = "",
    basis: BasisOption = "reported",
    reliability: ReliabilityOption = "high",
    corrects: CorrectsOption = None,
    *,
    submit: SubmitOption = False,
) -> None:
    """Enter what has become of a project."""
    town = open_source().town()
    table = {
        "project": project,
        "date": date,
        "stage": stage,
        "source": source,
        "share_done": done,
        "planned_10k_yuan": planned,
        "spent_10k_yuan": spent,
        f"note_{context.lang}": note,
        "body": body,
        "basis": basis,
        "reliability": reliability,
        "corrects": corrects,
    }
    _enter(town, status_of(town, table), submit=submit)


def project(  # noqa: PLR0913, PLR0917 - the options of the command line
    name: Annotated[str, typer.Argument(help=helped("help.new_project.name"))],
    sector: Annotated[str, typer.Option(help=f"{helped('help.sector')}: {' | '.join(_SECTORS)}")],
    source: SourceOption,
    date: Annotated[str, typer.Option(help=helped("help.date"))] = "",
    stage: Annotated[str, typer.Option(help=f"{helped('help.stage')}: {' | '.join(STAGES)}")] = "",
    name_en: Annotated[str, typer.Option(help=helped("help.name_en"))] = "",
    clause: Annotated[str, typer.Option(help=helped("help.clause"))] = "",
    body: Annotated[str, typer.Option(help=helped("help.body"))] = "",
    target_year: Annotated[int | None, typer.Option(help=helped("help.target_year"))] = None,
    location: LocationOption = "",
    at: AtOption = "",
    accuracy: AccuracyOption = None,
    zone: ZoneOption = "",
    basis: BasisOption = "reported",
    reliability: ReliabilityOption = "high",
    corrects: CorrectsOption = None,
    *,
    submit: SubmitOption = False,
) -> None:
    """Enter a project that is new."""
    town = open_source().town()
    table = {
        "name_zh": name,
        "name_en": name_en,
        "sector": sector,
        "clause": clause,
        "body": body,
        "target_year": target_year,
        "stage": stage,
        "date": date or today().isoformat(),
        "source": source,
        "basis": basis,
        "reliability": reliability,
        "corrects": corrects,
        **_where(location, at, accuracy, zone),
    }
    _enter(town, *new_project_of(town, table), submit=submit)


def place(  # noqa: PLR0913, PLR0917 - the options of the command line
    project: Annotated[str, typer.Argument(help=helped("help.project"))],
    location: LocationOption,
    source: SourceOption,
    at: AtOption = "",
    accuracy: AccuracyOption = None,
    zone: ZoneOption = "",
    date: Annotated[str, typer.Option(help=helped("help.date"))] = "",
    basis: BasisOption = "reported",
    reliability: ReliabilityOption = "high",
    corrects: CorrectsOption = None,
    *,
    submit: SubmitOption = False,
) -> None:
    """Enter where a project is."""
    town = open_source().town()
    table = {
        "project": project,
        "date": date or today().isoformat(),
        "source": source,
        "basis": basis,
        "reliability": reliability,
        "corrects": corrects,
        **_where(location, at, accuracy, zone),
    }
    _enter(town, place_of(town, table), submit=submit)


def effect(  # noqa: PLR0913, PLR0917 - the options of the command line
    project: Annotated[str, typer.Argument(help=helped("help.project"))],
    source: SourceOption,
    indicator: Annotated[str, typer.Option(help=helped("help.indicator"))] = "",
    amount: Annotated[float | None, typer.Option(help=helped("help.effect.amount"))] = None,
    unit: Annotated[str, typer.Option(help=helped("help.effect.unit"))] = "",
    feature: Annotated[str, typer.Option(help=helped("help.effect.feature"))] = "",
    clause: Annotated[str, typer.Option(help=helped("help.clause"))] = "",
    date: Annotated[str, typer.Option(help=helped("help.date"))] = "",
    basis: BasisOption = "reported",
    reliability: ReliabilityOption = "high",
    corrects: CorrectsOption = None,
    *,
    withdraw: Annotated[bool, typer.Option("--withdraw", help=helped("help.effect.withdraw"))] = (
        False
    ),
    submit: SubmitOption = False,
) -> None:
    """Declare what a project adds when it is finished."""
    town = open_source().town()
    layer, colon, name = feature.partition(":")
    if feature and not (colon and layer and name):
        raise InputError("effect_form", value=feature)
    table = {
        "project": project,
        "indicator": indicator,
        "amount": amount,
        "unit": unit,
        "layer": layer,
        "feature": name,
        "clause": clause,
        "withdrawn": withdraw or None,
        "date": date or today().isoformat(),
        "source": source,
        "basis": basis,
        "reliability": reliability,
        "corrects": corrects,
    }
    _enter(town, effect_of(town, table), submit=submit)


def _where(
    location: str, at: str, accuracy_m: float | None, zone: str
) -> dict[str, str | float | None]:
    """Return what the options say of a place; raises `InputError("place_form")` (value)."""
    longitude = latitude = None
    if at:
        try:
            longitude, latitude = (float(part) for part in at.replace("，", ",").split(","))
        except ValueError as error:
            raise InputError("place_form", value=at) from error
    return {
        "location": location,
        "lon_deg": longitude,
        "lat_deg": latitude,
        "accuracy_m": accuracy_m,
        "zone": zone,
    }


def values(
    file: Annotated[Path | None, typer.Argument(help=helped("help.value_table.file"))] = None,
    template: Annotated[Path | None, typer.Option(help=helped("help.template"))] = None,
    *,
    submit: SubmitOption = False,
) -> None:
    """Enter values of indicators from a workbook; all of them, or none when a row is wrong."""
    town = open_source().town()
    if template is not None:
        write_atomic(template, value_template(town, today().year - 1, context.lang))
        tell("register.template", file=template)
    if file is not None:
        _enter(town, *values_of(town, file), submit=submit)
    elif template is None:
        raise InputError("values_needed")


def record(
    indicator: Annotated[str, typer.Argument(help=helped("help.record.indicator"))] = "",
    *,
    submit: SubmitOption = False,
) -> None:
    """Enter what the layers say today of an indicator, or of all that they can measure."""
    town = open_source().town()
    _enter(town, *measured_of(town, indicator, today(), context.lang), submit=submit)


def _enter(town: Town, *facts: Fact, submit: bool) -> None:
    """Add entries to the register, which begins with the data files when it is empty."""
    seed = open_source().seed().required()
    by = this_person()
    # Whoever works on this machine alone needs nobody to accept what they enter.
    counts = by.alone and not submit
    entered = open_ledger().append(facts, by=by, accept=counts, seed=seed)
    names = titles(town, context.lang)
    for event in entered:
        if not isinstance(event.fact, Review):
            words = (date_of(event.fact), entry_words(event.fact, town, context.lang))
            tell(
                "register.entered" if counts else "register.submitted",
                number=event.number,
                title=names.get(about_of(event.fact), about_of(event.fact)),
                words=joined(words, context.lang),
            )
