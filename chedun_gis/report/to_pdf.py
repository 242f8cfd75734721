"""Write a report as PDF: the texts go to the typesetter as data, never as markup."""

import dataclasses
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typst

from chedun_gis.report.blocks import Block, MapView, Report, Table, words
from chedun_gis.report.fonts import Font, find_font
from chedun_gis.report.map_svg import map_svg
from chedun_gis.report.numbering import Numbers
from chedun_gis.texts import clean

_TEMPLATE = Path(__file__).with_name("report.typ")
_PICTURE = """#set page(width: auto, height: auto, margin: 0pt, fill: white)
#for (place, each) in json("maps.json").enumerate() {
  if place > 0 { pagebreak() }
  image(each)
}
"""


def to_pdf(report: Report) -> bytes:
    """Return the report as PDF on A4 with vector maps and the font embedded.

    Raises `InputError("report_no_font")`, and what drawing a map raises.
    """
    with _typesetter(report) as compiler, tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "report.pdf"
        compiler.compile(output=made)
        return made.read_bytes()


def heading_pages(report: Report) -> list[int]:
    """Return on which page each heading of a formal report stands when it is typeset, in order.

    Raises what `to_pdf` raises.
    """
    with _typesetter(report) as compiler:
        return [each["value"] for each in json.loads(compiler.query("<page>"))]


def map_pictures(report: Report, ppi: int) -> list[bytes]:
    """Return the maps of a report as PNG, in their order, with so many pixels an inch of paper.

    Raises what `to_pdf` raises.
    """
    font = find_font()
    views = [
        each for section in report.sections for each in section.blocks if isinstance(each, MapView)
    ]
    if not views:
        return []
    with tempfile.TemporaryDirectory() as folder:
        names = [f"map-{i}.svg" for i in range(len(views))]
        for name, view in zip(names, views, strict=True):
            _draw(Path(folder) / name, view, report, font)
        (Path(folder) / "maps.json").write_text(json.dumps(names), encoding="utf-8")
        main = Path(folder) / "maps.typ"
        main.write_text(_PICTURE, encoding="utf-8")
        compiler = typst.Compiler(main, root=folder, font_paths=font.found)
        made = compiler.compile(format="png", ppi=float(ppi))
    return [made] if isinstance(made, bytes) else [each for each in made or () if each]


@contextmanager
def _typesetter(report: Report) -> Iterator[typst.Compiler]:
    """Give what typesets a report; its files are gone afterwards."""
    font = find_font()
    with tempfile.TemporaryDirectory() as folder:
        data = json.dumps(_clean(_content(report, Path(folder), font)), ensure_ascii=False)
        (Path(folder) / "report.json").write_text(data, encoding="utf-8")
        main = Path(folder) / "report.typ"
        main.write_bytes(_TEMPLATE.read_bytes())
        yield typst.Compiler(main, root=folder, font_paths=font.found)


def _content(report: Report, folder: Path, font: Font) -> dict[str, Any]:
    """Return what the template reads; the maps are drawn into the folder."""
    numbers = Numbers(report.lang)
    return {
        "title": report.title,
        "subtitle": report.subtitle,
        "town": report.place.name[report.lang],
        "date": report.date,
        "lang": report.lang,
        "formal": report.formal,
        "font": font.family,
        "bold": font.bold,
        "words": words(report.lang, report.place),
        "sections": [
            {
                "title": section.title,
                "number": numbers.heading(section.level) if report.formal and section.title else "",
                "level": section.level,
                "fresh": section.fresh,
                "blocks": [_data(block, report, numbers, folder, font) for block in section.blocks],
            }
            for section in report.sections
        ],
    }


def _data(
    block: Block, report: Report, numbers: Numbers, folder: Path, font: Font
) -> dict[str, Any]:
    """Return a block as the template reads it; a map is drawn and known by its file's name."""
    kind = type(block).__name__.lower()
    if isinstance(block, MapView):
        word, number = numbers.caption("map")
        name = f"map-{number}.svg"
        _draw(folder / name, block, report, font)
        return {"kind": kind, "title": block.title, "file": name, "caption": f"{word} {number}"}
    data = {"kind": kind, **dataclasses.asdict(block)}
    if isinstance(block, Table):
        word, number = numbers.caption("table")
        data["caption"] = f"{word} {number}"
    return data


def _draw(file: Path, view: MapView, report: Report, font: Font) -> None:
    svg = map_svg(view, name=file.stem, date=report.date, lang=report.lang, font=font.family)
    file.write_text(svg, encoding="utf-8")


def _clean(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return the value with its texts cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _clean(each) for key, each in value.items()}
    return [_clean(each) for each in value] if isinstance(value, list | tuple) else value
