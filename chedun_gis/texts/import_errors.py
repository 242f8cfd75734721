"""Sentences for faults of imported files and of the workspace."""

from layers import Text

IMPORT_ERRORS = {
    # The workspace.
    "workspace_busy": Text(
        "图层“{folder}”正由另一个导入写入，请稍后再试。",
        "Another import is writing the layer “{folder}”; try again in a moment.",
    ),
    "workspace_conflict": Text(
        "图层“{layer}”在您预览之后已被他人更新，本次未写入；请重新读取文件后再确认。",
        "The layer “{layer}” has been changed since you looked at it; nothing was written. Read the file again, then accept.",
    ),
    "workspace_pointer": Text(
        "工作区中图层“{layer}”的当前版本记录已损坏；请用 restore 指定一个版本。",
        "The record of the current version of “{layer}” in the workspace is damaged; name a version with restore.",
    ),
    "version_unknown": Text(
        "没有版本“{version}”，可用版本：{known}。",
        "There is no version “{version}”; the versions are: {known}.",
    ),
    # Limits and archives.
    "import_size": Text(
        "“{file}”有 {size_mb} MB，超过上限 {limit_mb} MB；请裁剪到本镇范围或分批导入。",
        "“{file}” has {size_mb} MB, more than the limit of {limit_mb} MB; cut it to the town or import it in parts.",
    ),
    "import_files": Text(
        "“{file}”中有 {count} 个文件，超过上限 {limit} 个；请只保留要导入的数据。",
        "“{file}” holds {count} files, more than the limit of {limit}; keep only what is to be imported.",
    ),
    "import_features": Text(
        "数据有 {count} 行以上，超过上限 {limit} 行；请裁剪到本镇范围或分批导入。",
        "There are {count} rows or more, beyond the limit of {limit}; cut the data to the town or import it in parts.",
    ),
    "import_columns": Text(
        "数据有 {count} 列，超过上限 {limit} 列；请删去不需要的列。",
        "There are {count} columns, beyond the limit of {limit}; delete those not needed.",
    ),
    "import_vertices": Text(
        "数据共有 {count} 个节点，超过上限 {limit} 个；请简化图形或分批导入。",
        "The geometries have {count} vertices, beyond the limit of {limit}; simplify them or import in parts.",
    ),
    "archive_link": Text(
        "“{file}”中的“{member}”是链接或设备，不是文件，已拒绝。",
        "“{member}” in “{file}” is a link or a device, not a file; refused.",
    ),
    "archive_name": Text(
        "“{file}”中的文件名“{member}”过长、层级过深或含控制字符，已拒绝；请改名后重新打包。",
        "The name “{member}” in “{file}” is too long, too deep or holds control characters; refused. Rename it and pack again.",
    ),
    # What a file is.
    "import_format": Text(
        "无法识别“{file}”的内容，请提供以下格式之一：{known}。",
        "The content of “{file}” is of no known format; give one of: {known}.",
    ),
    "import_dtd": Text(
        "“{file}”含有文档类型定义（DTD），出于安全已拒绝；请重新导出为普通 KML 或 GPX。",
        "“{file}” holds a document type definition (DTD) and is refused for safety; export plain KML or GPX.",
    ),
    "import_name": Text(
        "文件名“{file}”过长，或路径中有 !、?、* 等符号，请改名后再试。",
        "The name “{file}” is too long, or its path holds one of the signs ! ? *; rename it and try again.",
    ),
    "import_driver": Text(
        "“{file}”的内容（{driver}）与其格式不符，已拒绝。",
        "The content of “{file}” ({driver}) is not what its format says; refused.",
    ),
    "import_virtual": Text(
        "“{file}”含有会读取其他文件的虚拟表或视图，出于安全已拒绝；请只导出普通图层。",
        "“{file}” holds virtual tables or views that reach for other files and is refused for safety; export plain layers.",
    ),
    "import_no_layer": Text(
        "“{file}”中没有可导入的图层，请检查压缩包或文件夹的内容。",
        "There is no layer to import in “{file}”; check what the archive or folder holds.",
    ),
    "source_layer_needed": Text(
        "文件中有多个图层（{known}），请选定一个。",
        "The file holds several layers ({known}); choose one.",
    ),
    "source_layer_unknown": Text(
        "文件中没有图层“{layer}”，可选：{known}。",
        "The file has no layer “{layer}”; it has: {known}.",
    ),
    # Tables and texts.
    "file_not_table": Text(
        "“{file}”不是可读的表格，请另存为 CSV 或 XLSX（首行为列名）后再试。",
        "“{file}” is no table that can be read; save it as CSV or XLSX with column names in the first row.",
    ),
    "table_no_coordinates": Text(
        "表中找不到坐标列（如 经度/纬度、X/Y 或 WKT），请指明；现有列：{known}。",
        "No columns of coordinates were found (longitude/latitude, X/Y or WKT); name them. The columns are: {known}.",
    ),
    "table_width": Text(
        "该行有 {found} 个值，列名只有 {expected} 个；请检查分隔符和引号。此行未读取。",
        "This line has {found} values for {expected} columns; check separators and quotes. It was not read.",
    ),
    "table_northing_first": Text(
        "按测绘习惯，X 列是北坐标、Y 列是东坐标，已据数值识别，请核对地图。",
        "By its numbers the column X holds northings and Y eastings, as surveyors write; check the map.",
    ),
    "coordinate_text": Text(
        "坐标“{value}”不是数字，请改为十进制度或米。",
        "The coordinate “{value}” is no number; write decimal degrees or metres.",
    ),
    "wkt_invalid": Text(
        "图形文本（WKT）无法识别，请改正。", "This geometry text (WKT) cannot be read; correct it."
    ),
    "boundary_line": Text(
        "地块中有无法识别的界址点行“{value}”，应为“点号,圈号,X,Y”；请改正。",
        "The plot has a line that is no boundary point, “{value}”; it should be number, ring, northing, easting.",
    ),
    "boundary_ring": Text(
        "地块有一圈界址点不足三个，请补全。",
        "A ring of this plot has fewer than three points; complete it.",
    ),
    "boundary_plot": Text(
        "这一行在任何地块之前，未读取；请检查地块的起始行（以 @ 结尾）。",
        "This line stands before any plot and was not read; check the line that begins the plot (it ends in @).",
    ),
    "import_encoding": Text(
        "不支持编码“{encoding}”，可选：{known}。",
        "The encoding “{encoding}” is not supported; choose one of: {known}.",
    ),
    "import_encoding_unknown": Text(
        "文字既不是 UTF-8 也不是 GBK，请以其中一种编码重新导出。",
        "The texts are neither UTF-8 nor GBK; export them again in one of these.",
    ),
    "import_text_cut": Text(
        "“{value}”的末尾被截断或有无法识别的字，请核对。",
        "“{value}” was cut off or holds characters that cannot be read; check it.",
    ),
    # Columns and values.
    "pair_needed": Text(
        "“{text}”应写成 字段=内容。", "“{text}” should be written as FIELD=CONTENT."
    ),
    "field_unknown": Text(
        "图层没有字段“{field}”，可用字段：{known}。",
        "The layer has no field “{field}”; its fields are: {known}.",
    ),
    "field_needed": Text(
        "文件中没有这一列；请对应到某一列，或为全部要素填一个值（{expected}）。",
        "The file has no such column; map one to it, or give one value for all features ({expected}).",
    ),
    "class_needed": Text(
        "文件中没有这一列；请对应到某一列，或为全部要素选一个值：{allowed}。",
        "The file has no such column; map one to it, or choose one value for all features: {allowed}.",
    ),
    "field_filled": Text(
        "{count} 行没有此值，已按其他内容填写（如“{value}”），请核对。",
        "{count} rows had no value; it was filled from what else is known (such as “{value}”); check it.",
    ),
    "id_made": Text("没有编号，已自动编号。", "There was no id; one was made."),
    "ids_made": Text(
        "文件没有编号，{count} 行已自动编号（如“{value}”）。",
        "The file has no ids; {count} rows got one (such as “{value}”).",
    ),
    "id_changed": Text(
        "编号“{value}”重复，已改为“{made}”。",
        "The id “{value}” occurred before; it is now “{made}”.",
    ),
    "id_taken": Text(
        "图层中已有编号“{value}”，追加会重复；请改编号，或改为替换图层。",
        "The layer already has the id “{value}”; change it, or replace the layer instead of adding to it.",
    ),
    # Geometry.
    "geometry_m": Text(
        "带有测量值（M 值），已略去。", "Had measures (M values); they were dropped."
    ),
    "geometry_parts": Text(
        "{found} 中有 {count} 个部分不是 {expected}，已略去。",
        "{count} parts of this {found} are no {expected} and were left out.",
    ),
    "geometry_closed": Text("闭合的线已作为面。", "A closed line was taken as an area."),
    "geometry_split": Text(
        "一行中有 {count} 个点，已拆成 {count} 行。",
        "This row had {count} points; it became {count} rows.",
    ),
    # Position.
    "crs_not_understood": Text(
        "无法识别坐标系“{crs}”，请填 EPSG 代号（如 4490）、PROJ 或 WKT。",
        "The coordinate system “{crs}” is not understood; give an EPSG code (such as 4490), PROJ or WKT.",
    ),
    "crs_undecided": Text(
        "坐标系或坐标基准尚未确定，未导入；请按上面的提示选定。",
        "The coordinate system or datum is still open and nothing was imported; choose as said above.",
    ),
    "datum_unknown": Text(
        "没有坐标基准“{datum}”，可选：{known}。",
        "There is no datum “{datum}”; choose one of: {known}.",
    ),
    # Acceptance.
    "import_errors": Text(
        "有 {count} 处错误涉及整个文件，未导入；请先改正。",
        "{count} faults concern the whole file and nothing was imported; correct them first.",
    ),
    "import_bad_rows": Text(
        "有 {count} 行有错误，未导入；请改正，或选择略过这些行。",
        "{count} rows have errors and nothing was imported; correct them, or leave them out.",
    ),
    "import_nothing": Text("“{file}”中没有可导入的行。", "There is no row to import in “{file}”."),
}
