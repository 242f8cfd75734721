"""Say by which rule a service counts: its classes, denominator, target, clause and certainty."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from geo.coverage import ServiceClass
from layers.layer import Text

INDICATORS = MappingProxyType(
    {
        "park": Text("公园绿地服务半径覆盖率", "Park service-radius coverage"),
        "bus": Text("公交服务", "Bus service"),
        "facility": Text("公共设施服务半径覆盖率", "Public facility coverage"),
    }
)
# What a rule divides by. Of the last three the town has no layer.
DENOMINATORS = MappingProxyType(
    {
        "built-urban": Text("已建城镇居住用地", "built urban residential land"),
        "urban-and-planned": Text(
            "已建与规划城镇居住用地", "built and planned urban residential land"
        ),
        "planned": Text("规划居住用地", "planned residential land"),
        "village": Text("农村居民点", "rural settlements"),
        "residential_land": Text("全部居住用地", "all residential land"),
        "urban_land": Text("城市用地", "urban land"),
        "built_up_area": Text("建成区", "built-up area"),
        "zone": Text("片区", "the zone"),
    }
)
# The stages of what stands.
BUILT = ("completed",)
# The `place` of a class that holds in historic quarters only.
HISTORIC_QUARTER = "historic_quarter"
CERTAINTY = MappingProxyType(
    {
        "V": Text("已核对文本", "read in the text"),
        "S": Text("仅一处二手来源", "one secondary source only"),
        "R": Text("凭记忆，未核实", "recalled, not verified"),
    }
)


@dataclass(frozen=True, slots=True)
class Threshold:
    """The share asked for, or to be exceeded; a variant has an id and says where it holds."""

    share: float
    strictly: bool = False
    id: str = ""
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One way to count: which services reach how far, over what, and what share is enough.

    Without a `threshold` the rule asks for no share. `min_lines` is the number of distinct lines,
    for bus rules that count lines; services of `uncounted_types` are shown but do not count, nor
    do services at another of the `stages`. The clause of a rule `of_plan` is one of the plan.
    """

    id: str
    indicator: str
    title: Text
    standard: Text
    clause: str
    certainty: str
    denominator: str
    classes: tuple[ServiceClass, ...]
    threshold: Threshold | None = None
    variants: tuple[Threshold, ...] = ()
    min_lines: int | None = None
    uncounted_types: frozenset[str] = frozenset()
    stages: tuple[str, ...] = BUILT
    of_plan: bool = False
    note: Text | None = None

    @property
    def key(self) -> tuple[str, str]:
        """The indicator and the id, which together are unique."""
        return self.indicator, self.id

    @property
    def name(self) -> str:
        """The key as it is written: `indicator:id`."""
        return f"{self.indicator}:{self.id}"

    def threshold_for(self, variant: str = "") -> Threshold | None:
        """Return the target of a variant, of the rule itself for ""; `KeyError` if unknown."""
        return {"": self.threshold, **{each.id: each for each in self.variants}}[variant]


RuleSets = Mapping[tuple[str, str], RuleSet]
