"""Commands that enter into the register: values, stages, new projects, places."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import Annotated, Final

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
DateOption = Annotated[str, typer.Option(help=helped("help.date"))]
AtOption = Annotated[str, typer.Option(help=helped("help.at"))]
AccuracyOption = Annotated[float | None, typer.Option(help=helped("help.accuracy"))]
ZoneOption = Annotated[str, typer.Option(help=helped("help.zone"))]
LocationOption = Annotated[
    str, typer.Option(help=f"{helped('help.location')}: {' | '.join(_LOCATIONS)}")
]


# What an entry is made by, and what its command says of it.
MadeBy = tuple[Callable[[Town, Mapping[str, object]], Fact | Sequence[Fact]], dict[str, object]]
_KEYWORD: Final = inspect.Parameter.KEYWORD_ONLY
# What everybody says who enters something: where it is from, and how sure that is.
_SAID: Final = (
    inspect.Parameter("source", _KEYWORD, annotation=SourceOption),
    inspect.Parameter("basis", _KEYWORD, annotation=BasisOption, default="reported"),
    inspect.Parameter("reliability", _KEYWORD, annotation=ReliabilityOption, default="high"),
    inspect.Parameter("corrects", _KEYWORD, annotation=CorrectsOption, default=None),
)
_SUBMIT: Final = inspect.Parameter("submit", _KEYWORD, annotation=SubmitOption, default=False)


def _entering(command: Callable[..., MadeBy]) -> Callable[..., None]:
    """Make a command of what says how an entry is made: with the options that all entries have."""

    @wraps(command)
    def run(*, submit: bool, **options: object) -> None:
        said = {each.name: options.pop(each.name) for each in _SAID}
        make, table = command(**options)
        town = open_source().town()
        made = make(town, table | said)
        _enter(town, *(made if isinstance(made, Sequence) else (made,)), submit=submit)

    own = inspect.signature(command)
    every = (*own.parameters.values(), *_SAID, _SUBMIT)
    # Typer reads the options from the signature and the types beside it.
    run.__signature__ = own.replace(parameters=every, return_annotation=None)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in every}
    return run


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


@_entering
def value(
    indicator: Annotated[str, typer.Argument(help=helped("help.indicator"))],
    year: Annotated[int, typer.Option(help=helped("help.year"))],
    number: Annotated[float, typer.Option("--value", help=helped("help.value.value"))],
) -> MadeBy:
    """Enter a year's value of an indicator."""
    return value_of, {"indicator": indicator, "year": year, "value": number}


@_entering
def explain(
    indicator: Annotated[str, typer.Argument(help=helped("help.indicator"))],
    year: Annotated[int, typer.Option(help=helped("help.year"))],
    note: Annotated[str, typer.Option(help=helped("help.explain.note"))],
) -> MadeBy:
    """Enter why an indicator stands as it does in a year."""
    return explanation_of, {"indicator": indicator, "year": year, f"note_{context.lang}": note}


@_entering
def status(  # noqa: PLR0913, PLR0917 - the options of the command line
    project: Annotated[str, typer.Argument(help=helped("help.project"))],
    date: Annotated[str, typer.Option(help=helped("help.date"))],
    stage: Annotated[str, typer.Option(help=f"{helped('help.stage')}: {' | '.join(STAGES)}")],
    done: Annotated[float | None, typer.Option(help=helped("help.done"))] = None,
    planned: Annotated[float | None, typer.Option(help=helped("help.planned"))] = None,
    spent: Annotated[float | None, typer.Option(help=helped("help.spent"))] = None,
    note: Annotated[str, typer.Option(help=helped("help.note"))] = "",
    body: Annotated[str, typer.Option(help=helped("help.body"))] = "",
) -> MadeBy:
    """Enter what has become of a project."""
    return status_of, {
        "project": project,
        "date": date,
        "stage": stage,
        "share_done": done,
        "planned_10k_yuan": planned,
        "spent_10k_yuan": spent,
        f"note_{context.lang}": note,
        "body": body,
    }


@_entering
def project(  # noqa: PLR0913, PLR0917 - the options of the command line
    name: Annotated[str, typer.Argument(help=helped("help.new_project.name"))],
    sector: Annotated[str, typer.Option(help=f"{helped('help.sector')}: {' | '.join(_SECTORS)}")],
    date: DateOption = "",
    stage: Annotated[str, typer.Option(help=f"{helped('help.stage')}: {' | '.join(STAGES)}")] = "",
    name_en: Annotated[str, typer.Option(help=helped("help.name_en"))] = "",
    clause: Annotated[str, typer.Option(help=helped("help.clause"))] = "",
    body: Annotated[str, typer.Option(help=helped("help.body"))] = "",
    target_year: Annotated[int | None, typer.Option(help=helped("help.target_year"))] = None,
    location: LocationOption = "",
    at: AtOption = "",
    accuracy: AccuracyOption = None,
    zone: ZoneOption = "",
) -> MadeBy:
    """Enter a project that is new."""
    return new_project_of, {
        "name_zh": name,
        "name_en": name_en,
        "sector": sector,
        "clause": clause,
        "body": body,
        "target_year": target_year,
        "stage": stage,
        "date": date or today().isoformat(),
        **_where(location, at, accuracy, zone),
    }


@_entering
def place(  # noqa: PLR0913, PLR0917 - the options of the command line
    project: Annotated[str, typer.Argument(help=helped("help.project"))],
    location: LocationOption,
    at: AtOption = "",
    accuracy: AccuracyOption = None,
    zone: ZoneOption = "",
    date: DateOption = "",
) -> MadeBy:
    """Enter where a project is."""
    return place_of, {
        "project": project,
        "date": date or today().isoformat(),
        **_where(location, at, accuracy, zone),
    }


@_entering
def effect(  # noqa: PLR0913, PLR0917 - the options of the command line
    project: Annotated[str, typer.Argument(help=helped("help.project"))],
    indicator: Annotated[str, typer.Option(help=helped("help.indicator"))] = "",
    amount: Annotated[float | None, typer.Option(help=helped("help.effect.amount"))] = None,
    unit: Annotated[str, typer.Option(help=helped("help.effect.unit"))] = "",
    feature: Annotated[str, typer.Option(help=helped("help.effect.feature"))] = "",
    clause: Annotated[str, typer.Option(help=helped("help.clause"))] = "",
    date: DateOption = "",
    *,
    withdraw: Annotated[bool, typer.Option("--withdraw", help=helped("help.effect.withdraw"))] = (
        False
    ),
) -> MadeBy:
    """Declare what a project adds when it is finished."""
    layer, colon, name = feature.partition(":")
    if feature and not (colon and layer and name):
        raise InputError("effect_form", value=feature)
    return effect_of, {
        "project": project,
        "indicator": indicator,
        "amount": amount,
        "unit": unit,
        "layer": layer,
        "feature": name,
        "clause": clause,
        "withdrawn": withdraw or None,
        "date": date or today().isoformat(),
    }


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
