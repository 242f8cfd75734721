"""A planner's file of any format arrives as the same parks."""

from pathlib import Path

import numpy as np
import pytest
import shapely

from chedun_gis.importing import Options, Prepared, open_file, prepare
from chedun_gis.town import open_town
from layers import LAYERS
from tests.chedun_gis.importing.files import CRS, FORMATS, NAMES, squares

PARKS = LAYERS["parks"]
STATED = {"basis": "surveyed", "accuracy_m": "0.5"}
CLASSES = {"kind": "community", "stage": "completed"}


def prepared(path: Path, options: Options, layer_id: str = "parks") -> Prepared:
    return prepare(open_file(path, options), LAYERS[layer_id], options, open_town())


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_brings_the_same_parks(name: str, tmp_path: Path) -> None:
    write, states_crs, has_fields = FORMATS[name]
    options = Options(
        crs="" if states_crs else CRS,
        datum="wgs84",
        values=STATED if has_fields else STATED | CLASSES,
    )
    found = prepared(write(tmp_path), options)
    assert found.errors == []
    assert found.obstacle(skip_bad=False) is None
    assert len(found.frame) == 3
    # FlatGeobuf sorts its features by place. DXF has no holes.
    frame = found.frame.sort_values("id") if name == "fgb" else found.frame
    expected = squares()
    if name == "dxf":
        expected = [shapely.Polygon(each.exterior) for each in expected]
    moved = [
        shapely.hausdorff_distance(one, other)
        for one, other in zip(frame.geometry, expected, strict=True)
    ]
    # GeoJSON holds seven decimals of a degree, about a centimetre; boundary text millimetres.
    assert max(moved) < (0.02 if name == "geojson" else 0.001)
    areas = frame.geometry.area.to_numpy()
    assert np.allclose(areas, [each.area for each in expected], rtol=1e-3)
    if name != "dxf":
        assert frame["name_zh"].tolist() == list(NAMES)
        assert frame["id"].tolist() == ["p-1", "p-2", "p-3"]
    if has_fields:
        assert frame["kind"].tolist() == ["community", "pocket", "comprehensive"]
        assert frame["stage"].tolist() == ["completed", "under_construction", "planned"]
    assert frame["basis"].tolist() == ["surveyed"] * 3
