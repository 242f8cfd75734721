"""Write a report as PDF: the texts go to the typesetter as data, never as markup."""

import dataclasses
import json
import tempfile
from pathlib import Path
from typing import Any

import typst

from chedun_gis.report.blocks import Block, MapView, Report, words
from chedun_gis.report.fonts import find_font
from chedun_gis.report.map_svg import map_svg
from chedun_gis.texts import clean

_TEMPLATE = Path(__file__).with_name("report.typ")


def to_pdf(report: Report) -> bytes:
    """Return the report as PDF on A4 with vector maps and the font embedded.

    Raises `InputError("report_no_font")`, and what drawing a map raises.
    """
    font = find_font()
    maps: dict[str, str] = {}
    sections = [
        {
            "title": section.title,
            "fresh": section.fresh,
            "blocks": [_data(block, report, maps, font.family) for block in section.blocks],
        }
        for section in report.sections
    ]
    content = {
        "title": report.title,
        "subtitle": report.subtitle,
        "town": report.place.name[report.lang],
        "date": report.date,
        "lang": report.lang,
        "font": font.family,
        "bold": font.bold,
        "words": words(report.lang, report.place),
        "sections": sections,
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, svg in maps.items():
            (Path(folder) / name).write_text(svg, encoding="utf-8")
        data = json.dumps(_clean(content), ensure_ascii=False)
        (Path(folder) / "report.json").write_text(data, encoding="utf-8")
        main = Path(folder) / "report.typ"
        main.write_bytes(_TEMPLATE.read_bytes())
        made = Path(folder) / "report.pdf"
        typst.Compiler(main, root=folder, font_paths=font.found).compile(output=made)
        return made.read_bytes()


def _data(block: Block, report: Report, maps: dict[str, str], family: str) -> dict[str, Any]:
    """Return a block as the template reads it; a map is drawn and kept by its file's name."""
    kind = type(block).__name__.lower()
    if isinstance(block, MapView):
        name = f"map-{len(maps)}"
        maps[f"{name}.svg"] = map_svg(
            block, name=name, date=report.date, lang=report.lang, font=family
        )
        return {"kind": kind, "title": block.title, "file": f"{name}.svg"}
    return {"kind": kind, **dataclasses.asdict(block)}


def _clean(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return the value with its texts cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _clean(each) for key, each in value.items()}
    return [_clean(each) for each in value] if isinstance(value, list | tuple) else value
