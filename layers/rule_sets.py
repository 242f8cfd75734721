"""Say by which rule a service counts: its classes, denominator, target, clause and certainty."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import Field

from geo import Problem, ServiceClass, meets
from layers.layer import STAGES, Text
from layers.strict import SOME, Word, Words, one_of
from layers.toml_file import read_tables

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """The share asked for, or to be exceeded."""

    share: Annotated[float, Field(ge=0, le=1)]
    strictly: bool = False

    def met_by(self, share: float | None) -> bool | None:
        """Tell whether a share is enough; None for one that is not known, or NaN."""
        return None if share is None else meets(share, self.share, strictly=self.strictly)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant(Threshold):
    """The share asked for somewhere else; its title says where."""

    id: Word
    title: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """One way to count: which services reach how far, over what, and what share is enough.

    Without a `threshold` the rule asks for no share. `min_lines` is the number of distinct lines,
    for bus rules that count lines; services of `uncounted_types` are shown but do not count, nor
    do services at another of the `stages`. The clause of a rule `of_plan` is one of the plan.
    """

    id: Word
    indicator: Annotated[str, one_of(INDICATORS)]
    title: Words
    standard: Words
    clause: str = ""
    certainty: Annotated[str, one_of(CERTAINTY)]
    denominator: Annotated[str, one_of(DENOMINATORS)]
    classes: Annotated[tuple[ServiceClass, ...], SOME, Field(alias="class")]
    threshold: Threshold | None = None
    variants: Annotated[tuple[Variant, ...], Field(alias="variant")] = ()
    min_lines: Annotated[int, Field(ge=1)] | None = None
    uncounted_types: frozenset[Word] = frozenset()
    stages: Annotated[tuple[Annotated[str, one_of(STAGES)], ...], SOME] = BUILT
    of_plan: bool = False
    note: Words | None = None

    @property
    def key(self) -> tuple[str, str]:
        """The indicator and the id, which together are unique."""
        return self.indicator, self.id

    @property
    def name(self) -> str:
        """The key as it is written: `indicator:id`."""
        return f"{self.indicator}:{self.id}"

    def met_by(self, share: float | None) -> bool | None:
        """Tell whether a share is enough; None also when the rule asks for none."""
        return self.threshold.met_by(share) if self.threshold else None

    def threshold_for(self, variant: str = "") -> Threshold | None:
        """Return the target of a variant, of the rule itself for ""; `KeyError` if unknown."""
        return {"": self.threshold, **{each.id: each for each in self.variants}}[variant]


RuleSets = Mapping[tuple[str, str], RuleSet]


def read_rule_sets(path: Path, content: bytes | None) -> tuple[RuleSets, list[Problem]]:
    """Return the rule sets of a file by (indicator, id), and the problems of those left out.

    `content` is what stood in the file when it was read, None when it could not be. Raises and
    reports what `read_tables` does, with `rule_twice` for the same key again.
    """
    found, problems = read_tables(path.name, content, "rule_set", RuleSet, twice="rule_twice")
    return MappingProxyType({each.key: each for each in found}), problems
