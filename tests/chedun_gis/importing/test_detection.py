"""How often a wrong datum or CRS is found: a hundred samples of twenty features each."""

from collections import Counter

import geopandas as gpd
import numpy as np
import pytest
import shapely

from chedun_gis.importing.datum_match import match
from chedun_gis.town import open_town
from geo.position import Datum, diagnose, shift_frame
from tests.conftest import PLACE

STORE = open_town()
SAMPLES, FEATURES = 100, 20
# What a survey or a click on a web map is off by.
NOISE_M = 15.0
REFERENCES = {name: STORE.frame(name) for name in ("bus_stops", "roads", "town_boundary")}


def sample(rng: np.random.Generator, datum: Datum = "wgs84") -> gpd.GeoDataFrame:
    """Twenty of the stops, each a little off, in degrees of a datum."""
    stops = STORE.frame("bus_stops")
    rows = rng.choice(len(stops), FEATURES, replace=False)
    shapes = shapely.transform(
        stops.geometry.to_numpy()[rows], lambda xy: xy + rng.normal(0, NOISE_M, xy.shape)
    )
    frame = gpd.GeoDataFrame(geometry=shapes, crs=stops.crs).to_crs(4326)
    return shift_frame(frame, source="wgs84", target=datum)


@pytest.mark.parametrize("datum", ["wgs84", "gcj02", "bd09"])
def test_the_datum_is_told_in_99_of_100(datum: Datum) -> None:
    # For good data this says too that fewer than 1 in 100 is flagged.
    rng = np.random.default_rng(2025)
    found = Counter(match(sample(rng, datum), REFERENCES).datum for _ in range(SAMPLES))
    assert found[datum] >= 99, found


@pytest.mark.parametrize(
    ("code", "made_in", "swap"),
    [
        ("crs_swapped", "EPSG:4490", True),
        ("crs_swapped", "EPSG:4549", True),
        ("crs_wrong_zone", "EPSG:4550", False),
    ],
)
def test_swapped_axes_and_a_wrong_zone_are_told_in_99_of_100(
    code: str, made_in: str, swap: bool
) -> None:
    rng = np.random.default_rng(2025)
    stated = "EPSG:4549" if code == "crs_wrong_zone" else made_in
    found: Counter[str] = Counter()
    for _ in range(SAMPLES):
        shapes = sample(rng).to_crs(made_in).geometry.to_numpy()
        turned = shapely.transform(shapes, lambda xy: xy[:, ::-1]) if swap else shapes
        finding = diagnose(
            gpd.GeoDataFrame(geometry=turned, crs=stated), extent_deg=PLACE.extent_deg
        )
        found[finding.code if finding else ""] += 1
    assert found[code] >= 99, found


def test_good_data_are_flagged_in_fewer_than_1_of_100() -> None:
    rng = np.random.default_rng(7)
    flagged = sum(
        diagnose(sample(rng).to_crs(crs), extent_deg=PLACE.extent_deg) is not None
        for crs in ("EPSG:4490", "EPSG:4549", "EPSG:4528")
        for _ in range(SAMPLES)
    )
    assert flagged == 0
