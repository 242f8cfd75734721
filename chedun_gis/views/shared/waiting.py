"""Wait for the answer to a heavy question: how far it is, and a button that stops it."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from chedun_gis.compute import HeavyQuestion, Watch, ask, workers_now
from chedun_gis.texts import Lang, say
from chedun_gis.town import Town

_STOPPED = "waiting_stopped"


def waited(
    question: HeavyQuestion,
    town: Town,
    *args: Hashable,
    lang: Lang,
    key: str,
    on_stop: Callable[[], None] = lambda: None,
) -> Any:  # noqa: ANN401 - whatever is asked
    """Return the answer; `key` tells the bars of one page apart, `on_stop` is run when stopped.

    Nothing is shown of an answer that comes at once. Raises what `compute.ask` raises.
    """

    def words(step: str, done: int, total: int) -> str:
        # Only who answers parts has workers to tell of.
        workers = f"{workers_now():,}" if step == "parts" else ""
        return say(f"work.{step}", lang, done=f"{done:,}", total=f"{total:,}", workers=workers)

    with watching(words, say("work.stop", lang), on_stop, f"waiting_stop_{key}") as watch:
        return ask(question, town, *args, watch=watch)


@contextmanager
def watching(
    words: Callable[[str, int, int], str], label: str, on_stop: Callable[[], None], key: str
) -> Iterator[Watch]:
    """Show how far some work is, in these words, with a button that stops it.

    Nothing is shown until the work tells of itself; `label` and `key` are the button's.
    """
    bar, button = st.empty(), st.empty()
    shown: list[bool] = []

    def watch(step: str, done: int, total: int) -> None:
        if not shown:
            shown.append(True)
            button.button(label, icon=":material/stop:", on_click=on_stop, key=key)
        # What Streamlit raises here, since something was clicked, ends the work.
        bar.progress(min(done / total, 1.0) if total else 0.0, words(step, done, total))

    try:
        yield watch
    finally:
        bar.empty()
        button.empty()


def waited_at_once(
    question: HeavyQuestion, town: Town, *args: Hashable, lang: Lang, key: str
) -> Any:  # noqa: ANN401 - whatever is asked
    """Return the answer to what the page asks by itself; once stopped, only when asked again."""

    def stop() -> None:
        st.session_state[_STOPPED] = (key, args)

    def again() -> None:
        st.session_state.pop(_STOPPED, None)

    if st.session_state.get(_STOPPED) == (key, args):
        st.info(say("work.stopped", lang), icon=":material/stop_circle:")
        label = say("work.again", lang)
        st.button(label, icon=":material/refresh:", on_click=again, key=f"waiting_again_{key}")
        st.stop()
    return waited(question, town, *args, lang=lang, key=key, on_stop=stop)
