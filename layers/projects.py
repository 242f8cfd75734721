"""Declare the plan's projects, with or without a known site."""

from layers.layer import PLAN_REF, PROJECTS, STAGES, Field, Layer, Style, Symbol, Text

_STAGES = {
    "completed": Symbol(STAGES["completed"], "#2b8a3e", shape="circle"),
    "under_construction": Symbol(STAGES["under_construction"], "#e8590c", shape="triangle"),
    "in_progress": Symbol(STAGES["in_progress"], "#f08c00", shape="square"),
    "contracted": Symbol(STAGES["contracted"], "#1971c2", shape="diamond"),
    "pilot": Symbol(STAGES["pilot"], "#0c8599", shape="star"),
    "planned": Symbol(STAGES["planned"], "#868e96", shape="square"),
}

SECTORS = {
    "film": Text("影视", "Film"),
    "culture": Text("文化", "Culture"),
    "service": Text("服务业", "Services"),
    "commerce": Text("商业商务", "Commerce"),
    "green": Text("绿地", "Green space"),
    "sport": Text("体育", "Sport"),
    "education": Text("教育", "Education"),
    "health": Text("卫生", "Health"),
    "elder_care": Text("养老", "Elder care"),
    "housing": Text("住房", "Housing"),
    "utility": Text("市政", "Utilities"),
    "community": Text("社区服务", "Community"),
}

LOCATION_TYPES = {
    "exact": Text("位置准确", "exact site"),
    "approximate": Text("大致位置", "approximate site"),
    "area": Text("仅知所在片区", "known only by its zone"),
    "town_wide": Text("全镇范围", "town-wide"),
    "not_located": Text("位置未定", "not located"),
}

LAYER = Layer(
    id="projects",
    title=Text("规划项目", "Plan projects"),
    group=PROJECTS,
    geometry="Point",
    order=90,
    fields=(
        Field("stage", Text("阶段", "Stage"), choices={k: s.title for k, s in _STAGES.items()}),
        Field("sector", Text("领域", "Sector"), choices=SECTORS),
        Field("location_type", Text("位置类型", "Location"), choices=LOCATION_TYPES),
        Field("zone_id", Text("所在片区", "Zone"), required=False),
        Field("body_zh", Text("责任单位", "Responsible body (Chinese)"), required=False),
        Field("body_en", Text("责任单位（英文）", "Responsible body"), required=False),
        Field("target_zh", Text("目标", "Target (Chinese)"), required=False),
        Field("target_en", Text("目标（英文）", "Target"), required=False),
        Field("target_year", Text("目标年份", "Target year"), type="integer", required=False),
        Field("indicators", Text("相关指标", "Related indicators"), type="names", required=False),
        PLAN_REF,
    ),
    card=(
        "stage",
        "sector",
        "target",
        "target_year",
        "plan_ref",
        "location_type",
        "zone_id",
        "body",
        "indicators",
        "date",
    ),
    may_lack_geometry=True,
    style=Style(by="stage", symbols=_STAGES, label_zoom=15),
)
