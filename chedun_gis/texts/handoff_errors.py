"""Sentences for what cannot be handed off as asked."""

from layers import Text

HANDOFF_ERRORS = {
    "crs_not_for_format": Text(
        "格式 {format} 不能用坐标系 {crs}，可用：{known}。",
        "The format {format} cannot be in {crs}; it can be in: {known}.",
    ),
    "crs_not_here": Text(
        "坐标系 {crs}（{name}）的适用范围不含本镇，疑为投影带选错；请改用 {known}。",
        "{crs} ({name}) is not meant for this town, probably a wrong zone; use one of: {known}.",
    ),
    "crs_not_registered": Text(
        "“{crs}”不是平面或经纬度坐标系的 EPSG 编号；常用：{known}。",
        "“{crs}” is not the EPSG code of a plane or degree system; usual ones are: {known}.",
    ),
    "encoding_unknown": Text(
        "格式 {format} 不能用编码“{encoding}”，可用：{known}。",
        "The format {format} cannot be in the encoding “{encoding}”; it can be in: {known}.",
    ),
    "handoff_ids_one_layer": Text(
        "用 --id 选要素时只能导出一个图层，请只写一个图层编号。",
        "With --id only one layer can be exported; name one layer.",
    ),
    "handoff_nothing": Text(
        "所选图层（{known}）都不能写成 {format}（图形类型不符，或图层有错误）；请另选图层或格式。",
        "None of the layers ({known}) can be written as {format}, for their kind of geometry or their errors; choose others.",
    ),
    "handoff_no_layers": Text(
        "请用 --layers 写明要导出的图层（逗号分隔，或 all）；可用图层：{known}。",
        "Name the layers with --layers (parted by commas, or all); the layers are: {known}.",
    ),
    "out_not_empty": Text(
        "输出文件夹“{file}”已有内容，为免覆盖未写入；请换一个新文件夹，或输出为 .zip 文件。",
        "The folder “{file}” is not empty and was left alone; give a new folder, or a .zip file.",
    ),
}
