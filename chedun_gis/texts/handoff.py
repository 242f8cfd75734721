"""Words of the hand-off: its page, its command, what was lost and what reading back found."""

from layers import Text

HANDOFF = {
    "handoff.layers_of": Text("{town}规划一张图图层", "{town} planning layers"),
    "handoff.lineage": Text(
        "按图层声明读取、校验，转换坐标系后写出；转换见 referenceSystemInfo。",
        "Read and checked by the layers' declarations, converted and written; see referenceSystemInfo.",
    ),
    "handoff.head.score": Text(
        "指标、数值、目标、差距、结论、性质、条款、依据、规划",
        "indicator, value, target, gap, verdict, nature, clause, basis, plan",
    ),
    "handoff.head.fields": Text(
        "图层编号、图层、字段、文件中的字段、中文名、英文名、类型、单位、取值",
        "layer id, layer, field, name in the file, Chinese title, English title, type, unit, values",
    ),
    "handoff.head.sources": Text(
        "编号、来源、来源（英文）、日期、许可、许可（英文）、署名",
        "id, source, source (English), date, licence, licence (English), credit",
    ),
    "handoff.head.effects": Text(
        "项目编号、项目、指标、数量、单位、图层、要素、条款、日期、来源、依据、可靠性",
        "project id, project, indicator, amount, unit, layer, feature, clause, date, source, "
        "basis, reliability",
    ),
    "handoff.head.clauses": Text("条款、图层、要素数、要素编号", "clause, layer, features, ids"),
    "handoff.head.changed": Text("图层、编号、字段、原因、原值", "layer, id, field, why, value"),
    "handoff.type.text": Text("文本", "text"),
    "handoff.type.names": Text("文本（多个名称以顿号分隔）", "text (several names)"),
    "handoff.type.date": Text("日期（年、年月或年月日）", "date (year, month or day)"),
    "handoff.type.integer": Text("整数", "whole number"),
    "handoff.type.number": Text("数", "number"),
    "handoff.type.boolean": Text("是否", "yes or no"),
    "handoff.name.data": Text("数据", "data"),
    "handoff.name.metadata": Text("元数据", "metadata"),
    "handoff.name.fields": Text("字段说明", "fields"),
    "handoff.name.sources": Text("来源与许可", "sources"),
    "handoff.name.clauses": Text("规划条款", "clauses"),
    "handoff.name.effects": Text("建成后增加", "what projects add"),
    "handoff.name.scorecard": Text("指标计分卡", "scorecard"),
    "handoff.name.changed": Text("改动的值", "changed values"),
    "handoff.together": Text("{town}图层", "{town} layers"),
    "handoff.no_licence": Text("未说明", "not stated"),
    "handoff.sketch": Text("{title}（示意）", "{title} (sketched)"),
    "handoff.sketch_or_zone": Text(
        "{title}（示意或仅知片区）", "{title} (sketched, or only its zone is known)"
    ),
    "conversion.none": Text("坐标系相同，未作转换。", "The same system; nothing was converted."),
    "conversion.stated": Text(
        "PROJ 给出的精度见 accuracy_m。", "PROJ states the accuracy as accuracy_m."
    ),
    "conversion.ballpark": Text(
        "WGS 84 与 CGCS2000 按坐标相同处理（不计两者的基准差异，精度未知）；两者框架与历元不同，本地可差分米级至约 1 米。投影换算本身准确到毫米。要求更高时请用当地控制点求转换参数。",
        "WGS 84 and CGCS2000 are taken as equal (a ballpark operation of PROJ, accuracy unknown); by frame and epoch they can differ by decimetres to about a metre here. The projection itself is exact to a millimetre. Where more is needed, fit parameters from local control points.",
    ),
    "handoff.title": Text("移交包", "Hand-off pack"),
    "handoff.intro": Text(
        "选图层、格式和坐标系，一键打包：数据、元数据、来源与许可、规划条款、字段说明、计分卡、"
        "QGIS 样式与工程、校验清单。每个文件写出后都读回比对。",
        "Choose layers, format and coordinate system; one click packs data, metadata, sources and "
        "licences, plan clauses, field dictionary, scorecard, QGIS styles and project, and a "
        "manifest. Every file is read back and compared.",
    ),
    "handoff.layers": Text("图层", "Layers"),
    "handoff.all_layers": Text("全部图层", "All layers"),
    "handoff.format": Text("格式", "Format"),
    "handoff.crs": Text("坐标系", "Coordinate system"),
    "handoff.encoding": Text("文字编码", "Text encoding"),
    "handoff.download": Text("打包下载", "Pack and download"),
    "handoff.before": Text(
        "本格式存不下、将随包列明的内容", "What this format cannot hold; listed in the pack"
    ),
    "handoff.no_losses": Text(
        "所选图层的名称、字段和取值，本格式都能完整保存。",
        "This format holds every name, field and value of the layers chosen.",
    ),
    "handoff.result": Text("读回比对", "Read back"),
    "handoff.all_same": Text(
        "{layers} 个图层、{features} 个要素全部读回：除已列明的内容外，属性一致，"
        "图形位置相差不超过 {farthest}。",
        "All {layers} layers and {features} features were read back: but for what is listed, the "
        "attributes are the same and no vertex is off by more than {farthest}.",
    ),
    "handoff.some_differ": Text(
        "{layers} 个图层中有 {count} 处读回后不一致，见下列和 manifest.json；"
        "请勿直接使用这些要素。",
        "In {layers} layers {count} places differ after reading back, listed here and in "
        "manifest.json; do not use these features as they are.",
    ),
    "handoff.file": Text("文件", "File"),
    "handoff.millimetre": Text("1 毫米", "1 mm"),
    "handoff.centimetre": Text("1 厘米（该格式的取位）", "1 cm (the format's rounding)"),
    "handoff.crs.EPSG:4326": Text("WGS 84 经纬度", "WGS 84, degrees"),
    "handoff.crs.EPSG:4490": Text("CGCS2000 经纬度", "CGCS2000, degrees"),
    "handoff.crs.metric": Text(
        "CGCS2000 三度带，中央经线 {meridian}°", "CGCS2000, 3° zone, {meridian}° E"
    ),
    "handoff.crs.prefixed": Text(
        "CGCS2000 三度带第 {zone} 带（东坐标带带号）", "CGCS2000, 3° zone {zone}, prefixed easting"
    ),
    "handoff.progress": Text("（{done}/{total}）{layer}", "({done}/{total}) {layer}"),
    "handoff.wrote": Text(
        "{layer}（{id}）：{count} 个要素 → {file}，{verdict}",
        "{layer} ({id}): {count} features → {file}, {verdict}",
    ),
    "handoff.csv_note": Text(
        "CSV 文件中以 = + - @、制表符、换行或相应全角符号开头的文字（数字除外），前面加一个半角撇号（'），以免电子表格当作公式执行；去掉该撇号即为原文。",
        "In CSV files a text that begins with = + - @, a tab, a line end or one of these signs in full width, and is no number, has an apostrophe (') before it, so that no spreadsheet computes it; without that apostrophe it is the text as it was.",
    ),
    "handoff.same": Text("读回一致", "read back the same"),
    "handoff.differs": Text("读回有 {count} 处不一致", "{count} differences when read back"),
    "handoff.done": Text(
        "已写出 {layers} 个图层、{files} 个文件到 {out}。",
        "{layers} layers, {files} files written to {out}.",
    ),
    "handoff.reason.geometry": Text(
        "“{layer}”的图形不是本格式所存的类型，未写出。",
        "“{layer}” has a kind of geometry that the format does not hold; not written.",
    ),
    "handoff.reason.broken": Text(
        "“{layer}”有错误，未写出。", "“{layer}” has errors; not written."
    ),
    "handoff.originals": Text(
        "被改动的值，原文列在 {file}。", "The values that were changed stand in full in {file}."
    ),
    "handoff.operation": Text("坐标转换：{note}", "Coordinate operation: {note}"),
    "loss.field_renamed": Text(
        "字段“{field}”在文件中写作“{written}”。",
        "The field “{field}” is written as “{written}”.",
    ),
    "loss.fields_not_held": Text(
        "本格式只存编号、名称和图形，未写入 {count} 个字段：{example}。",
        "The format holds id, name and geometry; {count} fields are not written: {example}.",
    ),
    "loss.text_bytes": Text(
        "字段“{field}”有 {count} 个值超过 {limit} 字节，已截断（如 {example}）。",
        "{count} values of “{field}” exceed {limit} bytes and are cut (such as {example}).",
    ),
    "loss.text_characters": Text(
        "字段“{field}”有 {count} 个值超过 {limit} 字，已截断（如 {example}）。",
        "{count} values of “{field}” exceed {limit} characters and are cut (such as {example}).",
    ),
    "loss.text_lines": Text(
        "字段“{field}”有 {count} 个值的换行符改为 LF（如 {example}）。",
        "The line ends of {count} values of “{field}” become LF (such as {example}).",
    ),
    "loss.text_blanks": Text(
        "字段“{field}”有 {count} 个值首尾的空格被去掉（如 {example}）。",
        "{count} values of “{field}” lose the blanks at their ends (such as {example}).",
    ),
    "loss.field_without_values": Text(
        "字段“{field}”没有任何值，读取方可能看不到该字段。",
        "The field “{field}” has no value at all and may not be seen by who reads the file.",
    ),
    "loss.text_empty": Text(
        "字段“{field}”有 {count} 个空字符串，本格式与空值不分，读回为空值（如 {example}）。",
        "{count} empty texts of “{field}” become null, which the format cannot tell apart "
        "(such as {example}).",
    ),
    "loss.text_control": Text(
        "字段“{field}”有 {count} 个值含控制字符，已去掉（如 {example}）。",
        "{count} values of “{field}” hold control characters, which are removed "
        "(such as {example}).",
    ),
    "loss.text_comma": Text(
        "字段“{field}”有 {count} 个值含半角逗号或换行，已换为全角逗号或空格（如 {example}）。",
        "{count} values of “{field}” hold commas or line breaks, replaced by wide commas or "
        "spaces (such as {example}).",
    ),
    "loss.text_computed": Text(
        "字段“{field}”有 {count} 个值以 = + - @ 等符号开头，为防电子表格当作公式执行，前面加了半角撇号（如 {example}）；重新导入时自动去掉。",
        "{count} values of “{field}” begin with = + - @ or the like and get an apostrophe before "
        "them, so that no spreadsheet computes them (such as {example}); an import takes it off.",
    ),
    "loss.characters_missing": Text(
        "字段“{field}”有 {count} 个值含编码中没有的字“{characters}”，已写作问号（如 {example}）；"
        "用 UTF-8 可完整保存。",
        "{count} values of “{field}” hold “{characters}”, which the encoding lacks; written as "
        "question marks (such as {example}). UTF-8 holds them.",
    ),
    "loss.value_structured": Text(
        "字段“{field}”有 {count} 个列表或结构值，已写为文本（如 {example}）。",
        "{count} lists or structures in “{field}” are written as text (such as {example}).",
    ),
    "loss.values_mixed": Text(
        "字段“{field}”混有不同类型，{count} 个值写为文本（如 {example}）。",
        "“{field}” mixes types; {count} values are written as text (such as {example}).",
    ),
    "loss.number_not_finite": Text(
        "字段“{field}”有 {count} 个无穷大数值，已写为空值（如 {example}）。",
        "{count} infinite numbers in “{field}” are written as null (such as {example}).",
    ),
    "loss.integer_too_large": Text(
        "字段“{field}”有整数超出本格式范围，整列 {count} 个值写为文本（如 {example}）。",
        "“{field}” has whole numbers beyond the format; its {count} values are written as text "
        "(such as {example}).",
    ),
    "loss.datetime_as_text": Text(
        "字段“{field}”的 {count} 个日期时间写为文本（ISO 8601，如 {example}）。",
        "{count} dates with time in “{field}” are written as ISO 8601 text (such as {example}).",
    ),
    "loss.date_as_text": Text(
        "字段“{field}”的 {count} 个日期写为文本（ISO 8601，如 {example}）。",
        "{count} dates in “{field}” are written as ISO 8601 text (such as {example}).",
    ),
    "loss.time_as_text": Text(
        "字段“{field}”的 {count} 个时间写为文本（如 {example}）。",
        "{count} times of day in “{field}” are written as text (such as {example}).",
    ),
    "loss.geometry_mixed": Text(
        "{count} 个要素的图形类型与图层不同，未写入（如 {example}）。",
        "{count} features have another kind of geometry than the layer and are not written "
        "(such as {example}).",
    ),
    "loss.geometry_missing": Text(
        "{count} 个要素没有图形，本格式存不下，未写入（如 {example}）。",
        "{count} features have no geometry, which the format needs; not written "
        "(such as {example}).",
    ),
    "loss.geometry_too_long": Text(
        "{count} 个要素的图形文本超过单元格上限 {limit} 字，图形留空（如 {example}）。",
        "The geometry of {count} features exceeds the {limit} characters of a cell and is left "
        "empty (such as {example}).",
    ),
    "loss.coordinates_rounded": Text(
        "{count} 个要素的坐标按 {decimals} 位小数取位，最大偏移 {farthest_m} 米。",
        "The coordinates of {count} features are rounded to {decimals} decimals, by at most "
        "{farthest_m} m.",
    ),
    "difference.features": Text(
        "应有 {written} 个要素，读回 {read} 个。", "{written} features were written, {read} read."
    ),
    "difference.crs": Text(
        "坐标系应为“{written}”，读回为“{read}”。",
        "The coordinate system should be “{written}”, “{read}” was read.",
    ),
    "difference.field": Text(
        "读回缺少字段“{field}”。", "The field “{field}” is missing when read."
    ),
    "difference.value": Text(
        "要素 {feature} 的字段“{field}”应为 {written}，读回为 {read}。",
        "“{field}” of feature {feature} should be {written}, {read} was read.",
    ),
    "difference.geometry": Text(
        "要素 {feature} 的图形读回后不一致（最远 {read} 米）。",
        "The geometry of feature {feature} differs when read (at most {read} m).",
    ),
    "error.crs_not_for_format": Text(
        "格式 {format} 不能用坐标系 {crs}，可用：{known}。",
        "The format {format} cannot be in {crs}; it can be in: {known}.",
    ),
    "error.crs_not_here": Text(
        "坐标系 {crs}（{name}）的适用范围不含本镇，疑为投影带选错；请改用 {known}。",
        "{crs} ({name}) is not meant for this town, probably a wrong zone; use one of: {known}.",
    ),
    "error.crs_not_registered": Text(
        "“{crs}”不是平面或经纬度坐标系的 EPSG 编号；常用：{known}。",
        "“{crs}” is not the EPSG code of a plane or degree system; usual ones are: {known}.",
    ),
    "error.encoding_unknown": Text(
        "格式 {format} 不能用编码“{encoding}”，可用：{known}。",
        "The format {format} cannot be in the encoding “{encoding}”; it can be in: {known}.",
    ),
    "error.handoff_ids_one_layer": Text(
        "用 --id 选要素时只能导出一个图层，请只写一个图层编号。",
        "With --id only one layer can be exported; name one layer.",
    ),
    "error.handoff_nothing": Text(
        "所选图层（{known}）都不能写成 {format}（图形类型不符，或图层有错误）；请另选图层或格式。",
        "None of the layers ({known}) can be written as {format}, for their kind of geometry or their errors; choose others.",
    ),
    "error.handoff_no_layers": Text(
        "请用 --layers 写明要导出的图层（逗号分隔，或 all）；可用图层：{known}。",
        "Name the layers with --layers (parted by commas, or all); the layers are: {known}.",
    ),
    "error.out_not_empty": Text(
        "输出文件夹“{file}”已有内容，为免覆盖未写入；请换一个新文件夹，或输出为 .zip 文件。",
        "The folder “{file}” is not empty and was left alone; give a new folder, or a .zip file.",
    ),
}
