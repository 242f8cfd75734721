"""What every command needs: the language chosen, the town, and a way to print."""

import os
import sys
from dataclasses import dataclass, replace

from chedun_gis.indicators import plan_faults
from chedun_gis.register import Ledger, Person, local_person
from chedun_gis.texts import LANGS, Lang, joined, rule_line, say, source_line
from chedun_gis.town import (
    Town,
    TownSource,
    Workspace,
    ledger_of,
    settings_from,
    source_of,
    workspace_of,
)


@dataclass
class Context:
    """The language of this run; set once by the options before any command."""

    lang: Lang = "zh"


context = Context()


def open_town() -> Town:
    """Return the town of the configured data folder, workspace and rules.

    What is wrong with the files of rules and sources is said beside whatever is asked.
    """
    town = open_source().town()
    lines = [rule_line(each, context.lang) for each in town.rule_problems]
    lines += [source_line(each, context.lang) for each in town.source_problems]
    lines += plan_faults(town, context.lang)
    for line in lines:
        sys.stderr.write(line + "\n")
    return town


def open_source() -> TownSource:
    """Return where the configured town is read from."""
    return source_of(settings_from(os.environ))


def open_ledger() -> Ledger:
    """Return the configured register."""
    return ledger_of(settings_from(os.environ))


def open_workspace() -> Workspace:
    """Return the configured workspace."""
    return workspace_of(settings_from(os.environ))


def this_person() -> Person:
    """Return who types: with all roles, and where nobody else has any, alone."""
    return replace(local_person(), alone=settings_from(os.environ).people == "local")


def helped(key: str) -> str:
    """Return what `--help` says of a command or an option, in both languages."""
    return " · ".join(say(key, lang) for lang in LANGS)


def list_words(words: list[str]) -> str:
    """Return words as one list in the language chosen."""
    return joined(words, context.lang)


def tell(key: str, **params: object) -> None:
    """Print one line of text in the language chosen."""
    write(say(key, context.lang, **params))


def write(line: str) -> None:
    """Print one line as it is."""
    sys.stdout.write(line + "\n")


def progress(line: str, *, last: bool = False) -> None:
    """Keep one line of a terminal up to date; say nothing into a file or a pipe."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{line}" + ("\n" if last else ""))
        sys.stderr.flush()


def show_parts(done: int, total: int, workers: int) -> None:
    """Keep the line of a terminal up to date."""
    told = {"done": f"{done:,}", "total": f"{total:,}", "workers": f"{workers:,}"}
    progress(say("work.parts", context.lang, **told))
