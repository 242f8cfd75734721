"""Words of the water page, and sentences for faults in a file of samples."""

from layers import Text

WATER = {
    "evidence.class_target": Text("水质类别 / 目标", "Class / target"),
    "evidence.no_data": Text("无数据", "no data"),
    "evidence.by_shares": Text("按断面比例评价", "judged by the share of sections"),
    "evidence.class": Text("{name}类", "class {name}"),
    "page.water": Text("水质", "Water"),
    "water.title": Text("地表水水质评价", "Surface water quality"),
    "water.intro": Text(
        "按 GB 3838-2002 单因子评价监测断面和河段：水质类别与是否达到目标类别是两个结论。"
        "没有数据的河段写明无数据，不算达标。",
        "Single-factor assessment of stations and reaches by GB 3838-2002. The class and whether "
        "the target is reached are two verdicts; a reach without data says so and never meets.",
    ),
    "water.own": Text("本镇监测数据", "The town's own data"),
    "water.upload": Text("上传监测结果（CSV）", "Upload results (CSV)"),
    "water.source": Text("数据来源", "Data"),
    "water.template": Text("下载填报模板", "Download the template"),
    "water.empty": Text(
        "data/water_samples.csv 尚无监测结果，各河道均无数据；请上传监测结果，或按模板填入该文件。",
        "data/water_samples.csv holds no results yet, so no river has data; upload some, or fill "
        "in that file by the template.",
    ),
    "water.waiting": Text("请选择监测结果文件。", "Choose a file of results."),
    "water.bad": Text(
        "{rows} 行中 {bad} 行有错误，未使用：", "{bad} of {rows} rows are bad and not used:"
    ),
    "water.notices": Text("提示 {count} 条", "{count} notices"),
    "water.consent": Text("只用其余 {good} 行继续评价", "Go on with the other {good} rows"),
    "water.line": Text("行", "Line"),
    "water.field": Text("列", "Column"),
    "water.fault": Text("问题与改法", "What is wrong and what to do"),
    "water.reached": Text("达到目标的河道", "Rivers reaching their target"),
    "water.of_target": Text("目标{name}类：达标", "Target {name}: reached"),
    "water.rivers_known": Text("{known} / {total} 条有数据", "{known} of {total} have data"),
    "water.stations": Text("监测断面", "Stations"),
    "water.segments": Text("各河段水质类别", "Class by segment"),
    "water.rivers": Text("河道", "Rivers"),
    "water.river": Text("河道", "River"),
    "water.segment": Text("河段", "Segment"),
    "water.station": Text("断面", "Station"),
    "water.place": Text("所在河段", "Where"),
    "water.whole": Text("全河", "the whole river"),
    "water.class": Text("水质类别", "Class"),
    "water.quality": Text("水质状况", "State"),
    "water.target": Text("目标类别", "Target"),
    "water.met": Text("达标结论", "Target reached"),
    "water.limiting": Text("定类项目", "Limiting items"),
    "water.exceedance": Text("超标倍数", "Exceedance (multiple)"),
    "water.samples": Text("样品数", "Samples"),
    "water.unplaced": Text(
        "下列断面的名称不是本图河道或河段名，未计入河道：",
        "These stations are named like no river or reach here and count for none:",
    ),
    "water.meant": Text("{station}：是否指 {names}？", "{station}: is {names} meant?"),
    "water.river_target": Text("河道目标", "River's target"),
    "water.river_met": Text("河道达标结论", "River's verdict"),
    "water.no_data": Text("无数据", "no data"),
    "water.undecided": Text("待定（检出限过高）", "open (detection limit too high)"),
    "water.no_target": Text("未定目标", "no target"),
    "water.by_shares": Text("按断面比例评价", "by the share of sections"),
    "water.assumed": Text(
        "河道目标类别为本图假定（规划只写各类的条数，未列河名），多数河道走向为示意。",
        "The target classes are assumed (the plan counts rivers by class, without names), and most "
        "courses are sketched.",
    ),
    "water.csv": Text("下载断面结果（CSV）", "Stations (CSV)"),
    "water.geojson": Text("下载河段结果（GeoJSON）", "Segments (GeoJSON)"),
    "water.count": Text("河段数", "segments"),
    "error.belt_limit_empty": Text(
        "限定范围为空，请提供镇域边界。", "The limit is empty; give the town's boundary."
    ),
    "error.belt_option": Text(
        "“{name}”不能为“{value}”，可用：{known}。", "“{name}” cannot be “{value}”; use: {known}."
    ),
    "error.belt_width": Text(
        "“{feature}”的宽度不是大于 0 的米数，请改正。",
        "The width of “{feature}” is not a number of metres above 0; correct it.",
    ),
    "error.water_column_missing": Text(
        "缺少列“{name}”，请补上。", "The column “{name}” is missing; add it."
    ),
    "error.water_column_twice": Text(
        "列“{name}”出现两次，请保留一列。", "The column “{name}” stands twice; keep one."
    ),
    "error.water_column_unknown": Text(
        "不认识该列，未使用。", "This column is not known and not used."
    ),
    "error.water_date": Text(
        "“{value}”不是日期，请写成 2025-03-01。", "“{value}” is no date; write 2025-03-01."
    ),
    "error.water_duplicate": Text(
        "同一站点同一时间重复，只取第一行。",
        "The same station and time again; the first row is used.",
    ),
    "error.water_empty": Text(
        "监测文件是空的，请重新导出。", "The sample file is empty; export it again."
    ),
    "error.water_encoding": Text(
        "监测文件编码无法识别，请另存为 UTF-8。",
        "The encoding of the sample file is not known; save it as UTF-8.",
    ),
    "error.water_example": Text("示例行，未读取。", "A row of the template, not read."),
    "error.water_item_unknown": Text(
        "没有监测项目“{item}”，可用：{known}。",
        "There is no item “{item}”; the items are: {known}.",
    ),
    "error.water_kind": Text(
        "“{value}”不是水体类型，请写 河流 或 湖泊。",
        "“{value}” is no water body; write river or lake.",
    ),
    "error.water_kind_unknown": Text(
        "“{value}”不是水体类型，可用：{known}。", "“{value}” is no kind of water; use: {known}."
    ),
    "error.water_kinds_mixed": Text(
        "“{name}”同时有河流和湖泊样品，请分开。",
        "“{name}” has samples of rivers and of lakes; separate them.",
    ),
    "error.water_negative": Text("“{value}”是负数，请改正。", "“{value}” is negative; correct it."),
    "error.water_no_items": Text(
        "没有可识别的监测项目列，请参照模板。",
        "No column of an item is recognised; see the template.",
    ),
    "error.water_kind_differs": Text(
        "该断面的水体类型与所属河道或湖泊不同，未计入；请改正类型或名称。",
        "This station's kind of water is not that of its river or lake, so it does not count; "
        "correct the kind or the name.",
    ),
    "error.water_no_limit": Text(
        "未检出但未给检出限，按 0 计。", "Not detected and no limit given; counts as 0."
    ),
    "error.water_no_rows": Text("没有数据行，请填写。", "There are no rows of data; fill some in."),
    "error.water_number": Text(
        "“{value}”不是数值，请改正。", "“{value}” is not a number; correct it."
    ),
    "error.water_ph_range": Text(
        "pH 值 {value} 不在 0–14，请改正。", "pH {value} is outside 0 to 14."
    ),
    "error.water_row_width": Text(
        "该行有 {found} 列，应为 {expected} 列。",
        "This row has {found} columns instead of {expected}.",
    ),
    "error.water_station_differs": Text(
        "“{name}”的类型或目标前后不一致，请统一。",
        "Kind or target of “{name}” differ between rows; use one.",
    ),
    "error.water_target": Text(
        "“{value}”不是水质类别，请写 Ⅰ–Ⅴ 或 1–5。", "“{value}” is no water class; write 1 to 5."
    ),
    "error.water_target_unknown": Text(
        "目标类别 {value} 应为 1–5。", "The target class {value} must be 1 to 5."
    ),
    "error.water_torn": Text(
        "第 {row} 行引号不配对或单元格过长，请检查。",
        "Row {row} has an unpaired quote or too long a cell; check it.",
    ),
    "error.water_unit_unknown": Text(
        "不认识单位“{unit}”，请用 mg/L 或 µg/L。",
        "The unit “{unit}” is not known; use mg/L or µg/L.",
    ),
    "error.water_value": Text(
        "“{item}”的值 {value} 无效，请改正。", "The value {value} of “{item}” will not do."
    ),
    "error.water_value_needed": Text("必填值为空，请填写。", "This value is needed; fill it in."),
}
