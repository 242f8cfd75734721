"""Write a report as one HTML page that needs nothing else: styles and maps stand in it."""

from dataclasses import dataclass, fields
from pathlib import Path

from markupsafe import Markup

from chedun_gis.report.blocks import FIGURE_FACTS, Block, Figure, MapView, Report, Table, words
from chedun_gis.report.map_svg import map_svg
from chedun_gis.report.numbering import Numbers
from chedun_gis.report.svg import number
from chedun_gis.texts import markup

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
    numbers = Numbers(report.lang)
    return markup(
        "report.html",
        report=report,
        html_lang="zh-CN" if report.lang == "zh" else "en",
        policy=_POLICY,
        font=Markup(_FONTS),  # noqa: S704 - a constant
        style=Markup(_STYLE.read_text("utf-8")),  # noqa: S704 - a file of ours
        place=report.place.name[report.lang],
        said=words(report.lang, report.place),
        sections=[
            {
                "title": section.title,
                "number": numbers.heading(section.level) if report.formal and section.title else "",
                "tag": f"h{section.level + 1}",
                "level": section.level,
                "fresh": section.fresh,
                "blocks": [
                    (type(block).__name__.lower(), _shown(block, report, numbers))
                    for block in section.blocks
                ],
            }
            for section in report.sections
        ],
    )


@dataclass(frozen=True, slots=True)
class _Map:
    title: str
    svg: Markup
    caption: str


def _shown(block: Block, report: Report, numbers: Numbers) -> object:
    """Return a block as the template takes it: most as they are."""
    if isinstance(block, MapView):
        word, number_of = numbers.caption("map")
        name = f"map-{number_of}"
        svg = map_svg(block, name=name, date=report.date, lang=report.lang, font=_FONTS)
        return _Map(block.title, Markup(svg), f"{word} {number_of}")  # noqa: S704 - escaped element by element
    if isinstance(block, Figure):
        said = words(report.lang, report.place)
        basis = "\n".join(block.basis)
        facts = [(said[name], getattr(block, name)) for name in FIGURE_FACTS]
        return _fields(block) | {"facts": [*facts, (said["basis"], basis)]}
    if isinstance(block, Table):
        whole = sum(column.width for column in block.columns)
        widths = [number(100 * column.width / whole) for column in block.columns]
        word, number_of = numbers.caption("table")
        return _fields(block) | {"widths": widths, "caption": f"{word} {number_of}"}
    return block


def _fields(block: Block) -> dict[str, object]:
    return {field.name: getattr(block, field.name) for field in fields(block)}
