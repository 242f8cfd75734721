"""What was found out about the position of an imported file, and what to do about it."""

from layers import Text

_ASK = Text("请选定坐标系。", "Choose the system.")


def _crs(zh: str, en: str) -> Text:
    return Text(zh + _ASK.zh, f"{en} {_ASK.en}")


POSITION = {
    "finding.crs_missing": _crs(
        "文件没有写明坐标系；坐标约为（{x}，{y}），按 {crs} 有 {percent}% 落在本镇及周边。",
        "The file states no coordinate system; coordinates of about ({x}, {y}) are most likely {crs}, by which {percent} % lie in or near the town.",
    ),
    "finding.crs_unknown": _crs(
        "文件没有写明坐标系，坐标约为（{x}，{y}），不像任何常用坐标系；如为地方坐标系，请填其 PROJ 或 WKT 定义。",
        "The file states no coordinate system, and coordinates of about ({x}, {y}) fit none of the usual ones; for a local grid give its PROJ or WKT.",
    ),
    "finding.crs_outside": _crs(
        "文件写的是“{stated}”，但坐标约为（{x}，{y}），按此不在本镇及周边，也不像其他常用坐标系；请检查数据范围，或填地方坐标系定义。",
        "The file says “{stated}”, but coordinates of about ({x}, {y}) then lie far from the town, and no usual system brings them here; check the data, or give the local grid.",
    ),
    "finding.crs_metres_as_degrees": _crs(
        "文件写的是经纬度坐标系“{stated}”，但坐标约为（{x}，{y}），是米；更可能是 {crs}（{percent}% 落在本镇及周边）。",
        "The file says “{stated}”, in degrees, but coordinates of about ({x}, {y}) are metres; most likely {crs} ({percent} % in or near the town).",
    ),
    "finding.crs_degrees_as_metres": _crs(
        "文件写的是以米为单位的“{stated}”，但坐标约为（{x}，{y}），是经纬度；更可能是 {crs}（{percent}% 落在本镇及周边）。",
        "The file says “{stated}”, in metres, but coordinates of about ({x}, {y}) are degrees; most likely {crs} ({percent} % in or near the town).",
    ),
    "finding.crs_swapped": _crs(
        "坐标约为（{x}，{y}），两轴写反了（“{stated}”）；对调后按 {crs} 有 {percent}% 落在本镇及周边。",
        "Coordinates of about ({x}, {y}) have their axes swapped (“{stated}”); turned round, as {crs}, {percent} % lie in or near the town.",
    ),
    "finding.crs_web_mercator": _crs(
        "文件写的是“{stated}”，但坐标约为（{x}，{y}），像网络地图的墨卡托投影 {crs}（{percent}% 落在本镇及周边）。",
        "The file says “{stated}”, but coordinates of about ({x}, {y}) look like the Mercator of web maps, {crs} ({percent} % in or near the town).",
    ),
    "finding.crs_zone_prefix": _crs(
        "文件写的是“{stated}”，但坐标约为（{x}，{y}），东坐标的带号与此不符；更可能是 {crs}（{percent}% 落在本镇及周边）。",
        "The file says “{stated}”, but in coordinates of about ({x}, {y}) the zone before the easting does not fit; most likely {crs} ({percent} % in or near the town).",
    ),
    "finding.crs_wrong_zone": _crs(
        "文件写的是“{stated}”，但坐标约为（{x}，{y}），分带不符；更可能是 {crs}（{percent}% 落在本镇及周边）。",
        "The file says “{stated}”, but coordinates of about ({x}, {y}) are of another zone; most likely {crs} ({percent} % in or near the town).",
    ),
    "finding.crs_other": _crs(
        "文件写的是“{stated}”，但坐标约为（{x}，{y}），按此不在本镇及周边；更可能是 {crs}（{percent}% 落在本镇及周边）。",
        "The file says “{stated}”, but coordinates of about ({x}, {y}) then lie far from the town; most likely {crs} ({percent} % in or near the town).",
    ),
    "finding.datum_open": Text(
        "与已知位置的图层对不上，无法判断坐标是否经过偏移（高德 GCJ-02、百度 BD-09 在本镇偏移五百至上千米，不小于服务半径）。",
        "Nothing of known position matches, so it cannot be told whether the coordinates are shifted as on Gaode (GCJ-02) or Baidu (BD-09) maps, here by a service radius or more.",
    ),
    "finding.datum_fits": Text(
        "{percent}% 的位置与“{reference}”吻合（偶然吻合为 {chance}%），坐标未偏移。",
        "{percent} % of the places lie on “{reference}” ({chance} % would by chance): the coordinates are not shifted.",
    ),
    "finding.datum_shifted": Text(
        "要素整体偏离已知位置约 {offset_m} 米，与{datum}的偏移一致；换算后 {percent}% 与“{reference}”吻合（偶然吻合为 {chance}%）。",
        "The features lie about {offset_m} m from the known positions, just as {datum} shifts them; converted, {percent} % lie on “{reference}” ({chance} % would by chance).",
    ),
    "finding.datum_choose": Text(
        "请按数据来源选定坐标基准。",
        "Choose the datum by where the data come from.",
    ),
    "finding.datum_taken": Text(
        "按您选定的{chosen}处理，请在地图上核对。",
        "Taken as {chosen}, as you chose; check the map.",
    ),
    "finding.datum_against": Text(
        "您选定的是{chosen}，但数据更像{datum}，请在地图上核对。",
        "You chose the datum {chosen}, but the data look like {datum}; check the map.",
    ),
    "finding.datum.wgs84": Text("WGS 84 / CGCS2000（未偏移）", "WGS 84 / CGCS2000 (not shifted)"),
    "finding.datum.gcj02": Text("高德 GCJ-02 坐标", "Gaode's GCJ-02"),
    "finding.datum.bd09": Text("百度 BD-09 坐标", "Baidu's BD-09"),
    "error.control_large": Text(
        "控制点文件超过 {mb} MB，请只保留控制点。",
        "The file of control points is larger than {mb} MB; keep only the points in it.",
    ),
    "error.control_missing": Text(
        "请上传控制点文件（CSV，每行：地方东、地方北、已知东、已知北）。",
        "Upload the control points (CSV, each line: local east, local north, known east, known "
        "north).",
    ),
    "error.fit_unknown": Text(
        "不认识拟合方式“{fit}”，可选：{known}。",
        "Unknown fit “{fit}”; choose one of {known}.",
    ),
    "error.control_line": Text(
        "控制点文件第 {line} 行不足四个数，应为：地方东、地方北、已知东、已知北。",
        "Line {line} of the control points lacks four numbers: local east, local north, known "
        "east, known north.",
    ),
    "error.crs_outside": Text(
        "按任何常用坐标系，要素都不在本镇范围内（{share}），请核对文件的地点和坐标系。",
        "By no usual CRS do the features lie in the town ({share}); check the place and the CRS.",
    ),
    "error.grid_few_points": Text(
        "控制点只有 {count} 个，至少需要 {least} 个，否则没有残差可检查。",
        "There are {count} control points; {least} are needed, or no residual can be checked.",
    ),
    "error.grid_mirrored": Text(
        "控制点的两套坐标互为镜像，多半是东、北坐标写反了，请交换其中一套。",
        "The two sets of control points mirror each other: east and north are probably swapped "
        "in one of them.",
    ),
    "error.control_range": Text(
        "控制点文件第 {line} 行的“{value}”超出任何坐标系的范围，请改正。",
        "“{value}” on line {line} of the control points lies beyond any grid of the earth; correct it.",
    ),
    "error.grid_not_numbers": Text(
        "控制点坐标不全或不是数字，每点需要地方坐标和已知坐标各两个数。",
        "Some control points lack a number; each needs two local and two known coordinates.",
    ),
    "error.grid_on_a_line": Text(
        "控制点几乎在一条直线上，无法确定坐标关系，请增加线外的点。",
        "The control points lie almost on a line; add one away from it.",
    ),
    "error.grid_residual": Text(
        "第 {point} 个控制点的残差为 {residual_m} 米，超过 {limit_m} 米，请核对该点坐标。",
        "Control point {point} is off by {residual_m} m, more than {limit_m} m; check it.",
    ),
    "error.grid_same_point": Text(
        "第 {first} 与第 {second} 个控制点相同，请去掉一个。",
        "Control points {first} and {second} are the same; leave one out.",
    ),
    "error.grid_scale": Text(
        "拟合的比例为 {scale}，不是米制坐标或点号对应有误，请核对。",
        "The fit has the scale {scale}: the units are not metres or the points do not belong "
        "together; check them.",
    ),
    "error.no_features": Text(
        "文件中没有带坐标的要素，请换一个文件。",
        "The file holds no feature with coordinates; choose another.",
    ),
}
