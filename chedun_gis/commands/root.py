"""Gather the commands, and turn a fault in what was given into one sentence."""

import io
import sys
from typing import Annotated

import typer

from chedun_gis import __version__
from chedun_gis.commands import (
    belt,
    coverage,
    entering,
    evaluating,
    finish,
    handoff,
    importing,
    indicators,
    layer,
    osm,
    partition,
    people,
    plan,
    register,
    report,
    site,
    survey,
    surveyed,
    transit,
    watch,
    water,
)
from chedun_gis.commands.shared import context, helped, open_workspace
from chedun_gis.texts import fault_of, lang_of
from chedun_gis.town import noted
from geo import InputError

# Of a fault of the program itself, as `sysexits.h` has it.
_BROKEN = 70

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
layer.register(app)
importing.register(app)
handoff.register(app)
partition.register(app)
coverage.register(app)
site.register(app)
survey.register(app)
surveyed.register(app)
transit.register(app)
indicators.register(app)
water.register(app)
watch.register(app)
belt.register(app)
report.register(app)
evaluating.register(app)
osm.register(app)
entering.register(app)
register.register(app)
people.register(app)
plan.register(app)
finish.register(app)


def _tell_version(asked: bool | None) -> None:  # noqa: FBT001 - as typer calls it
    if asked:
        sys.stdout.write(f"chedun-gis {__version__}\n")
        raise typer.Exit


@app.callback(help=helped("help.town"))
def options(
    lang: Annotated[str, typer.Option(help="zh / en", envvar="CHEDUN_LANG")] = "zh",
    _: Annotated[  # the callback answers it
        bool | None,
        typer.Option(
            "--version", help=helped("help.version"), callback=_tell_version, is_eager=True
        ),
    ] = None,
) -> None:
    """Planning explorer of a town."""
    context.lang = lang_of(lang)
    open_workspace().sweep()  # what was killed before left something behind


def main() -> None:
    """Run the command line; exit 2 with one sentence for bad input, 130 for Ctrl-C.

    What nobody expected is noted in a file under a number, and exits with 70 and that number.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without Chinese is no crash
    try:
        app(standalone_mode=True)
    except InputError as error:
        sys.stderr.write(fault_of(error.code, error.params, context.lang) + "\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 - no trace reaches a terminal
        found = noted(error, " ".join(sys.argv))
        words = {"number": found.number, "file": found.file}
        sys.stderr.write(fault_of("unexpected", words, context.lang) + "\n")
        sys.exit(_BROKEN)
