"""Write an empty monitoring file to fill in, with two rows that show how."""

import codecs
import csv
import io
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from geo.water.gb3838 import ITEMS

_TITLES = ("断面 station", "水体类型 kind", "日期 date", "目标类别 target")
_SATURATION = "溶解氧饱和度 do_sat (%)"
# Marked as examples in both languages, so that nobody reads them as measured.
_EXAMPLES: tuple[dict[str, str], ...] = (
    {
        "station": "示例 example 1",
        "kind": "河流",
        "date": "2025-03-01",
        "target": "Ⅲ",
        "do_sat": "92",
        "ph": "7.6",
        "do": "8.1",
        "codmn": "4.2",
        "nh3n": "0.35",
        "tp": "0.08",
        "cu": "<0.05",
    },
    {
        "station": "示例 example 2",
        "kind": "lake",
        "date": "2025/3/2",
        "target": "4",
        "ph": "8.2",
        "do": "6.4",
        "nh3n": "0.025L",
        "tp": "0.04",
        "tn": "1.1",
        "cn": "未检出",
    },
)


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A station to be filled in: its name, the kind of its water, its target ("" without one)."""

    station: str
    kind: str
    target: str


def sample_template(rows: Iterable[TemplateRow] = ()) -> bytes:
    """Return a CSV (UTF-8 with byte order mark) with all columns of `read_samples`.

    The titles name each column in Chinese and by its id, with its unit; `read_samples` recognises
    the two example rows, and the `rows` that nobody has filled in, and leaves them out.
    """
    roles = ["station", "kind", "date", "target", *ITEMS, "do_sat"]
    titles = [*_TITLES, *(_title(item) for item in ITEMS), _SATURATION]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(titles)
    writer.writerows([example.get(role, "") for role in roles] for example in _EXAMPLES)
    for row in rows:
        values = asdict(row)
        writer.writerow([values.get(role, "") for role in roles])
    return codecs.BOM_UTF8 + text.getvalue().encode()


def _title(item: str) -> str:
    unit = {"mg/L": " (mg/L)", "1/L": " (个/L)", "": ""}[ITEMS[item].unit]
    return f"{ITEMS[item].zh} {item}{unit}"
