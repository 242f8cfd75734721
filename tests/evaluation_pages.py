"""Photograph the pages of evaluations, as they are in `docs/evaluation/`.

`python -m tests.evaluation_pages docs/evaluation` writes the final evaluation of the shipped town,
and that of the invented one of `tests/evaluated.py`, as sheets of pages in both languages: the
Word documents as LibreOffice lays them out.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image, ImageOps

from chedun_gis import bootstrap
from chedun_gis.indicators import EvaluationQuestion, evaluation_of
from chedun_gis.report import FORMATS, evaluation_report
from chedun_gis.texts import LANGS, Lang, today
from chedun_gis.town import Town, open_town
from tests.evaluated import evaluated_town
from tests.office import pages_of, photographed

DPI = 62
ACROSS, ROWS = 4, 2
# Few are enough for what is to be seen at this size.
COLOURS = 64


def sheets(town: Town, lang: Lang, folder: Path) -> Iterator[Image.Image]:
    """Yield sheets of the pages of a town's final evaluation."""
    found = evaluation_of(town, EvaluationQuestion())
    file = folder / "evaluation.docx"
    file.write_bytes(FORMATS["docx"](evaluation_report(found, today().isoformat(), lang=lang)))
    pages = photographed(pages_of(file, folder), folder / "pages", DPI)
    most = ACROSS * ROWS
    for first in range(0, len(pages), most):
        shown = [framed(each) for each in pages[first : first + most]]
        width, height = shown[0].size
        rows = -(-len(shown) // ACROSS)
        sheet = Image.new("RGB", (ACROSS * width, rows * height), "white")
        for place, page in enumerate(shown):
            sheet.paste(page, (place % ACROSS * width, place // ACROSS * height))
        yield sheet


def framed(picture: Path) -> Image.Image:
    """Return a page with a line around it."""
    return ImageOps.expand(Image.open(picture).convert("RGB"), 1, "#999999")


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the sheets into the folder that is named."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation_pages", description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args(arguments).folder
    folder.mkdir(parents=True, exist_ok=True)
    bootstrap.need_chinese_font()
    bootstrap.need_office()
    for old in folder.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as made:
        towns = {"shipped": open_town(), "invented": evaluated_town(Path(made) / "willow")}
        for name, town in towns.items():
            for lang in LANGS:
                own = Path(made) / f"{name}-{lang}"
                own.mkdir()
                for number, sheet in enumerate(sheets(town, lang, own), start=1):
                    small = sheet.quantize(COLOURS, Image.Quantize.MAXCOVERAGE)
                    small.save(folder / f"{name}-{lang}-{number}.png", optimize=True)


if __name__ == "__main__":
    main()
