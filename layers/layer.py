"""Say what a layer is: its titles, fields, symbols and the group it belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Geometry = Literal["Point", "LineString", "Polygon"]
FieldType = Literal["text", "names", "date", "integer", "number", "boolean"]
Pattern = Literal[
    "solid", "diagonal", "back", "cross", "grid", "dots", "horizontal", "vertical", "none"
]
Shape = Literal["circle", "square", "triangle", "diamond", "star"]

# A field of type "names" holds several names in one text, so that every exchange format keeps it;
# a "date" is a text too: 2024, 2024-06 or 2024-06-30, as exact as it is known.
NAME_SEPARATOR = "、"


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in Chinese and in English."""

    zh: str
    en: str

    def __getitem__(self, lang: str) -> str:
        """Return the wording for `zh` or `en`."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its title, type, whether it may be empty, and the values it may take."""

    name: str
    title: Text
    type: FieldType = "text"
    required: bool = True
    choices: Mapping[str, Text] = field(default_factory=dict)
    minimum: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Symbol:
    """How one class of features is drawn.

    Pattern, shape, dash and `mark` (written after the name on the map) tell classes apart without
    colour.
    """

    title: Text
    colour: str
    pattern: Pattern = "solid"
    shape: Shape = "circle"
    weight: float = 1.5
    fill_opacity: float = 0.35
    dash: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """Symbols by the value of one field; the last symbol also draws any other value.

    From `label_zoom` on the map writes `{label_by}_zh` or `{label_by}_en`, each text once.
    """

    by: str
    symbols: Mapping[str, Symbol]
    size_by: str = ""
    label_zoom: int | None = None
    label_by: str = "name"
    cased: bool = False


@dataclass(frozen=True, slots=True)
class ReachStyle:
    """An area derived from a layer for display: a fixed radius, or half the width in a field."""

    title: Text
    colour: str
    radius_m: float | None = None
    width_field: str = ""
    visible: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """A branch of the layer tree."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of the town: what its file must hold and how it is shown."""

    id: str
    title: Text
    group: Group
    geometry: Geometry
    order: int
    style: Style
    fields: tuple[Field, ...] = ()
    card: tuple[str, ...] = ()
    visible: bool = True
    reach: ReachStyle | None = None
    may_lack_geometry: bool = False

    @property
    def file(self) -> str:
        """The name of the layer's file in the data folder."""
        return f"{self.id}.geojson"

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """The fields that every feature has, then the layer's own."""
        return (*IDENTITY, *self.fields, *PROVENANCE)

    def column(self, name: str) -> Field:
        """Return the field called `name`; `KeyError` when the layer has none."""
        return {each.name: each for each in self.all_fields}[name]


BASIS = MappingProxyType(
    {
        "surveyed": Text("实测", "surveyed"),
        "open_data": Text("公开数据", "open data"),
        "plan": Text("规划文本", "plan text"),
        "schematic": Text("示意", "schematic"),
    }
)

STAGES = MappingProxyType(
    {
        "completed": Text("已建成", "completed"),
        "under_construction": Text("建设中", "under construction"),
        "in_progress": Text("推进中", "in progress"),
        "contracted": Text("已签约", "contracted"),
        "pilot": Text("试点", "pilot"),
        "planned": Text("规划", "planned"),
    }
)

IDENTITY = (
    Field("id", Text("编号", "Id")),
    Field("name_zh", Text("名称", "Name (Chinese)")),
    Field("name_en", Text("英文名", "Name (English)")),
)
PROVENANCE = (
    Field("source", Text("来源", "Source")),
    Field("basis", Text("依据", "Basis"), choices=BASIS),
    Field("accuracy_m", Text("位置精度", "Accuracy"), type="number", minimum=0, unit="m"),
    Field("date", Text("截至日期", "As of"), type="date", required=False),
)
PLAN_REF = Field("plan_ref", Text("规划条款", "Plan clause"), required=False)
# What is known of a feature in a source, in words: the point it stands on, what its extent is from.
FACT = (
    Field("fact_zh", Text("已知事实", "Known (Chinese)"), required=False),
    Field("fact_en", Text("已知事实（英文）", "Known"), required=False),
)
STAGE = Field("stage", Text("阶段", "Stage"), choices=STAGES)
WIDTH_M = Field("width_m", Text("宽度", "Width"), type="number", minimum=1, unit="m")


def class_field(
    symbols: Mapping[str, Symbol],
    name: str = "kind",
    title: Text = Text("类型", "Kind"),
) -> Field:
    """Return the field whose values are the classes that the symbols draw."""
    return Field(name, title, choices={key: symbol.title for key, symbol in symbols.items()})


ZONES_GROUP = Group("zones", Text("片区与边界", "Zones and boundary"))
TRANSPORT = Group("transport", Text("交通", "Transport"))
WATER = Group("water", Text("水系", "Water"))
GREEN = Group("green", Text("绿地", "Green space"))
HOUSING = Group("housing", Text("居住", "Housing"))
SERVICES = Group("services", Text("公共设施", "Public facilities"))
PROJECTS = Group("projects", Text("项目", "Projects"))
GROUPS = (PROJECTS, ZONES_GROUP, TRANSPORT, WATER, GREEN, HOUSING, SERVICES)
