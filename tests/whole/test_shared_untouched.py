"""Nothing that threads share is changed by asking: no geometry prepared, no value written over."""

import geopandas as gpd
import pytest
import shapely

from chedun_gis.analysis import CoverageQuestion, coverage_terms
from chedun_gis.town import Town, open_town
from layers import LAYERS
from tests.whole.operations import OPERATIONS, forget_answers


@pytest.fixture(scope="module")
def town() -> Town:
    # From here on each question is answered once, by whichever operation asks it first.
    forget_answers()
    return open_town()


@pytest.fixture(scope="module")
def before(town: Town) -> dict[str, gpd.GeoDataFrame]:
    return {layer: town.frame(layer).copy(deep=True) for layer in LAYERS}


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_leaves_all_as_it_was(
    town: Town, before: dict[str, gpd.GeoDataFrame], name: str
) -> None:
    OPERATIONS[name](town)
    terms = coverage_terms(town, CoverageQuestion())
    shared = {layer: town.frame(layer) for layer in LAYERS}
    shared |= {"counted services": terms.services, "counted homes": terms.demand}
    prepared = {
        key for key, frame in shared.items() if shapely.is_prepared(frame.geometry.to_numpy()).any()
    }
    assert prepared == set()
    changed = {layer for layer in LAYERS if not town.frame(layer).equals(before[layer])}
    assert changed == set()
