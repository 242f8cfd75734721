"""Sentences for faults in water samples and belts."""

from layers import Text

WATER_ERRORS = {
    "belt_limit_empty": Text(
        "限定范围为空，请提供镇域边界。", "The limit is empty; give the town's boundary."
    ),
    "belt_option": Text(
        "“{name}”不能为“{value}”，可用：{known}。", "“{name}” cannot be “{value}”; use: {known}."
    ),
    "belt_width": Text(
        "“{feature}”的宽度不是大于 0 的米数，请改正。",
        "The width of “{feature}” is not a number of metres above 0; correct it.",
    ),
    "water_column_missing": Text(
        "缺少列“{name}”，请补上。", "The column “{name}” is missing; add it."
    ),
    "water_column_twice": Text(
        "列“{name}”出现两次，请保留一列。", "The column “{name}” stands twice; keep one."
    ),
    "water_column_unknown": Text("不认识该列，未使用。", "This column is not known and not used."),
    "water_date": Text(
        "“{value}”不是日期，请写成 2025-03-01。", "“{value}” is no date; write 2025-03-01."
    ),
    "water_duplicate": Text(
        "同一站点同一时间重复，只取第一行。",
        "The same station and time again; the first row is used.",
    ),
    "water_empty": Text(
        "监测文件是空的，请重新导出。", "The sample file is empty; export it again."
    ),
    "water_encoding": Text(
        "监测文件编码无法识别，请另存为 UTF-8。",
        "The encoding of the sample file is not known; save it as UTF-8.",
    ),
    "water_example": Text("示例行，未读取。", "A row of the template, not read."),
    "water_item_unknown": Text(
        "没有监测项目“{item}”，可用：{known}。",
        "There is no item “{item}”; the items are: {known}.",
    ),
    "water_kind": Text(
        "“{value}”不是水体类型，请写 河流 或 湖泊。",
        "“{value}” is no water body; write river or lake.",
    ),
    "water_kind_unknown": Text(
        "“{value}”不是水体类型，可用：{known}。", "“{value}” is no kind of water; use: {known}."
    ),
    "water_kinds_mixed": Text(
        "“{name}”同时有河流和湖泊样品，请分开。",
        "“{name}” has samples of rivers and of lakes; separate them.",
    ),
    "water_negative": Text("“{value}”是负数，请改正。", "“{value}” is negative; correct it."),
    "water_no_items": Text(
        "没有可识别的监测项目列，请参照模板。",
        "No column of an item is recognised; see the template.",
    ),
    "water_kind_differs": Text(
        "该断面的水体类型与所属河道或湖泊不同，未计入；请改正类型或名称。",
        "This station's kind of water is not that of its river or lake, so it does not count; "
        "correct the kind or the name.",
    ),
    "water_no_limit": Text(
        "未检出但未给检出限，按 0 计。", "Not detected and no limit given; counts as 0."
    ),
    "water_no_rows": Text("没有数据行，请填写。", "There are no rows of data; fill some in."),
    "water_number": Text("“{value}”不是数值，请改正。", "“{value}” is not a number; correct it."),
    "water_ph_range": Text("pH 值 {value} 不在 0–14，请改正。", "pH {value} is outside 0 to 14."),
    "water_row_width": Text(
        "该行有 {found} 列，应为 {expected} 列。",
        "This row has {found} columns instead of {expected}.",
    ),
    "water_station_differs": Text(
        "“{name}”的类型或目标前后不一致，请统一。",
        "Kind or target of “{name}” differ between rows; use one.",
    ),
    "water_target": Text(
        "“{value}”不是水质类别，请写 Ⅰ–Ⅴ 或 1–5。", "“{value}” is no water class; write 1 to 5."
    ),
    "water_target_unknown": Text(
        "目标类别 {value} 应为 1–5。", "The target class {value} must be 1 to 5."
    ),
    "water_torn": Text(
        "第 {row} 行引号不配对或单元格过长，请检查。",
        "Row {row} has an unpaired quote or too long a cell; check it.",
    ),
    "water_unit_unknown": Text(
        "不认识单位“{unit}”，请用 mg/L 或 µg/L。",
        "The unit “{unit}” is not known; use mg/L or µg/L.",
    ),
    "water_value": Text(
        "“{item}”的值 {value} 无效，请改正。", "The value {value} of “{item}” will not do."
    ),
    "water_value_needed": Text("必填值为空，请填写。", "This value is needed; fill it in."),
}
