"""Words of the command that turns OpenStreetMap into layers, and sentences for its faults."""

from layers import Text

OSM = {
    "osm.made": Text(
        "{layer}：{count} 个要素；范围外略去 {outside} 个，图形类型不符略去 {unfit} 个",
        "{layer}: {count} features; {outside} left out beyond the map, {unfit} for their geometry",
    ),
    "osm.credit": Text(
        "数据 {attribution}（{date}）；使用和分发时须保留署名。",
        "Data {attribution} ({date}); keep this credit when you use or pass on the layers.",
    ),
    "error.osm_source": Text(
        "请用 --town、--place、--bbox、--file 指明数据来源：前三者只能选一个，--file 可以加 --bbox 截取范围。",
        "Say where from with --town, --place, --bbox or --file: one of the first three; --bbox may cut a --file.",
    ),
    "error.osm_bbox": Text(
        "--bbox“{value}”不正确，应为 西,南,东,北 四个经纬度，如 {example}。",
        "--bbox “{value}” is wrong; give west,south,east,north in degrees, such as {example}.",
    ),
    "error.osm_layer_unknown": Text(
        "OpenStreetMap 不能生成图层“{layer}”，可用：{known}。",
        "OpenStreetMap cannot make the layer “{layer}”; the layers are: {known}.",
    ),
    "error.osm_not_extract": Text(
        "文件“{file}”不是可读的 OpenStreetMap 数据，请提供 .osm 或 .osm.pbf。",
        "“{file}” is no OpenStreetMap extract that can be read; give .osm or .osm.pbf.",
    ),
    "error.osm_no_network": Text(
        "无法连接 OpenStreetMap；请检查网络，或用 --file 读取本地的 .osm.pbf。",
        "OpenStreetMap does not answer; check the network, or read a local .osm.pbf with --file.",
    ),
    "error.osm_nothing": Text(
        "在“{place}”没有找到可用的要素，请检查地名、范围或图层。",
        "Nothing that fits was found at “{place}”; check the name, the extent or the layers.",
    ),
    "error.osm_outside": Text(
        "“{place}”中找到 {count} 个可用的要素，但全部在本镇及周边之外（数据在东经 {west}–{east}、北纬 {south}–{north}）；仍要写出请加 --anywhere。",
        "{count} features that fit were found at “{place}”, but all lie outside the town and its surroundings (the data are at {west} to {east}° E, {south} to {north}° N); add --anywhere to write them all the same.",
    ),
    "error.osm_out_not_folder": Text(
        "“{file}”不是文件夹，请用 --out 指定一个文件夹。",
        "“{file}” is not a folder; name a folder with --out.",
    ),
}
