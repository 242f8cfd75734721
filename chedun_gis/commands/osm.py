"""The command that turns OpenStreetMap into layers, ready for check and import."""

from pathlib import Path
from typing import Annotated

import typer

from chedun_gis.commands.shared import helped, open_town, tell
from chedun_gis.osm import (
    ATTRIBUTION,
    Bounds,
    Elements,
    Made,
    ask_network,
    layers_named,
    make_layer,
    query_of,
    read_extract,
)
from chedun_gis.town import write_atomic
from geo import InputError
from geo.files import to_geojson
from layers import Place

_HEAD = '{"type":"FeatureCollection",'


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command(help=helped("help.osm"))(osm)


def osm(  # noqa: PLR0913 - the options of the command line
    place: Annotated[str, typer.Option(help=helped("help.place"))] = "",
    bbox: Annotated[str, typer.Option(help=helped("help.bbox"))] = "",
    file: Annotated[Path | None, typer.Option(help=helped("help.osm.file"))] = None,
    layers: Annotated[str, typer.Option(help=helped("help.layers"))] = "",
    out: Annotated[Path, typer.Option(help=helped("help.osm.out"))] = Path(),
    *,
    town: Annotated[bool, typer.Option("--town", help=helped("help.town"))] = False,
    anywhere: Annotated[bool, typer.Option("--anywhere", help=helped("help.anywhere"))] = False,
) -> None:
    """Make layers from OpenStreetMap."""
    here, wanted = open_town(), layers_named(layers)
    bounds = _bounds(bbox, here.place) if bbox else None
    if (town and place) or ((town or place) and (bounds or file)):
        raise InputError("osm_source")
    place = here.place.map_name if town else place
    if not (place or bounds or file):
        raise InputError("osm_source")
    if out.exists() and not out.is_dir():
        raise InputError("osm_out_not_folder", file=str(out))
    elements = _elements(wanted, place, bounds, file)
    boundary = here.frame("town_boundary")
    made = [
        make_layer(layer_id, elements, here.place, boundary, anywhere=anywhere)
        for layer_id in wanted
    ]
    if not any(len(each.frame) for each in made):
        asked = str(file.name if file else place or bbox)
        raise _none_of(sum(each.outside for each in made), asked, elements)
    contents = [(each, _content(each, elements.date)) for each in made if len(each.frame)]
    _make_folder(out)
    for each, content in contents:
        write_atomic(out / each.layer.file, content)
    for each in made:
        tell(
            "osm.made",
            layer=each.layer.id,
            count=len(each.frame),
            outside=each.outside,
            unfit=each.unfit,
        )
    tell("osm.credit", attribution=ATTRIBUTION, date=elements.date)


def _none_of(outside: int, asked: str, elements: Elements) -> InputError:
    """Return why there is nothing to write: nothing fits, or all that fits lies elsewhere."""
    if not outside:
        return InputError("osm_nothing", place=asked)
    west, south, east, north = (f"{each:.2f}" for each in elements.frame.total_bounds)
    box = {"west": west, "south": south, "east": east, "north": north}
    return InputError("osm_outside", place=asked, count=outside, **box)


def _elements(wanted: list[str], place: str, bounds: Bounds | None, file: Path | None) -> Elements:
    if file is not None:
        return read_extract(file, bounds)
    return ask_network(query_of(wanted), place=place, bounds=bounds)


def _bounds(text: str, place: Place) -> Bounds:
    """Return west, south, east, north; `InputError("osm_bbox")` for anything else."""
    example = ",".join(f"{each:g}" for each in place.bounds_deg)
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError as error:
        raise InputError("osm_bbox", value=text, example=example) from error
    limits = (-180 <= west < east <= 180, -90 <= south < north <= 90)  # noqa: PLR2004 - the globe
    if not all(limits):  # nor is any of them true of what is not a number
        raise InputError("osm_bbox", value=text, example=example)
    return west, south, east, north


def _content(made: Made, date: str) -> bytes:
    """Return the layer as GeoJSON that itself says whom to credit (RFC 7946 section 6.1)."""
    columns = [field.name for field in made.layer.all_fields]
    text = to_geojson(made.frame, columns, decimals=7)
    credit = f'"attribution":"{ATTRIBUTION}","licence":"ODbL-1.0","date":"{date}",'
    return (_HEAD + credit + text.removeprefix(_HEAD)).encode()


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError("out_not_writable", file=str(out)) from error
