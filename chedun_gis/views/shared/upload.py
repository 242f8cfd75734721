"""Keep what was uploaded for as long as it is looked at, and read it once."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from chedun_gis.compute import Watch, scratch
from chedun_gis.importing import (
    CHOICES,
    Opened,
    Options,
    SourceLayer,
    layers_of,
    norm,
    open_listed,
)
from chedun_gis.texts import Lang, say
from chedun_gis.views.shared.plain import literal
from chedun_gis.views.shared.waiting import watching
from geo import InputError

_KEPT = "import_kept"
_READ = "import_read"
_STOPPED = "import_stopped"
_SAMPLE = 6


@dataclass(frozen=True, slots=True)
class Upload:
    """Uploaded files on disk: one file, or a folder of several; they go with the session."""

    ids: tuple[str, ...]
    path: Path
    folder: "tempfile.TemporaryDirectory[str]"
    layers: tuple[SourceLayer, ...]


def kept(uploads: Sequence[UploadedFile], lang: Lang) -> Upload:
    """Return the uploaded files on disk, written and listed once.

    Raises `InputError("import_stopped")` (file) after the reading of these files was stopped.
    """
    ids = tuple(each.file_id for each in uploads)
    if st.session_state.get(_STOPPED) == ids:
        raise InputError("import_stopped", file=uploads[0].name)
    there = st.session_state.get(_KEPT)
    if isinstance(there, Upload) and there.ids == ids:
        return there
    folder = scratch("upload")
    home = Path(folder.name) / "upload"
    home.mkdir()
    for each in uploads:
        try:
            # A browser sends a bare name, another client might not.
            (home / Path(each.name.replace("\\", "/")).name).write_bytes(each.getbuffer())
        except OSError as error:
            raise InputError("import_name", file=each.name[:60]) from error
    path = home if len(ids) > 1 else next(home.iterdir())
    inside = Path(folder.name) / "inside"
    inside.mkdir()
    with _watched("list", ids, path.name, lang) as watch:
        fresh = Upload(ids, path, folder, tuple(layers_of(path, inside, watch=watch)))
    st.session_state[_KEPT] = fresh
    st.session_state.pop(_READ, None)
    return fresh


@contextmanager
def _watched(step: str, ids: tuple[str, ...], name: str, lang: Lang) -> Iterator[Watch]:
    """Show how far the reading is, with a button that stops it; nothing while it is short."""

    def stop() -> None:
        st.session_state[_STOPPED] = ids

    def words(stage: str, done: int, total: int) -> str:
        told = say(f"import.{stage}", lang, file=name, done=f"{done:,}", total=f"{total:,}")
        return literal(told)

    with watching(words, say("import.stop", lang), stop, f"import_stop_{step}") as watch:
        yield watch


def forget() -> None:
    """Let go of the upload, so that the page starts anew."""
    for key in (_KEPT, _READ):
        st.session_state.pop(key, None)
    st.session_state["import_round"] = st.session_state.get("import_round", 0) + 1


def choose(file: Upload, lang: Lang) -> Options:
    """Ask which layer of the file is meant and in which encoding its texts are."""
    left, right = st.columns(2)
    layer = left.selectbox(
        say("import.source_layer", lang),
        [each.name for each in file.layers],
        disabled=len(file.layers) == 1,
        key=f"import_source_{file.ids[0]}",
    )
    encoding = right.selectbox(
        say("import.encoding", lang),
        ("", *CHOICES),
        format_func=lambda name: name.upper() or say("import.by_itself", lang),
        key=f"import_encoding_{file.ids[0]}",
    )
    chosen = {axis: st.session_state.get(_axis_key(file, axis)) for axis in ("x", "y")}
    columns = {axis: column for axis, column in chosen.items() if column}
    return Options(source_layer=layer, encoding=encoding, columns=columns)


def choose_axes(file: Upload, columns: Sequence[str], lang: Lang) -> None:
    """Ask which columns of a table hold the coordinates; the answer counts at the next run."""
    for place, axis in zip(st.columns(2), ("x", "y"), strict=True):
        place.selectbox(
            say(f"import.axis.{axis}", lang),
            ("", *columns),
            format_func=lambda name: name or say("import.by_itself", lang),
            key=_axis_key(file, axis),
        )


def _axis_key(file: Upload, axis: str) -> str:
    return f"import_axis_{axis}_{file.ids[0]}"


def read(file: Upload, options: Options, lang: Lang) -> Opened:
    """Read the chosen layer, again only when the choice has changed."""
    key = (file.ids, options.source_layer, options.encoding, tuple(options.columns.items()))
    there = st.session_state.get(_READ)
    if there is None or there[0] != key:
        try:
            with _watched("read", file.ids, file.path.name, lang) as watch:
                there = (key, open_listed(file.path, list(file.layers), options, watch=watch))
        except InputError as error:
            if error.code == "table_no_coordinates":
                choose_axes(file, list(error.params["columns"]), lang)  # type: ignore[call-overload]
            raise
        st.session_state[_READ] = there
    opened: Opened = there[1]
    if opened.raw.source.format in {"csv", "xlsx"} and "wkt" not in map(norm, opened.raw.placed_by):
        choose_axes(file, opened.columns, lang)
    return opened


def say_encoding(opened: Opened, lang: Lang) -> None:
    """Say how the texts were read, with some of them to look at."""
    encoding, frame = opened.raw.encoding, opened.raw.frame
    st.write(
        say(
            "import.found",
            lang,
            format=say(f"import.format.{opened.raw.source.format}", lang),
            count=len(frame),
        )
    )
    if encoding.why == "fixed":
        return
    why = say(f"import.encoding.{encoding.why}", lang)
    words = say("import.encoding_line", lang, encoding=encoding.name.upper(), why=why)
    texts = frame.select_dtypes(include=["object", "string"]).drop(
        columns=frame.geometry.name, errors="ignore"
    )
    seen = [
        str(text)
        for text in texts.to_numpy().ravel()
        if isinstance(text, str) and not text.isascii()
    ]
    sample = say("import.sample", lang, words=" · ".join(dict.fromkeys(seen[:_SAMPLE])))
    (st.caption if encoding.sure else st.info)(literal(f"{words} {sample}"))
