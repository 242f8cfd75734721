"""Words of the interface."""

from layers.model import Text

INTERFACE = {
    "app.title": Text("车墩镇规划一张图", "Chedun Planning Explorer"),
    "app.other_language": Text("English", "中文"),
    "page.map": Text("一张图", "Map"),
    "page.data": Text("数据", "Data"),
    "map.search": Text("搜索地点、道路、项目", "Search places, roads, projects"),
    "map.no_match": Text("没有找到", "Nothing found"),
    "map.full_screen": Text("全屏", "Full screen"),
    "map.leave_full_screen": Text("退出全屏", "Leave full screen"),
    "map.measure": Text("量距", "Measure a distance"),
    "map.measure_clear": Text("清除量距", "Clear measurements"),
    "map.measure_finish": Text("单击结束量距", "Click to finish the line"),
    "map.measure_delete": Text("按住 Shift 单击删除该点", "Shift-click to delete the point"),
    "map.measure_move": Text("拖动可移动该点", "Drag to move the point"),
    "map.measure_resume": Text("按住 Ctrl 单击继续量距", "Ctrl-click to go on with the line"),
    "map.measure_add": Text("按住 Ctrl 单击增加一点", "Ctrl-click to add a point"),
    "map.schematic": Text(
        "虚线轮廓、白色虚线：示意位置", "Dashed outline or white dashes: schematic"
    ),
    "map.schematic_help": Text(
        "依据已知道路、地名勾绘的示意图形，非实测，可用测绘成果替换。",
        "Sketched from known roads and places, not surveyed; replace it by a survey.",
    ),
    "map.hollow": Text("空心符号：仅知所在片区", "Hollow symbol: known only by its zone"),
    "map.layers": Text("图层与图例", "Layers and legend"),
    "map.legend": Text("图示说明", "How to read the map"),
    "map.load_failed": Text("图层未能载入，请刷新页面", "the layer could not be loaded; reload"),
    "map.credits": Text(
        "© OpenStreetMap 贡献者（ODbL 1.0）· 松江区公交公开信息 · “十四五”规划文本 · 示意草图",
        "© OpenStreetMap contributors (ODbL 1.0) · Songjiang bus information · 14th five-year "
        "plan · sketches",
    ),
    "panel.fold": Text("收起面板", "Fold the panel"),
    "panel.unfold": Text("展开面板", "Open the panel"),
    "card.empty": Text(
        "点选地图上的任一要素，或在下方列表中选择项目，查看其状态与来源。",
        "Click anything on the map, or pick a project below, to see its status and source.",
    ),
    "card.close": Text("关闭", "Close"),
    "card.unknown": Text(
        "链接中的要素“{id}”不在当前数据里，可能已更名或删除；请在下方列表中查找。",
        "The feature “{id}” in the link is not in the data; look for it in the list below.",
    ),
    "card.source": Text("来源", "Source"),
    "card.accuracy": Text("位置精度约 {metres} 米", "position within about {metres} m"),
    "card.unplaced": Text("不在地图上标注", "not drawn on the map"),
    "card.history": Text("状态沿革", "Stage history"),
    "card.area": Text("面积", "Area"),
    "card.length": Text("长度", "Length"),
    "card.no_target": Text("规划未定量", "none stated in the plan"),
    "card.no_body": Text("规划未明确", "not named in the plan"),
    "card.no_year": Text("规划未明确", "not stated in the plan"),
    "card.location.exact": Text("按确知位置标注。", "Shown at its known site."),
    "card.location.approximate": Text(
        "按邻近已知地点标注，位置为大致位置。", "Shown near a known place; the site is approximate."
    ),
    "card.location.area": Text(
        "规划只说明所在片区，符号放在该片区内，不代表确切选址。",
        "The plan names only its zone; the marker stands inside that zone, not on the site.",
    ),
    "card.location.town_wide": Text(
        "全镇范围的项目，不在地图上标点。", "Covers the whole town; it is not drawn as a point."
    ),
    "card.location.not_located": Text(
        "规划未说明位置，不在地图上标点。",
        "The plan does not say where; it is not drawn as a point.",
    ),
    "card.export": Text("导出该要素", "Export this feature"),
    "list.title": Text("规划项目", "Plan projects"),
    "list.shown": Text("{shown} / {total} 项", "{shown} of {total}"),
    "list.stage": Text("阶段", "Stage"),
    "list.sector": Text("领域", "Sector"),
    "list.zone": Text("片区", "Zone"),
    "list.search": Text("按名称查找", "Find by name"),
    "list.all": Text("全部", "All"),
    "list.name": Text("名称", "Name"),
    "list.export": Text("导出列表（GeoJSON）", "Export list (GeoJSON)"),
    "list.none": Text("没有符合条件的项目。", "No project fits."),
    "value.yes": Text("是", "yes"),
    "value.no": Text("否", "no"),
    "value.empty": Text("—", "—"),
    "clause": Text("《规划》{ref}", "Plan {ref}"),
    "stage.target": Text("规划目标", "target of the plan"),
    "data.title": Text("图层数据", "Layer data"),
    "data.intro": Text(
        "每个图层的要素数、依据与精度。示意图层可用测绘成果替换。",
        "Features, basis and accuracy of every layer. Replace schematic layers by surveys.",
    ),
    "data.layer": Text("图层", "Layer"),
    "data.id": Text("编号", "Id"),
    "data.count": Text("要素数", "Features"),
    "data.basis": Text("依据", "Basis"),
    "data.accuracy": Text("精度（米）", "Accuracy (m)"),
    "data.state": Text("状态", "State"),
    "data.ok": Text("正常", "good"),
    "data.broken": Text("有错误，未显示", "has errors, not shown"),
    "data.repaired": Text("已修复 {count} 处", "{count} repaired"),
    "data.problems": Text("问题清单", "Problems"),
    "data.export": Text("导出图层", "Export a layer"),
    "data.download": Text("下载 {name}", "Download {name}"),
    "data.sources": Text("来源与许可", "Sources and licences"),
    "data.source": Text("来源", "Source"),
    "data.date": Text("日期", "Date"),
    "data.licence": Text("许可", "Licence"),
    "problem.error": Text("错误", "error"),
    "problem.repair": Text("已修复", "repaired"),
    "problem.where_row": Text("第 {row} 行", "row {row}"),
    "problem.level": Text("级别", "Level"),
    "problem.place": Text("位置", "Place"),
    "problem.what": Text("说明", "What to do"),
    "banner.broken": Text(
        "以下图层有错误，已停用，其余照常使用：{layers}。详见“数据”页。",
        "These layers have errors and are off; the rest works: {layers}. See the Data page.",
    ),
    "banner.crash": Text(
        "此页出错，数据未受影响；请刷新，如仍出错请把时间与操作告知管理员。",
        "This page failed; no data was changed. Reload, and tell the administrator what you did "
        "if it fails again.",
    ),
    "cli.help": Text("车墩镇规划一张图", "Chedun planning explorer"),
    "check.good": Text(
        "{layer}：{count} 个要素，没有错误。", "{layer}: {count} features, no errors."
    ),
    "check.bad": Text("{layer}：{count} 处错误。", "{layer}: {count} errors."),
    "check.summary": Text(
        "共 {layers} 个图层，{errors} 处错误，{repairs} 处修复。",
        "{layers} layers, {errors} errors, {repairs} repairs.",
    ),
    "export.done": Text("已导出 {count} 个要素到 {file}。", "{count} features written to {file}."),
}
