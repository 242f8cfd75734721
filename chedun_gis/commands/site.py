"""The command on siting: which candidates serve most, or the fewest that serve all."""

import json
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import geopandas as gpd
import typer
from pandas.api.types import is_integer_dtype

from chedun_gis.analysis import DEMANDS, CoverageTerms, amounts_of, known, with_near
from chedun_gis.commands.frames import (
    DEFAULT_RADIUS_M,
    labelled,
    named_instead,
    open_frame,
    same_metric,
)
from chedun_gis.commands.shared import context, helped, list_words, open_town, progress, tell, write
from chedun_gis.commands.site_parts import PartsSite, tell_site_by_parts
from chedun_gis.parts import is_part_set
from chedun_gis.scenario import (
    SitingQuestion,
    candidate_sites,
    site_name,
    sites_for,
    siting_of,
    siting_terms,
)
from chedun_gis.texts import LANGS, joined, percent, say
from chedun_gis.town import Town, write_atomic
from geo import InputError, to_metric, union
from geo.files import to_geojson
from geo.siting import Ask, Choice, Constraints, Siting, grid_sites, kept_sites
from layers import Text

_GRID = "grid"


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command(help=helped("help.site"))(site)


def site(  # noqa: PLR0913, PLR0917 - the options of a command line
    candidates: Annotated[str, typer.Option(help=helped("help.candidates"))],
    rule: Annotated[str, typer.Option(help=helped("help.rule"))] = "",
    demand: Annotated[str, typer.Option(help=helped("help.demand"))] = "",
    radius_m: Annotated[
        float | None,
        typer.Option("--radius-m", help=helped("help.radius_m")),
    ] = None,
    count: Annotated[int, typer.Option(help=helped("help.count"))] = 2,
    existing: Annotated[str, typer.Option(help=helped("help.existing"))] = "",
    full_coverage: Annotated[bool, typer.Option(help=helped("help.full_coverage"))] = False,  # noqa: FBT002
    weight: Annotated[str, typer.Option(help=helped("help.weight"))] = "",
    lock_in: Annotated[str, typer.Option(help=helped("help.lock_in"))] = "",
    lock_out: Annotated[str, typer.Option(help=helped("help.lock_out"))] = "",
    m2_per_person: Annotated[float | None, typer.Option(help=helped("help.m2_per_person"))] = None,
    spacing_m: Annotated[float, typer.Option("--spacing-m", help=helped("help.spacing_m"))] = 200.0,
    area_m2: Annotated[float, typer.Option("--area-m2", help=helped("help.area_m2"))] = 10_000.0,
    inside: Annotated[str, typer.Option(help=helped("help.inside"))] = "",
    outside: Annotated[str, typer.Option(help=helped("help.outside"))] = "",
    time_limit_s: Annotated[
        float, typer.Option("--time-limit-s", help=helped("help.seconds"))
    ] = 30.0,
    scheduler: Annotated[str, typer.Option(help=helped("help.scheduler"))] = "",
    out: Annotated[Path | None, typer.Option(help=helped("help.site.out"))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=helped("help.json"))] = False,  # noqa: FBT002
) -> None:
    """Find the best sites, or the fewest for all."""
    town = open_town()
    if is_part_set(demand):
        whole = {
            "--rule": rule,
            "--lock-in": lock_in,
            "--lock-out": lock_out,
            "--m2-per-person": m2_per_person,
            "--full-coverage": full_coverage,
        }
        asked = PartsSite(
            demand=demand,
            candidates=candidates,
            existing=existing,
            inside=inside,
            outside=outside,
            radius_m=radius_m,
            spacing_m=spacing_m,
            area_m2=area_m2,
            count=count,
            weight=weight,
            time_limit_s=time_limit_s,
            scheduler=scheduler,
            out=out,
            refused=tuple(name for name, given in whole.items() if given),
        )
        tell_site_by_parts(town, asked, as_json=as_json)
        return
    if scheduler:
        raise InputError("parts_needed", option="--scheduler")
    options = _Options(
        rule=rule,
        demand=demand,
        candidates=candidates,
        existing=existing,
        inside=inside,
        outside=outside,
        radius_m=radius_m,
        spacing_m=spacing_m,
        area_m2=area_m2,
        m2_per_person=m2_per_person,
        full_coverage=full_coverage,
    )
    task = _by_rule(town, options) if rule else _of_frames(town, options)
    homes, sites = task.demand, task.sites
    ask = Ask(
        count=count,
        weight=amounts_of(homes, weight) if weight else None,
        locked_in=_ids(lock_in, sites),
        locked_out=_ids(lock_out, sites),
        time_limit_s=time_limit_s,
        progress=_show,
    )
    found = task.find(ask)
    labels = list(dict.fromkeys(s for e in (found.best, *found.alternatives) for s in e.sites))
    near = with_near(town, sites.loc[labels])
    if out is not None:
        chosen = near.loc[list(found.best.sites)]
        numbered = chosen.assign(id=[str(label) for label in chosen.index])
        write_atomic(out, to_geojson(numbered, ["id", "near_zh", "near_en"]).encode())
    if as_json:
        plain = "places" if found.before.demand.points else "m2"
        unit = weight or (task.people and "people") or plain
        result = {**_data(found, near, task.radius_m, unit), **_rule(task, weight)}
        write(json.dumps(result, ensure_ascii=False, indent=1))
        return
    differs = _rule(task, weight)["differs"]
    if differs and task.terms:
        what = list_words([say(f"differs.{name}", context.lang) for name in differs])
        tell("cli.differs", rule=task.terms.rule.name, what=what)
    tell(
        "cli.site",
        sites=joined((_called(label, near) for label in found.best.sites), context.lang),
        gain=f"{found.best.gain:,.0f}",
        share=percent(found.best.share, context.lang),
    )


def _called(label: object, near: gpd.GeoDataFrame) -> str:
    """Return what a site is called, as the page does."""
    names = [near.loc[label, f"near_{lang}"] for lang in LANGS]
    return site_name(label, Text(*names) if all(names) else None, context.lang)


@dataclass(frozen=True, slots=True)
class _Options:
    """What is named on the command line, "" for what is not."""

    rule: str
    demand: str
    candidates: str
    existing: str
    inside: str
    outside: str
    radius_m: float | None
    spacing_m: float
    area_m2: float
    m2_per_person: float | None
    full_coverage: bool


@dataclass(frozen=True, slots=True)
class _Task:
    """What is to be served from where, how to find it, and the rule's terms, if there is a rule.

    `radius_m` is None where the rule says it; `people` are served, not land.
    """

    demand: gpd.GeoDataFrame
    sites: gpd.GeoDataFrame
    find: Callable[[Ask], Siting]
    radius_m: float | None
    terms: CoverageTerms | None = None
    people: bool = False


def _by_rule(town: Town, options: _Options) -> _Task:
    """Return the page's own question, but for what was named instead of the rule's."""
    question = SitingQuestion(
        rule=options.rule,
        demand=options.demand if options.demand in DEMANDS else "",
        radius_m=options.radius_m,
        spacing_m=options.spacing_m,
        area_m2=options.area_m2,
        per_person_m2=options.m2_per_person or 0.0,
        full_coverage=options.full_coverage,
    )
    own = siting_terms(town, question)
    crs = own.demand.crs
    if not options.demand and own.demand.empty:
        raise InputError("site_demand_empty")

    def opened(name: str) -> gpd.GeoDataFrame | None:
        return to_metric(open_frame(town, name), crs=crs) if name else None

    land = None if options.candidates == _GRID else opened(options.candidates)
    laid_out = candidate_sites(town, question, None if land is None else labelled(land))
    limits = Constraints(inside=opened(options.inside), outside=opened(options.outside))
    candidates = kept_sites(laid_out.frame, limits)
    terms = named_instead(town, own, options.existing, options.demand)
    services = to_metric(terms.services, crs=crs)
    if options.radius_m is not None:
        services = services.assign(radius_m=options.radius_m)
    terms = replace(terms, services=services, demand=to_metric(terms.demand, crs=crs))
    return _Task(
        terms.demand,
        candidates.frame,
        lambda ask: sites_for(town, question, candidates, ask, terms=terms),
        options.radius_m,
        terms,
        people=terms.by_people,
    )


def _of_frames(town: Town, options: _Options) -> _Task:
    """Return a question of the frames that were named, whatever any rule says of them."""
    if not options.demand:
        raise InputError("site_inputs")
    grid = options.candidates == _GRID
    named = {
        "demand": options.demand,
        "existing": options.existing,
        "inside": options.inside,
        "outside": options.outside,
        "candidates": "" if grid else options.candidates,
    }
    given = {key: open_frame(town, name) for key, name in named.items() if name}
    frames = dict(zip(given, same_metric(town, *given.values()), strict=True))
    homes = frames["demand"]
    if homes.empty:
        raise InputError("site_demand_empty")
    radius_m = DEFAULT_RADIUS_M if options.radius_m is None else options.radius_m
    limits = Constraints(inside=frames.get("inside"), outside=frames.get("outside"))
    if grid:
        spacing_m, area_m2 = options.spacing_m, options.area_m2
        ground = frames.get("inside", _around(homes, radius_m))
        sites = grid_sites(ground, spacing_m=spacing_m, area_m2=area_m2, constraints=limits).frame
    else:
        sites = kept_sites(labelled(frames["candidates"]), limits).frame
    each_m2 = options.m2_per_person
    capacity = None if each_m2 is None else sites.geometry.area / each_m2
    there = frames.get("existing", gpd.GeoDataFrame(geometry=[], crs=homes.crs))

    def find(ask: Ask) -> Siting:
        ask, full = replace(ask, capacity=capacity), options.full_coverage
        return siting_of(homes, sites, there, radius_m=radius_m, ask=ask, full_coverage=full)

    return _Task(homes, sites, find, radius_m)


def _rule(task: _Task, weight: str) -> dict[str, Any]:
    """Return by which rule sites were sought, and what was asked otherwise; null without a rule."""
    if task.terms is None:
        return {"rule": None, "indicator": None, "differs": None}
    rule = task.terms.rule
    differs = [*task.terms.differs, *(["weight"] if weight else [])]
    return {"rule": rule.id, "indicator": rule.indicator, "differs": differs}


def _around(homes: gpd.GeoDataFrame, radius_m: float) -> gpd.GeoDataFrame:
    """Return the ground on which a site could serve any of the demand."""
    reach = union(homes.geometry.buffer(radius_m).to_numpy())
    return gpd.GeoDataFrame(geometry=[reach], crs=homes.crs)


def _ids(text: str, sites: gpd.GeoDataFrame) -> tuple[Any, ...]:
    """Return the candidates named; numbers where the candidates are numbered."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    numbered = is_integer_dtype(sites.index)
    return tuple(int(name) if numbered and name.isdigit() else name for name in names)


def _data(
    found: Siting, near: gpd.GeoDataFrame, radius_m: float | None, unit: str
) -> dict[str, Any]:
    """Return the answer; the keys are those of `docs/commands.md`."""
    area = unit == "m2"
    unreachable = float(found.unreachable["amount"].sum())
    return {
        **_choice(found.best, near),
        "gain_m2": found.best.gain if area else None,
        "numerator": found.after.covered,
        "denominator": found.after.total,
        "unit": unit,
        "radius_m": radius_m,
        "optimal": True if found.optimal else (None if math.isnan(found.gap) else found.gap),
        "method": found.method,
        "approximate": found.approximate,
        "before": known(found.before.share),
        "unreachable_m2": unreachable if area else None,
        "unreachable": unreachable,
        "alternatives": [_choice(each, near) for each in found.alternatives],
    }


def _choice(choice: Choice, near: gpd.GeoDataFrame) -> dict[str, Any]:
    return {
        "sites": list(choice.sites),
        **{name: near.loc[list(choice.sites), name].tolist() for name in ("near_zh", "near_en")},
        "gain": choice.gain,
        "value": known(choice.share),
    }


def _show(step: str, done: float, total: float) -> None:
    progress(f"{step} {done:,.0f} / {total:,.0f}")
