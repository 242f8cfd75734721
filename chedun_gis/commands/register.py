"""Commands of the register: review, look back, verify, copy."""

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
    open_workspace,
    tell,
    this_person,
    write,
)
from chedun_gis.indicators import about_of, date_of, entry_words, titles
from chedun_gis.register import Event, Review, head_of, kind_of, reasons, required, seeded, verdicts
from chedun_gis.texts import local_time, say
from chedun_gis.town import unfinished
from geo import InputError
from layers import LAYERS

JsonOption = Annotated[bool, typer.Option("--json", help=helped("help.json"))]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command(help=helped("help.history"))(history)
    app.command(help=helped("help.review"))(review)
    app.command(help=helped("help.audit"))(audit)
    app.command(help=helped("help.backup"))(backup)


def history(
    subject: Annotated[str, typer.Argument(help=helped("help.subject"))] = "",
    as_json: JsonOption = False,  # noqa: FBT002
) -> None:
    """List what was entered of a project or an indicator, the earliest first."""
    source = open_source()
    town, record = source.town(), open_ledger().record()
    shipped = [] if seeded(record.events) else source.seed().facts
    seed = [Event(0, "", f"data/{each.where}", each.fact) for each in shipped]
    seed += [
        Event(0, "", each.who, each.fact) for each in town.effects.entries if each.number is None
    ]
    events = (*seed, *record.events)
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
            entry_words(each.fact, town, context.lang),
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
    """Verify the chain of events, and that the layers are those entered last; exit 1 if not."""
    ledger = open_ledger()
    head = head_of(against) if against else None
    now, found = ledger.head(), ledger.verify(head)
    strayed = () if found else open_workspace().strayed()
    plans = () if found else open_workspace().plans.strayed()
    if as_json:
        broken = None if found is None else asdict(found)
        others = [each.layer for each in strayed]
        told = {
            "head": str(now),
            "events": now.number,
            "broken": broken,
            "layers": others,
            "plans": [each.plan for each in plans],
        }
        write(json.dumps(told))
    elif found is not None:
        tell(f"register.{found.what}", number=found.number)
    elif not now.number:
        tell("register.nothing")
    else:
        tell("register.whole", count=now.number, head=now)
    if not as_json:
        for each in strayed:
            title = LAYERS[each.layer].title[context.lang]
            tell("register.layer_other", layer=title, version=each.version)
        for other in plans:
            tell("register.plan_other", plan=other.plan, version=other.version)
    if found is not None or strayed or plans:
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
