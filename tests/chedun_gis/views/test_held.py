"""A widget shows what is kept elsewhere; what is said of the one before it changes nothing."""

from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st  # noqa: PLC0415 - a script of its own

    from chedun_gis.views.shared.held import held, hold  # noqa: PLC0415

    kinds = ["甲", "乙", "丙"]
    kept = st.session_state.setdefault("kept", {"kind": "乙", "several": ["甲", "乙"]})

    def put(**values: object) -> None:
        kept.update(values)

    kind = hold("kind", kept["kind"])
    several = hold("several", kept["several"])
    assert held("kind") == kind
    st.selectbox(
        "kind",
        kinds,
        kinds.index(kept["kind"]),
        key=kind,
        on_change=lambda: put(kind=st.session_state[kind]),
    )
    st.multiselect("several", kinds, kept["several"], key=several)
    st.button("elsewhere", on_click=put, kwargs={"kind": "丙", "several": ["乙"]})
    st.button("other order", on_click=put, kwargs={"several": ["乙", "甲"]})
    st.text(kept["kind"])


def test_it_begins_with_what_is_held_without_being_told_beside() -> None:
    app = AppTest.from_function(page, default_timeout=240).run()
    box = app.selectbox[0]
    assert (box.value, box.proto.default) == ("乙", 1)
    # What is put beside is sent once, and that message may be lost to the next.
    assert not box.proto.set_value
    assert app.run().selectbox[0].proto.default == 1


def test_the_users_choice_leaves_the_widget_as_it_is() -> None:
    app = AppTest.from_function(page, default_timeout=240).run()
    before = app.selectbox[0].proto.id
    app.selectbox[0].select("甲").run()
    assert app.text[0].value == "甲"
    assert app.selectbox[0].proto.id == before


def test_what_changes_elsewhere_makes_another_of_it() -> None:
    app = AppTest.from_function(page, default_timeout=240).run()
    box, several = app.selectbox[0], app.multiselect[0]
    app.button[0].click().run()
    now = app.selectbox[0]
    assert now.proto.id != box.proto.id
    assert (now.value, now.proto.default, now.proto.set_value) == ("丙", 2, False)
    assert app.multiselect[0].proto.id != several.proto.id
    assert app.multiselect[0].value == ["乙"]


def test_the_order_of_what_was_chosen_is_no_change() -> None:
    app = AppTest.from_function(page, default_timeout=240).run()
    before = app.multiselect[0].proto.id
    app.button[1].click().run()
    assert app.multiselect[0].proto.id == before
