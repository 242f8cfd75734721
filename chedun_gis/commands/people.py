"""Commands about accounts: who may enter and review when many people work at one server."""

import sys
from typing import Annotated

import typer

from chedun_gis.commands.shared import (
    context,
    helped,
    open_ledger,
    tell,
    this_person,
    write,
)
from chedun_gis.register import Accounts, roles
from chedun_gis.texts import local_time, say
from chedun_gis.town import settings_from
from geo import InputError

NameArgument = Annotated[str, typer.Argument(help=helped("help.name"))]
TokenArgument = Annotated[str, typer.Argument(help=helped("help.token"))]
RoleOption = Annotated[str, typer.Option(help=helped("help.role"))]
StdinOption = Annotated[bool, typer.Option("--stdin", help=helped("help.people.stdin"))]
# Where people sign in elsewhere the register keeps only their roles.
_ELSEWHERE = ("oidc", "proxy")


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    people = typer.Typer(help=helped("help.people"), no_args_is_help=True)
    people.command("add", help=helped("help.people.add"))(add)
    people.command("role", help=helped("help.people.role"))(role)
    people.command("password", help=helped("help.people.password"))(password)
    people.command("remove", help=helped("help.people.remove"))(remove)
    people.command("list", help=helped("help.people.list"))(list_people)
    people.command("token", help=helped("help.people.token"))(token)
    people.command("tokens", help=helped("help.people.tokens"))(list_tokens)
    people.command("revoke", help=helped("help.people.revoke"))(revoke)
    app.add_typer(people, name="people")


def add(name: NameArgument, role: RoleOption = "editor", *, stdin: StdinOption = False) -> None:
    """Give somebody an account with a role, and a password unless they sign in elsewhere."""
    elsewhere = settings_from().people in _ELSEWHERE
    _accounts().give(
        name,
        role,
        by=this_person(),
        password="" if elsewhere else _asked(stdin),
        elsewhere=elsewhere,
    )
    _tell_role(name, role)


def role(name: NameArgument, role: RoleOption) -> None:
    """Give somebody another role."""
    _accounts().give(name, role, by=this_person())
    _tell_role(name, role)


def password(name: NameArgument, *, stdin: StdinOption = False) -> None:
    """Set another password; every visit of theirs ends."""
    if _accounts().person(name) is None:
        raise InputError("account_unknown", name=name)
    _accounts().set_password(name, _asked(stdin), by=this_person())
    tell("people.password", name=name)


def remove(name: NameArgument) -> None:
    """Take somebody's account away; what they entered stays."""
    _accounts().take(name, by=this_person())
    tell("people.gone", name=name)


def list_people() -> None:
    """List who has an account, and as what."""
    found = roles(open_ledger().record().events)
    if not found:
        tell("people.none")
    for name, each in sorted(found.items()):
        write(f"{name}\t{each}\t{say(f'role.{each}', context.lang)}")


def token(name: NameArgument) -> None:
    """Make a token by which a program, as QGIS, reads the data service; it is told only now."""
    made = _accounts().new_token(name, by=this_person())
    write(made)
    tell("people.token", name=name)


def list_tokens() -> None:
    """List the tokens: id, whose, when made."""
    found = _accounts().tokens()
    if not found:
        tell("people.tokens_none")
    for each in found:
        write(f"{each.id}\t{each.name}\t{local_time(each.made)}")


def revoke(token: TokenArgument) -> None:
    """Let a token open nothing any more."""
    found = _accounts().revoke(token, by=this_person())
    tell("people.revoked", id=found.id, name=found.name)


def _accounts() -> Accounts:
    return Accounts(open_ledger())


def _tell_role(name: str, role: str) -> None:
    tell("people.added", name=name, role=say(f"role.{role}", context.lang))


def _asked(stdin: bool) -> str:  # noqa: FBT001 - as it is chosen
    if stdin:
        return sys.stdin.readline().rstrip("\n")
    words = say("people.ask", context.lang)
    return str(typer.prompt(words, hide_input=True, confirmation_prompt=True))
