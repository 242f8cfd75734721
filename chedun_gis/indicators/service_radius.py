"""Turn a service-radius coverage into an indicator's figure."""

from chedun_gis.coverage_report import CoverageReport, coverage_evidence, coverage_report
from chedun_gis.demands import urban_homes
from chedun_gis.indicators.model import Indicator, Measurement, input_of
from chedun_gis.rules import find_rule
from chedun_gis.service_kinds import SERVICE_KINDS, counted
from chedun_gis.store import Store
from layers.model import Text
from layers.rule_sets import RuleSet

# A quarter of an hour on foot, taken as a straight line: an upper estimate of what is reached.
WALK_15MIN = "facility:gb50180-2018-15min"
_PERCENT = 100.0


def as_measurement(
    store: Store, indicator: Indicator, report: CoverageReport, *, rule: RuleSet, layer: str
) -> Measurement:
    """Return a coverage as an indicator's figure in per cent; `layer` holds the services."""
    found = report.found
    count, hectares = len(report.gaps), found.mapped.uncovered / 10_000
    note = rule.note or Text("", "")
    return Measurement(
        _PERCENT * found.mapped.share,
        Text(
            f"{len(report.services)} 处设施；未覆盖 {hectares:,.1f} 公顷，分 {count} 处。{note.zh}",
            f"{len(report.services)} services; {hectares:,.1f} ha not covered, in {count} places. "
            f"{note.en}".strip(),
        ),
        numerator=found.mapped.covered,
        denominator=found.mapped.total,
        of="m2",
        low=_PERCENT * found.low.share,
        high=_PERCENT * found.high.share,
        rule=rule.id,
        inputs=(
            input_of(store, layer, report.services),
            input_of(store, "residential", report.demand),
        ),
        evidence=coverage_evidence(report, indicator.title),
    )


def walk_15min(store: Store, indicator: Indicator, *, kind_id: str) -> Measurement:
    """Return the share of urban residential land within 15 minutes on foot of one kind of service.

    Nothing is known while the layer holds no such place: that is no coverage of 0.
    """
    kind, rule = SERVICE_KINDS[kind_id], find_rule(WALK_15MIN)
    services = counted(kind.pick(store), rule)
    if services.empty:
        return Measurement(
            None,
            Text(
                f"图层中没有已建{kind.title.zh}的位置，无法计算；导入设施点后自动更新。",
                f"The layer holds no {kind.title.en.lower()} that stands, so nothing can be "
                "measured; import the places and the figure follows.",
            ),
            rule=rule.id,
        )
    report = coverage_report(store, services, urban_homes(store))
    return as_measurement(store, indicator, report, rule=rule, layer=kind.layer)
