"""What is found by name and listed, asked in every way."""

from dataclasses import asdict

from chedun_gis.map import (
    ProjectFilter,
    card_of,
    feature_list,
    months_known,
    project_choices,
    project_list,
    search,
)
from chedun_gis.town import Town, as_of, present_id
from tests.whole.digests import digest


def found_by_name(town: Town) -> str:
    """Cards, names, and what stands where something stood."""
    cards = [card_of(town, "projects", each, "en") for each in town.frame("projects")["id"]]
    present = present_id(town, "residential", "res-film-south-01")
    return digest(search(town, "公园", "zh"), [card and asdict(card) for card in cards], present)


def listed(town: Town) -> str:
    """The lists of projects and features, now and at a date, and what they are filtered by."""
    lists = [project_list(town, ProjectFilter(text=text), "zh") for text in ("", "公园")]
    lists += [feature_list(town, layer, "路", "en") for layer in ("roads", "bus_stops")]
    lists.append(project_list(as_of(town, "2022-06"), ProjectFilter(), "zh"))
    parts = [part for each in lists for part in (each.ids, each.rows, each.total)]
    return digest(*parts, *project_choices(town, "en").values(), months_known(town, "2026-01"))
