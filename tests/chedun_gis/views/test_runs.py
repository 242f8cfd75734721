"""What is clicked while the answer to another click is being given ends neither of the two."""

from collections.abc import Iterator

import pytest
from streamlit import config
from streamlit.components.v2 import manifest_scanner
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.testing.v1 import AppTest

from chedun_gis.views.shared.runs import one_run_at_a_time, seek_no_components, unbroken


def page(*, in_body: bool) -> None:
    """Let a name be typed; while it is taken over, something else is clicked."""
    from contextlib import nullcontext  # noqa: PLC0415 - the script runs by itself

    import streamlit as st  # noqa: PLC0415 - the same
    from streamlit.runtime.scriptrunner import (  # noqa: PLC0415 - the same
        RerunData,
        get_script_run_ctx,
    )

    from chedun_gis.views.shared.runs import unbroken  # noqa: PLC0415 - the same

    def taken() -> None:
        context = get_script_run_ctx()
        assert context is not None
        assert context.script_requests is not None
        typed = st.session_state["name"]
        if st.session_state.setdefault("first", True):
            st.session_state["first"] = False
            context.script_requests.request_rerun(RerunData())
        st.session_state["kept"] = typed

    st.text_input("Name", key="name", on_change=None if in_body else taken)
    if in_body and st.session_state["name"] and "kept" not in st.session_state:
        with unbroken() if st.session_state["name"] == "whole" else nullcontext():
            taken()
    st.text(st.session_state.get("kept", "nothing"))


_TAKE_IN = SafeSessionState.on_script_will_rerun
_CLEAR = ForwardMsgQueue.clear


@pytest.fixture
def before(monkeypatch: pytest.MonkeyPatch) -> Iterator[bool]:
    """Begin with Streamlit as it is by itself, and leave it so."""
    monkeypatch.setattr(SafeSessionState, "on_script_will_rerun", _TAKE_IN)
    monkeypatch.setattr(ForwardMsgQueue, "clear", _CLEAR)
    fast = bool(config.get_option("runner.fastReruns"))
    yield fast
    config.set_option("runner.fastReruns", fast)


def typed(name: str, *, in_body: bool) -> AppTest:
    app = AppTest.from_function(page, kwargs={"in_body": in_body}).run()
    app.text_input[0].set_value(name).run()
    assert not app.exception
    return app


def kept(app: AppTest) -> str:
    [shown] = app.text
    return str(shown.value)


def test_streamlit_alone_loses_what_was_typed(before: bool) -> None:
    # If ever it does not, `runs` has become needless.
    assert before
    assert kept(typed("南园", in_body=False)) == "nothing"


def test_what_is_typed_is_taken_over_whole(before: bool) -> None:
    one_run_at_a_time()
    one_run_at_a_time()
    assert before
    assert config.get_option("runner.fastReruns") is False
    assert kept(typed("南园", in_body=False)) == "南园"


def test_what_a_page_does_itself_is_done_whole_where_it_says_so() -> None:
    assert kept(typed("whole", in_body=True)) == "whole"


def test_outside_of_a_run_there_is_nothing_to_break() -> None:
    with unbroken(), unbroken():
        pass


def sent(map_of: str) -> ForwardMsg:
    message = ForwardMsg()
    message.delta.fragment_id = "beside"
    message.delta.new_element.text.body = map_of
    message.metadata.delta_path[:] = [0, 2]
    return message


def bodies(queue: ForwardMsgQueue) -> list[str]:
    """Return what would be sent to the browser, in order."""
    found = queue.flush()
    kinds = [each.WhichOneof("type") for each in found]
    assert kinds.count("script_finished") == 1
    return [
        each.delta.new_element.text.body if each.HasField("delta") else "over" for each in found
    ]


@pytest.mark.parametrize("ours", [False, True])
def test_what_was_drawn_is_sent_before_a_part_of_it_is_drawn_anew(ours: bool, before: bool) -> None:
    assert before
    if ours:
        one_run_at_a_time()
    queue = ForwardMsgQueue()
    queue.enqueue(sent("the first map"))
    over = ForwardMsg()
    over.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
    queue.enqueue(over)
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=["beside"])
    queue.enqueue(sent("the map anew"))
    # Streamlit alone lets the browser hear that all is drawn, before it has the map.
    alone = ["over", "the map anew"]
    assert bodies(queue) == (["the first map", "over", "the map anew"] if ours else alone)


def test_a_whole_page_that_is_drawn_anew_takes_the_place_of_what_waits(before: bool) -> None:
    assert before
    one_run_at_a_time()
    queue = ForwardMsgQueue()
    queue.enqueue(sent("the first map"))
    queue.clear(retain_lifecycle_msgs=True)
    assert queue.flush() == []


def test_the_start_reads_about_no_package_whether_it_brings_a_component(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def scan() -> list[tuple[object, object]]:
        asked.append("all")
        return []

    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", scan)
    method = "discover_and_register_components"
    # As Streamlit has it, so that it is put back.
    monkeypatch.setattr(BidiComponentManager, method, getattr(BidiComponentManager, method))
    BidiComponentManager().discover_and_register_components(start_file_watching=False)
    assert asked == ["all"]
    seek_no_components()
    BidiComponentManager().discover_and_register_components(start_file_watching=False)
    assert asked == ["all"]
