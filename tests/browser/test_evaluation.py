"""From the last value to the report in hand: entered on a page, printed in the document."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from chedun_gis.register import Ledger
from chedun_gis.texts import LANGS, Lang, say
from tests.browser.conftest import Server, Visit
from tests.chedun_gis.report.docx_file import Cell, WordFile
from tests.evaluated import entered, write_evaluated

Open = Callable[..., Visit]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Server]:
    """The invented town, in which one value of the last year is still missing."""
    data, space = write_evaluated(tmp_path / "data"), tmp_path / "space"
    ledger = entered(Ledger(space / "register.sqlite"))
    ledger.close()
    running = Server(CHEDUN_DATA_DIR=str(data), CHEDUN_WORKSPACE=str(space))
    yield running
    running.stop()


@pytest.mark.parametrize("lang", LANGS)
def test_the_last_value_is_in_the_downloaded_report(
    town: Server, visit: Open, tmp_path: Path, lang: Lang
) -> None:
    here = visit()
    page = here.page
    title = {"zh": "绿化覆盖率", "en": "Green cover"}[lang]
    page.goto(f"{town.url}/score?indicator=trees&lang={lang}")
    here.wait_shown("score", result=False)
    here.settle()
    page.get_by_text(say("entry.value_of", lang, title=title)).click()
    form = page.get_by_test_id("stForm").first
    form.get_by_label(say("values.year", lang), exact=True).fill("2025")
    form.get_by_label(say("entry.value_in", lang, unit="%")).fill("36.5")
    form.get_by_label(say("entry.source", lang)).fill("2025")
    form.get_by_role("button", name=say("entry.save", lang)).click()
    expect(page.locator(".st-key-tool")).to_contain_text("36.5")
    here.settle()

    here.turn_to("evaluation", lang)
    tool = page.locator(".st-key-tool")
    # What is missing is told before it is written: of this indicator nothing any more.
    expect(tool).to_contain_text(say("evaluation.lacks", lang))
    expect(tool).to_contain_text(say("evaluation.kind.final", lang))
    expect(tool).not_to_contain_text(say("evaluation.missing", lang, title=title, years="2025"))
    page.get_by_role("button", name=say("report.button", lang)).click()
    file = here.download(say("report.save.docx", lang), tmp_path)
    assert file.suffix == ".docx"
    made = WordFile(file.read_bytes())
    nature = say("evaluation.nature.unspecified", lang)
    years = say("evaluation.by_year", lang, nature=nature)
    verdicts = say("evaluation.verdicts", lang, nature=nature)
    cells = made.cells()
    row = f"{title}（%）" if lang == "zh" else f"{title} (%)"
    assert cells[Cell(years, row, "2025")] == "36.5"
    assert cells[Cell(verdicts, title, say("score.value", lang))] == "36.5%"
    progress = cells[Cell(verdicts, title, say("evaluation.progress", lang))]
    assert progress == say("progress.done", lang)
    assert len(made.pictures()) >= 3
    for form in ("pdf", "html"):
        assert here.download(say(f"report.save.{form}", lang), tmp_path).stat().st_size > 10_000
    assert here.outside() == []
    assert here.complaints == []
