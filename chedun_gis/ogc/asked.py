"""Hold what one request asks for."""

from dataclasses import dataclass

import shapely
from starlette.requests import Request

from chedun_gis.texts import Lang


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, the base of the links in its answer, its language, its bbox in metres."""

    request: Request
    base: str
    lang: Lang
    area: shapely.Geometry | None = None
