"""Words of the printed reports, in Chinese and English."""

from layers import Text

REPORT = {
    "report.north": Text("北", "N"),
    "report.scale": Text("1:{scale}（A4）", "1:{scale} (A4)"),
    "report.legend": Text("图例", "Legend"),
    "report.imprint": Text(
        "坐标系 {grid}，箭头指坐标北 · 制图日期 {date}",
        "Grid {grid}, arrow to grid north · Drawn {date}",
    ),
    "report.sketch_legend": Text(
        "虚线轮廓、线上白色短划、空心点：示意位置，非实测。",
        "Dashed outlines, white dashes on lines, hollow points: sketched, not surveyed.",
    ),
    "report.contents": Text("目录", "Contents"),
    "report.table": Text("表", "Table"),
    "report.map": Text("图", "Map"),
    "report.page": Text("第 {page} 页 共 {pages} 页", "Page {page} of {pages}"),
    "report.made": Text("编制日期", "Made"),
    "report.part": Text("分子 / 分母", "Parts"),
    "report.scorecard": Text("{plan}指标评估报告", "Report on the targets of the {plan}"),
    "report.scorecard_sub": Text(
        "{plan}各项指标：现状、目标、差距与依据",
        "{plan}: each indicator's value, target, gap and basis",
    ),
    "report.summary": Text("结论概要", "Summary"),
    "report.overview": Text("镇域现状与规划图", "The town and its plan"),
    "report.all": Text("全部指标", "All indicators"),
    "report.evidence": Text("图上核验的指标", "Indicators checked on the map"),
    "report.gaps": Text("缺口清单", "List of gaps"),
    "report.basis": Text("规则、数据依据与来源", "Rules, data and sources"),
    "report.sketches": Text(
        "{total} 项指标中 {known} 项有数值，其中 {count} 项依据示意图形计算，只作说明，"
        "不能作为考核结果；以测绘成果替换后重新生成。无数据不计为达标。",
        "{known} of {total} indicators have a value; {count} of these rest on sketched geometry: "
        "they illustrate and must not be reported until surveys replace the sketches. "
        "No data never counts as met.",
    ),
    "report.entered": Text("填报值（{date}）：{source}", "Entered ({date}): {source}"),
    "report.rules": Text("判断规则", "Rules"),
    "report.standard": Text("标准或文件", "Standard or document"),
    "report.lines": Text("至少 {count} 条线路", "{count} lines or more"),
    "report.layers": Text("数据图层", "Layers"),
    "report.layer": Text("图层", "Layer"),
    "report.features": Text("要素数", "Features"),
    "report.accuracy": Text("位置精度（米）", "Accuracy (m)"),
    "report.state": Text("状态", "State"),
    "report.sources": Text("资料来源", "Sources"),
    "report.source": Text("资料", "Source"),
    "report.date": Text("日期", "Date"),
    "report.licence": Text("许可", "Licence"),
    "report.no_gaps": Text("{title}：没有缺口。", "{title}: no gaps."),
    "report.rank": Text("序", "No."),
    "report.parcels": Text("涉及地块", "Parcels"),
    "report.more_gaps": Text(
        "另有 {count} 处较小缺口，共 {hectares} 公顷，未逐一列出。",
        "Another {count} smaller gaps, {hectares} ha together, are not listed.",
    ),
    "report.clause_rule": Text("条款 · 规则", "Clause · rule"),
    "report.bus": Text(
        "公交：站点 {metres} 米内的不同线路（规划 {clause}）",
        "Bus: distinct lines within {metres} m of a stop (plan {clause})",
    ),
    "report.scenarios": Text("方案对比报告", "Comparison of scenarios"),
    "report.scenarios_sub": Text(
        "公园绿地服务半径覆盖：现状与各方案，按同一规则计算",
        "Park service-radius coverage: the town as it is and each scenario, by the same rules",
    ),
    "report.compared": Text("参与对比的方案", "The scenarios"),
    "report.time": Text("最后修改", "Last change"),
    "report.changes": Text("改动数", "Changes"),
    "report.coverage": Text("覆盖率对比", "Coverage compared"),
    "report.own_rule": Text("按各方案自选规则的覆盖率", "Coverage by each scenario's own rule"),
    "report.left": Text("方案实施后仍未覆盖", "Still not covered"),
    "report.gain": Text(
        "由现状 {before}，净增 {hectares} 公顷、{people} 人（人口按面积摊算）",
        "from {before} now: {hectares} ha and {people} people (spread by area)",
    ),
    "report.zone_sub": Text(
        "片区概况：规划要求、服务水平、现有设施与缺口",
        "The zone: what the plan asks, what serves it, what stands in it, what is missing",
    ),
    "report.zone_title": Text("片区报告：{name}", "Zone report: {name}"),
    "report.zone": Text("规划要求", "What the plan says"),
    "report.zone_map": Text("片区图", "Map of the zone"),
    "report.zone_sketch": Text(
        "片区界线和居住用地为示意图形，各数值只作说明，不能作为考核结果。",
        "The zone's outline and the homes are sketched: the figures illustrate and must not be "
        "reported.",
    ),
    "report.park_coverage": Text("公园绿地服务半径覆盖率", "Park service-radius coverage"),
    "report.of_hectares": Text(
        "{numerator} / {denominator} 公顷", "{numerator} of {denominator} ha"
    ),
    "report.fact": Text("项目", "Item"),
    "report.content": Text("内容", "Content"),
    "report.served": Text("服务水平", "What serves the zone"),
    "report.no_bus_target": Text(
        "{clause} 的公交目标未列入本片区。", "The bus target of {clause} does not name this zone."
    ),
    "report.no_homes": Text(
        "片区内没有已建城镇居住用地，无法计算。",
        "There is no built urban residential land in the zone, so nothing can be measured.",
    ),
    "report.inside": Text("片区内现状与项目", "In the zone"),
    "report.land": Text("界内用地与功能区（可重叠）", "Land inside the outline (classes overlap)"),
    "report.land_kind": Text("名称或类别", "Name or class"),
    "report.land_share": Text("占本区", "Of the area"),
    "report.length": Text("长度（米）", "Length (m)"),
    "report.vague": Text(
        "另有 {possible} 个项目仅知所在片区，可能在界内；全镇 {unplaced} 个项目没有位置，未计入。",
        "Another {possible} projects, known only by a zone, may be inside; {unplaced} of the town "
        "have no place and are not counted.",
    ),
    "report.kind": Text("类型", "Kind"),
    "report.stage": Text("阶段", "Stage"),
    "report.outline": Text("图上面积", "Area as drawn"),
    "report.width": Text("宽度", "Width"),
    "report.parks_inside": Text(
        "界内有公园绿地 {count} 处，共 {hectares} 公顷。",
        "Parks inside: {count}, {hectares} ha together.",
    ),
    "report.bus_lines": Text("公交线路数", "Bus lines"),
    "report.two_lines": Text(
        "两条线路可达的面积 {numerator} / {denominator} 公顷（{share}）",
        "two lines reach {numerator} of {denominator} ha ({share})",
    ),
    "report.bus_rule": Text(
        "站点 {metres} 米内的不同线路；上下行计为一条，区间线并入主线",
        "distinct lines within {metres} m of a stop; both directions and short turns count once",
    ),
    "report.line_list": Text(
        "界内站点 {stops} 个；线路：{lines}。", "Stops inside: {stops}; lines: {lines}."
    ),
    "report.untold": Text("{title}：无数据。{why}", "{title}: no data. {why}"),
    "report.none_inside": Text("{title}：片区内没有。", "{title}: none in the zone."),
    "report.written": Text("报告已写入 {file}。", "The report was written to {file}."),
    "report.button": Text("生成报告", "Make the report"),
    "report.save.pdf": Text("下载 PDF", "Download PDF"),
    "report.save.docx": Text("下载 Word（DOCX）", "Download Word (DOCX)"),
    "report.save.html": Text("下载 HTML", "Download HTML"),
    "report.area": Text("片区", "Area"),
    "report.line_count": Text("线路数", "Lines"),
    "report.line_names": Text("线路", "Names of the lines"),
    "error.report_no_font": Text(
        "没有可用的中文字体，不能生成 PDF；请安装思源黑体（Noto Sans CJK），或改存 HTML。",
        "No font with Chinese was found, so no PDF can be made; install Noto Sans CJK, or save HTML instead.",
    ),
    "error.report_of": Text(
        "不认识报告内容“{value}”，可用：scorecard、zone:编号、scenarios:文件,文件。",
        "The report “{value}” is not known; give scorecard, zone:ID or scenarios:FILE,FILE.",
    ),
    "error.report_format": Text(
        "不认识报告格式“{value}”，可用：{known}。",
        "The report format “{value}” is not known; the formats are: {known}.",
    ),
    "error.report_zone": Text(
        "没有编号为“{id}”的片区，可用：{known}。",
        "There is no zone “{id}”; the zones are: {known}.",
    ),
    "error.report_scenarios": Text(
        "方案对比需要 1 至 {most} 个方案文件，给了 {count} 个。",
        "A comparison takes 1 to {most} scenario files; {count} were given.",
    ),
    "error.report_scenario_file": Text(
        "方案文件 {file} 不能使用：{why}",
        "The scenario file {file} cannot be used: {why}",
    ),
}
