"""Declare the tools: how each is called in the link, where it stands, what the map shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

# A line or two to find one's way by, under a result that is to be seen.
_GROUND = ("town_boundary", "roads", "river_segments")


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool: `views/<folder>/page.py` draws it, `group` is what planners do with it.

    `layers` are those that the map shows for it, and puts back after it; without them the map stays
    as the user has it. Its title is the text `page.<name>`.
    """

    name: str
    group: str
    folder: str = ""
    layers: tuple[str, ...] = ()


# The first opens by default. A word of the language cannot name a package.
TOOLS: Mapping[str, Tool] = MappingProxyType(
    {
        tool.name: tool
        for tool in (
            Tool("map", "look"),
            Tool("score", "monitor", layers=_GROUND),
            Tool("plans", "monitor"),
            Tool("evaluation", "monitor", layers=_GROUND),
            # The rivers are the result itself.
            Tool("water", "monitor", layers=("town_boundary", "roads")),
            Tool("coverage", "analyse", layers=_GROUND),
            Tool("bus", "analyse", layers=(*_GROUND, "bus_stops")),
            Tool("belt", "analyse", layers=_GROUND),
            Tool("profile", "analyse", layers=_GROUND),
            Tool("scenario", "plan", layers=(*_GROUND, "residential")),
            Tool("siting", "plan", layers=_GROUND),
            Tool("survey", "data", layers=_GROUND),
            Tool("data", "data"),
            Tool("import", "data", folder="importing", layers=_GROUND),
        )
    }
)
