"""Ask an app of the server, without a server."""

from collections.abc import MutableMapping
from typing import Any
from urllib.parse import unquote

from starlette.applications import Starlette

QUERIES = (
    "/gis/catalogue.json?lang=zh",
    "/gis/layers/residential.geojson?lang=en",
    "/gis/layers/parks/reach.geojson",
    "/gis/layers/belts/reach.geojson",
    "/gis/search.json?q=%E5%85%AC%E5%9B%AD",
    "/ogc/collections?lang=en",
    "/ogc/collections/parks/items?limit=5",
    "/ogc/collections/bus_stops/items?bbox=121.25,30.98,121.30,31.02",
    "/ogc/collections/bus_stops/items?in_town=true&sortby=-line_count&limit=5",
    "/ogc/collections/residential/items?crs=http://www.opengis.net/def/crs/EPSG/0/4549&limit=20",
    "/ogc/collections/result-scorecard/items?limit=40",
    "/ogc/collections/result-bus-zones/items",
)


async def got(app: Starlette, query: str) -> bytes:
    """Return what the app answers, as a server would ask it; threads of its pool do the work."""
    path, _, rest = query.partition("?")
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "http_version": "1.1",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": rest.encode(),
        "headers": [(b"host", b"127.0.0.1")],
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1),
    }
    parts: list[bytes] = []
    status = 0

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        nonlocal status
        status = message.get("status", status)
        parts.append(message.get("body", b""))

    await app(scope, receive, send)
    assert status == 200, (query, b"".join(parts)[:300])
    return b"".join(parts)
