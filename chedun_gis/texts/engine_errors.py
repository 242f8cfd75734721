"""Sentences for faults that the measuring functions find in what they are given."""

from layers import Text

ENGINE_ERRORS = {
    "bus_no_areas": Text(
        "没有可判断的片区：分区图层没有列入“两条公交线”目标的片区，或所给文件为空。",
        "There is no area to judge: no zone is in the two-lines target, or the file is empty.",
    ),
    "coverage_inputs": Text(
        "请用 --rule 指明规则，或同时用 --service 和 --demand 指明服务设施与需求。",
        "Name a rule with --rule, or both the services and the demand with --service and --demand.",
    ),
    "coverage_service_needed": Text(
        "规则“{rule}”适用于多类设施，请用 --service 指明：{known}。",
        "Rule “{rule}” holds for several kinds of service; name one with --service: {known}.",
    ),
    "csv_encoding": Text(
        "第 {line} 行起不是 UTF-8、GBK 或 UTF-16 文本，请另存为 UTF-8 的 CSV 后重试。",
        "From line {line} on this is not text in UTF-8, GBK or UTF-16; save it as CSV in UTF-8.",
    ),
    "csv_torn": Text(
        "第 {line} 行开始的记录引号不成对或单元格过长，无法分列；请改正该行。",
        "The row that begins in line {line} has an unpaired quote or too long a cell; correct it.",
    ),
    "no_figure": Text(
        "图层中没有可计算的设施或居住用地，无法给出数值。",
        "The layers hold no services or no homes to measure, so there is no figure.",
    ),
    "accuracy_unknown": Text(
        "缺少位置精度列 accuracy_m，无法给出区间；请补上该列（米）。",
        "The column accuracy_m is missing, so no interval can be given; add it in metres.",
    ),
    "amount_count": Text(
        "“{name}”有 {found} 个数值，要素却有 {expected} 个；请逐个给出或只给一个。",
        "“{name}” has {found} numbers for {expected} features; give one each, or one for all.",
    ),
    "amount_missing": Text(
        "“{name}”中有 {count} 个空值或非数字，请补齐。",
        "“{name}” has {count} empty or non-numeric values; fill them in.",
    ),
    "amount_negative": Text(
        "“{name}”中有负数（{value}），请改正。",
        "“{name}” holds a negative number ({value}); correct it.",
    ),
    "arrangement_failed": Text(
        "片区“{zone}”的图形无法切分，请检查其边界。",
        "The area “{zone}” cannot be cut up; check its outline.",
    ),
    "column_missing": Text(
        "缺少列“{column}”，请补上。", "The column “{column}” is missing; add it."
    ),
    "feature_empty": Text(
        "有 {count} 个要素没有图形（如“{feature}”），请补绘或删除。",
        "{count} features have no geometry (such as “{feature}”); draw or delete them.",
    ),
    "feature_invalid": Text(
        "有 {count} 个要素的图形不合法（如“{feature}”），请先修复。",
        "{count} features are invalid (such as “{feature}”); repair them first.",
    ),
    "feature_kind": Text(
        "图形类型为 {found}，此处需要 {expected}。",
        "The features are {found}; here {expected} are needed.",
    ),
    "feature_not_finite": Text(
        "有 {count} 个要素的坐标不是数字（如“{feature}”），请改正。",
        "{count} features have coordinates that are no numbers (such as “{feature}”).",
    ),
    "index_duplicate": Text(
        "编号“{label}”重复，请改为唯一编号。", "The id “{label}” occurs twice; give each its own."
    ),
    "kind_unknown": Text(
        "没有“{kind}”这种服务类型，可用：{known}。",
        "There is no kind of service “{kind}”; the kinds are: {known}.",
    ),
    "line_unknown": Text(
        "站点 {stop} 的线路“{line}”不在线路表中，请补上。",
        "The line “{line}” at stop {stop} is not in the table of lines; add it.",
    ),
    "lines_not_names": Text(
        "站点 {stop} 的线路不是名称，请改为用“、”分隔的线路名。",
        "The lines of stop {stop} are not names; give names joined by “、”.",
    ),
    "radius_invalid": Text(
        "半径 {radius_m} 不是大于 0 的米数，请改正。",
        "The radius {radius_m} is not a number of metres above 0; correct it.",
    ),
    "required_invalid": Text(
        "线路数要求 {required} 应为不小于 1 的整数。",
        "The number of lines {required} must be a whole number of at least 1.",
    ),
    "place_bounds": Text(
        "镇域不在数据范围 extent_deg 之内，请改正。",
        "The town is not inside extent_deg; correct them.",
    ),
    "place_centre": Text(
        "地图中心不在镇域 bounds_deg 之内，请改正。",
        "The map would open outside bounds_deg; correct them.",
    ),
    "place_crs": Text(
        "{value} 是中央经线 {meridian}° 的三度带，不含本镇，请改正。",
        "{value} is the zone of {meridian}° E and leaves the town out; correct it.",
    ),
    "source_twice": Text(
        "来源编号“{value}”重复，请改名。", "The source “{value}” is given twice; rename one."
    ),
    "town_wrong": Text(
        "“{file}”没有说清是哪个镇，程序无法使用；请改正：{problems}",
        "“{file}” does not say which town this is, and nothing can be shown; correct it. "
        "{problems}",
    ),
    "table_wrong": Text(
        "表“{file}”无法读取。{problems}", "The table “{file}” cannot be read. {problems}"
    ),
    "rule_key_missing": Text("缺少“{key}”，请补上。", "“{key}” is missing; add it."),
    "rule_key_unknown": Text(
        "不认识“{key}”，请检查拼写。", "“{key}” is not known; check the spelling."
    ),
    "rule_twice": Text(
        "规则编号“{value}”重复，请改名。", "The rule “{value}” is given twice; rename one."
    ),
    "rule_ambiguous": Text(
        "有多条规则叫“{rule}”，请写明：{known}。",
        "Several rules are called “{rule}”; name one of {known}.",
    ),
    "rule_counts_lines": Text(
        "规则“{rule}”按线路数判断，不是覆盖率；请用 transit。",
        "The rule “{rule}” counts lines and is not about coverage; use transit.",
    ),
    "rule_unknown": Text(
        "没有规则“{rule}”，可用：{known}。", "There is no rule “{rule}”; the rules are: {known}."
    ),
    "rule_value": Text(
        "“{value}”不合要求，应为 {expected}。", "“{value}” will not do; {expected} is expected."
    ),
    "rules_not_toml": Text(
        "文件“{file}”不是合法的 TOML（{why}），请改正。",
        "The file “{file}” is not valid TOML ({why}); correct it.",
    ),
    "route_unknown": Text(
        "区间线“{line}”的主线“{route}”不在线路表中，请补上。",
        "The route “{route}” of the short turn “{line}” is not in the table; add it.",
    ),
    "service_duplicate": Text(
        "线路“{line}”在线路表中重复，请保留一行。", "The line “{line}” is listed twice; keep one."
    ),
    "service_incomplete": Text(
        "线路“{line}”缺少“{column}”，请填写。", "The line “{line}” lacks “{column}”; fill it in."
    ),
    "stops_empty": Text("没有公交站点，请提供站点图层。", "There are no stops; give a stop layer."),
    "zones_empty": Text("没有片区，请提供片区图层。", "There are no areas; give an area layer."),
}
