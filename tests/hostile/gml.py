"""GML that is cut, expands, nests, states what is not so, or leads elsewhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.hostile.corpus import IMPORT, Accepted, Case, Refused, Row, names
from tests.hostile.xml_family import LAUGHS, text

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACES: Final = (
    'xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink"'
)
# Of CGCS2000 in degrees, latitude first; the last corner is the first.
_CORNERS: Final = "31 121.28 31.001 121.28 31.001 121.281 31 121.281 31 121.28"
_PARKS: Final = (*IMPORT, "--set", "kind=community", "--set", "stage=completed")
_FIRST, _SECOND = "第 1 行", "第 2 行"


def area(corners: str = _CORNERS, *, system: str = "urn:ogc:def:crs:EPSG::4490") -> str:
    """Return a polygon of one ring."""
    ring = f"<gml:LinearRing><gml:posList>{corners}</gml:posList></gml:LinearRing>"
    exterior = f"<gml:exterior>{ring}</gml:exterior>"
    return f'<gml:Polygon srsName="{system}" gml:id="g">{exterior}</gml:Polygon>'


def park(shape: str | None = None, *, name: str = "甲", more: str = "") -> str:
    """Return a park, good but for what is given."""
    held = f"<place>{area() if shape is None else shape}</place>"
    return f"<gml:featureMember><park>{held}<名称>{name}</名称>{more}</park></gml:featureMember>"


def gml(*members: str, stated: str = "", head: str = _HEAD) -> Callable[[Path], Path]:
    """Return a builder of a collection whose first element states more."""
    body = "".join(members)
    content = f"{head}<gml:FeatureCollection {_SPACES} {stated}>{body}</gml:FeatureCollection>"
    return text("parks.gml", content)


def cut(folder: Path) -> Path:
    path = gml(park(), park())(folder)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    return path


def in_gbk_called_utf_8(folder: Path) -> Path:
    path = gml(park(), park(name="乙公园"))(folder)
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    return path


def _lies_right(rows: list[Row]) -> bool:
    return rows[0]["geometry"]["coordinates"][0][0][0] == 121.28


_HOLDER: Final = "<gml:MultiGeometry><gml:geometryMember>"
_HOLDERS: Final = _HOLDER * 5_000 + area() + "</gml:geometryMember></gml:MultiGeometry>" * 5_000
_ARC: Final = (
    '<gml:Curve srsName="urn:ogc:def:crs:EPSG::4490"><gml:segments><gml:Arc><gml:posList>'
    "31 121.28 31.001 121.28 31.001 121.281</gml:posList></gml:Arc></gml:segments></gml:Curve>"
)
_CIRCLED: Final = (
    '<gml:Polygon srsName="urn:ogc:def:crs:EPSG::4490"><gml:exterior><gml:Ring><gml:curveMember>'
    "<gml:Curve><gml:segments><gml:Circle><gml:posList>31 121.28 31.001 121.281 31 121.282"
    "</gml:posList></gml:Circle></gml:segments></gml:Curve></gml:curveMember></gml:Ring>"
    "</gml:exterior></gml:Polygon>"
)
_MANY: Final = [park()] * 20
_ENTITIES: Final = f"<!DOCTYPE a [{LAUGHS}]>"
_OUTSIDE: Final = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_LINKED: Final = (
    '<gml:Polygon srsName="urn:ogc:def:crs:EPSG::4490" xlink:href="file:///etc/passwd#g"/>'
)

CASES: Final = (
    Case(
        "entities that multiply",
        gml(park(name="&l9;"), head=_HEAD + _ENTITIES),
        Refused("import_dtd"),
    ),
    Case(
        "an entity from outside",
        gml(park(name="&x;"), head=_HEAD + _OUTSIDE),
        Refused("import_dtd"),
    ),
    Case(
        "entities far behind the head",
        gml(park(name="&l9;"), head=f"{_HEAD}<!--{' ' * 70_000}-->{_ENTITIES}"),
        Refused("import_format"),
    ),
    Case("cut in the middle", cut, Refused("xml_broken")),
    Case(
        "an encoding that nobody knows",
        gml(park(), head=_HEAD.replace("UTF-8", "X-KLINGON")),
        names("甲"),
        _PARKS,
    ),
    Case("GBK that calls itself UTF-8", in_gbk_called_utf_8, names("甲", "乙公园"), _PARKS),
    Case(
        "elements nested 200,000 deep",
        gml(park(more="<a>" * 200_000 + "</a>" * 200_000)),
        Refused("import_no_layer"),
    ),
    Case(
        "geometries nested 5,000 deep",
        gml(park(_HOLDERS)),
        Refused("import_no_layer"),
        _PARKS,
    ),
    Case(
        "fewer features than it states",
        gml(park(), stated='numberOfFeatures="5"'),
        Refused("gml_count"),
        _PARKS,
    ),
    Case(
        "a page of a service",
        gml(park(), stated='numberMatched="500" numberReturned="1"'),
        Refused("gml_count"),
        _PARKS,
    ),
    Case(
        "a CRS that nobody knows",
        gml(park(area(system="urn:ogc:def:crs:XX::99"))),
        Refused("crs_undecided", "坐标系"),
        _PARKS,
    ),
    Case(
        "words for coordinates",
        gml(park(), park(area("here there"))),
        Refused("import_bad_rows", _SECOND),
        _PARKS,
    ),
    Case(
        "NaN for a coordinate",
        gml(*_MANY, park(area(_CORNERS.replace("121.281", "nan", 1)))),
        Refused("import_bad_rows", "第 21 行"),
        _PARKS,
    ),
    Case(
        "a coordinate of 1e308",
        gml(*_MANY, park(area(_CORNERS.replace("121.281", "1e308", 1)))),
        Refused("import_bad_rows", "第 21 行"),
        _PARKS,
    ),
    Case(
        "an odd number of coordinates",
        gml(park(), park(area(f"{_CORNERS} 31"))),
        Refused("import_cut_short"),
        _PARKS,
    ),
    Case(
        "a ring of two points",
        gml(park(area("31 121.28 31.001 121.28"))),
        Refused("import_bad_rows", _FIRST),
        _PARKS,
    ),
    Case("a circle for a ring", gml(park(_CIRCLED)), Refused("geometry_curved", _FIRST), _PARKS),
    Case("an arc", gml(park(_ARC)), Refused("geometry_curved", _FIRST), _PARKS),
    Case(
        "a place in another file",
        gml(park(), park(_LINKED)),
        Refused("import_bad_rows", _SECOND),
        _PARKS,
    ),
    Case("no place", gml(park(), park("")), Refused("import_bad_rows", _SECOND), _PARKS),
    Case("nothing in it", gml(), Refused("import_no_layer"), _PARKS),
    Case("latitude first, as its CRS says", gml(park()), Accepted(_lies_right), _PARKS),
    Case(
        "a name with script",
        gml(park(name="&lt;script&gt;{{7*7}}")),
        names("<script>{{7*7}}"),
        _PARKS,
    ),
)
