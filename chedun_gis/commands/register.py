"""Commands of the register: enter, review, look back, verify, copy."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from chedun_gis.commands.shared import (
    context,
    helped,
    open_ledger,
    open_source,
    tell,
    this_person,
    write,
)
from chedun_gis.importing import value_template, values_of
from chedun_gis.indicators import (
    about_of,
    date_of,
    entry_words,
    measured_of,
    status_of,
    titles,
    value_of,
)
from chedun_gis.register import (
    Event,
    Fact,
    Review,
    head_of,
    kind_of,
    reasons,
    required,
    verdicts,
)
from chedun_gis.texts import joined, local_time, say, today
from chedun_gis.town import Town, unfinished, write_atomic
from geo import InputError
from layers import STAGES

SourceOption = Annotated[str, typer.Option(help=helped("help.source"))]
BasisOption = Annotated[str, typer.Option(help=helped("help.basis"))]
ReliabilityOption = Annotated[str, typer.Option(help=helped("help.reliability"))]
CorrectsOption = Annotated[int | None, typer.Option(help=helped("help.corrects"))]
SubmitOption = Annotated[bool, typer.Option("--submit", help=helped("help.submit"))]
JsonOption = Annotated[bool, typer.Option("--json", help=helped("help.json"))]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command(help=helped("help.value"))(value)
    app.command(help=helped("help.status"))(status)
    app.command(help=helped("help.value_table"))(values)
    app.command(help=helped("help.record"))(record)
    app.command(help=helped("help.history"))(history)
    app.command(help=helped("help.review"))(review)
    app.command(help=helped("help.audit"))(audit)
    app.command(help=helped("help.backup"))(backup)


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
            tell(
                "register.entered" if counts else "register.submitted",
                number=event.number,
                title=names.get(about_of(event.fact), about_of(event.fact)),
                words=joined((date_of(event.fact), _said(event, town)), context.lang),
            )


def history(
    subject: Annotated[str, typer.Argument(help=helped("help.subject"))] = "",
    as_json: JsonOption = False,  # noqa: FBT002
) -> None:
    """List what was entered of a project or an indicator, the earliest first."""
    source = open_source()
    town, record = source.town(), open_ledger().record()
    shipped = [] if record.events else source.seed().facts
    events = record.events or tuple(
        Event(0, "", f"data/{each.where}", each.fact) for each in shipped
    )
    said = verdicts(record.events)
    why = reasons(events)
    found = [
        each
        for each in events
        if not isinstance(each.fact, Review) and subject in {"", about_of(each.fact)}
    ]
    if subject and not found and subject not in titles(town, context.lang):
        raise InputError("project_unknown", value=subject)
    if as_json:
        rows = [_data(each, said.get(each.number, "accepted"), why) for each in found]
        write(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    if not found:
        tell("register.none")
    for each in sorted(found, key=lambda each: (about_of(each.fact), date_of(each.fact))):
        state = said.get(each.number, "accepted")
        words = say(f"verdict.{state}", context.lang, reason=why.get(each.number, ""))
        by = say("register.shipped", context.lang) if each.shipped else each.who
        when = local_time(each.at) if each.at else ""
        number = str(each.number or "")
        parts = (
            number,
            about_of(each.fact),
            date_of(each.fact),
            _said(each, town),
        )
        write("\t".join((*parts, words, by, when)))


def review(
    number: Annotated[int, typer.Argument(help=helped("help.event"))],
    accept: Annotated[bool, typer.Option("--accept", help=helped("help.accept"))] = False,  # noqa: FBT002
    reason: Annotated[str, typer.Option("--return", help=helped("help.return"))] = "",
) -> None:
    """Accept an entry, or return it for a reason."""
    if accept == bool(reason.strip()):
        raise InputError("review_verdict")
    said = "accepted" if accept else "returned"
    fact = required("review", {"entry": number, "verdict": said, "reason": reason})
    open_ledger().append([fact], by=this_person())
    tell(f"register.{said}", number=number, reason=reason)


def audit(
    against: Annotated[str, typer.Option(help=helped("help.against"))] = "",
    as_json: JsonOption = False,  # noqa: FBT002
) -> None:
    """Verify the chain of events; exit 1 when it is not whole, and name the first event."""
    ledger = open_ledger()
    head = head_of(against) if against else None
    now, found = ledger.head(), ledger.verify(head)
    if as_json:
        broken = None if found is None else asdict(found)
        write(json.dumps({"head": str(now), "events": now.number, "broken": broken}))
    elif found is not None:
        tell(f"register.{found.what}", number=found.number)
    elif not now.number:
        tell("register.nothing")
    else:
        tell("register.whole", count=now.number, head=now)
    if found is not None:
        raise typer.Exit(1)


def backup(file: Annotated[Path, typer.Argument(help=helped("help.backup.file"))]) -> None:
    """Copy one state of the register into a file, and tell its head."""
    try:
        with unfinished(file) as part:
            head = open_ledger().copy_to(part)
            part.replace(file)
    except OSError as error:
        raise InputError("out_not_writable", file=str(file)) from error
    tell("register.backup", file=file, head=head)


def _said(event: Event, town: Town) -> str:
    return entry_words(event.fact, town, context.lang)


def _data(event: Event, state: str, why: Mapping[int, str]) -> dict[str, Any]:
    """Return an entry as JSON holds it; the keys are those of `docs/commands.md`."""
    return {
        "number": event.number or None,
        "at": event.at or None,
        "who": event.who,
        "kind": kind_of(event.fact),
        "state": state,
        "reason": why.get(event.number, "") or None,
        **asdict(event.fact),
    }
