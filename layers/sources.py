"""Name where the shipped features come from: publisher, document, date, licence."""

from dataclasses import dataclass

from layers.model import Text


@dataclass(frozen=True, slots=True)
class Source:
    """A document or data set that features are taken from."""

    id: str
    title: Text
    date: str
    licence: Text
    attribution: str


_FACTS_ONLY = Text("未声明许可，仅引用事实并取整", "no licence stated; facts only, rounded")

SOURCES = {
    source.id: source
    for source in (
        Source(
            "osm",
            Text("OpenStreetMap 贡献者", "OpenStreetMap contributors"),
            "2026-11",
            Text("ODbL 1.0", "ODbL 1.0"),
            "© OpenStreetMap contributors, ODbL 1.0",
        ),
        Source(
            "songjiang-bus-2025",
            Text("松江区公交线路公开信息", "Songjiang district public bus route information"),
            "2025-08",
            _FACTS_ONLY,
            "松江区公交线路公开信息（2025年8月）",
        ),
        Source(
            "shanghai-hydrology",
            Text("上海市水文站点公开信息", "Shanghai hydrological stations, public page"),
            "2026-11",
            _FACTS_ONLY,
            "上海市水文站点公开信息",
        ),
        Source(
            "chedun-14fyp",
            Text("车墩镇“十四五”规划文本", "Chedun town 14th five-year plan, text"),
            "2021",
            Text("政府文件，仅引用事实", "government document; facts only"),
            "车墩镇国民经济和社会发展第十四个五年规划",
        ),
        Source(
            "sketch-2026",
            Text("本项目示意草图", "this project's planning sketch"),
            "2026-11",
            Text("随项目许可", "the project's licence"),
            "示意草图，非实测",
        ),
        Source(
            "public-web",
            Text("公开网页", "public web pages"),
            "2026-11",
            _FACTS_ONLY,
            "公开网页",
        ),
    )
}
