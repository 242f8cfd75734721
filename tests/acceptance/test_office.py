"""LibreOffice opens an evaluation: all of it is there, on the pages that its contents name."""

import re
from pathlib import Path

import pypdf
import pytest

from chedun_gis.indicators import EvaluationQuestion, evaluation_of
from chedun_gis.report import FORMATS, evaluation_report
from chedun_gis.texts import LANGS, Lang, clean
from chedun_gis.town import Town, open_town
from tests.acceptance.reporting import Tell
from tests.chedun_gis.report.docx_file import WordFile
from tests.evaluated import evaluated_town
from tests.office import pages_of, photographed

# Another font breaks a line elsewhere, so that a heading may go over to the next page.
MOST_PAGES_OFF = 1
# Of a page at 40 dots an inch, as parts of its pixels; a blank one has none.
LEAST_INK = 0.001


def bare(text: str) -> str:
    # Quotes come of another font, and out of a PDF in another order.
    return re.sub(r"[\s“”]", "", clean(text))


@pytest.fixture(params=["shipped", "willow"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Town:
    return open_town() if request.param == "shipped" else evaluated_town(tmp_path / "willow")


@pytest.mark.parametrize("lang", LANGS)
def test_libreoffice_opens_the_evaluation(
    town: Town, lang: Lang, tmp_path: Path, tell: Tell
) -> None:
    found = evaluation_of(town, EvaluationQuestion())
    content = FORMATS["docx"](evaluation_report(found, "2026-11-30", lang=lang))
    file = tmp_path / "evaluation.docx"
    file.write_bytes(content)
    pages = [bare(each.extract_text()) for each in pypdf.PdfReader(pages_of(file, tmp_path)).pages]
    made = WordFile(content)
    whole = "".join(pages)
    # Every title and every caption has come through, with its number.
    lines = [text.split("\t") for style, text in made.paragraphs() if re.fullmatch(r"TOC\d", style)]
    assert len(lines) >= 20
    for caption in made.texts("Caption"):
        assert bare(caption) in whole
    off = []
    first = next(n for n, text in enumerate(pages) if bare(lines[-1][0]) in text)
    for words, page in lines:
        seen = next(n for n, text in enumerate(pages) if n > first and bare(words) in text)
        off.append(abs(seen + 1 - int(page)))
    assert max(off) <= MOST_PAGES_OFF, off
    tell("headings on the page that the contents name", off.count(0), of=len(off))
    for picture in photographed(tmp_path / "evaluation.pdf", tmp_path / "pages", 40):
        assert ink(picture) > LEAST_INK


def ink(picture: Path) -> float:
    """Return how much of a picture is not white."""
    from PIL import Image  # noqa: PLC0415 - what matplotlib and Streamlit bring along

    grey = Image.open(picture).convert("L")
    counts = grey.histogram()
    return 1 - counts[255] / sum(counts)
