"""Sentences for faults in a request to the service for other systems."""

from layers import Text

OGC_ERRORS = {
    "ogc_off": Text(
        "数据服务已关闭；将 CHEDUN_OGC 设为 on 后重新启动即可开启。",
        "The data service is switched off; set CHEDUN_OGC to on and start again to open it.",
    ),
    "ogc_page_unknown": Text(
        "服务中没有“{page}”，请从首页的链接进入。",
        "The service has no “{page}”; follow the links of its first page.",
    ),
    "ogc_collection_unknown": Text(
        "没有名为“{id}”的数据集，可用：{known}。",
        "There is no collection “{id}”; the collections are: {known}.",
    ),
    "ogc_feature_unknown": Text(
        "数据集“{collection}”中没有编号为“{id}”的要素。",
        "The collection “{collection}” has no feature “{id}”.",
    ),
    "ogc_layer_unknown": Text(
        "设置 CHEDUN_OGC_LAYERS 中的“{layer}”不存在，服务暂停；可用：{known}。",
        "The setting CHEDUN_OGC_LAYERS names “{layer}”, which does not exist, so nothing is served; the names are: {known}.",
    ),
    "ogc_parameter_unknown": Text(
        "不认识参数“{name}”，可用：{known}。",
        "The parameter “{name}” is not known; the parameters are: {known}.",
    ),
    "ogc_parameter_twice": Text(
        "参数“{name}”出现多次，请只给一次。", "The parameter “{name}” is given twice; give it once."
    ),
    "ogc_choice": Text(
        "参数“{name}”不能取“{value}”，可用：{allowed}。",
        "The parameter “{name}” cannot be “{value}”; it can be: {allowed}.",
    ),
    "ogc_number": Text(
        "参数“{name}”应为不小于 {minimum} 的整数，收到“{value}”。",
        "The parameter “{name}” must be a whole number of at least {minimum}, not “{value}”.",
    ),
    "ogc_field": Text(
        "参数“{name}”中的字段“{value}”不存在，可用：{known}。",
        "The parameter “{name}” names the field “{value}”, which does not exist; the fields are: {known}.",
    ),
    "ogc_value": Text(
        "字段“{name}”的取值“{value}”类型不对，应为{expected}。",
        "The value “{value}” of the field “{name}” has the wrong type; {expected} is expected.",
    ),
    "ogc_bbox": Text(
        "bbox“{value}”不正确：应为四个（或含高程六个）逗号分隔的数，先小后大，轴序同 bbox-crs。",
        "The bbox “{value}” is wrong: give four numbers (six with heights) joined by commas, the lower ones first, in the axis order of bbox-crs.",
    ),
    "ogc_box_missing": Text(
        "给了 bbox-crs 却没有 bbox，请补上。", "There is a bbox-crs but no bbox; add it."
    ),
    "ogc_datetime": Text(
        "datetime“{value}”不是 RFC 3339 时间或起止时间，请改正。",
        "The datetime “{value}” is no RFC 3339 time or interval; correct it.",
    ),
    "ogc_failed": Text(
        "服务内部出错，未能完成请求；请查看运行日志。",
        "The service failed on this request; see the log of the program.",
    ),
}
