"""The words of importing: page and command."""

from layers import Text

IMPORTING = {
    "import.read": Text(
        "已读取 {file}（{format}，图层 {layer}）：{count} 行",
        "Read {file} ({format}, layer {layer}): {count} rows",
    ),
    "import.encoding_line": Text("文字编码：{encoding}（{why}）", "Encoding: {encoding} ({why})"),
    "import.encoding.stated": Text("文件注明", "stated by the file"),
    "import.encoding.chosen": Text("由您选定", "chosen by you"),
    "import.encoding.detected": Text(
        "文件未注明，按内容判断，请核对文字", "not stated, judged by the content; check the texts"
    ),
    "import.mapping_line": Text("字段对应：{pairs}", "Columns: {pairs}"),
    "import.summary": Text(
        "可导入 {taken} 行，有误 {rejected} 行，修正 {repairs} 处",
        "{taken} rows can be taken, {rejected} have errors, {repairs} repairs",
    ),
    "import.dry_run": Text(
        "只作检查，未写入；{count} 行可以导入",
        "Checked only, nothing written; {count} rows can be imported",
    ),
    "import.done": Text(
        "已导入 {count} 行到“{layer}”，版本 {version}",
        "{count} rows are now in “{layer}”, version {version}",
    ),
    "import.hint": Text(
        "可用选项：--crs、--datum、--map 字段=列名、--set 字段=值、--skip-bad",
        "To choose: --crs, --datum, --map FIELD=COLUMN, --set FIELD=VALUE, --skip-bad",
    ),
    "restore.done": Text("“{layer}”已恢复为版本 {version}", "“{layer}” is version {version} again"),
    "version.shipped": Text("随附数据", "as shipped"),
    "version.title": Text("{time} {file}", "{time} {file}"),
    "version.mode.replace": Text("替换", "replaced"),
    "version.mode.append": Text("追加", "added"),
    "version.rows": Text(
        "{mode} {taken} 行，略过 {rejected} 行，图层共 {total} 个要素",
        "{mode} {taken} rows, left out {rejected}; {total} features in the layer",
    ),
    "page.import": Text("导入", "Import"),
    "import.title": Text("导入自己的数据", "Import your own data"),
    "import.intro": Text(
        "选择图层，上传文件，核对坐标、字段和问题，确认后替换或追加到该图层。随附数据不变，每次导入都可恢复。",
        "Choose a layer, upload a file, check position, columns and problems; accepted, it "
        "replaces or extends the layer. The shipped data stay and every import can be undone.",
    ),
    "import.layer": Text("导入到图层", "Into the layer"),
    "import.file": Text(
        "文件（Shapefile 请打成 zip，或同时选中 .shp .dbf .shx .prj .cpg）",
        "File (a Shapefile as a zip, or its .shp .dbf .shx .prj .cpg together)",
    ),
    "import.limits": Text(
        "GeoJSON、GeoPackage、Shapefile、FileGDB（zip）、KML/KMZ、GPX、DXF、FlatGeobuf、GeoParquet、"
        "CSV、XLSX、国土 TXT、GTFS；至多 {mb} MB、{rows:,} 行、{vertices:,} 个节点。",
        "GeoJSON, GeoPackage, Shapefile, FileGDB (zip), KML/KMZ, GPX, DXF, FlatGeobuf, GeoParquet, "
        "CSV, XLSX, boundary-point TXT, GTFS; at most {mb} MB, {rows:,} rows, "
        "{vertices:,} vertices.",
    ),
    "import.step.read": Text("1 读取", "1 Read"),
    "import.step.position": Text("2 坐标", "2 Position"),
    "import.step.columns": Text("3 字段", "3 Columns"),
    "import.step.look": Text("4 核对", "4 Check"),
    "import.step.accept": Text("5 确认", "5 Accept"),
    "import.source_layer": Text("文件中的图层", "Layer of the file"),
    "import.encoding": Text("文字编码", "Encoding"),
    "import.by_itself": Text("自动", "automatic"),
    "import.axis.x": Text("经度 / 东坐标列", "Column of longitude / easting"),
    "import.axis.y": Text("纬度 / 北坐标列", "Column of latitude / northing"),
    "import.found": Text("{format}，{count} 行。", "{format}, {count} rows."),
    "import.sample": Text("文字示例：{words}", "Some of the texts: {words}"),
    "import.format.geojson": Text("GeoJSON", "GeoJSON"),
    "import.format.gpkg": Text("GeoPackage", "GeoPackage"),
    "import.format.shp": Text("Shapefile", "Shapefile"),
    "import.format.gdb": Text("FileGDB", "FileGDB"),
    "import.format.kml": Text("KML", "KML"),
    "import.format.gpx": Text("GPX", "GPX"),
    "import.format.dxf": Text("DXF", "DXF"),
    "import.format.fgb": Text("FlatGeobuf", "FlatGeobuf"),
    "import.format.geoparquet": Text("GeoParquet", "GeoParquet"),
    "import.format.csv": Text("CSV 表格", "CSV table"),
    "import.format.xlsx": Text("Excel 表格", "Excel table"),
    "import.format.txt": Text("国土界址点 TXT", "Boundary-point TXT"),
    "import.format.gtfs": Text("GTFS 公交数据", "GTFS feed"),
    "import.mode": Text("方式", "How"),
    "import.mode.replace": Text("替换图层", "Replace the layer"),
    "import.mode.append": Text("追加到图层", "Add to the layer"),
    "import.crs": Text("坐标系", "Coordinate system"),
    "import.crs.file": Text("按文件：{name}", "As the file says: {name}"),
    "import.crs.none": Text("文件未注明，请选定", "Not stated by the file: choose"),
    "import.crs.other": Text("其他（EPSG、PROJ 或 WKT）", "Another (EPSG, PROJ or WKT)"),
    "import.crs.grid": Text("地方坐标系，按控制点拟合", "A local grid, fitted from control points"),
    "import.grid.crs": Text("已知坐标的坐标系", "System of the known coordinates"),
    "import.grid.fit": Text("拟合方式", "Fit"),
    "import.grid.similarity": Text("相似变换（四参数）", "Similarity (four parameters)"),
    "import.grid.affine": Text("仿射变换（六参数）", "Affine (six parameters)"),
    "import.grid.points": Text(
        "控制点 CSV：地方东、地方北、已知东、已知北",
        "Control points, CSV: local east, local north, known east, known north",
    ),
    "import.grid.line": Text(
        "{count} 个控制点，中误差 {rms_m:.3f} 米，最大残差 {worst_m:.3f} 米（第 {point} 点），"
        "比例 {scale:.6f}，转角 {angle:.4f}°",
        "{count} control points: RMS {rms_m:.3f} m, worst {worst_m:.3f} m (point {point}), "
        "scale {scale:.6f}, turned {angle:.4f}°",
    ),
    "import.crs.write": Text("坐标系定义", "Definition of the system"),
    "import.crs.swapped": Text("（两轴对调）", " (axes swapped)"),
    "import.crs.offered": Text("（与数据吻合）", " (fits the data)"),
    "import.datum": Text("坐标基准", "Datum"),
    "import.datum.open": Text("按比对结果", "As compared"),
    "import.datum.wgs84": Text("未偏移（WGS 84 / CGCS2000）", "Not shifted (WGS 84 / CGCS2000)"),
    "import.datum.gcj02": Text("GCJ-02（高德、腾讯），换算", "GCJ-02 (Gaode, Tencent): convert"),
    "import.datum.bd09": Text("BD-09（百度），换算", "BD-09 (Baidu): convert"),
    "import.needed": Text(
        "带 * 的字段文件中没有：选一列，或为全部要素填一个值。",
        "The file lacks the fields marked *: choose a column, or one value for all features.",
    ),
    "import.mapped": Text(
        "全部字段对应（自动识别 {count} 个）", "All columns ({count} recognised)"
    ),
    "import.no_column": Text("（不对应）", "(none)"),
    "import.no_value": Text("（请选择）", "(choose)"),
    "import.value_for_all": Text("全部要素的{field}", "{field} of all features"),
    "import.value_hint": Text("全部要素用同一个值{unit}", "One value for all{unit}"),
    "import.rows_taken": Text("可导入行数", "Rows to be taken"),
    "import.rows_rejected": Text("有误行数", "Rows with errors"),
    "import.repairs": Text("修正", "Repairs"),
    "import.map_waits": Text(
        "选定坐标系后显示地图。", "The map appears when the coordinate system is chosen."
    ),
    "import.row": Text("行", "Row"),
    "import.first_rows": Text("表中为前 {count} 行。", "The table shows the first {count} rows."),
    "import.no_problems": Text("没有发现问题。", "No problems were found."),
    "import.whole_file": Text("整个文件", "whole file"),
    "import.skip_bad": Text("略过有误的 {count} 行", "Leave out the {count} rows with errors"),
    "import.accept": Text("确认导入 {count} 行", "Accept {count} rows"),
    "version.list": Text("“{layer}”的版本", "Versions of “{layer}”"),
    "version.id": Text("版本", "Version"),
    "version.origin": Text("来自", "From"),
    "version.content": Text("内容", "Content"),
    "version.state": Text("状态", "State"),
    "version.current": Text("使用中", "in use"),
    "version.choose": Text("恢复到", "Go back to"),
    "version.restore": Text("恢复", "Restore"),
}
