"""The report's button on a page: made only when asked for, a fault is a sentence."""

from streamlit.testing.v1 import AppTest


def page(*, area: str = "", key: str = "甲") -> None:
    from chedun_gis.report import ReportRequest  # noqa: PLC0415 - runs by itself
    from chedun_gis.views.shared.report import report_buttons  # noqa: PLC0415

    report_buttons("zh", key, title="报告", request=ReportRequest("2026-11-30", "zh", area))


def downloads(app: AppTest) -> list[str]:
    return [each.proto.label for each in app.get("download_button")]


def test_a_report_is_made_when_asked_for() -> None:
    app = AppTest.from_function(page, default_timeout=240).run()
    assert not downloads(app)
    app.button[0].click().run()
    assert not app.exception
    assert downloads(app) == ["下载 Word（DOCX）", "下载 PDF", "下载 HTML"]


def test_another_subject_forgets_the_files_made_before() -> None:
    app = AppTest.from_function(page, kwargs={"key": "甲"}, default_timeout=240).run()
    app.button[0].click().run()
    assert downloads(app)
    again = AppTest.from_function(page, kwargs={"key": "乙"}, default_timeout=240)
    again.session_state["report_made"] = app.session_state["report_made"]
    assert not downloads(again.run())


def test_a_fault_is_a_sentence() -> None:
    app = AppTest.from_function(page, kwargs={"area": "zones:nowhere"}, default_timeout=240).run()
    app.button[0].click().run()
    assert not app.exception
    assert len(app.error) == 1
    assert not downloads(app)
