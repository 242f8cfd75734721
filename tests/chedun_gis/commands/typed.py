"""Run the command line in this process, as if it had been typed: a start of its own takes 1.5 s.

That each command runs in a process of its own too is shown by `tests/test_docs.py`.
"""

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from subprocess import CompletedProcess
from unittest.mock import patch

from chedun_gis.commands.root import main


def run(*arguments: object) -> "CompletedProcess[str]":
    """Return the exit code and what was printed; a fault that nothing words comes through."""
    words, out, err = [str(word) for word in arguments], io.StringIO(), io.StringIO()
    code: object = 0
    with patch.object(sys, "argv", ["chedun_gis", *words]):
        try:
            with redirect_stdout(out), redirect_stderr(err):
                main()
        except SystemExit as left:
            code = left.code
    assert isinstance(code, int), code
    return CompletedProcess(words, code, out.getvalue(), err.getvalue())
