"""Words of the water page."""

from layers import Text

WATER = {
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
}
