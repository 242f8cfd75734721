"""What all processes of ours have in common: how they begin, and that none outlives its parent."""

import multiprocessing
import os
import signal
import sys
import threading
import warnings
from importlib.machinery import ModuleSpec
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Final

POSIX: Final = sys.platform != "win32"
_CONTEXT: Final = (
    multiprocessing.get_context("forkserver") if POSIX else multiprocessing.get_context("spawn")
)
# Imported once by the server that is forked from: what reads files, and what answers questions.
_LOADED: Final = (
    "geopandas",
    "openpyxl",
    "pyarrow.parquet",
    "pyogrio",
    "chedun_gis.importing",
    "chedun_gis.report",
)


def new_process(main: Any, *args: object) -> tuple[BaseProcess, Connection]:  # noqa: ANN401
    """Start `main(theirs, *args)` in a process of its own; return it and our end of the pipe.

    `main` is a function of a module. What has other threads is not forked: their locks would stay
    locked for ever. Its processes are forked from a server of its own that has the libraries loaded
    already (where there is no fork, they start anew).
    """
    forked = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork") if forked else _CONTEXT
    if POSIX:
        _CONTEXT.set_forkserver_preload(list(_LOADED))
    _leave_main_alone()
    ours, theirs = context.Pipe()
    process = context.Process(target=main, args=(theirs, *args), daemon=True)
    try:
        process.start()
    except BaseException:
        ours.close()
        raise
    finally:
        theirs.close()
    return process, ours


def ended(process: BaseProcess, ours: Connection) -> None:
    """End a process that we started, whatever it is doing."""
    ours.close()
    process.kill()
    process.join()
    process.close()


def be_quiet() -> None:
    """Leave interrupts to the parent, and the terminal alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warnings.simplefilter("ignore")


def end_with_parent() -> None:
    """Let this process end when its parent is gone, however busy it is."""

    def wait() -> None:
        parent = multiprocessing.parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _leave_main_alone() -> None:
    """Keep a child from running the main script, which Streamlit sets to the page, for itself.

    multiprocessing passes over a main module of this name: it has nothing that a child would need.
    """
    main = sys.modules["__main__"]
    if getattr(main, "__spec__", None) is None:
        main.__spec__ = ModuleSpec("chedun_gis.__main__", None)
