"""Words of the analysis pages: scorecard, coverage, bus; and sentences for faults in what is asked."""

from layers import Text

ANALYSIS = {
    "measured.no_areas": Text(
        "分区图层没有列入目标的片区，无法判断。",
        "No zone of the layer is in the target, so none can be judged.",
    ),
    "measured.not_entered": Text(
        "尚无数据；请在指标页或用 value 命令记入年份、数值与来源。",
        "No value yet; enter year, value and source on the scorecard or by the command value.",
    ),
    "evidence.community_parks": Text(
        "规划社区公园（选址示意）", "Planned community parks (sites sketched)"
    ),
    "measured.no_homes": Text(
        "图层中没有已建城镇居住用地，无法计算。", "The layer holds no built urban homes to measure."
    ),
    "evidence.new_roads": Text("列名的新建道路", "New roads that the plan names"),
    "shade.title": Text("各地块的覆盖情况", "Coverage by parcel"),
    "shade.covered": Text("已覆盖", "Covered"),
    "shade.partly": Text("部分覆盖", "Partly covered"),
    "shade.missed": Text("未覆盖", "Not covered"),
    "evidence.homes": Text("居住用地", "Residential land"),
    "evidence.gaps": Text(
        "未覆盖（面积、距最近设施）", "Not covered (area, distance to the nearest)"
    ),
    "evidence.services": Text("服务设施", "Services"),
    "service.open_parks": Text("公园绿地", "Parks"),
    "service.served_stops": Text("公交站点", "Bus stops"),
    "bus.no_line": Text("无公交", "No line"),
    "bus.near_stops": Text(
        "公交线路（站点 {radius_m:g} 米内）", "Bus lines (within {radius_m:g} m of a stop)"
    ),
    "bus.two_or_more": Text("两条及以上", "Two lines or more"),
    "bus.enough": Text("{required} 条及以上", "{required} lines or more"),
    "bus.one": Text("一条", "One line"),
    "bus.too_few": Text("有公交但不足 {required} 条", "A line, but fewer than {required}"),
    "measured.bus": Text(
        "{total} 片中 {good} 片有至少 {required} 条线路，最少的一片 {fewest} 条。",
        "{good} of {total} areas have {required} lines or more; the least has {fewest}.",
    ),
    "measured.parks_built": Text(
        "规划新建 {planned} 座，已建成 {built} 座；选址为示意。",
        "{planned} planned, {built} completed; the sites are sketched.",
    ),
    "measured.every_kind": Text(
        "各类设施均在{radius_m:g}米内的居住用地。", "Homes within {radius_m:,g} m of every kind."
    ),
    "measured.kinds_unknown": Text(
        "图层中没有以下已建设施的位置：{kinds}，无法判断各类设施是否都在步行圈内。",
        "The layer holds no place of: {kinds}; whether all kinds are within reach cannot be said.",
    ),
    "measured.rivers": Text(
        "目标为{name}类的河道 {count} 条（目标类别为本图假定，规划未列河名），达标 {reached} 条{unknown}",
        "{count} rivers have target class {name} (assumed here, the plan names none), {reached} reach it{unknown}",
    ),
    "measured.rivers_unknown": Text("；无数据：{rivers}。", "; no data: {rivers}."),
    "measured.rivers_known": Text("。", "."),
    "measured.no_land": Text(
        "图层中没有{land}，无法计算；导入居住用地后自动更新。",
        "The layer holds no {land}, so nothing can be measured; import it and the figure follows.",
    ),
    "measured.no_service": Text(
        "图层中没有已建{service}的位置，无法计算；导入设施点后自动更新。",
        "The layer holds no {service} that stands, so nothing can be measured; import the places and the figure follows.",
    ),
    "measured.coverage": Text(
        "{services} 处设施；未覆盖 {hectares} 公顷，分 {count} 处。{note}",
        "{services} services; {hectares} ha not covered, in {count} places.{note}",
    ),
    "measured.roads": Text(
        "规划列名 {named} 条，已建成 {built} 条；其余未列名，未上图。",
        "The plan names {named}, of which {built} are completed; the others are not drawn.",
    ),
    "measured.entered": Text("{date}年填报值{doubt}", "value entered for {date}{doubt}"),
    "coverage.radius_of": Text("{service}服务半径", "Service radius: {service}"),
    "indicator.met": Text("达标", "met"),
    "indicator.missed": Text("未达标", "not met"),
    "indicator.undecided": Text("年份不全", "years missing"),
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
    "differs.uncounted": Text("规则不计的类型", "types that the rule leaves out"),
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
    "score.title": Text("{plan}指标计分卡", "Scorecard of the {plan}"),
    "score.none": Text(
        "该规划没有指标，无从计分；请补上 plans/<编号>/indicators.csv，或在“规划”页填写。",
        "The plan has no indicators; put them into plans/<id>/indicators.csv, or on the page of "
        "plans.",
    ),
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
    "coverage.uncounted": Text(
        "本规则不计{kinds}（{count} 处）；若计入，覆盖率为 {share}。",
        "This rule leaves out: {kinds} ({count}); with them the share would be {share}.",
    ),
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
    "coverage.own_rules": Text("自备规则文件", "Your rule file"),
    "coverage.rule": Text("规则", "Rule set"),
    "coverage.share": Text("覆盖率", "Coverage rate"),
    "coverage.interval": Text("最坏情形区间", "Worst case"),
    "coverage.covered": Text("已覆盖 / 居住用地", "Covered / residential land"),
    "coverage.people": Text("未覆盖人口（摊算）", "People not covered (spread)"),
    "coverage.no_target": Text("未规定比例", "no share asked for"),
    "coverage.by_rule": Text("各规则对照", "Under every rule"),
    "coverage.certainty": Text("规则依据", "How sure the rule is"),
    "coverage.by_zone": Text("分片区覆盖率", "By zone"),
    "coverage.percent": Text("覆盖率（%）", "coverage (%)"),
    "coverage.gaps": Text("未覆盖地块（{count} 处，按面积排序）", "Gaps ({count}, by size)"),
    "coverage.area": Text("面积（公顷）", "Area (ha)"),
    "coverage.zone": Text("片区", "Zone"),
    "coverage.near": Text("邻近地点", "Near"),
    "coverage.missed_area": Text("未覆盖（公顷）", "Not covered (ha)"),
    "coverage.gap_people": Text("人口（摊算）", "People (spread)"),
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
    "bus.metres": Text("{metres} 米", "{metres} m"),
    "bus.served.met": Text("达到", "met"),
    "bus.served.partly": Text("达到，但只服务部分范围", "met, but for a part of it only"),
    "bus.served.hardly": Text("达到，但可达范围不足一成", "met, but under a tenth is in reach"),
    "bus.served.missed": Text("未达到", "missed"),
    "bus.share_percent": Text("两条线路可达面积（%）", "Area with two lines (%)"),
    "bus.remedy": Text("为“{zone}”选站点", "Site stops for “{zone}”"),
    "bus.table_file": Text("下载结论（CSV）", "The verdicts (CSV)"),
    "bus.gap_file": Text("下载不足两条线路的范围（GeoJSON）", "Where lines are missing (GeoJSON)"),
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
    "error.bus_no_areas": Text(
        "没有可判断的片区：分区图层没有列入“两条公交线”目标的片区，或所给文件为空。",
        "There is no area to judge: no zone is in the two-lines target, or the file is empty.",
    ),
    "error.coverage_inputs": Text(
        "请用 --rule 指明规则，或同时用 --service 和 --demand 指明服务设施与需求。",
        "Name a rule with --rule, or both the services and the demand with --service and --demand.",
    ),
    "error.coverage_service_needed": Text(
        "规则“{rule}”适用于多类设施，请用 --service 指明：{known}。",
        "Rule “{rule}” holds for several kinds of service; name one with --service: {known}.",
    ),
    "error.csv_encoding": Text(
        "第 {line} 行起不是 UTF-8、GBK 或 UTF-16 文本，请另存为 UTF-8 的 CSV 后重试。",
        "From line {line} on this is not text in UTF-8, GBK or UTF-16; save it as CSV in UTF-8.",
    ),
    "error.csv_torn": Text(
        "第 {line} 行开始的记录引号不成对或单元格过长，无法分列；请改正该行。",
        "The row that begins in line {line} has an unpaired quote or too long a cell; correct it.",
    ),
    "error.no_figure": Text(
        "图层中没有可计算的设施或居住用地，无法给出数值。",
        "The layers hold no services or no homes to measure, so there is no figure.",
    ),
    "error.accuracy_unknown": Text(
        "缺少位置精度列 accuracy_m，无法给出区间；请补上该列（米）。",
        "The column accuracy_m is missing, so no interval can be given; add it in metres.",
    ),
    "error.amount_count": Text(
        "“{name}”有 {found} 个数值，要素却有 {expected} 个；请逐个给出或只给一个。",
        "“{name}” has {found} numbers for {expected} features; give one each, or one for all.",
    ),
    "error.amount_missing": Text(
        "“{name}”中有 {count} 个空值或非数字，请补齐。",
        "“{name}” has {count} empty or non-numeric values; fill them in.",
    ),
    "error.amount_negative": Text(
        "“{name}”中有负数（{value}），请改正。",
        "“{name}” holds a negative number ({value}); correct it.",
    ),
    "error.arrangement_failed": Text(
        "片区“{zone}”的图形无法切分，请检查其边界。",
        "The area “{zone}” cannot be cut up; check its outline.",
    ),
    "error.column_missing": Text(
        "缺少列“{column}”，请补上。", "The column “{column}” is missing; add it."
    ),
    "error.feature_empty": Text(
        "有 {count} 个要素没有图形（如“{feature}”），请补绘或删除。",
        "{count} features have no geometry (such as “{feature}”); draw or delete them.",
    ),
    "error.feature_invalid": Text(
        "有 {count} 个要素的图形不合法（如“{feature}”），请先修复。",
        "{count} features are invalid (such as “{feature}”); repair them first.",
    ),
    "error.feature_kind": Text(
        "图形类型为 {found}，此处需要 {expected}。",
        "The features are {found}; here {expected} are needed.",
    ),
    "error.feature_tangled": Text(
        "有 {count} 个要素自相交过多（如“{feature}”，超过 {limit} 处或过于密集），无法修复，请重新绘制。",
        "{count} features cross themselves too often to repair (such as “{feature}”: over {limit} times, or too densely); draw them anew.",
    ),
    "error.feature_not_finite": Text(
        "有 {count} 个要素的坐标不在地球上（如“{feature}”），请检查坐标系和坐标值。",
        "{count} features lie nowhere on earth (such as “{feature}”); check coordinate system and coordinates.",
    ),
    "error.index_duplicate": Text(
        "编号“{label}”重复，请改为唯一编号。", "The id “{label}” occurs twice; give each its own."
    ),
    "error.kind_unknown": Text(
        "没有“{kind}”这种服务类型，可用：{known}。",
        "There is no kind of service “{kind}”; the kinds are: {known}.",
    ),
    "error.line_unknown": Text(
        "站点 {stop} 的线路“{line}”不在线路表中，请补上。",
        "The line “{line}” at stop {stop} is not in the table of lines; add it.",
    ),
    "error.lines_not_names": Text(
        "站点 {stop} 的线路不是名称，请改为用“、”分隔的线路名。",
        "The lines of stop {stop} are not names; give names joined by “、”.",
    ),
    "error.radius_invalid": Text(
        "半径 {radius_m} 不是大于 0 的米数，请改正。",
        "The radius {radius_m} is not a number of metres above 0; correct it.",
    ),
    "error.required_invalid": Text(
        "线路数要求 {required} 应为不小于 1 的整数。",
        "The number of lines {required} must be a whole number of at least 1.",
    ),
    "error.place_bounds": Text(
        "镇域不在数据范围 extent_deg 之内，请改正。",
        "The town is not inside extent_deg; correct them.",
    ),
    "error.place_centre": Text(
        "地图中心不在镇域 bounds_deg 之内，请改正。",
        "The map would open outside bounds_deg; correct them.",
    ),
    "error.place_crs": Text(
        "{value} 是中央经线 {meridian}° 的三度带，不含本镇，请改正。",
        "{value} is the zone of {meridian}° E and leaves the town out; correct it.",
    ),
    "error.source_twice": Text(
        "来源编号“{value}”重复，请改名。", "The source “{value}” is given twice; rename one."
    ),
    "error.entries_wrong": Text(
        "“{file}”中该指标的记录有误，暂无数据。{problems}",
        "The entries of this indicator in “{file}” are wrong, so there is no value. {problems}",
    ),
    "error.entry_number": Text(
        "“{value}”不是数值，请改正。", "“{value}” is not a number; correct it."
    ),
    "error.entry_twice": Text(
        "同一日期（{value}）有两个数值，请只留一个。",
        "There are two values of one date ({value}); keep one.",
    ),
    "error.entry_unknown": Text(
        "已记入的指标“{value}”不在规划指标表内，未计入；请改正编号。",
        "The indicator “{value}” that was entered is none of the plan's and counts nowhere; correct its id.",
    ),
    "error.weight_missing": Text(
        "权重列“{column}”有 {count} 个空值或非数字（{rows}），请补齐。",
        "The weight “{column}” is empty or no number in {count} rows ({rows}); fill them in.",
    ),
    "error.weight_negative": Text(
        "权重列“{column}”有 {count} 个负数（{rows}），请改正。",
        "The weight “{column}” is below 0 in {count} rows ({rows}); correct them.",
    ),
    "error.town_wrong": Text(
        "“{file}”没有说清是哪个镇，程序无法使用；请改正：{problems}",
        "“{file}” does not say which town this is, and nothing can be shown; correct it. "
        "{problems}",
    ),
    "error.table_wrong": Text(
        "表“{file}”无法读取。{problems}", "The table “{file}” cannot be read. {problems}"
    ),
    "error.nested_deep": Text(
        "内容嵌套过深，请改正。", "The content is nested too deeply; correct it."
    ),
    "error.key_missing": Text("缺少“{key}”，请补上。", "“{key}” is missing; add it."),
    "error.key_unknown": Text(
        "不认识“{key}”，请检查拼写。", "“{key}” is not known; check the spelling."
    ),
    "error.rule_twice": Text(
        "规则编号“{value}”重复，请改名。", "The rule “{value}” is given twice; rename one."
    ),
    "error.rule_ambiguous": Text(
        "有多条规则叫“{rule}”，请写明：{known}。",
        "Several rules are called “{rule}”; name one of {known}.",
    ),
    "error.rule_counts_lines": Text(
        "规则“{rule}”按线路数判断，不是覆盖率；请用 transit。",
        "The rule “{rule}” counts lines and is not about coverage; use transit.",
    ),
    "error.rule_unknown": Text(
        "没有规则“{rule}”，可用：{known}。", "There is no rule “{rule}”; the rules are: {known}."
    ),
    "error.key_value": Text(
        "“{value}”不合要求，应为 {expected}。", "“{value}” will not do; {expected} is expected."
    ),
    "error.rules_not_toml": Text(
        "文件“{file}”不是合法的 TOML（{why}），请改正。",
        "The file “{file}” is not valid TOML ({why}); correct it.",
    ),
    "error.route_unknown": Text(
        "区间线“{line}”的主线“{route}”不在线路表中，请补上。",
        "The route “{route}” of the short turn “{line}” is not in the table; add it.",
    ),
    "error.service_duplicate": Text(
        "线路“{line}”在线路表中重复，请保留一行。", "The line “{line}” is listed twice; keep one."
    ),
    "error.service_incomplete": Text(
        "线路“{line}”缺少“{column}”，请填写。", "The line “{line}” lacks “{column}”; fill it in."
    ),
    "error.stops_empty": Text(
        "没有公交站点，请提供站点图层。", "There are no stops; give a stop layer."
    ),
    "error.zones_empty": Text(
        "没有片区，请提供片区图层。", "There are no areas; give an area layer."
    ),
}
