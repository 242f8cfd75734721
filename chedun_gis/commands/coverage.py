"""The command on service-radius coverage: any services over any demand, by a rule or a radius."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import geopandas as gpd
import typer

from chedun_gis.analysis import (
    DEMANDS,
    CoverageQuestion,
    CoverageTerms,
    NotCounted,
    amounts_of,
    coverage_terms,
    find_rule,
    known,
    left_out,
    left_out_data,
    left_out_words,
    likely_data,
    likely_of_frames,
    measured,
    other_lands,
    rule_data,
    share_data,
    with_near,
    zone_data,
)
from chedun_gis.commands.coverage_parts import PartsCoverage, tell_coverage_by_parts
from chedun_gis.commands.frames import (
    DEFAULT_RADIUS_M,
    indicator_of,
    kind_of,
    named_instead,
    open_frame,
    same_metric,
)
from chedun_gis.commands.shared import context, helped, list_words, open_town, progress, tell, write
from chedun_gis.indicators import Input
from chedun_gis.parts import is_part_set
from chedun_gis.texts import percent, say
from chedun_gis.town import Town, write_atomic
from geo import InputError
from geo.coverage import Coverage, CoverageRange, coverage_by_zone, gaps
from geo.doubt import LikelyShare
from geo.files import to_geojson
from layers import RuleSet

_GAP_COLUMNS = ("id", "area_m2", "uncovered", "parcels", "nearest_m", "near_zh", "near_en")


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("coverage", help=helped("help.coverage"))(measure_coverage)


def measure_coverage(  # noqa: PLR0913, PLR0917 - the options of a command line
    service: Annotated[str, typer.Option(help=helped("help.service"))] = "",
    demand: Annotated[str, typer.Option(help=helped("help.demand"))] = "",
    rule: Annotated[str, typer.Option(help=helped("help.rule"))] = "",
    radius_m: Annotated[
        float | None,
        typer.Option("--radius-m", help=helped("help.radius_m")),
    ] = None,
    by: Annotated[str, typer.Option(help=helped("help.by"))] = "",
    weight: Annotated[str, typer.Option(help=helped("help.weight"))] = "",
    scheduler: Annotated[str, typer.Option(help=helped("help.scheduler"))] = "",
    out: Annotated[Path | None, typer.Option(help=helped("help.coverage.out"))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=helped("help.json"))] = False,  # noqa: FBT002
) -> None:
    """Service-radius coverage; by a rule alone, the rule's own question."""
    town = open_town()
    if is_part_set(demand):
        if by:
            raise InputError("parts_option", option="--by")
        asked = PartsCoverage(demand, service, rule, radius_m, weight, scheduler, out)
        tell_coverage_by_parts(town, asked, as_json=as_json)
        return
    if scheduler:
        raise InputError("parts_needed", option="--scheduler")
    inputs = _inputs(town, service, demand, rule)
    homes, services, *zones = same_metric(
        town, inputs.homes, inputs.services, *([open_frame(town, by)] if by else [])
    )
    by_rule = inputs.rule is not None and radius_m is None
    one_radius_m = DEFAULT_RADIUS_M if radius_m is None else radius_m
    found = None
    likely = None
    if not services.empty and not homes.empty:
        reach = services["radius_m"] if by_rule else one_radius_m
        count = amounts_of(homes, weight) if weight else None
        found = measured(homes, services, radius_m=reach, weight=count, progress=_show)
        both = (inputs.demand_name, homes), (inputs.service_name, services)
        likely = likely_of_frames(town, *both, radius_m=reach, weight=count)
    mapped = found.mapped if isinstance(found, CoverageRange) else found
    holes = None if mapped is None else gaps(mapped, services)
    if out is not None:
        _write_gaps(town, services.iloc[:0] if holes is None else holes, out)
    others = {"radius": radius_m is not None, "weight": bool(weight)}
    differs = [*inputs.differs, *(name for name, other in others.items() if other)]
    without = None if differs or inputs.terms is None else left_out(town, inputs.terms)
    points = mapped is not None and not mapped.parcels.geometry.area.any()
    result = {
        **share_data(mapped),
        "unit": weight or ("places" if points else "m2"),
        "low": known(found.low.share) if isinstance(found, CoverageRange) else None,
        "high": known(found.high.share) if isinstance(found, CoverageRange) else None,
        "likely": likely_data(likely.likely if likely else None),
        "radius_m": None if by_rule else one_radius_m,
        **rule_data(inputs.rule, mapped),
        "land": inputs.land,
        "uncounted": left_out_data(without, mapped),
        "differs": differs if inputs.rule is not None else None,
        "other_lands": inputs.other_lands if not differs else [],
        "inputs": [
            _source(inputs.service_name, services),
            _source(inputs.demand_name, homes),
        ],
        "gaps": None if holes is None else len(holes),
        "zones": [] if mapped is None else _zones(town, mapped, zones),
    }
    if as_json:
        write(json.dumps(result, ensure_ascii=False, indent=1))
        return
    if inputs.rule is not None and differs:
        words = list_words([say(f"differs.{name}", context.lang) for name in differs])
        tell("cli.differs", rule=inputs.rule.name, what=words)
    if mapped is None or holes is None or known(mapped.share) is None:
        tell("cli.coverage_no_service" if services.empty else "cli.coverage_no_demand")
        return
    tell(
        "cli.coverage",
        share=f"{100 * mapped.share:.2f}",
        covered=f"{mapped.covered:,.0f}",
        total=f"{mapped.total:,.0f}",
        gaps=len(holes),
    )
    _tell_beside(found, likely, without, mapped)


def _tell_beside(
    found: Coverage | CoverageRange | None,
    likely: LikelyShare | None,
    without: NotCounted | None,
    mapped: Coverage,
) -> None:
    """Tell how true the share is, and what it would be with what its rule leaves out."""
    if isinstance(found, CoverageRange) and likely is not None:
        ends = (found.low.share, found.high.share, likely.likely.low, likely.likely.high)
        worst_low, worst_high, low, high = (percent(each, context.lang) for each in ends)
        tell("cli.likely", low=low, high=high, worst_low=worst_low, worst_high=worst_high)
    if without is not None:
        share = without.share(mapped.covered, mapped.total)
        write(left_out_words(without, share, context.lang))


def _write_gaps(town: Town, holes: gpd.GeoDataFrame, out: Path) -> None:
    ranked = with_near(town, holes.assign(id=[str(number) for number in holes.index]))
    columns = [name for name in _GAP_COLUMNS if name in ranked]
    write_atomic(out, to_geojson(ranked, columns).encode())


@dataclass(frozen=True, slots=True)
class _Inputs:
    """What is measured, by which rule, and what of it is not the rule's own."""

    service_name: str
    demand_name: str
    services: gpd.GeoDataFrame
    homes: gpd.GeoDataFrame
    rule: RuleSet | None
    land: str | None
    differs: tuple[str, ...]
    other_lands: tuple[Mapping[str, Any], ...]
    terms: CoverageTerms | None = None


def _inputs(town: Town, service: str, demand: str, rule: str) -> _Inputs:
    """Return the rule's own services and land, or those that were named instead.

    Raises `InputError("coverage_inputs")` when neither a rule nor both inputs are named.
    """
    if not rule and not (service and demand):
        raise InputError("coverage_inputs")
    if not rule:
        frames = open_frame(town, service), open_frame(town, demand)
        return _Inputs(
            service, demand, *frames, None, demand if demand in DEMANDS else None, (), ()
        )
    chosen = find_rule(town, rule, indicator=indicator_of(service))
    kind = kind_of(chosen, service)
    question = CoverageQuestion(kind.id, chosen.name, demand if demand in DEMANDS else "")
    terms = named_instead(town, coverage_terms(town, question), service, demand)
    return _Inputs(
        service or kind.id,
        demand or terms.land.id,
        terms.services,
        terms.demand,
        chosen,
        terms.land.id if demand in {"", *DEMANDS} else None,
        terms.differs,
        tuple(other_lands(town, question)),
        terms,
    )


def _zones(town: Town, mapped: Coverage, zones: list[gpd.GeoDataFrame]) -> list[dict[str, Any]]:
    if not zones:
        return []
    named = zones[0].set_index("id") if "id" in zones[0] else zones[0]
    return zone_data(coverage_by_zone(mapped, named), with_near(town, named))


def _source(name: str, frame: gpd.GeoDataFrame) -> dict[str, Any]:
    if "basis" not in frame or "accuracy_m" not in frame:
        return {"layer": name, "features": len(frame), "basis": None}
    counts = {str(key): int(count) for key, count in frame["basis"].value_counts().items()}
    accuracy = frame["accuracy_m"] if len(frame) else [0.0]
    return asdict(Input(name, len(frame), counts, float(min(accuracy)), float(max(accuracy))))


def _show(done: int, total: int) -> None:
    progress(f"{done:,} / {total:,}", last=done >= total)
