"""Write a report as one HTML page that needs nothing else: styles and maps stand in it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from chedun_gis.report.blocks import (
    Bars,
    Block,
    Figure,
    MapView,
    Note,
    Report,
    Section,
    Table,
    Tiles,
    words,
)
from chedun_gis.report.map_svg import map_svg
from chedun_gis.report.svg import element, escape, number

_STYLE = Path(__file__).with_name("report.css")
_FONTS = (
    "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',"
    "'Helvetica Neue',Arial,sans-serif"
)
# Nothing is fetched and nothing runs, whatever the texts say.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def to_html(report: Report) -> str:
    """Return the report as HTML for the screen and for print on A4; texts are escaped.

    Raises what drawing a map raises.
    """
    said = words(report.lang, report.place)
    numbers = iter(range(10_000))
    body = "".join(_section(section, report, numbers) for section in report.sections)
    head = "".join(
        (
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            element("title", escape(f"{report.title} · {report.date}")),
            f"<style>:root{{--font:{_FONTS}}}{_STYLE.read_text(encoding='utf-8')}</style>",
        )
    )
    banner = element(
        "header",
        element("p", escape(f"{report.place.name[report.lang]} · {said['app']}")),
        element("h1", escape(report.title)),
        element(
            "p",
            element("span", escape(report.subtitle)),
            element("span", escape(f"{said['made']} {report.date}")),
            class_="row",
        ),
    )
    lang = "zh-CN" if report.lang == "zh" else "en"
    page = element("main", banner, body)
    return f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{page}</body></html>'


def _section(section: Section, report: Report, numbers: Iterator[int]) -> str:
    heading = element("h2", escape(section.title)) if section.title else ""
    blocks = (_block(block, report, numbers) for block in section.blocks)
    return element("section", heading, *blocks, class_="fresh" if section.fresh else None)


def _block(block: Block, report: Report, numbers: Iterator[int]) -> str:
    if isinstance(block, MapView):
        svg = map_svg(
            block, name=f"map-{next(numbers)}", date=report.date, lang=report.lang, font=_FONTS
        )
        return element("figure", _heading(block.title), svg)
    if isinstance(block, Figure):
        return _figure(block, words(report.lang, report.place))
    write: dict[type, Callable[[Any], str]] = {
        Tiles: _tiles,
        Table: _table,
        Bars: _bars,
        Note: _note,
    }
    return write[type(block)](block)


def _heading(title: str) -> str:
    return element("h3", escape(title)) if title else ""


def _tone(tone: str) -> str | None:
    return f"t-{tone}" if tone else None


def _tiles(block: Tiles) -> str:
    return element(
        "div",
        *(
            element(
                "div",
                element("span", escape(tile.label)),
                element("b", escape(tile.value)),
                class_=_tone(tile.tone),
            )
            for tile in block.tiles
        ),
        class_="tiles",
    )


def _figure(block: Figure, said: dict[str, str]) -> str:
    facts = (
        (said["target"], block.target),
        (said["gap"], block.gap),
        (said["part"], block.part),
        (said["interval"], block.interval),
        (said["rule"], block.rule),
        (said["clause"], block.clause),
        (said["basis"], "\n".join(block.basis)),
    )
    rows = "".join(
        element("dt", escape(label)) + element("dd", escape(value))
        for label, value in facts
        if value
    )
    head = element(
        "div",
        element("strong", escape(block.name)),
        element(
            "span",
            element("b", escape(block.value)),
            element("i", escape(block.verdict)) if block.verdict else "",
        ),
        class_="row",
    )
    note = element("p", escape(block.note)) if block.note else ""
    tone = _tone(block.tone)
    return element("div", head, element("dl", rows), note, class_=f"card {tone or ''}".strip())


def _table(block: Table) -> str:
    whole = sum(column.width for column in block.columns)
    sides = [column.align for column in block.columns]
    columns = "".join(
        f'<col style="width:{number(100 * column.width / whole)}%">' for column in block.columns
    )
    head = "".join(
        element("th", escape(column.title), class_=column.align) for column in block.columns
    )
    rows = "".join(
        element(
            "tr",
            *(
                element("td", escape(cell.text), class_=f"{side} {_tone(cell.tone) or ''}".strip())
                for cell, side in zip(row, sides, strict=True)
            ),
        )
        for row in block.rows
    )
    table = element(
        "table",
        element("colgroup", columns),
        element("thead", element("tr", head)),
        element("tbody", rows),
    )
    return _heading(block.title) + element("div", table, class_="wide")


def _bars(block: Bars) -> str:
    rows = "".join(
        element(
            "div",
            element("span", escape(bar.label)),
            element(
                "svg",
                element("rect", width=100, height=10, fill="#eef1f4"),
                element("rect", width=100.0 * (bar.share or 0.0), height=10, fill="currentColor"),
                viewBox="0 0 100 10",
                preserveAspectRatio="none",
            ),
            element("span", escape(bar.text)),
            class_=_tone(bar.tone),
        )
        for bar in block.bars
    )
    return _heading(block.title) + element("div", rows, class_="bars")


def _note(block: Note) -> str:
    tone = _tone(block.tone)
    return element("p", escape(block.text), class_=f"note {tone}" if tone else None)
