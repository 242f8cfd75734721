"""A town of more homes than the server measures itself: 5,100 in rows, and one park among them."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from shapely import box
from shapely.geometry import mapping

from layers import LAYERS
from tests.conftest import feature

HOMES = 5_100
_TOWNS = count()


def large_town(
    toy_with: Callable[..., Path], *, park_deg: tuple[float, float] = (121.255, 31.004)
) -> Path:
    """Write the homes (10 m by 10 m), the park, a zone with half of them, and the bus line.

    The park lies within 500 m of six in ten of them, unless it is put elsewhere. Each town is
    another one, so that no answer is kept from the test before.
    """
    toy_with(
        "residential", *(_square("residential", f"home-{n}", *_place(n)) for n in range(HOMES))
    )
    park = {"stage": "completed", "name_zh": f"公园{next(_TOWNS)}"}
    toy_with("parks", _square("parks", "p", *park_deg, 0.002, **park))
    folder = toy_with("zones", _square("zones", "half", 121.25, 31.0, 0.01, bus_target=False))
    table = "line,route,kind,basis\n甲,甲,regular,stated\n"
    (folder / "bus_services.csv").write_text(table, encoding="utf-8")
    return folder


def _place(number: int) -> tuple[float, float]:
    return 121.25 + 0.0002 * (number % 100), 31.0 + 0.0002 * (number // 100)


def _square(
    layer: str,
    feature_id: str,
    west_deg: float,
    south_deg: float,
    side_deg: float = 0.0001,
    **values: object,
) -> dict[str, Any]:
    shape = mapping(box(west_deg, south_deg, west_deg + side_deg, south_deg + side_deg))
    return feature(LAYERS[layer], feature_id, geometry=shape, **values)
