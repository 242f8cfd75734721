"""Write the metadata as a page in Chinese that opens anywhere, without a network."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from chedun_gis.handoff.handoff import Handoff
from chedun_gis.handoff.loss_words import difference_sentence, farthest, loss_sentence, verdict
from chedun_gis.handoff.metadata import basis_words
from chedun_gis.handoff.tables import SCORE_HEAD
from chedun_gis.texts import say

_STYLE = """
body{font:15px/1.7 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:#1f2933;margin:0}
main{max-width:1080px;margin:0 auto;padding:24px 16px 64px}
h1{font-size:26px;margin:0 0 4px}h2{font-size:19px;margin:36px 0 8px}h3{font-size:16px}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{border:1px solid #d5dbe3;padding:5px 8px;text-align:left;vertical-align:top}
th{background:#f2f5f8;white-space:nowrap}.wide{overflow-x:auto}
code{font:13px/1.5 Consolas,monospace}.muted{color:#5c6773}
@media print{main{max-width:none;padding:0}h2{break-after:avoid}tr{break-inside:avoid}}
"""


def metadata_page(
    described: dict[str, Any],
    handoff: Handoff,
    *,
    clauses: Sequence[tuple[str, str, int, str]],
    scores: Sequence[Sequence[str]],
    missing: Sequence[str] = (),
) -> bytes:
    """Return the page: overview, reference system, layers, quality, fields, sources, clauses.

    `missing` says which scores are without data, and why.
    Every word from the data is escaped; nothing is loaded from elsewhere.
    """
    title = described["identificationInfo"]["title_zh"]
    made_on = escape(described["dateStamp"])
    parts = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="muted">移交日期 {made_on}；移交单位、联系人：由移交单位填写</p>',
        _overview(described, handoff),
        _layers(described),
        _quality(handoff),
        _fields(described),
        _sources(described),
        _section("规划条款", ("条款", "图层", "要素数", "要素编号"), clauses),
        _section("指标计分卡", SCORE_HEAD, scores, "".join(missing)),
    ]
    head = (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><main>"
    )
    return (head + "\n".join(parts) + "</main></body></html>\n").encode()


def _overview(described: dict[str, Any], handoff: Handoff) -> str:
    box = described["identificationInfo"]["extent"]
    operation = described["referenceSystemInfo"]
    accuracy = operation["accuracy_m"]
    rows = [
        ("格式", f"{handoff.target.fmt.title.zh}，文字编码 {handoff.target.encoding.upper()}"),
        ("坐标系", operation["code"]),
        ("坐标转换", operation["name"]),
        ("转换精度", "未知" if accuracy is None else f"{accuracy:g} 米"),
        ("转换说明", operation["note_zh"]),
        ("范围（经纬度）", _box(box)),
        ("图层与要素", f"{len(handoff.files)} 个图层，{handoff.features} 个要素"),
    ]
    return _section("概况", (), rows)


def _box(box: dict[str, float]) -> str:
    if not box:
        return "无图形"
    return f"东经 {box['west']}–{box['east']}，北纬 {box['south']}–{box['north']}"


def _layers(described: dict[str, Any]) -> str:
    rows = [
        (
            f"{layer['title_zh']}（{layer['id']}）",
            layer["file"],
            layer["features"],
            basis_words(layer["basis"]),
            "–".join(f"{value:g}" for value in dict.fromkeys(layer["accuracy_m"])),
            "、".join(layer["sources"]),
        )
        for layer in described["layers"]
    ]
    return _section("图层", ("图层", "文件", "要素数", "依据", "位置精度（米）", "来源"), rows)


def _quality(handoff: Handoff) -> str:
    rows: list[tuple[str, str]] = []
    for each in handoff.files:
        said = [loss_sentence(loss, each.layer, "zh") for loss in each.losses]
        said += [difference_sentence(found, "zh") for found in each.verification.differences]
        rows.append((each.layer.title.zh, " ".join([f"{verdict(each, 'zh')}。", *said])))
    rows += [(each.layer, each.why.zh) for each in handoff.left_out]
    note = say(
        "handoff.all_same" if not handoff.differences else "handoff.some_differ",
        "zh",
        layers=len(handoff.files),
        features=handoff.features,
        farthest=farthest(handoff.files, "zh"),
        count=handoff.differences,
    )
    return _section("读回比对与存不下的内容", ("图层", "结果"), rows, note)


def _fields(described: dict[str, Any]) -> str:
    parts = ["<h2>字段说明</h2>"]
    for layer in described["layers"]:
        rows = [
            (
                field["written_as"],
                field["name"],
                field["title_zh"],
                field["title_en"],
                field["unit"] or "",
                "；".join(f"{value}＝{text['zh']}" for value, text in field["values"].items()),
            )
            for field in layer["fields"]
        ]
        head = ("文件中的字段", "原字段", "中文", "英文", "单位", "取值")
        parts.append(f"<h3>{escape(layer['title_zh'])}</h3>{_table(head, rows)}")
    return "\n".join(parts)


def _sources(described: dict[str, Any]) -> str:
    rows = [
        (each["id"], each["title_zh"], each["date"] or "", each["licence_zh"] or "未说明")
        for each in described["identificationInfo"]["resourceConstraints"]
    ]
    return _section("来源与许可", ("编号", "来源", "日期", "许可"), rows)


def _section(
    title: str, head: Sequence[str], rows: Iterable[Sequence[object]], note: str = ""
) -> str:
    said = f"<p>{escape(note)}</p>" if note else ""
    return f"<h2>{escape(title)}</h2>{said}{_table(head, rows)}"


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    lead = f"<tr>{top}</tr>" if head else ""
    return f'<div class="wide"><table>{lead}{body}</table></div>'
