"""Sentences for faults in a GTFS feed, an archive, or a raster that would be too large."""

from layers import Text

TRANSIT = {
    "error.archive_broken": Text(
        "压缩包“{file}”已损坏或不是 zip，请重新打包。",
        "The archive “{file}” is broken or no zip; pack it again.",
    ),
    "error.archive_duplicate": Text(
        "“{file}”中有多个同名文件（{member}），请只保留一个。",
        "“{file}” holds more than one file of this name ({member}); keep one.",
    ),
    "error.archive_encrypted": Text(
        "“{file}”中的“{member}”已加密，请去除密码后重试。",
        "“{member}” in “{file}” is encrypted; remove the password.",
    ),
    "error.archive_path": Text(
        "“{file}”中的路径“{member}”指向压缩包之外，已拒绝。",
        "The path “{member}” in “{file}” leads outside the archive; refused.",
    ),
    "error.archive_members": Text(
        "压缩包“{file}”有 {count} 个文件，超过上限 {limit}。",
        "The archive “{file}” holds {count} files, more than the limit of {limit}.",
    ),
    "error.archive_size": Text(
        "压缩包“{file}”解压后 {size_mb} MB，超过上限 {limit_mb} MB。",
        "The archive “{file}” unpacks to {size_mb} MB, more than the limit of {limit_mb} MB.",
    ),
    "error.cell_invalid": Text(
        "栅格边长 {cell_m} 不是大于 0 的米数，请改正。",
        "The cell size {cell_m} is not a number of metres above 0; correct it.",
    ),
    "error.grid_too_large": Text(
        "栅格有 {cells} 格，超过上限 {limit}；请放大边长。",
        "The raster has {cells} cells, more than the limit of {limit}; use larger cells.",
    ),
    "error.gtfs_column_missing": Text(
        "{file} 缺少列“{name}”，请补上。", "{file} lacks the column “{name}”; add it."
    ),
    "error.gtfs_coordinate_missing": Text(
        "{file} 中站点没有坐标（{value}），请补上。",
        "A stop in {file} has no coordinate ({value}); add it.",
    ),
    "error.gtfs_coordinate_outside": Text(
        "{file} 的坐标 {value} 超出经纬度范围，请检查。",
        "The coordinate {value} in {file} is outside degrees; check it.",
    ),
    "error.gtfs_empty": Text("{file} 没有内容，请重新导出。", "{file} is empty; export it again."),
    "error.gtfs_encoding": Text(
        "{file} 的编码既不是 UTF-8 也不是 GBK，请另存为 UTF-8。",
        "{file} is neither UTF-8 nor GBK; save it as UTF-8.",
    ),
    "error.gtfs_long": Text(
        "{file} 超过 {limit} 行，请只保留本镇及周边的线路。",
        "{file} has more than {limit} rows; keep the lines in and near the town.",
    ),
    "error.gtfs_file_missing": Text(
        "GTFS 缺少文件 {file}，请补上。", "The GTFS feed lacks {file}; add it."
    ),
    "error.gtfs_gbk": Text(
        "{file} 按 GBK 读取，请核对中文。", "{file} was read as GBK; check its names."
    ),
    "error.gtfs_id_duplicate": Text(
        "{file} 中编号“{value}”重复，请改为唯一。",
        "The id “{value}” occurs twice in {file}; make it unique.",
    ),
    "error.gtfs_id_missing": Text(
        "{file} 中有空编号（{value}），请填写。", "An id in {file} is empty ({value}); fill it in."
    ),
    "error.gtfs_id_unknown": Text(
        "{file} 的编号“{value}”在 {where} 中找不到，请核对。",
        "The id “{value}” in {file} is not in {where}; check it.",
    ),
    "error.gtfs_more": Text(
        "{file} 还有 {count} 处同类问题（{code}）。",
        "{file} has {count} more problems of this kind ({code}).",
    ),
    "error.gtfs_number": Text(
        "{file} 的“{value}”不是数字，请改正。", "“{value}” in {file} is not a number; correct it."
    ),
    "error.gtfs_torn": Text(
        "{file} 的引号不成对或单元格过长，无法分列，请检查。",
        "{file} has an unpaired quote or too long a cell; check it.",
    ),
    "error.gtfs_width": Text(
        "{file} 该行有 {found} 列，应为 {expected} 列。",
        "This line of {file} has {found} columns instead of {expected}.",
    ),
}
