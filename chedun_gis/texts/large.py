"""The words of layers that are too large to be held: imported in batches, asked by window."""

from layers import Text

LARGE_LAYERS = {
    "import.checking": Text(
        "正在逐批检查：{done} / {total} 行……", "Checking batch by batch: {done} of {total} rows…"
    ),
    "import.writing": Text(
        "正在写入：{done} / {total} 个要素……", "Writing: {done} of {total} features…"
    ),
    "import.batches": Text(
        "文件共 {total} 行，此处只显示前 {shown} 行；确认导入时逐批检查其余各行。",
        "The file has {total} rows, of which the first {shown} are shown; the others are checked batch by batch when the import is accepted.",
    ),
    "import.large_limits": Text(
        "GeoPackage、GeoParquet、FlatGeobuf 和文件地理数据库（.gdb）可达 {rows} 行，分批读入。",
        "GeoPackage, GeoParquet, FlatGeobuf and File Geodatabase may have up to {rows} rows, read in batches.",
    ),
    "import.skip_any_bad": Text("略过有误的行", "Leave out rows with errors"),
    "import.tiles": Text("正在制作地图瓦片：{done}%……", "Making the map's tiles: {done} %…"),
    "error.tiles_failed": Text(
        "图层“{layer}”的地图瓦片未能制作，图层未导入；请检查磁盘空间后重试。",
        "The map's tiles of the layer “{layer}” could not be made and nothing was imported; check the space on the disk and try again.",
    ),
    "error.import_bad_later": Text(
        "后面各批中有 {count} 行有误（自第 {row} 行起），本次未写入，原图层不变：{problems} 请改正文件，或选择略过有误的行。",
        "{count} rows behind the first batch have errors, from row {row} on; nothing was changed: {problems} Correct the file, or leave out the rows with errors.",
    ),
    "error.layer_large": Text(
        "图层“{layer}”有 {count} 个要素，这里最多能处理 {limit} 个；请改用服务半径覆盖、单个要素或按范围查询，或导入较小的图层。",
        "The layer “{layer}” has {count} features, and this can be asked of {limit} at most; ask for its coverage, a single feature or a window of it, or import a smaller layer.",
    ),
    "error.large_changed": Text(
        "工作区文件“{file}”在写入后被改动过，不予采用；请恢复到另一版本或重新导入。",
        "The file “{file}” of the workspace was changed after it was written and is not used; go back to another version or import it again.",
    ),
    "error.large_other_crs": Text(
        "工作区文件“{file}”的坐标系（EPSG:{crs}）不是本镇所用的；请重新导入该图层。",
        "The file “{file}” of the workspace is in another coordinate system (EPSG:{crs}) than the town's; import the layer again.",
    ),
    "evidence.some": Text(
        "{title}（此处显示 {count} / {total}）", "{title} ({count} of {total} shown here)"
    ),
    "evidence.worst": Text("缺口最大的地块", "Parcels that miss most"),
    "coverage.large": Text(
        "居住用地有 {count} 块，超过 {limit} 块：逐批量算覆盖率、最低与最高值和各片区；成片缺口、逐块判定、可能区间、各规则与各类用地的对照和文件下载不对这么多地块计算，地图上列出缺口最大的 {named} 块。",
        "There are {count} residential parcels, more than {limit}: share, worst case and zones are measured batch by batch. Joined gaps, the verdict of each parcel, the likely interval, other rules and lands and the files are not worked out for so many; the map names the {named} parcels that miss most.",
    ),
    "coverage.worst": Text("缺口最大的 {count} 块地", "The {count} parcels that miss most"),
}
