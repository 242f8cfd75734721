"""Sentences of what can keep a report from being made."""

from layers import Text

REPORT_ERRORS = {
    "report_no_font": Text(
        "没有可用的中文字体，不能生成 PDF；请安装思源黑体（Noto Sans CJK），或改存 HTML。",
        "No font with Chinese was found, so no PDF can be made; install Noto Sans CJK, or save HTML instead.",
    ),
    "report_of": Text(
        "不认识报告内容“{value}”，可用：scorecard、zone:编号、scenarios:文件,文件。",
        "The report “{value}” is not known; give scorecard, zone:ID or scenarios:FILE,FILE.",
    ),
    "report_format": Text(
        "不认识报告格式“{value}”，可用：{known}。",
        "The report format “{value}” is not known; the formats are: {known}.",
    ),
    "report_zone": Text(
        "没有编号为“{id}”的片区，可用：{known}。",
        "There is no zone “{id}”; the zones are: {known}.",
    ),
    "report_scenarios": Text(
        "方案对比需要 1 至 {most} 个方案文件，给了 {count} 个。",
        "A comparison takes 1 to {most} scenario files; {count} were given.",
    ),
    "report_scenario_file": Text(
        "方案文件 {file} 不能使用：{why}",
        "The scenario file {file} cannot be used: {why}",
    ),
}
