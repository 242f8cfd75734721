"""Coverage of a demand that lies in parts: the same question, answered part by part."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chedun_gis.analysis import CoverageQuestion, coverage_terms, find_rule, rule_data, share_data
from chedun_gis.commands.frames import (
    DEFAULT_RADIUS_M,
    beside_parts,
    indicator_of,
    kind_of,
    named_instead,
)
from chedun_gis.commands.shared import context, list_words, progress, show_parts, tell, write
from chedun_gis.compute import answering
from chedun_gis.parts import (
    AllServices,
    CoverageByParts,
    PartSet,
    coverage_by_parts,
    is_part_set,
    open_parts,
    services_of_frame,
    services_of_parts,
)
from chedun_gis.texts import say
from chedun_gis.town import Town, settings_from
from geo import InputError, to_metric
from layers import RuleSet


@dataclass(frozen=True, slots=True)
class PartsCoverage:
    """What is named on the command line; "" and None for what is not."""

    demand: str
    service: str
    rule: str
    radius_m: float | None
    weight: str
    scheduler: str
    out: Path | None


def tell_coverage_by_parts(town: Town, asked: PartsCoverage, *, as_json: bool) -> None:
    """Measure and tell; raises `InputError("coverage_inputs")` without rule and service."""
    demand = open_parts(Path(asked.demand))
    rule = (
        find_rule(town, asked.rule, indicator=indicator_of(asked.service)) if asked.rule else None
    )
    services, count = _services(town, asked, rule, demand)
    keys = settings_from(os.environ).scheduler_keys
    found = None
    with answering(asked.scheduler, keys) as executor:
        if count and demand.rows:
            found = coverage_by_parts(
                executor,
                demand,
                services,
                weight=asked.weight,
                out=asked.out,
                watch=show_parts,
            )
    progress("", last=True)
    differs = _differs(asked, rule)
    if as_json:
        told = _data(asked, rule, found, demand, count)
        write(json.dumps(told | {"differs": differs}, ensure_ascii=False, indent=1))
        return
    if rule is not None and differs:
        words = list_words([say(f"differs.{name}", context.lang) for name in differs])
        tell("cli.differs", rule=rule.name, what=words)
    if found is None or not found.total:
        tell("cli.coverage_no_demand" if count else "cli.coverage_no_service")
        return
    tell(
        "cli.coverage_parts",
        share=f"{100 * found.share:.2f}",
        covered=f"{found.covered:,.0f}",
        total=f"{found.total:,.0f}",
        parts=f"{found.parts:,}",
        workers=f"{found.workers:,}",
    )


def _services(
    town: Town, asked: PartsCoverage, rule: RuleSet | None, demand: PartSet
) -> tuple[AllServices, int]:
    """Return what serves, by the rule's radii or by one, and how many there are."""
    one_m = DEFAULT_RADIUS_M if asked.radius_m is None else asked.radius_m
    if rule is None:
        if not asked.service:
            raise InputError("coverage_inputs")
        if is_part_set(asked.service):
            stored = open_parts(Path(asked.service))
            return services_of_parts(stored, demand, one_m), stored.rows
        frame = beside_parts(town, asked.service, demand.crs)
        return services_of_frame(frame, demand, one_m), len(frame)
    question = CoverageQuestion(kind_of(rule, asked.service).id, rule.name)
    own = named_instead(town, coverage_terms(town, question), asked.service, "").services
    frame = to_metric(own, crs=demand.crs)
    reach = frame["radius_m"] if asked.radius_m is None else asked.radius_m
    return services_of_frame(frame, demand, reach), len(frame)


def _differs(asked: PartsCoverage, rule: RuleSet | None) -> list[str] | None:
    """Return what of the question is not the rule's own; its land never lies in parts."""
    if rule is None:
        return None
    own = {"", kind_of(rule, asked.service).id}
    others = {
        "service": asked.service not in own,
        "demand": True,
        "radius": asked.radius_m is not None,
        "weight": bool(asked.weight),
    }
    return [name for name, other in others.items() if other]


def _data(
    asked: PartsCoverage,
    rule: RuleSet | None,
    found: CoverageByParts | None,
    demand: PartSet,
    services: int,
) -> dict[str, Any]:
    """Return the answer by the keys of `coverage`; null what only a whole layer can tell."""
    by_rule = rule is not None and asked.radius_m is None
    radius_m = DEFAULT_RADIUS_M if asked.radius_m is None else asked.radius_m
    unit = "places" if demand.kind == "point" else "m2"
    inputs = ((asked.service, services), (asked.demand, demand.rows))
    return {
        **share_data(found),
        "unit": asked.weight or unit,
        "low": None,
        "high": None,
        "likely": None,
        "uncounted": None,
        "radius_m": None if by_rule else radius_m,
        **rule_data(rule, found),
        "land": None,
        "other_lands": [],
        "inputs": [{"layer": name, "features": count, "basis": None} for name, count in inputs],
        "gaps": None,
        "zones": [],
        "parts": len(demand.parts),
        "workers": 0 if found is None else found.workers,
    }
