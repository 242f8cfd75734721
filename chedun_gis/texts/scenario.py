"""Words of the scenario page, and the sentences of what can be wrong with a scenario."""

from layers import Text

SCENARIO = {
    "evidence.still_open": Text("仍未覆盖", "Still not covered"),
    "evidence.newly": Text("新增覆盖", "Newly covered"),
    "evidence.lost": Text("失去覆盖", "No longer covered"),
    "evidence.neither": Text("两者均未覆盖", "Covered by neither"),
    "evidence.few_lines": Text("仍不足两条线路", "Still fewer than two lines"),
    "evidence.only": Text("仅“{name}”覆盖", "Only “{name}” covers"),
    "evidence.parks_now": Text("现有公园", "Parks as they are"),
    "evidence.parks_new": Text("方案公园", "Parks of the scenario"),
    "evidence.stops_now": Text("现有站点", "Stops as they are"),
    "evidence.stops_new": Text("方案站点", "Stops of the scenario"),
    "scenario.new_park": Text("新公园{number}", "New park {number}"),
    "scenario.new_stop": Text("新站点{number}", "New stop {number}"),
    "page.scenario": Text("方案", "Scenarios"),
    "scenario.title": Text("方案推演", "What if"),
    "scenario.intro": Text(
        "在图上画公园、移动或删除公园和公交站点，或把规划项目视为建成，覆盖率即时更新；现状图层不变。",
        "Draw a park, move or remove parks and stops, or take planned projects as built: the "
        "coverage follows at once. The town's layers never change.",
    ),
    "scenario.edit": Text("编辑方案", "Edit"),
    "scenario.compare": Text("方案对比", "Compare"),
    "scenario.new_name": Text("新方案", "New scenario"),
    "scenario.draw": Text("绘制对象", "Draw"),
    "scenario.parks": Text("公园", "Parks"),
    "scenario.bus_stops": Text("公交站点", "Bus stops"),
    "scenario.undo": Text("撤销", "Undo"),
    "scenario.redo": Text("重做", "Redo"),
    "scenario.undo_keys": Text("Ctrl+Z", "Ctrl+Z"),
    "scenario.redo_keys": Text("Ctrl+Y", "Ctrl+Y"),
    "scenario.share": Text("覆盖率", "Coverage"),
    "scenario.points": Text("{points:+.2f} 个百分点", "{points:+.2f} points"),
    "scenario.gain": Text("净增覆盖", "Gained"),
    "scenario.people": Text("净增人口（摊算）", "People gained (spread)"),
    "scenario.parcels": Text("新增覆盖的地块", "Parcels gaining"),
    "scenario.lines": Text("满足两条线路的片区", "Areas with two lines"),
    "scenario.from": Text("现状 {before}", "now {before}"),
    "scenario.sketch": Text(
        "公园与居住用地为示意图形，数值仅供方案比较，不能作为考核结果。",
        "Parks and homes are sketched: the figures compare scenarios and must not be reported.",
    ),
    "scenario.selected": Text("选中：{name}", "Selected: {name}"),
    "scenario.name_zh": Text("名称", "Name (Chinese)"),
    "scenario.name_en": Text("英文名称", "Name (English)"),
    "scenario.kind": Text("公园类型", "Park type"),
    "scenario.calls": Text("停靠线路", "Lines that call"),
    "scenario.area": Text("面积 {area:,.2f} 公顷", "{area:,.2f} ha"),
    "scenario.remove": Text("删除", "Remove"),
    "scenario.restore": Text("恢复现状", "As it was"),
    "scenario.planned": Text("视为建成的规划项目", "Planned, taken as built"),
    "scenario.rule": Text("判断规则", "Rule"),
    "scenario.radius": Text("服务半径（米，空为按规则）", "Radius (m; empty: by the rule)"),
    "scenario.rules": Text("各规则对照", "Under every rule"),
    "scenario.before": Text("现状", "Now"),
    "scenario.after": Text("方案", "Scenario"),
    "scenario.zones": Text("分片区覆盖率", "By zone"),
    "scenario.gaps": Text("仍未覆盖（{count} 处）", "Still not covered ({count})"),
    "scenario.changes": Text("改动（{count}）", "Changes ({count})"),
    "scenario.added": Text("新增", "added"),
    "scenario.changed": Text("修改", "changed"),
    "scenario.removed": Text("删除", "removed"),
    "scenario.no_changes": Text(
        "尚无改动；用地图左侧工具绘制。", "None yet; draw with the map's tools."
    ),
    "scenario.file": Text("保存与分享", "Save and share"),
    "scenario.name": Text("方案名称", "Name"),
    "scenario.author": Text("编制人", "Author"),
    "scenario.note": Text("说明", "Note"),
    "scenario.save": Text("保存", "Save"),
    "scenario.copy": Text("另存为副本", "Save a copy"),
    "scenario.copy_of": Text("{name}（副本）", "{name} (copy)"),
    "scenario.download": Text("下载方案文件", "Download"),
    "scenario.upload": Text("打开方案文件", "Open a file"),
    "scenario.saved": Text("已保存，链接：{link}", "Saved; link: {link}"),
    "scenario.open": Text("打开已存方案", "Open a saved one"),
    "scenario.none": Text("尚无已存方案", "None saved yet"),
    "scenario.start": Text("新建", "New"),
    "scenario.delete": Text("移出列表", "Take off the list"),
    "scenario.broken": Text(
        "方案文件“{file}”不能读取，原样保留：", "The file “{file}” cannot be read and is kept: "
    ),
    "scenario.unsaved": Text("有未保存的改动", "Unsaved changes"),
    "scenario.over": Text("{park}压占{what}，请核对。", "{park} lies over {what}: check it."),
    "scenario.over_homes": Text("居住用地 {amount} 公顷", "{amount} ha of homes"),
    "scenario.over_water": Text("河道 {amount} 米", "{amount} m of rivers"),
    "scenario.over_roads": Text("道路 {amount} 米", "{amount} m of roads"),
    "scenario.off_list": Text(
        "所选方案已被移出列表，不再显示。", "A chosen scenario was taken off the list."
    ),
    "draft.found": Text(
        "未保存的草稿“{name}”，最后修改于 {time}",
        "Unsaved draft “{name}”, last changed {time}",
    ),
    "draft.resume": Text("继续编辑", "Go on with it"),
    "draft.discard": Text("不要了", "Discard"),
    "draft.failed": Text(
        "草稿未能存盘，请尽快保存方案：", "The draft could not be kept, save soon: "
    ),
    "asking.title": Text("方案尚未保存", "The scenario is not saved"),
    "asking.unsaved": Text(
        "“{name}”有未保存的改动，接下来要打开另一个方案。",
        "“{name}” has unsaved changes, and another scenario is about to be opened.",
    ),
    "asking.save": Text("保存后继续", "Save and go on"),
    "asking.discard": Text("不保存，继续", "Go on unsaved"),
    "asking.stay": Text("留在当前方案", "Stay"),
    "scenario.pick": Text("选择要对比的方案（最多四个）", "Scenarios to compare (up to four)"),
    "scenario.as_is": Text("现状", "As it is"),
    "scenario.targets": Text("规划目标", "Targets of the plan"),
    "scenario.difference": Text("差异图", "Difference"),
    "scenario.one": Text("方案一", "First"),
    "scenario.other": Text("方案二", "Second"),
    "scenario.pick_two": Text(
        "先保存方案，再在此对比。", "Save scenarios first, then compare them here."
    ),
    "scenario.chart": Text("各规则覆盖率", "Coverage by rule"),
    "error.scenario_conflict": Text(
        "方案“{name}”已被他人修改，未覆盖；请另存为副本。",
        "Somebody changed “{name}” meanwhile, it was not overwritten; save a copy.",
    ),
    "error.scenario_gone": Text(
        "方案“{name}”已被移出列表，未保存；可另存为副本。",
        "“{name}” was taken off the list meanwhile and is not saved; save a copy.",
    ),
    "error.scenario_field": Text(
        "方案不能改动字段“{key}”，请删去。",
        "A scenario cannot change the field “{key}”; take it out.",
    ),
    "error.scenario_large": Text(
        "方案文件超过 {limit_mb} MB，请简化图形。",
        "The scenario has more than {limit_mb} MB; simplify its shapes.",
    ),
    "error.scenario_vertices": Text(
        "图形的顶点共 {count} 个，最多 {limit} 个，请简化。",
        "The shapes have {count} vertices, at most {limit} may be; simplify them.",
    ),
    "error.scenario_format": Text(
        "这不是方案文件；请选择由本页下载的文件。",
        "This is no scenario file; choose one downloaded from this page.",
    ),
    "error.scenario_not_json": Text(
        "文件不是有效的 JSON，可能已损坏；请用原文件或重新下载。",
        "The file is not valid JSON and may be damaged; use the original or download it again.",
    ),
    "error.scenario_shape": Text(
        "图形不合要求：此图层需要 {expected}，且面积不能为零；请重画。",
        "This shape will not do: the layer needs a {expected} with some area; draw it again.",
    ),
    "error.scenario_twice": Text(
        "要素“{id}”有两条改动，请只留一条。", "The feature “{id}” has two changes; keep one."
    ),
    "error.scenario_unknown": Text("没有编号为“{id}”的方案。", "There is no scenario “{id}”."),
    "error.scenario_version": Text(
        "方案文件的版本为 {found}，本程序读取版本 {known}；请升级程序或重新下载。",
        "The file has version {found}, this program reads {known}; update it or download again.",
    ),
    "error.service_unknown": Text("没有编号为“{label}”的设施。", "There is no service “{label}”."),
}
