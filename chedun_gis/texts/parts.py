"""Words about layers in parts."""

from typing import Final

from layers import Text

PARTS: Final[dict[str, Text]] = {
    "help.partition": Text(
        "将大图层切分为若干部分", "Cut a large layer into parts, for questions answered by parts"
    ),
    "help.partition.file": Text("点或面图层文件", "a file of points or polygons"),
    "help.partition.out": Text("输出文件夹（须为空或不存在）", "a folder that is empty or new"),
    "help.parts": Text("部分数，默认每 5 万行一部分", "how many; by default one for 50,000 rows"),
    "help.like": Text("采用该文件夹的坐标系", "in the CRS of these parts"),
    "help.scheduler": Text(
        "由谁计算各部分：local:N、tcp://… 或 tls://…",
        "who answers parts: local:N, tcp://…, tls://…",
    ),
    "parts.waiting": Text("正在排队……", "Waiting…"),
    "parts.reading": Text("读取 {done} / {total} 行", "Reading, {done} of {total} rows"),
    "parts.sorting": Text("按位置分配 {done} / {total} 行", "Sorting, {done} of {total} rows"),
    "parts.writing": Text("写出 {done} / {total} 部分", "Writing, {done} of {total} parts"),
    "cli.partition": Text(
        "已将 {rows} 行切分为 {parts} 部分（{crs}），写入 {folder}",
        "{rows} rows in {parts} parts ({crs}), in {folder}",
    ),
    "cli.coverage_parts": Text(
        "覆盖率 {share} %（{covered} / {total}），共 {parts} 部分，由 {workers} 个进程计算",
        "Coverage {share} % ({covered} / {total}), {parts} parts by {workers} workers",
    ),
    "cli.transit_parts": Text(
        "{areas} 个片区中有 {met} 个满足线路要求，共 {parts} 部分，由 {workers} 个进程计算",
        "{met} of {areas} areas have the lines asked for, {parts} parts by {workers} workers",
    ),
    "cli.site_parts": Text(
        "选址：{sites}；新增 {gain}，覆盖率达到 {share}，共 {parts} 部分，由 {workers} 个进程计算",
        "Sites: {sites}; {gain} more, coverage then {share}, {parts} parts by {workers} workers",
    ),
    "error.parts_there": Text(
        "文件夹“{folder}”已有内容，为免覆盖已停止；请换一个空文件夹。",
        "The folder “{folder}” holds something already, and nothing is overwritten; name an empty one.",
    ),
    "error.parts_missing": Text(
        "文件夹“{folder}”不是切分后的图层（缺少 parts.json）；请先用 partition 切分。",
        "The folder “{folder}” holds no parts of a layer (there is no parts.json); make them with partition.",
    ),
    "error.parts_broken": Text(
        "文件夹“{folder}”的清单 parts.json 无法识别；请用 partition 重新切分。",
        "The list parts.json of the folder “{folder}” cannot be understood; make the parts again with partition.",
    ),
    "error.part_changed": Text(
        "“{file}”与清单 parts.json 所记的内容不一致；请用 partition 重新切分，或重新拷贝。",
        "“{file}” is not what the list parts.json says; make the parts again with partition, or copy them again.",
    ),
    "error.parts_count": Text(
        "不能切分为 {count} 部分：应为 {least} 至 {most} 部分。",
        "{count} parts cannot be: it is {least} to {most}.",
    ),
    "error.parts_layers": Text(
        "文件“{file}”有 {count} 个图层；请只保留要切分的一个。",
        "“{file}” has {count} layers; keep only the one to be cut.",
    ),
    "error.parts_format": Text(
        "“{file}”的格式不能切分；请提供 GeoParquet、GeoPackage、FlatGeobuf、Shapefile、FileGDB 或 GeoJSON。",
        "“{file}” is of a format that is not cut; give GeoParquet, GeoPackage, FlatGeobuf, Shapefile, FileGDB or GeoJSON.",
    ),
    "error.parts_option": Text(
        "对切分后的图层不能使用 {option}；请去掉该选项，或使用整个图层文件。",
        "{option} does not go with parts of a layer; leave it out, or give the whole file.",
    ),
    "error.parts_needed": Text(
        "{option} 只用于切分后的图层；请先用 partition 切分，再指明其文件夹。",
        "{option} is for a layer in parts; make them with partition, and name their folder.",
    ),
    "error.crs_elsewhere": Text(
        "“{file}”注明的坐标系为“{crs}”，但坐标值远在其使用范围以外，已拒绝；请更正文件中的坐标系。",
        "“{file}” says “{crs}”, but its coordinates lie far outside of where that is used, so it is refused; correct the coordinate system in the file.",
    ),
    "error.crs_datum": Text(
        "“{file}”的坐标系“{crs}”属于另一基准，没有精度已知的转换方法，直接换算会偏差数十至百余米，已拒绝；请先转换到 CGCS2000。",
        "“{file}” is in “{crs}”, of another datum to which no conversion of known accuracy leads; taken as it is it would be off by tens of metres and more, so it is refused; convert it to CGCS2000 first.",
    ),
}
