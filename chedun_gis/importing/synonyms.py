"""List the names by which the files of surveyors, planners and map services call things."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# Names of columns by the layer's field; its own name and titles need no entry.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "id": (
            "编码",
            "标识码",
            "序号",
            "地块编号",
            "要素编号",
            "bsm",
            "objectid",
            "fid",
            "uid",
            "no",
        ),
        "name_zh": (
            "名称",
            "中文名",
            "中文名称",
            "公园名称",
            "项目名称",
            "道路名称",
            "站名",
            "站点名称",
            "地块名称",
            "小区名称",
            "mc",
            "xmmc",
            "dlmc",
            "name",
            "name:zh",
            "title",
            "stop_name",
        ),
        "name_en": ("英文名", "英文名称", "英文", "name:en", "ename", "engname"),
        "kind": (
            "类型",
            "类别",
            "种类",
            "用地类型",
            "用地性质",
            "公园类型",
            "道路等级",
            "性质",
            "lx",
            "ydxz",
            "type",
            "class",
            "category",
            "layer",
        ),
        "stage": ("状态", "阶段", "建设状态", "建设情况", "进展", "zt", "status", "state"),
        "source": ("数据来源", "来源", "资料来源", "ly", "provider"),
        "basis": ("依据", "数据依据", "数据性质"),
        "accuracy_m": (
            "精度",
            "位置精度",
            "精度m",
            "精度米",
            "定位精度",
            "jd",
            "accuracy",
            "precision",
        ),
        "plan_ref": ("条款", "规划条款", "规划依据", "章节", "clause"),
        "width_m": ("宽度", "宽", "宽度m", "kd", "width"),
        "population": ("人口", "人口数", "常住人口", "居住人口", "rk", "rks", "pop"),
        "lines": ("停靠线路", "途经线路", "线路", "公交线路", "xl", "routes"),
        "line": ("线路", "线路名称", "公交线路", "route_short_name"),
        "route": ("归并线路", "主线路"),
        "line_count": ("线路数", "线路数量", "线路条数", "xls"),
        "direction": ("方向", "上下行", "fx", "dir"),
        "length_km": ("全长", "长度", "长度km", "里程", "length"),
        "first_stop": ("起点", "起点站", "首站"),
        "last_stop": ("终点", "终点站", "末站"),
        "hours": ("首末班", "首末班时间", "运营时间"),
        "stops": ("途经站点", "站点", "途经站"),
        "target_class": ("目标水质", "水质目标", "目标类别", "水功能区目标", "szmb"),
        "river_zh": ("河道名称", "河流名称", "河名", "所属河道", "hdmc"),
        "river_id": ("河道编号", "河流编码", "hdbm"),
        "sector": ("领域", "行业", "类别", "类型"),
        "target_year": ("目标年份", "年份", "建成年份", "year"),
        "zone_id": ("片区", "所在片区", "片区编号"),
        "body_zh": ("责任单位", "建设单位", "实施主体", "牵头单位"),
        "code": ("行政区划代码", "区划代码", "代码", "xzqdm", "adcode"),
    }
)

# Columns that place the rows of a table: `x` is the easting, which surveyors call Y.
COORDINATES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "x": (
            "经度",
            "lon",
            "lng",
            "long",
            "longitude",
            "东坐标",
            "横坐标",
            "e",
            "east",
            "easting",
            "x",
            "x坐标",
            "坐标x",
            "stop_lon",
            "point_x",
            "经度gcj02",
            "gcj_lon",
            "gcj_lng",
            "bd_lon",
            "bd_lng",
        ),
        "y": (
            "纬度",
            "lat",
            "latitude",
            "北坐标",
            "纵坐标",
            "n",
            "north",
            "northing",
            "y",
            "y坐标",
            "坐标y",
            "stop_lat",
            "point_y",
            "纬度gcj02",
            "gcj_lat",
            "bd_lat",
        ),
        "wkt": ("wkt", "geom", "geometry", "the_geom", "图形", "几何"),
    }
)

# Words for classes, besides their code and titles, by field and code.
VALUES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = MappingProxyType(
    {
        "kind": {
            "comprehensive": ("综合性公园", "G11"),
            "community": ("居住区公园", "小区游园", "G12"),
            "specialised": ("专类园", "G13"),
            "pocket": ("口袋公园", "游园", "街旁绿地", "G14"),
            "square": ("广场", "G3"),
            "urban": ("城镇住宅用地", "居住用地", "住宅用地", "二类居住用地", "R2"),
            "resettlement": ("安置房", "动迁房", "保障房", "保障性住房"),
            "village": ("农村宅基地", "宅基地", "村庄", "自然村"),
            "planned": ("规划居住",),
            "expressway": ("高速", "motorway", "trunk"),
            "arterial": ("主干路", "次干路", "国道", "省道", "primary", "secondary"),
            "local": ("支路", "镇道", "乡道", "村道", "tertiary", "residential", "unclassified"),
            "railway": ("铁道", "rail"),
            "metro": ("地铁", "subway"),
            "elder_care": ("养老", "养老院", "敬老院", "养老机构"),
            "sport": ("体育场", "体育馆", "健身"),
            "school": ("小学", "中学", "幼儿园", "教育"),
            "health": ("医院", "卫生院", "社区卫生服务中心", "医疗"),
        },
        "stage": {
            "completed": ("建成", "已建", "现状", "完成", "竣工", "existing", "built"),
            "under_construction": ("在建", "施工中", "正在建设", "construction"),
            "in_progress": ("进行中", "实施中"),
            "planned": ("规划中", "拟建", "待建", "远期", "proposed"),
        },
        "basis": {
            "surveyed": ("测绘", "实测数据", "现场测量", "survey"),
            "open_data": ("公开", "开放数据", "open"),
            "plan": ("规划", "规划图"),
            "schematic": ("示意图", "草图", "sketch"),
        },
        "target_class": {
            "2": ("Ⅱ", "II", "Ⅱ类", "二类"),
            "3": ("Ⅲ", "III", "Ⅲ类", "三类"),
            "4": ("Ⅳ", "IV", "Ⅳ类", "四类"),
            "5": ("Ⅴ", "V", "Ⅴ类", "五类"),
            "none": ("无", "未定"),
        },
    }
)

TRUE: Final = frozenset({"true", "t", "yes", "y", "1", "是", "有", "√", "1.0"})
FALSE: Final = frozenset({"false", "f", "no", "n", "0", "否", "无", "×", "0.0"})

_NOISE: Final = re.compile(r"[\s_\-.:：/／()（）\[\]【】]+")


def norm(name: str) -> str:
    """Return a name without case, blanks, brackets and joints, to compare names by."""
    return _NOISE.sub("", name.casefold())
