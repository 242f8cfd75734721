"""Let no click be lost: the runs of a visit follow one another, and a click is answered whole.

Streamlit can begin a run while the one before is still at work on the same session, and ends a run
wherever it reads or writes its session, also in the middle of the answer to a click: what was
clicked or typed is then known to the session and never acted upon. And of a run that is over it
forgets, when a part of the page is drawn right after it, what of that part was not sent yet: the
browser takes it for gone, and the map with it. Here alone methods of Streamlit are replaced, and
one more of them, for which the first visitor would wait in vain.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from streamlit import config
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.safe_session_state import SafeSessionState

_take_in: Final = SafeSessionState.on_script_will_rerun
_clear: Final = ForwardMsgQueue.clear


def one_run_at_a_time() -> None:
    """Let each run of a visit wait for the one before, which gives way as soon as it can."""
    config.set_option("runner.fastReruns", False)  # noqa: FBT003 - an option and its value
    SafeSessionState.on_script_will_rerun = _whole  # type: ignore[method-assign, assignment]
    ForwardMsgQueue.clear = _keep_for_parts  # type: ignore[method-assign, assignment]


def seek_no_components() -> None:
    """Let the start not read about every installed package whether it brings a component.

    That is a quarter of the time until the first answer, and none here does: streamlit-folium
    declares its own when it is imported.
    """
    BidiComponentManager.discover_and_register_components = _nothing  # type: ignore[method-assign, assignment]


@contextmanager
def unbroken() -> Iterator[None]:
    """Let what is done inside be done to its end; whatever is clicked meanwhile comes after it."""
    context = get_script_run_ctx(suppress_warning=True)
    requests = context.script_requests if context else None
    if requests is None or "on_scriptrunner_yield" in vars(requests):
        yield
        return
    requests.on_scriptrunner_yield = _go_on  # type: ignore[method-assign]
    try:
        yield
    finally:
        del requests.on_scriptrunner_yield


def _nothing(_: BidiComponentManager, **__: Any) -> None:  # noqa: ANN401 - Streamlit's
    """Find no component."""


def _go_on() -> None:
    """Tell a run that nothing else is asked for."""


def _whole(state: SafeSessionState, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Streamlit's
    with unbroken():
        _take_in(state, *args, **kwargs)


def _keep_for_parts(
    queue: ForwardMsgQueue,
    retain_lifecycle_msgs: bool = False,  # noqa: FBT001, FBT002 - Streamlit's
    fragment_ids_this_run: list[str] | None = None,
) -> None:
    """Forget what is not sent yet, but not when only parts of the page are drawn anew."""
    if fragment_ids_this_run is None:
        _clear(queue, retain_lifecycle_msgs)
    else:
        queue._delta_index_map = {}  # noqa: SLF001 - what comes is not put before what waits
