"""What is clicked while the answer to another click is being given ends neither of the two."""

from collections.abc import Iterator

import pytest
from streamlit import config
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.testing.v1 import AppTest

from chedun_gis.views.shared.runs import one_run_at_a_time, unbroken


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


@pytest.fixture
def before(monkeypatch: pytest.MonkeyPatch) -> Iterator[bool]:
    """Begin with Streamlit as it is by itself, and leave it so."""
    monkeypatch.setattr(SafeSessionState, "on_script_will_rerun", _TAKE_IN)
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
