"""Words of the service for other systems (OGC API - Features)."""

from layers import Text

OGC = {
    "ogc.title": Text("{town}规划数据服务", "{town} planning data service"),
    "ogc.about": Text(
        "按 OGC API – Features 提供规划一张图的图层与计算结果，随数据更新。坐标系：{systems}。",
        "The layers and results of the planning map as OGC API – Features, always as they are now. "
        "Coordinate systems: {systems}.",
    ),
    "ogc.how": Text(
        "在 QGIS 中新建“WFS / OGC API - 要素”连接，填入：",
        "In QGIS add a “WFS / OGC API - Features” connection with this address:",
    ),
    "ogc.collections": Text("数据集", "Collections"),
    "ogc.openapi": Text("接口说明（OpenAPI）", "Description (OpenAPI)"),
    "ogc.conformance": Text("遵循的标准", "Conformance"),
    "ogc.link.self": Text("本文档", "This document"),
    "ogc.link.schema": Text("字段", "Fields"),
    "ogc.link.queryables": Text("可查询字段", "Fields to filter by"),
    "ogc.link.items": Text("要素", "Features"),
    "ogc.link.next": Text("下一页", "Next page"),
    "ogc.link.prev": Text("上一页", "Previous page"),
    "ogc.layer": Text(
        "{group}；{count} 个要素；依据：{basis}；位置精度 {metres} 米。",
        "{group}; {count} features; basis: {basis}; accuracy {metres} m.",
    ),
    "ogc.credit": Text("来源：{credit}。", " Source: {credit}."),
    "ogc.evidence": Text("规划条款：{clause}。{figure}{sketch}", "{clause}. {figure} {sketch}"),
    "ogc.sketch": Text("含示意图形，结果仅供演示。", "Rests on sketches: an illustration only."),
    "ogc.project_history.title": Text("项目历次阶段", "Histories of projects"),
    "ogc.project_history.about": Text(
        "登记簿中已采纳的项目、道路、片区阶段，含来源与可靠性。",
        "Stages of projects, roads and zones that the register accepted, with source and reliability.",
    ),
    "ogc.indicator_series.title": Text("指标历年数值", "Values of indicators by year"),
    "ogc.indicator_series.about": Text(
        "登记簿中已采纳的指标年度数值，含来源与可靠性。",
        "Values of indicators that the register accepted, with source and reliability.",
    ),
    "ogc.scorecard.title": Text("规划指标计分卡", "Scorecard of the plan's indicators"),
    "ogc.scorecard.about": Text(
        "每项指标一行，无图形；空值表示尚无数据，不等于达标。",
        "One row for each indicator, without geometry; an empty value is unknown, never met.",
    ),
    "ogc.park_parcels.title": Text(
        "居住地块公园 500 米覆盖情况", "Park coverage of each residential parcel (500 m)"
    ),
    "ogc.park_parcels.about": Text(
        "已建城镇居住用地逐块的覆盖面积与比例，按{clause}的口径计算。",
        "Covered area and share of each parcel of built urban residential land, by {clause}.",
    ),
    "ogc.bus_zones.title": Text("集镇与园区公交线路判定", "Bus lines of the market town and parks"),
    "ogc.bus_zones.about": Text(
        "站点 {metres} 米内的常规线路、条数和是否达到 {count} 条（{clause}）；"
        "share 为两条线路可达的面积比例。",
        "Regular lines within {metres} m of a stop, their number and whether there are {count} "
        "({clause}); share is the part of the area that two lines reach.",
    ),
    "ogc.field.project": Text("项目编号", "Project"),
    "ogc.field.share_done": Text("完成比例（0–1）", "Share done (0–1)"),
    "ogc.field.planned_10k_yuan": Text("计划投资（万元）", "Planned (10⁴ yuan)"),
    "ogc.field.spent_10k_yuan": Text("已投资（万元）", "Spent (10⁴ yuan)"),
    "ogc.field.body": Text("责任单位", "Responsible body"),
    "ogc.field.reliability": Text("可靠性", "Reliability"),
    "ogc.field.of_indicator": Text("指标编号", "Indicator"),
    "ogc.field.amount": Text("建成后增加的数量", "Amount added when finished"),
    "ogc.field.layer": Text("图层", "Layer"),
    "ogc.field.feature": Text("图上要素编号", "Feature of the map"),
    "ogc.field.year": Text("年份", "Year"),
    "ogc.field.indicator": Text("规则所属指标", "Indicator of the rule"),
    "ogc.field.missing": Text("因图层有误缺失", "Missing for a layer's errors"),
    "ogc.field.area_m2": Text("面积（平方米）", "Area (m²)"),
    "ogc.field.covered_m2": Text("已覆盖面积（平方米）", "Covered (m²)"),
    "ogc.field.uncovered_m2": Text("未覆盖面积（平方米）", "Not covered (m²)"),
    "ogc.field.uncovered": Text("未覆盖量", "Not covered"),
    "ogc.field.share": Text("比例（0–1）", "Share (0–1)"),
    "ogc.field.parcels": Text("涉及地块数", "Parcels"),
    "ogc.field.people": Text("人口", "People"),
    "ogc.field.nearest": Text("最近设施", "Nearest service"),
    "ogc.field.nearest_m": Text("距最近设施（米）", "To the nearest service (m)"),
    "ogc.field.radius_m": Text("服务半径（米）", "Service radius (m)"),
    "ogc.field.name": Text("名称", "Name"),
    "ogc.field.zone": Text("片区编号", "Zone"),
    "ogc.field.lines": Text("线路", "Lines"),
    "ogc.field.line_count": Text("线路数", "Number of lines"),
    "ogc.field.met": Text("是否达到", "Met"),
    "ogc.field.value": Text("数值", "Value"),
    "ogc.field.numerator": Text("分子", "Numerator"),
    "ogc.field.denominator": Text("分母", "Denominator"),
    "ogc.field.unit": Text("单位", "Unit"),
    "ogc.field.low": Text("下限", "Low"),
    "ogc.field.high": Text("上限", "High"),
    "ogc.field.rule": Text("口径", "Rule"),
    "ogc.field.clause": Text("规划条款", "Plan clause"),
    "ogc.field.target": Text("目标值", "Target"),
    "ogc.field.target_zh": Text("目标", "Target (Chinese)"),
    "ogc.field.target_en": Text("目标（英文）", "Target (words)"),
    "ogc.field.sense": Text("比较方式", "Sense"),
    "ogc.field.nature": Text("约束性或预期性", "Binding or expected"),
    "ogc.field.schematic": Text("含示意图形", "Rests on sketches"),
    "ogc.field.note_zh": Text("说明", "Note (Chinese)"),
    "ogc.field.note_en": Text("说明（英文）", "Note"),
    "ogc.field.date": Text("日期", "Date"),
    "ogc.field.inputs": Text("所依图层", "Layers used"),
    "error.ogc_off": Text(
        "数据服务已关闭；将 CHEDUN_OGC 设为 on 后重新启动即可开启。",
        "The data service is switched off; set CHEDUN_OGC to on and start again to open it.",
    ),
    "error.ogc_people": Text(
        "数据服务只对已登录的人员和持令牌的程序开放；请登录，或用 people token 取得令牌，以 Bearer 或 Basic 认证的密码发送。",
        "The data service is for people who have signed in and programs with a token; sign in, or get a token by people token and send it as Bearer, or as the password of Basic.",
    ),
    "error.ogc_page_unknown": Text(
        "服务中没有“{page}”，请从首页的链接进入。",
        "The service has no “{page}”; follow the links of its first page.",
    ),
    "error.ogc_collection_unknown": Text(
        "没有名为“{id}”的数据集，可用：{known}。",
        "There is no collection “{id}”; the collections are: {known}.",
    ),
    "error.ogc_feature_unknown": Text(
        "数据集“{collection}”中没有编号为“{id}”的要素。",
        "The collection “{collection}” has no feature “{id}”.",
    ),
    "error.ogc_layer_unknown": Text(
        "设置 CHEDUN_OGC_LAYERS 中的“{layer}”不存在，服务暂停；可用：{known}。",
        "The setting CHEDUN_OGC_LAYERS names “{layer}”, which does not exist, so nothing is served; the names are: {known}.",
    ),
    "error.ogc_parameter_unknown": Text(
        "不认识参数“{name}”，可用：{known}。",
        "The parameter “{name}” is not known; the parameters are: {known}.",
    ),
    "error.ogc_parameter_twice": Text(
        "参数“{name}”出现多次，请只给一次。", "The parameter “{name}” is given twice; give it once."
    ),
    "error.ogc_choice": Text(
        "参数“{name}”不能取“{value}”，可用：{allowed}。",
        "The parameter “{name}” cannot be “{value}”; it can be: {allowed}.",
    ),
    "error.ogc_number": Text(
        "参数“{name}”应为不小于 {minimum} 的整数，收到“{value}”。",
        "The parameter “{name}” must be a whole number of at least {minimum}, not “{value}”.",
    ),
    "error.ogc_field": Text(
        "参数“{name}”中的字段“{value}”不存在，可用：{known}。",
        "The parameter “{name}” names the field “{value}”, which does not exist; the fields are: {known}.",
    ),
    "error.ogc_value": Text(
        "字段“{name}”的取值“{value}”类型不对，应为{expected}。",
        "The value “{value}” of the field “{name}” has the wrong type; {expected} is expected.",
    ),
    "error.ogc_bbox": Text(
        "bbox“{value}”不正确：应为四个（或含高程六个）逗号分隔的数，先小后大，轴序同 bbox-crs。",
        "The bbox “{value}” is wrong: give four numbers (six with heights) joined by commas, the lower ones first, in the axis order of bbox-crs.",
    ),
    "error.ogc_datetime": Text(
        "datetime“{value}”不是 RFC 3339 时间或起止时间，请改正。",
        "The datetime “{value}” is no RFC 3339 time or interval; correct it.",
    ),
}
