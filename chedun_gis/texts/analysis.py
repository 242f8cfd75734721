"""Words of the analysis pages: scorecard, coverage, bus, water, zones."""

from layers import Text

ANALYSIS = {
    "indicator.met": Text("达标", "met"),
    "indicator.missed": Text("未达标", "not met"),
    "indicator.open": Text("有数值、目标未定量", "value, no number to meet"),
    "indicator.unknown": Text("无数据", "no data"),
    "indicator.binding": Text("约束性", "binding"),
    "indicator.expected": Text("预期性", "expected"),
    "indicator.unspecified": Text("未注明属性", "nature not stated"),
    "indicator.no_value": Text("无数据", "no data"),
    "indicator.no_gap": Text("无差距", "none"),
    "indicator.entered": Text("填报（{date}）", "entered ({date})"),
    "indicator.on_sketch": Text("含示意图形，仅供说明", "rests on sketches, illustrates only"),
    "indicator.on_data": Text("实测或公开数据", "surveyed or open data"),
    "indicator.sketch_warning": Text(
        "该数值依据示意图形计算，只作说明，不能作为考核结果；替换为测绘成果后自动更新。",
        "This figure rests on sketched geometry: it illustrates and must not be reported; it "
        "follows once surveys replace the sketches.",
    ),
    "indicator.input": Text(
        "输入：{layer}（{counts}），位置精度 {metres} 米",
        "Input: {layer} ({counts}), position within {metres} m",
    ),
    "cli.coverage": Text(
        "覆盖率 {share}%（{covered} / {total}），未覆盖 {gaps} 处。",
        "{share} % covered ({covered} of {total}), {gaps} gaps.",
    ),
    "cli.coverage_no_service": Text(
        "无数据：没有已知位置的服务设施，覆盖率未知（不是 0%）。",
        "No data: no service has a known place, so the rate is unknown (not 0 %).",
    ),
    "cli.coverage_no_demand": Text(
        "无数据：没有可计算的需求（分母为空）。", "No data: there is nothing to divide by."
    ),
    "cli.differs": Text(
        "注意：与规则“{rule}”不同的输入：{what}；这不是该规则的指标值。",
        "Note: other than rule “{rule}” asks: {what}; this is not that rule's figure.",
    ),
    "differs.service": Text("服务设施", "services"),
    "differs.demand": Text("分母", "the denominator"),
    "differs.radius": Text("服务半径", "the radius"),
    "differs.weight": Text("权重", "the weight"),
    "differs.kinds": Text("计入的线路类型", "the kinds of line"),
    "differs.lines": Text("线路数", "the number of lines"),
    "differs.areas": Text("片区", "the areas"),
    "differs.stops": Text("站点", "the stops"),
    "cli.water_none": Text("无数据：没有监测结果。", "No data: there are no results."),
    "cli.water_stopped": Text(
        "{rows} 行中 {bad} 行有错误，未评价；改正后再试，或加 --skip-bad 只用其余各行。",
        "{bad} of {rows} rows are bad, nothing was assessed; correct them, or add --skip-bad to "
        "use the others.",
    ),
    "score.title": Text("“十四五”规划指标计分卡", "Scorecard of the 14th five-year plan"),
    "score.intro": Text(
        "规划的 {count} 项指标。能上图的由图层计算，点选一行即见依据和位置；"
        "其余为填报值，没有数据的写明无数据。",
        "The plan's {count} indicators. Those that a map can check are computed from the layers: "
        "pick a row to see why and where; the others are entered, or said to be unknown.",
    ),
    "score.export": Text("导出计分卡（JSON）", "Export the scorecard (JSON)"),
    "score.indicator": Text("指标", "Indicator"),
    "score.value": Text("现状", "Value"),
    "score.target": Text("目标", "Target"),
    "score.state": Text("结论", "Verdict"),
    "score.gap": Text("差距", "Gap"),
    "score.basis": Text("数据依据", "Rests on"),
    "score.nature": Text("属性", "Nature"),
    "score.clause": Text("条款", "Clause"),
    "score.fraction": Text("{numerator} / {denominator}", "{numerator} of {denominator}"),
    "score.missing": Text(
        "{count} 项指标所依据的数据有错误，暂无数据：",
        "Figures without data because what they rest on has errors: {count}.",
    ),
    "score.missing_one": Text("{title}：{why}", "{title}: {why}"),
    "score.progress": Text("目标完成度", "Progress to target"),
    "score.percent": Text("完成比例（%）", "share of the target reached (%)"),
    "cli.gtfs_stopped": Text(
        "GTFS 有错误，未计算；改正后再试，或加 --skip-bad 只用其余各行。",
        "The GTFS feed has errors, nothing was measured; correct them, or add --skip-bad to use "
        "the other rows.",
    ),
    "coverage.title": Text("服务半径覆盖", "Service-radius coverage"),
    "coverage.intro": Text(
        "分母所列居住用地中，位于服务半径内（从设施边界起算，点状设施从点位起算）的比例，"
        "按直线距离，重叠只计一次。",
        "The share of the land named below within the service radius, measured in a straight line "
        "from the service's edge (from the point, where it is one); overlaps count once.",
    ),
    "coverage.service": Text("服务设施", "Service"),
    "coverage.demand": Text("分母", "Denominator"),
    "coverage.own_land": Text("按所选规则", "as the rule says"),
    "coverage.rules_land": Text("{land}（规则的分母）", "{land} (the rule's own)"),
    "coverage.over": Text("分母：{land}", "Denominator: {land}"),
    "coverage.by_land": Text("各分母对照", "Over each denominator"),
    "coverage.land_area": Text("分母（公顷或人）", "Denominator (ha, or people)"),
    "coverage.by_people": Text("按人口计", "Count people"),
    "coverage.spread": Text(
        "人口按地块面积摊算，不是实测分布。", "People are spread evenly over each parcel."
    ),
    "coverage.variant": Text("适用范围", "Holds for"),
    "coverage.generally": Text("一般地区", "in general"),
    "coverage.no_service": Text(
        "图层中没有已建“{service}”的位置，不能计算；请先导入设施点。",
        "No place of “{service}” that stands is known, so nothing can be measured; import some.",
    ),
    "coverage.no_demand": Text(
        "图层中没有“{demand}”，不能计算。", "The layer holds no “{demand}” to be measured."
    ),
    "coverage.covered_people": Text("已覆盖 / 人口（摊算）", "Covered / people (spread)"),
    "coverage.other_denominator": Text(
        "该规则的分母为{asked}，此处按居住用地计算，不能作为该规则的考核结果。",
        "This rule divides by {asked}; here it is residential land, so the figure is no verdict "
        "by that rule.",
    ),
    "coverage.flips": Text(
        "结论待定的地块（{count} 个）", "Parcels whose verdict is open ({count})"
    ),
    "coverage.parcel": Text("地块", "Parcel"),
    "coverage.low": Text("最低", "Lowest"),
    "coverage.mapped": Text("按图形", "As mapped"),
    "coverage.high": Text("最高", "Highest"),
    "coverage.figure": Text("下载数值（JSON）", "The figure (JSON)"),
    "coverage.gap_file": Text("下载未覆盖范围（GeoJSON）", "The gaps (GeoJSON)"),
    "coverage.parcel_file": Text("下载各地块覆盖率（GeoJSON）", "The parcels (GeoJSON)"),
    "coverage.own_rules": Text("自备规则文件：", "Your rule file:"),
    "coverage.rule": Text("规则", "Rule set"),
    "coverage.share": Text("覆盖率", "Coverage rate"),
    "coverage.interval": Text("按位置精度的区间", "Interval by accuracy"),
    "coverage.covered": Text("已覆盖 / 居住用地", "Covered / residential land"),
    "coverage.people": Text("未覆盖人口（摊算）", "People not covered (spread)"),
    "coverage.no_target": Text("未规定比例", "no share asked for"),
    "coverage.by_rule": Text("各规则对照", "Under every rule"),
    "coverage.certainty": Text("规则依据", "How sure the rule is"),
    "coverage.by_zone": Text("分片区覆盖率", "By zone"),
    "coverage.percent": Text("覆盖率（%）", "coverage (%)"),
    "coverage.gaps": Text("未覆盖地块（{count} 处，按面积排序）", "Gaps ({count}, by size)"),
    "coverage.area": Text("面积（公顷）", "Area (ha)"),
    "coverage.nearest": Text("最近设施", "Nearest service"),
    "coverage.distance": Text("距离（米）", "Distance (m)"),
    "coverage.sketch": Text(
        "输入含示意图形，数值仅供说明；按其位置精度，{count} 个地块的结论可能改变。",
        "Some inputs are sketched, the figures only illustrate; within their accuracy the "
        "verdict of {count} parcels could change.",
    ),
    "bus.title": Text("公交线路覆盖", "Bus lines"),
    "bus.intro": Text(
        "{clause}：集镇和主要产业园区至少 {count} 条公交线路覆盖。上下行计为一条，区间线并入主线。",
        "{clause}: at least {count} bus lines in the market town and every main industrial park. "
        "Both directions are one line; a short turn counts as its line.",
    ),
    "bus.radius": Text("站点服务半径", "Service radius of a stop"),
    "bus.extra": Text("另计入的服务类型", "Also count"),
    "bus.none": Text("只计常规线路", "regular lines only"),
    "bus.verdict": Text(
        "{total} 片中 {good} 片有至少 {required} 条线路的站点可达。",
        "{good} of {total} areas are within reach of at least {required} lines.",
    ),
    "bus.zone": Text("片区", "Area"),
    "bus.count": Text("线路数", "Lines"),
    "bus.met": Text("结论", "Verdict"),
    "bus.share": Text("两条线路可达面积", "Area with two lines"),
    "bus.lines": Text("线路", "Which"),
    "bus.exactly": Text("{count} 条", "{count} lines"),
    "bus.or_more": Text("{count} 条及以上", "{count} lines or more"),
    "bus.part": Text("占片区面积（%）", "share of the area (%)"),
    "bus.live": Text("试算其他半径", "Try another radius"),
    "bus.live_help": Text(
        "拖动即时近似（{cell} 米网格），正式数值以上表为准。",
        "Follows the slider on a grid of {cell} m; the table above has the exact figures.",
    ),
    "bus.live_radius": Text("半径（米）", "Radius (m)"),
    "bus.sketch": Text(
        "片区范围为示意图形，面积比例仅供说明；站点与线路为公开数据。",
        "The areas are sketched, so shares of area only illustrate; stops and lines are open data.",
    ),
}
