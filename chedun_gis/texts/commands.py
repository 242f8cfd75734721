"""What the command line says of its commands and options."""

from layers import Text

COMMANDS = {
    "help.anywhere": Text("写出本镇范围以外的要素", "also features beyond the map"),
    "help.append": Text("追加", "add to the layer"),
    "help.area_m2": Text("grid 每处面积（平方米）", "area of a site of the grid, m²"),
    "help.bbox": Text("西,南,东,北（度）", "west,south,east,north"),
    "help.belt": Text("线成带、带内统计", "Belt along a line, and what lies inside"),
    "help.belt.out": Text("带的输出", "belts as GeoJSON"),
    "help.by": Text("按片区汇总", "split by: id or file"),
    "help.candidates": Text("候选：编号、文件或 grid", "candidates: id, file or grid"),
    "help.check": Text("检查图层数据", "Check layer data; exit 1 when there are errors"),
    "help.check.file": Text("要检查的文件", "file to check"),
    "help.columns": Text("FIELD=COLUMN，可重复", "the column of a field, repeatable"),
    "help.control": Text("地方坐标控制点 CSV：地方东、北，已知东、北", "control points"),
    "help.count": Text("选几处（1–20）", "how many sites"),
    "help.coverage": Text(
        "服务半径覆盖率", "Service-radius coverage; by a rule alone, the rule's own question"
    ),
    "help.coverage.out": Text("缺口输出", "gaps as GeoJSON"),
    "help.radius_m": Text("服务半径（米），默认按规则或 500", "metres, else the rule's or 500"),
    "help.demand": Text("需求：编号或文件，默认按规则", "demand: id or file"),
    "help.dry_run": Text("只检查不写入", "check only"),
    "help.existing": Text("现有设施", "services that stand"),
    "help.export": Text(
        "导出图层或移交包", "Export layers, or a whole hand-off pack; exit 1 when files differ"
    ),
    "help.export.out": Text("输出文件夹、.zip 或单个文件", "folder, .zip or one file"),
    "help.form": Text("html / pdf，默认按文件名", "else by the file's name"),
    "help.full_coverage": Text("最少几处全覆盖", "fewest for all"),
    "help.gtfs": Text("GTFS 压缩包或文件夹", "zip or folder"),
    "help.ids": Text("只导出这些要素", "only these features"),
    "help.import": Text(
        "导入文件为图层", "Import a file as a layer; exit 1 when it was not accepted"
    ),
    "help.import.file": Text("文件、zip 或文件夹", "file, zip or folder"),
    "help.import.skip_bad": Text("略过有误的行", "leave out rows with errors"),
    "help.indicators": Text("规划指标", "List the plan's indicators"),
    "help.inside": Text("须在其内", "inside these"),
    "help.inside_of": Text("带内统计的图层，可重复", "layers to count"),
    "help.json": Text("输出 JSON", "print JSON"),
    "help.kinds": Text("计入的服务，默认按规则", "kinds that count"),
    "help.layer": Text("图层编号", "layer id"),
    "help.layers": Text("列出图层", "List the layers with count, basis and accuracy"),
    "help.line": Text("线：图层、图层:编号或名称、文件", "line: layer, layer:id or file"),
    "help.lock_in": Text("必选编号，逗号分隔", "ids that must be"),
    "help.lock_out": Text("排除编号", "ids that must not be"),
    "help.m2_per_person": Text("人均面积，作容量", "park m² a person: a capacity"),
    "help.osm": Text("由 OpenStreetMap 生成图层", "Make layers from OpenStreetMap"),
    "help.osm.file": Text("本地 .osm 或 .osm.pbf", "an extract"),
    "help.osm.out": Text("输出文件夹", "output folder"),
    "help.outside": Text("须在其外", "outside these"),
    "help.pack": Text("附元数据、样式等", "with metadata, styles and more"),
    "help.place": Text("地名（联网）", "name of a place (network)"),
    "help.report": Text("可打印的报告", "Write a report for print"),
    "help.report.out": Text("输出文件", "output file"),
    "help.required": Text("要求线路数，默认按规则", "lines asked for"),
    "help.restore": Text("恢复图层的某个版本", "Take an earlier version of a layer into use again"),
    "help.rule": Text("规则编号", "rule id, or indicator:id"),
    "help.samples": Text("监测结果 CSV，默认本镇的", "results, else the town's"),
    "help.service": Text("服务设施：编号或文件，默认按规则", "services: id or file"),
    "help.site": Text(
        "选址：服务最多的几处，或全覆盖最少几处", "Find the best sites, or the fewest for all"
    ),
    "help.site.out": Text("选址输出", "sites as GeoJSON"),
    "help.source_layer": Text("文件中的图层", "layer of the file"),
    "help.spacing_m": Text("grid 间距（米）", "metres between sites of the grid"),
    "help.stops": Text("站点文件，lines 列以“、”分隔线路", "stops with a column lines"),
    "help.template": Text("写出模板", "write a template"),
    "help.seconds": Text("时限（秒）", "seconds for the search"),
    "help.town": Text("城镇规划一张图", "Planning explorer of a town"),
    "help.transit": Text("公交线路覆盖", "Bus lines within reach of each area"),
    "help.transit.out": Text("各线路组合范围", "faces as GeoJSON"),
    "help.stop_radius_m": Text("站点半径（米），默认按规则", "metres, else the rule's"),
    "help.transit.rule": Text("规则编号", "rule id"),
    "help.skip_rows": Text("略过错误行", "go on without bad rows"),
    "help.values": Text("FIELD=VALUE，可重复", "one value for all, repeatable"),
    "help.version": Text("版本号", "version"),
    "help.versions": Text("列出图层的各版本", "List the versions of a layer, the newest first"),
    "help.water": Text(
        "水质类别（GB 3838-2002 单因子评价）", "Water class by single-factor assessment"
    ),
    "help.weight": Text("权重字段", "weight field"),
    "help.width_m": Text("全宽（米）", "whole width"),
    "help.within": Text(
        "限定范围：编号、文件或 none；本镇图层默认为镇域", "limit: id, file or none"
    ),
    "help.zones": Text("片区：编号或文件", "areas: id or file"),
}
