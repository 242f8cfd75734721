"""Serve the layers that are drawn from tiles: the archive by ranges, and what lies at a place."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import geopandas as gpd
import shapely
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from chedun_gis.map import display_features
from chedun_gis.server.reply import Answering, reply
from chedun_gis.texts import Lang, lang_of
from chedun_gis.tiles import features_near, tiles_name, tiles_of
from chedun_gis.town import LargeLayer, Town, called
from geo import WGS84, InputError, reprojected
from layers import LAYERS

# What somebody means by one click: more at one place are not told apart by a list either.
_MOST: Final = 12
# At the map's least zoom a click reaches a kilometre and a half.
_MOST_REACH_M: Final = 2_000.0
_PMTILES: Final = "application/vnd.pmtiles"
_GEOJSON: Final = "application/geo+json"


def tiled_endpoints(town: Callable[[], Town]) -> tuple[tuple[str, Answering], ...]:
    """Return what answers about layers that are drawn from tiles, by path below `/gis`.

    They are for whoever sees the map, as all that it draws.
    """

    async def get_archive(request: Request) -> Response:
        layer_id, name = request.path_params["layer"], request.path_params["name"]
        try:
            archive = await run_in_threadpool(lambda: _archive_of(town(), layer_id, name))
        except InputError as error:
            status = 404 if error.code == "layer_unknown" else 503
            return JSONResponse({"code": error.code}, status_code=status)
        return Response(status_code=404) if archive is None else _archive_reply(request, archive)

    async def get_found(request: Request) -> Response:
        layer_id, asked = request.path_params["layer"], dict(request.query_params)
        lang = lang_of(asked.get("lang"))
        return await reply(request, lambda: _found(town(), layer_id, lang, asked), _GEOJSON)

    return (
        ("/layers/{layer}/{name}.pmtiles", get_archive),
        ("/layers/{layer}/found.geojson", get_found),
    )


def _archive_of(town: Town, layer_id: str, name: str) -> Path | None:
    """Return the tiles of a layer when they are called so; None for any other name.

    The name is compared, never opened. Raises `InputError("layer_unknown")` for another layer, and
    what making them raises, where there are none yet.
    """
    large = town.large(layer_id)
    if large is None or tiles_name(large.digest) != name:
        return None
    return tiles_of(large, LAYERS[layer_id])


def _archive_reply(request: Request, archive: Path) -> Response:
    """Answer with an archive or the ranges that are asked for (206); 304 for who has them."""
    tag = f'"{archive.stem}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    known = {each.strip() for each in request.headers.get("if-none-match", "").split(",")}
    if known & {tag, f"W/{tag}", "*"}:
        return Response(status_code=304, headers=headers)
    return FileResponse(archive, media_type=_PMTILES, headers=headers)


def _found(town: Town, layer_id: str, lang: Lang, asked: dict[str, str]) -> bytes:
    """Return features of a large layer as the map draws them: one by `id`, or those at a place.

    The place is `lat` and `lng` in degrees, with `reach` in metres around it. Nothing for what is
    no place, and for a layer that is not large; `InputError("layer_unknown")` for another.
    """
    large = town.large(layer_id)
    if large is None:
        raise InputError("layer_unknown", layer=layer_id, known="")
    layer = LAYERS[layer_id]
    if "id" in asked:
        return display_features(layer, called(large, asked["id"]), lang)
    return display_features(layer, _at(large, town, asked), lang)


def _at(large: LargeLayer, town: Town, asked: dict[str, str]) -> gpd.GeoDataFrame:
    try:
        lat, lng = float(asked["lat"]), float(asked["lng"])
        reach_m = min(max(float(asked.get("reach", "0")), 0.0), _MOST_REACH_M)
        place = reprojected(
            gpd.GeoSeries([shapely.Point(lng, lat)], crs=WGS84), town.place.metric_crs
        )
        x_m, y_m = place.x.iloc[0], place.y.iloc[0]
    except (KeyError, ValueError):
        return called(large, "")
    return features_near(large, x_m, y_m, reach_m=reach_m, most=_MOST)
