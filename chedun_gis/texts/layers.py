"""Sentences for faults in a layer: what is wrong, where, what to do; and the terms in them."""

from layers import Text

WORDS = {
    # Types of values and geometries, and the reasons why a geometry is invalid.
    "word.text": Text("文本", "text"),
    "word.names": Text("文本", "text"),
    "word.integer": Text("整数", "a whole number"),
    "word.number": Text("数字", "a number"),
    "word.date": Text(
        "日期（如 2024、2024-06、2024-06-30）", "a date (as 2024, 2024-06 or 2024-06-30)"
    ),
    "word.boolean": Text("true 或 false", "true or false"),
    "word.Point": Text("点（Point）", "Point"),
    "word.LineString": Text("线（LineString）", "LineString"),
    "word.Polygon": Text("面（Polygon）", "Polygon"),
    "word.MultiPoint": Text("多点（MultiPoint）", "MultiPoint"),
    "word.MultiLineString": Text("多线（MultiLineString）", "MultiLineString"),
    "word.MultiPolygon": Text("多面（MultiPolygon）", "MultiPolygon"),
    "word.GeometryCollection": Text("几何集合（GeometryCollection）", "GeometryCollection"),
    "word.Self-intersection": Text("自相交", "self-intersection"),
    "word.Ring Self-intersection": Text("环自相交", "ring self-intersection"),
    "word.Too few points in geometry component": Text("点数不足", "too few points"),
    "word.Hole lies outside shell": Text("内环在外环之外", "a hole outside its shell"),
    "word.Holes are nested": Text("内环嵌套", "nested holes"),
    "word.Nested shells": Text("外环嵌套", "nested shells"),
    "word.Interior is disconnected": Text("内部不连通", "a disconnected interior"),
    "word.Duplicate Rings": Text("环重复", "duplicate rings"),
    "error.file_missing": Text(
        "找不到文件“{file}”，请检查路径。", "The file “{file}” is not there; check the path."
    ),
    "error.file_irregular": Text(
        "“{file}”不是普通文件（而是文件夹、管道或设备），请换成普通文件。",
        "“{file}” is no plain file (but a folder, pipe or device); put a plain file there.",
    ),
    "error.file_unreadable": Text(
        "“{file}”无法读取，请检查访问权限。",
        "“{file}” cannot be read; check who may read it.",
    ),
    "error.file_large": Text(
        "“{file}”超过 {limit_mb} MB，请换成较小的文件。",
        "“{file}” has more than {limit_mb} MB; give a smaller file.",
    ),
    "error.file_empty": Text(
        "文件“{file}”是空的（0 字节），请重新导出后再试。",
        "The file “{file}” is empty (0 bytes); export it again.",
    ),
    "error.file_not_vector": Text(
        "文件“{file}”不是可识别的矢量数据，请提供 GeoJSON、GeoPackage 或 Shapefile。",
        "“{file}” is not vector data that can be read; give GeoJSON, GeoPackage or Shapefile.",
    ),
    "error.file_no_geometry": Text(
        "文件“{file}”没有几何图形，请提供带坐标的图层。",
        "“{file}” has no geometry; give a layer with coordinates.",
    ),
    "error.crs_unknown": Text(
        "坐标系未知，已拒绝读取；请在文件中注明坐标系（如 EPSG:4326 或 EPSG:4490）。",
        "The coordinate system is unknown, so the file is refused; state it in the file "
        "(for example EPSG:4326 or EPSG:4490).",
    ),
    "error.crs_not_metric": Text(
        "坐标系“{crs}”不是以米为单位的投影坐标系，请先投影（如 CGCS2000 三度带）。",
        "“{crs}” is not a projected system in metres; project the layer first "
        "(for example to a CGCS2000 3-degree zone).",
    ),
    "error.crs_mixed": Text(
        "图层坐标系不一致（“{first}”与“{second}”），请统一后再计算。",
        "The layers are in different systems (“{first}” and “{second}”); use one system.",
    ),
    "error.geometry_missing": Text(
        "缺少几何图形，或图形未闭合、点数不足，请补绘或删除该行。",
        "There is no geometry, or it is not closed or has too few points; draw it or delete the "
        "row.",
    ),
    "error.geometry_empty": Text(
        "几何图形为空，请补绘或删除该行。", "The geometry is empty; draw it or delete the row."
    ),
    "error.geometry_z": Text(
        "带有高程（Z 值），已按平面读取。", "Has heights (Z values); read as flat."
    ),
    "error.geometry_invalid": Text(
        "图形不合法（{why}），已自动修复，请核对。",
        "The geometry was invalid ({why}) and has been repaired; check it.",
    ),
    "error.geometry_tangled": Text(
        "图形自相交过多（超过 {limit} 处或过于密集），无法修复，请重新绘制。",
        "The geometry crosses itself too often to repair (over {limit} times, or too densely); draw it anew.",
    ),
    "error.geometry_type": Text(
        "图形类型为 {found}，本图层应为 {expected}，请更换图形或图层。",
        "The geometry is a {found}, this layer holds {expected}; change one of them.",
    ),
    "error.coordinate_not_finite": Text(
        "坐标不在地球上，请检查坐标系和该行坐标。",
        "A coordinate is nowhere on earth; check the coordinate system and this row.",
    ),
    "error.axes_swapped": Text(
        "坐标（{x}，{y}）像是经纬度写反了，请对调后重新导出。",
        "({x}, {y}) looks like latitude and longitude swapped; swap them and export again.",
    ),
    "error.outside_extent": Text(
        "坐标（{x}，{y}）不在本镇及周边，请检查坐标系或数据范围。",
        "({x}, {y}) is not in or near the town; check the coordinate system or the data.",
    ),
    "error.field_missing": Text(
        "缺少必填字段，请补上该列。", "This required column is missing; add it."
    ),
    "error.value_missing": Text(
        "必填值为空，请填写。", "This required value is empty; fill it in."
    ),
    "error.value_type": Text(
        "“{value}”的类型不对，应为 {expected}，请改正。",
        "“{value}” has the wrong type, {expected} is expected; correct it.",
    ),
    "error.value_unknown": Text(
        "“{value}”不在允许的取值中（{allowed}），请改正。",
        "“{value}” is not an allowed value ({allowed}); correct it.",
    ),
    "error.value_low": Text(
        "“{value}”小于最小值 {minimum}，请改正。",
        "“{value}” is below the least value {minimum}; correct it.",
    ),
    "error.value_long": Text(
        "文字长达 {count} 个字符，最多 {limit} 个，请缩短。",
        "The text has {count} characters, at most {limit} may be; shorten it.",
    ),
    "error.id_duplicate": Text(
        "编号“{value}”重复，请改为唯一编号。",
        "The id “{value}” occurs twice; give each feature its own.",
    ),
    "error.text_from_number": Text(
        "该列为数字，已按文本读取。", "This column holds numbers; they were read as text."
    ),
    "error.layer_unknown": Text(
        "没有名为“{layer}”的图层，可用图层：{known}。",
        "There is no layer “{layer}”; the layers are: {known}.",
    ),
    "word.layer": Text("{title}（{id}）", "{title} ({id})"),
    "error.layer_broken": Text(
        "图层“{layer}”有错误，暂不能使用；请运行 check 查看并修正。",
        "The layer “{layer}” has errors and cannot be used; run check, then correct them.",
    ),
    "error.format_unknown": Text(
        "不支持格式“{format}”，可用格式：{known}。",
        "The format “{format}” is not supported; the formats are: {known}.",
    ),
    "error.layer_needed": Text(
        "检查单个文件时请用 --layer 指明图层。", "To check one file, name its layer with --layer."
    ),
    "error.out_not_writable": Text(
        "无法写入“{file}”，请检查文件夹是否存在、是否有写入权限。",
        "“{file}” cannot be written; check that the folder exists and may be written.",
    ),
    "error.feature_unknown": Text(
        "图层“{layer}”中没有编号为“{id}”的要素。", "The layer “{layer}” has no feature “{id}”."
    ),
    "error.assets_missing": Text(
        "缺少地图组件文件“{file}”，请先运行 make app 完成安装。",
        "The map component file “{file}” is missing; run make app to install it.",
    ),
}
