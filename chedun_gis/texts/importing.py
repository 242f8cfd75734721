"""The words of importing, page and command, and sentences for faults in a file."""

from layers import Text

IMPORTING = {
    "import.stop": Text("停止读取", "Stop reading"),
    "import.waiting": Text(
        "“{file}”在排队：其他文件正在读取……", "“{file}” waits: other files are being read…"
    ),
    "import.reading": Text(
        "正在读取“{file}”：{done} / {total} 行……", "Reading “{file}”: {done} of {total} rows…"
    ),
    "evidence.imported": Text("导入的要素", "Imported features"),
    "evidence.as_is": Text("未换算", "Not converted"),
    "evidence.shifted": Text("换算后", "Converted"),
    "evidence.now": Text("现有图层", "Layer as it is"),
    "evidence.preview": Text("导入预览", "Import preview"),
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
    "import.more_alike": Text(
        "另有 {count} 处同类问题，此处从略", "{count} more of the same kinds are left out here"
    ),
    "import.summary": Text(
        "可导入 {taken} 行，有误 {rejected} 行，修正 {repairs} 处",
        "{taken} rows can be taken, {rejected} rows have errors, {repairs} repairs",
    ),
    "import.dry_run": Text(
        "只作检查，未写入；{count} 行可以导入",
        "Checked only, nothing written; {count} rows can be imported",
    ),
    "import.broken_off": Text(
        "导入中途停止，没有写入任何数据。需要时请再次确认导入。",
        "The import was left before its end, and nothing was written. To take the rows in, "
        "accept them again.",
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
    "version.mode.survey": Text("按外业测量更新", "surveyed"),
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
        "文件（Shapefile、MapInfo 请打成 zip，或同时选中 .shp .dbf .shx .prj .cpg，.tab .dat .map .id，.mif .mid）",
        "File (Shapefile or MapInfo as a zip, or together: .shp .dbf .shx .prj .cpg, .tab .dat .map .id, .mif .mid)",
    ),
    "import.limits": Text(
        "GeoJSON（含文本序列）、GeoPackage、Shapefile、FileGDB（zip）、MapInfo TAB/MIF、KML/KMZ、GML、GPX、DXF、"
        "FlatGeobuf、GeoParquet、CSV、XLSX、国土 TXT、GTFS；至多 {mb} MB、{rows:,} 行、{vertices:,} 个节点。",
        "GeoJSON (text sequences too), GeoPackage, Shapefile, FileGDB (zip), MapInfo TAB/MIF, KML/KMZ, "
        "GML, GPX, DXF, FlatGeobuf, GeoParquet, CSV, XLSX, boundary-point TXT, GTFS; at most {mb} MB, {rows:,} rows, "
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
    "import.format.geojsonl": Text("GeoJSON 文本序列", "GeoJSON text sequence"),
    "import.format.gml": Text("GML", "GML"),
    "import.format.mapinfo": Text("MapInfo TAB / MIF", "MapInfo TAB / MIF"),
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
    "version.restored": Text(
        "已恢复：图层“{layer}”现用版本 {version}；各页数字已按此版本更新。",
        "Restored: the layer “{layer}” is now version {version}, and every figure is of it.",
    ),
    # The workspace.
    "error.ids_alike": Text(
        "有 {count} 行的编号同为“{value}”（最多 {limit} 行），该列不像编号；请改选编号列，或不选，由程序编号。",
        "{count} rows have the id “{value}” (at most {limit} may): the column does not look like ids. Choose another, or none and ids are made.",
    ),
    "error.import_lost": Text(
        "写入后复读不一致（应有 {written} 个要素，读到 {read} 个），本次未写入，原图层不变；请检查过长的文字。{problems}",
        "What was written reads otherwise ({written} features written, {read} read); nothing was changed. Look for overlong texts. {problems}",
    ),
    "error.workspace_busy": Text(
        "“{folder}”正由他人写入，请稍后再试。",
        "Somebody else is writing to “{folder}”; try again in a moment.",
    ),
    "error.workspace_conflict": Text(
        "图层“{layer}”在您预览之后已被他人更新，本次未写入；请重新读取文件后再确认。",
        "The layer “{layer}” has been changed since you looked at it; nothing was written. Read the file again, then accept.",
    ),
    "error.workspace_pointer": Text(
        "工作区中图层“{layer}”的当前版本记录已损坏；请用 restore 指定一个版本。",
        "The record of the current version of “{layer}” in the workspace is damaged; name a version with restore.",
    ),
    "error.version_unknown": Text(
        "没有版本“{version}”，可用版本：{known}。",
        "There is no version “{version}”; the versions are: {known}.",
    ),
    # Limits and archives.
    "error.import_size": Text(
        "“{file}”有 {size_mb} MB，超过上限 {limit_mb} MB；请裁剪到本镇范围或分批导入。",
        "“{file}” has {size_mb} MB, more than the limit of {limit_mb} MB; cut it to the town or import it in parts.",
    ),
    "error.import_files": Text(
        "“{file}”中有 {count} 个文件，超过上限 {limit} 个；请只保留要导入的数据。",
        "“{file}” holds {count} files, more than the limit of {limit}; keep only what is to be imported.",
    ),
    "error.import_features": Text(
        "数据有 {count} 行以上，超过上限 {limit} 行；请转为 GeoPackage 或 GeoParquet（可达一百万行）、裁剪到本镇范围或分批导入。",
        "There are {count} rows or more, beyond the limit of {limit}; convert the data to GeoPackage or GeoParquet (up to a million rows), cut them to the town or import them in parts.",
    ),
    "error.import_columns": Text(
        "数据有 {count} 列，超过上限 {limit} 列；请删去不需要的列。",
        "There are {count} columns, beyond the limit of {limit}; delete those not needed.",
    ),
    "error.import_vertices": Text(
        "数据共有 {count} 个节点，超过上限 {limit} 个；请简化图形或分批导入。",
        "The geometries have {count} vertices, beyond the limit of {limit}; simplify them or import in parts.",
    ),
    "error.archive_link": Text(
        "“{file}”中的“{member}”是链接或设备，不是文件，已拒绝。",
        "“{member}” in “{file}” is a link or a device, not a file; refused.",
    ),
    "error.folder_link": Text(
        "文件夹“{file}”中的“{member}”是指向其外的链接，已拒绝；请换成文件本身。",
        "“{member}” in the folder “{file}” is a link to outside it; refused. Put the file itself there.",
    ),
    "error.archive_name": Text(
        "“{file}”中的文件名“{member}”过长、层级过深或含控制字符，已拒绝；请改名后重新打包。",
        "The name “{member}” in “{file}” is too long, too deep or holds control characters; refused. Rename it and pack again.",
    ),
    # What a file is.
    "error.import_format": Text(
        "无法识别“{file}”的内容，请提供以下格式之一：{known}。",
        "The content of “{file}” is of no known format; give one of: {known}.",
    ),
    "error.import_dtd": Text(
        "“{file}”含有文档类型定义（DTD），出于安全已拒绝；请重新导出为普通 KML、GML 或 GPX。",
        "“{file}” holds a document type definition (DTD) and is refused for safety; export plain KML, GML or GPX.",
    ),
    "error.import_name": Text(
        "文件名“{file}”过长，或路径中有 !、?、* 等符号，请改名后再试。",
        "The name “{file}” is too long, or its path holds one of the signs ! ? *; rename it and try again.",
    ),
    "error.import_stopped": Text(
        "已停止读取“{file}”；如需再读，请重新选择文件。",
        "The reading of “{file}” was stopped; choose the file again to read it.",
    ),
    "error.child_memory": Text(
        "读取“{file}”所需内存超过 {limit_mb} MB，已停止；请裁剪到本镇范围或分成几个文件。",
        "Reading “{file}” takes more than {limit_mb} MB of memory and was stopped; cut it to the town, or into several files.",
    ),
    "error.child_slow": Text(
        "读取“{file}”耗时过长且没有进展，已停止；请在 QGIS 等软件中打开检查，另存后再试。",
        "Reading “{file}” took too long without getting on and was stopped; look at it in QGIS, say, save it anew and try again.",
    ),
    "error.child_died": Text(
        "“{file}”使读取程序中断，已停止，其他人不受影响；文件可能已损坏，请在 QGIS 等软件中另存后再试。",
        "“{file}” brought its reader down, nobody else is touched; it may be broken: save it anew in QGIS, say, and try again.",
    ),
    "error.child_failed": Text(
        "“{file}”的内容与其格式不符，无法读取；请用原软件重新导出后再试。如仍不行，请把编号 {number} 和文件交给维护人员。",
        "The content of “{file}” is not what its format asks for and cannot be read; export it anew. If that does not help, give number {number} and the file to who looks after the program.",
    ),
    "error.import_no_file": Text(
        "“{file}”不是普通文件（管道、设备或失效的链接），未读取；请移除或换成普通文件。",
        "“{file}” is no ordinary file but a pipe, a device or a link to nothing, and was not read; remove or replace it.",
    ),
    "error.import_cut_short": Text(
        "“{file}”应有 {expected} 行，只读到 {found} 行：文件不完整，未导入；请重新拷贝或导出。",
        "“{file}” should have {expected} rows, only {found} can be read: it is not whole and was not imported; copy or export it anew.",
    ),
    "error.file_cut_short": Text(
        "“{file}”缺少结尾（EOF），文件不完整，未导入；请重新拷贝或导出。",
        "“{file}” lacks its end (EOF): it is not whole and was not imported; copy or export it anew.",
    ),
    "error.shapefile_part": Text(
        "“{file}”（{shapes} 个图形）缺少同名的 {part} 文件，未导入；请把 .shp、.shx、.dbf 一并提供。",
        "“{file}” ({shapes} shapes) lacks the {part} of the same name and was not imported; give .shp, .shx and .dbf together.",
    ),
    "error.shapefile_counts": Text(
        "“{file}”各部分行数不一致：.shp {shp} 个图形、.shx {shx} 条索引、.dbf {dbf} 行；文件不完整，未导入；请重新拷贝或导出。",
        "The parts of “{file}” do not agree: {shp} shapes in .shp, {shx} entries in .shx, {dbf} rows in .dbf; it is not whole and was not imported; copy or export it anew.",
    ),
    "error.xml_broken": Text(
        "“{file}”第 {line} 行的 XML 有误，文件不完整或已损坏，未导入；请重新导出。",
        "The XML of “{file}” is broken in line {line}: it is not whole or damaged and was not imported; export it anew.",
    ),
    "error.xml_entities": Text(
        "“{file}”含有 XML 实体或文档类型定义，出于安全已拒绝；请重新导出。",
        "“{file}” defines XML entities or a document type and is refused for safety; export it anew.",
    ),
    "error.xml_encoding": Text(
        "“{file}”的 XML 编码无法识别；请另存为 UTF-8 后再试。",
        "The encoding of the XML in “{file}” is not known; save it as UTF-8 and try again.",
    ),
    "error.import_view": Text(
        "“{file}”中的“{view}”是数据库视图，出于安全不予运行；请在 QGIS 中将其导出为普通图层。",
        "“{view}” in “{file}” is a view of the database and is not run, for safety; export it as a plain layer in QGIS.",
    ),
    "error.import_view_left_out": Text(
        "数据库视图“{view}”出于安全不予运行，其内容未读取；如需要，请导出为普通图层。",
        "The database view “{view}” is not run, for safety, and was not read; export it as a plain layer if it is needed.",
    ),
    "error.import_geometry_form": Text(
        "“{file}”的图形以“{encoding}”存储，这里只读 WKB；请在导出时选择 WKB。",
        "“{file}” stores geometry as “{encoding}”, here only WKB is read; choose WKB when you export.",
    ),
    "error.geometry_nested": Text(
        "第 {row} 行的图形层层嵌套，超过 {limit} 层，未读取；请拆分为单个图形。",
        "The geometry of row {row} nests deeper than {limit} levels and was not read; split it into single geometries.",
    ),
    "error.geometry_curved": Text(
        "第 {row} 行的图形含有圆弧，无法直接读取；请先在 QGIS 中用“分段化”转为折线再导出。",
        "The geometry of row {row} has arcs and cannot be read; turn them into lines first (“Segmentize” in QGIS).",
    ),
    "error.import_driver": Text(
        "“{file}”的内容（{driver}）与其格式不符，已拒绝。",
        "The content of “{file}” ({driver}) is not what its format says; refused.",
    ),
    "error.import_parts": Text(
        "“{file}”缺少同名的 {missing}；MapInfo 的各个文件须放在一起：打成 zip，或一并选中。",
        "“{file}” lacks {missing} of the same name; a MapInfo table needs its files together: as a zip, or all chosen.",
    ),
    "error.mapinfo_rows": Text(
        "“{file}”有 {features} 个图形，同名的 {part} 却有 {rows} 行，两者须一致；请重新导出。",
        "“{file}” has {features} shapes, but its {part} has {rows} rows; they must agree. Export it again.",
    ),
    "error.mif_line": Text(
        "“{file}”第 {line} 行应是一对坐标，或节点数与所写的不符，未导入；请重新导出。",
        "Line {line} of “{file}” should be a pair of coordinates, or there are other vertices than it says; nothing was imported. Export it again.",
    ),
    "error.gml_count": Text(
        "“{file}”自述有 {expected} 个要素，实有 {found} 个：只是其中一部分，未导入；请下载或导出全部要素。",
        "“{file}” says that there are {expected} features, but holds {found}: it is a part only and was not imported. Download or export all of them.",
    ),
    "error.geojson_feature": Text(
        '“{file}”的第 {row} 个要素不是 GeoJSON 要素（缺少 "type": "Feature"），未读入任何要素；请改正或删去。',
        'Feature {row} of “{file}” is no GeoJSON feature ("type": "Feature" is missing); nothing was read. Correct or delete it.',
    ),
    "error.geojson_sequence_crs": Text(
        "“{file}”的第 {row} 条写明的坐标系与前面的不同，未读入任何要素；请统一坐标系后重新导出。",
        "Text {row} of “{file}” states another coordinate system than those before it; nothing was read. Export all in one.",
    ),
    "error.geojson_sequence": Text(
        "“{file}”的第 {row} 条不是完整的 GeoJSON，未读入任何要素；请补全或删去这一条。",
        "Text {row} of “{file}” is no whole GeoJSON; nothing was read. Complete that text or delete it.",
    ),
    "error.import_virtual": Text(
        "“{file}”含有会读取其他文件的虚拟表或视图，出于安全已拒绝；请只导出普通图层。",
        "“{file}” holds virtual tables or views that reach for other files and is refused for safety; export plain layers.",
    ),
    "error.import_no_layer": Text(
        "“{file}”中没有可导入的图层，请检查压缩包或文件夹的内容。",
        "There is no layer to import in “{file}”; check what the archive or folder holds.",
    ),
    "error.source_layer_needed": Text(
        "文件中有多个图层（{known}），请选定一个；命令行用 --source-layer {option}。",
        "The file holds several layers ({known}); choose one, on the command line by --source-layer {option}.",
    ),
    "error.source_layer_unknown": Text(
        "文件中没有图层“{layer}”，可选：{known}。",
        "The file has no layer “{layer}”; it has: {known}.",
    ),
    # Tables and texts.
    "error.file_not_table": Text(
        "“{file}”不是可读的表格，请另存为 CSV 或 XLSX（首行为列名）后再试。",
        "“{file}” is no table that can be read; save it as CSV or XLSX with column names in the first row.",
    ),
    "error.table_no_coordinates": Text(
        "表中找不到坐标列（如 经度/纬度、X/Y 或 WKT），请指明；现有列：{known}。",
        "No columns of coordinates were found (longitude/latitude, X/Y or WKT); name them. The columns are: {known}.",
    ),
    "error.table_width": Text(
        "该行有 {found} 个值，列名只有 {expected} 个；请检查分隔符和引号。此行未读取。",
        "This line has {found} values for {expected} columns; check separators and quotes. It was not read.",
    ),
    "error.table_northing_first": Text(
        "按测绘习惯，X 列是北坐标、Y 列是东坐标，已据数值识别，请核对地图。",
        "By its numbers the column X holds northings and Y eastings, as surveyors write; check the map.",
    ),
    "error.coordinate_text": Text(
        "坐标“{value}”不是数字，请改为十进制度或米。",
        "The coordinate “{value}” is no number; write decimal degrees or metres.",
    ),
    "error.wkt_invalid": Text(
        "图形文本（WKT）无法识别，请改正。", "This geometry text (WKT) cannot be read; correct it."
    ),
    "error.boundary_coordinate": Text(
        "“{value}”的坐标超出任何坐标系的范围，请改正。",
        "The coordinates of “{value}” lie beyond any grid of the earth; correct them.",
    ),
    "error.boundary_lines": Text(
        "有超过 {count} 行不是界址点，这不是国土界址点文本，请检查文件。",
        "More than {count} lines are no boundary points: this is no boundary-point text; check the file.",
    ),
    "error.boundary_rings": Text(
        "该地块的圈互相嵌套过多（超过 {limit} 处），无法区分内外圈，请拆分地块。",
        "The rings of this plot lie within each other too often (over {limit} times) to tell holes from areas; split the plot.",
    ),
    "error.boundary_line": Text(
        "地块中有无法识别的界址点行“{value}”，应为“点号,圈号,X,Y”；请改正。",
        "The plot has a line that is no boundary point, “{value}”; it should be number, ring, northing, easting.",
    ),
    "error.boundary_ring": Text(
        "地块有一圈界址点不足三个，请补全。",
        "A ring of this plot has fewer than three points; complete it.",
    ),
    "error.boundary_plot": Text(
        "这一行在任何地块之前，未读取；请检查地块的起始行（以 @ 结尾）。",
        "This line stands before any plot and was not read; check the line that begins the plot (it ends in @).",
    ),
    "error.import_encoding": Text(
        "不支持编码“{encoding}”，可选：{known}。",
        "The encoding “{encoding}” is not supported; choose one of: {known}.",
    ),
    "error.import_encoding_unknown": Text(
        "文字既不是 UTF-8 也不是 GBK，请以其中一种编码重新导出。",
        "The texts are neither UTF-8 nor GBK; export them again in one of these.",
    ),
    "error.import_text_cut": Text(
        "“{value}”的末尾被截断或有无法识别的字，请核对。",
        "“{value}” was cut off or holds characters that cannot be read; check it.",
    ),
    # Columns and values.
    "error.pair_needed": Text(
        "“{text}”应写成 字段=内容。", "“{text}” should be written as FIELD=CONTENT."
    ),
    "error.field_unknown": Text(
        "图层没有字段“{field}”，可用字段：{known}。",
        "The layer has no field “{field}”; its fields are: {known}.",
    ),
    "error.field_needed": Text(
        "文件中没有这一列；请对应到某一列，或为全部要素填一个值（{expected}）。",
        "The file has no such column; map one to it, or give one value for all features ({expected}).",
    ),
    "error.class_needed": Text(
        "文件中没有这一列；请对应到某一列，或为全部要素选一个值：{allowed}。",
        "The file has no such column; map one to it, or choose one value for all features: {allowed}.",
    ),
    "error.field_filled": Text(
        "{count} 行没有此值，已按其他内容填写（如“{value}”），请核对。",
        "{count} rows had no value; it was filled from what else is known (such as “{value}”); check it.",
    ),
    "error.id_made": Text("没有编号，已自动编号。", "There was no id; one was made."),
    "error.ids_made": Text(
        "文件没有编号，{count} 行已自动编号（如“{value}”）。",
        "The file has no ids; {count} rows got one (such as “{value}”).",
    ),
    "error.id_changed": Text(
        "编号“{value}”重复，已改为“{made}”。",
        "The id “{value}” occurred before; it is now “{made}”.",
    ),
    "error.id_taken": Text(
        "图层中已有编号“{value}”，追加会重复；请改编号，或改为替换图层。",
        "The layer already has the id “{value}”; change it, or replace the layer instead of adding to it.",
    ),
    # Geometry.
    "error.geometry_m": Text(
        "带有测量值（M 值），已略去。", "Had measures (M values); they were dropped."
    ),
    "error.geometry_parts": Text(
        "{found} 中有 {count} 个部分不是 {expected}，已略去。",
        "{count} parts of this {found} are no {expected} and were left out.",
    ),
    "error.geometry_closed": Text("闭合的线已作为面。", "A closed line was taken as an area."),
    "error.geometry_split": Text(
        "一行中有 {count} 个点，已拆成 {count} 行。",
        "This row had {count} points; it became {count} rows.",
    ),
    # Position.
    "error.crs_not_understood": Text(
        "无法识别坐标系“{crs}”，请填 EPSG 代号（如 4490）、PROJ 或 WKT。",
        "The coordinate system “{crs}” is not understood; give an EPSG code (such as 4490), PROJ or WKT.",
    ),
    "error.crs_undecided": Text(
        "坐标系或坐标基准尚未确定，未导入；请按上面的提示选定。",
        "The coordinate system or datum is still open and nothing was imported; choose as said above.",
    ),
    "error.datum_unknown": Text(
        "没有坐标基准“{datum}”，可选：{known}。",
        "There is no datum “{datum}”; choose one of: {known}.",
    ),
    # Acceptance.
    "error.import_errors": Text(
        "有 {count} 处错误涉及整个文件，未导入；请先改正。",
        "{count} faults concern the whole file and nothing was imported; correct them first.",
    ),
    "error.import_bad_rows": Text(
        "有 {count} 行有错误，未导入；请改正，或选择略过这些行。",
        "{count} rows have errors and nothing was imported; correct them, or leave them out.",
    ),
    "error.import_nothing": Text(
        "“{file}”中没有可导入的行。", "There is no row to import in “{file}”."
    ),
}
