"""Commands about plans: list, begin, change, take back, restore, set side by side."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from chedun_gis.commands.register import JsonOption
from chedun_gis.commands.shared import (
    context,
    helped,
    open_town,
    open_workspace,
    tell,
    this_person,
    write,
)
from chedun_gis.importing import plan_book, plan_template
from chedun_gis.indicators import (
    PlanDraft,
    draft_of,
    keep_plan,
    line_of,
    next_draft,
    pair_as_data,
    pair_words,
    plan_rows,
    side_by_side,
)
from chedun_gis.texts import say
from chedun_gis.town import Town, write_atomic
from geo import InputError
from layers import Text

T = TypeVar("T")

IdArgument = Annotated[str, typer.Argument(help=helped("help.plan.id"))]
WhichArgument = Annotated[str, typer.Argument(help=helped("help.plan.which"))]
NameOption = Annotated[str, typer.Option(help=helped("help.plan.name"))]
NameEnOption = Annotated[str, typer.Option(help=helped("help.name_en"))]
FirstOption = Annotated[int | None, typer.Option("--first", help=helped("help.plan.first"))]
LastOption = Annotated[int | None, typer.Option("--last", help=helped("help.plan.last"))]
BaseOption = Annotated[int | None, typer.Option("--base", help=helped("help.plan.base"))]
FileOption = Annotated[Path | None, typer.Option("--file", help=helped("help.plan.file"))]
AdoptOption = Annotated[
    bool | None, typer.Option("--in-force/--draft", help=helped("help.plan.adopt"))
]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    plan = typer.Typer(help=helped("help.plan"), no_args_is_help=True)
    plan.command("list", help=helped("help.plan.list"))(list_plans)
    plan.command("begin", help=helped("help.plan.begin"))(begin)
    plan.command("change", help=helped("help.plan.change"))(change)
    plan.command("template", help=helped("help.plan.template"))(template)
    plan.command("take-back", help=helped("help.plan.back"))(take_back)
    plan.command("restore", help=helped("help.plan.restore"))(restore)
    plan.command("compare", help=helped("help.plan.compare"))(compare)
    app.add_typer(plan, name="plan")


def list_plans(as_json: JsonOption = False) -> None:  # noqa: FBT002
    """List the plans, the earliest first."""
    rows = plan_rows(open_town())
    if as_json:
        write(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    if not rows:
        tell("plans.none")
    for each in rows:
        years = f"{each['first_year']}–{each['last_year']}" if each["first_year"] else "—"
        name = str(each[f"name_{context.lang}"] or each["id"])
        write(
            "\t".join((str(each["id"]), name, years, say(f"plans.{each['state']}", context.lang)))
        )


def begin(  # noqa: PLR0913, PLR0917 - the options of the command line
    plan: IdArgument,
    name: NameOption,
    name_en: NameEnOption = "",
    first_year: FirstOption = None,
    last_year: LastOption = None,
    base_year: BaseOption = None,
    indicators: Annotated[str, typer.Option(help=helped("help.plan.indicators"))] = "all",
    projects: Annotated[str, typer.Option(help=helped("help.plan.projects"))] = "open",
    file: FileOption = None,
    adopt: AdoptOption = None,
) -> None:
    """Begin a plan: what it takes over, then what a workbook says."""
    town = open_town()
    draft = next_draft(town)
    rows = _chosen({each.id: each for each in draft.rows}, indicators, whole="all")
    going_on = _chosen({each.id: each for each in draft.projects}, projects, whole="open")
    draft = replace(draft, id=plan, rows=rows, projects=going_on)
    draft = _changed(draft, name, name_en, (first_year, last_year, base_year))
    _keep(town, draft, file, adopt)


def change(  # noqa: PLR0913, PLR0917 - the options of the command line
    plan: IdArgument,
    name: NameOption = "",
    name_en: NameEnOption = "",
    first_year: FirstOption = None,
    last_year: LastOption = None,
    base_year: BaseOption = None,
    file: FileOption = None,
    adopt: AdoptOption = None,
) -> None:
    """Change a plan: its name and years, its tables by a workbook, whether it is in force."""
    town = open_town()
    draft = _changed(draft_of(town, plan), name, name_en, (first_year, last_year, base_year))
    _keep(town, draft, file, adopt)


def template(
    out: Annotated[Path, typer.Argument(help=helped("help.plan.out"))],
    plan: Annotated[str, typer.Option("--plan", help=helped("help.plan.id"))] = "",
) -> None:
    """Write the workbook of a plan, without one named of the next one."""
    town = open_town()
    draft = draft_of(town, plan) if plan else next_draft(town)
    write_atomic(out, plan_template(town, draft, context.lang))
    tell("register.template", file=out)


def take_back(plan: IdArgument) -> None:
    """Use none of the workspace's versions of a plan any more."""
    shelf = open_workspace().plans
    shelf.take_back(plan, by=this_person(), seen=shelf.current(plan))
    tell("plans.taken_back", plan=plan)


def restore(
    plan: IdArgument, version: Annotated[str, typer.Argument(help=helped("help.plan.version"))]
) -> None:
    """Take an earlier version of a plan into use again."""
    shelf = open_workspace().plans
    shelf.restore(plan, version, by=this_person(), seen=None)
    tell("plans.restored", plan=plan, version=version)


def compare(
    first: IdArgument,
    second: WhichArgument = "",
    as_json: JsonOption = False,  # noqa: FBT002
) -> None:
    """Set two plans side by side."""
    town = open_town()
    pair = side_by_side(town, first, second)
    if as_json:
        write(json.dumps(pair_as_data(town, pair), ensure_ascii=False, indent=1))
        return
    lang = context.lang
    tell("plans.compare.title", first=pair.first.name[lang], second=pair.second.name[lang])
    for results in pair.common:
        parts = [results[0].indicator.title[lang]]
        for each in results:
            line = line_of(each, lang)
            parts += [f"{each.plan.id}: {line.value} / {line.target}", line.progress]
        write("\t".join(parts))
    for plan, alone in zip((pair.first, pair.second), pair.only, strict=True):
        for each in alone:
            title = say("plans.compare.only", lang, plan=plan.name[lang])
            write(f"{title}\t{each.indicator.title[lang]}")
    write(pair_words(pair, lang))


def _chosen(known: Mapping[str, T], wanted: str, *, whole: str) -> tuple[T, ...]:
    """Return what was named of what is known: all, none, or some by id.

    Raises `InputError("plan_choice")` (value, known) for an id that is not known.
    """
    if wanted in {whole, "none"}:
        return tuple(known.values()) if wanted == whole else ()
    ids = [each.strip() for each in wanted.replace("，", ",").split(",")]
    for each in ids:
        if each not in known:
            raise InputError("plan_choice", value=each, known="、".join(known))
    return tuple(known[each] for each in ids)


def _changed(
    draft: PlanDraft, name: str, name_en: str, years: tuple[int | None, int | None, int | None]
) -> PlanDraft:
    """Return a draft with what was said of its name and years."""
    first, last, base = years
    named = Text(name or draft.name.zh, name_en or (name or draft.name.en))
    return replace(
        draft,
        name=named,
        first_year=first or draft.first_year,
        last_year=last or draft.last_year,
        base_year=base or draft.base_year,
    )


def _keep(town: Town, draft: PlanDraft, file: Path | None, adopt: bool | None) -> None:  # noqa: FBT001 - as the option says
    if file is not None:
        draft = plan_book(town, file, draft)
    if adopt is not None:
        draft = replace(draft, draft=not adopt)
    version = keep_plan(open_workspace(), town, draft, by=this_person())
    tell("plans.saved", name=draft.name[context.lang], version=version)
