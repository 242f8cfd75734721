"""Sentences for local grids that cannot be fitted, and for files without coordinates."""

from layers import Text

GRID_ERRORS = {
    "control_large": Text(
        "控制点文件超过 {mb} MB，请只保留控制点。",
        "The file of control points is larger than {mb} MB; keep only the points in it.",
    ),
    "control_missing": Text(
        "请上传控制点文件（CSV，每行：地方东、地方北、已知东、已知北）。",
        "Upload the control points (CSV, each line: local east, local north, known east, known "
        "north).",
    ),
    "fit_unknown": Text(
        "不认识拟合方式“{fit}”，可选：{known}。",
        "Unknown fit “{fit}”; choose one of {known}.",
    ),
    "control_line": Text(
        "控制点文件第 {line} 行不足四个数，应为：地方东、地方北、已知东、已知北。",
        "Line {line} of the control points lacks four numbers: local east, local north, known "
        "east, known north.",
    ),
    "crs_outside": Text(
        "按任何常用坐标系，要素都不在本镇范围内（{share}），请核对文件的地点和坐标系。",
        "By no usual CRS do the features lie in the town ({share}); check the place and the CRS.",
    ),
    "grid_few_points": Text(
        "控制点只有 {count} 个，至少需要 {least} 个，否则没有残差可检查。",
        "There are {count} control points; {least} are needed, or no residual can be checked.",
    ),
    "grid_mirrored": Text(
        "控制点的两套坐标互为镜像，多半是东、北坐标写反了，请交换其中一套。",
        "The two sets of control points mirror each other: east and north are probably swapped "
        "in one of them.",
    ),
    "grid_not_numbers": Text(
        "控制点坐标不全或不是数字，每点需要地方坐标和已知坐标各两个数。",
        "Some control points lack a number; each needs two local and two known coordinates.",
    ),
    "grid_on_a_line": Text(
        "控制点几乎在一条直线上，无法确定坐标关系，请增加线外的点。",
        "The control points lie almost on a line; add one away from it.",
    ),
    "grid_residual": Text(
        "第 {point} 个控制点的残差为 {residual_m} 米，超过 {limit_m} 米，请核对该点坐标。",
        "Control point {point} is off by {residual_m} m, more than {limit_m} m; check it.",
    ),
    "grid_same_point": Text(
        "第 {first} 与第 {second} 个控制点相同，请去掉一个。",
        "Control points {first} and {second} are the same; leave one out.",
    ),
    "grid_scale": Text(
        "拟合的比例为 {scale}，不是米制坐标或点号对应有误，请核对。",
        "The fit has the scale {scale}: the units are not metres or the points do not belong "
        "together; check them.",
    ),
    "no_features": Text(
        "文件中没有带坐标的要素，请换一个文件。",
        "The file holds no feature with coordinates; choose another.",
    ),
}
