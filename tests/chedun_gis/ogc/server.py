"""The data service on a port of its own, in a thread of the test."""

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import uvicorn
from starlette.applications import Starlette

from chedun_gis.ogc import ogc_routes
from chedun_gis.register import Ledger
from chedun_gis.town import TownSource, settings_from

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"


class Answer:
    """What came back: status, headers, body."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:  # noqa: ANN401 - whatever JSON holds
        return json.loads(self.body)

    def ids(self) -> list[str]:
        return [each["id"] for each in self.json()["features"]]


class Service:
    """A running service and the way to ask it."""

    def __init__(self, url: str) -> None:
        self.url = url

    def get(self, path: str = "", accept: str = "", **params: object) -> Answer:
        query = {name.replace("_", "-"): value for name, value in params.items()}
        url = self.url + path + ("?" + urllib.parse.urlencode(query) if query else "")
        request = urllib.request.Request(url, headers={"Accept": accept} if accept else {})  # noqa: S310 - our own address
        try:
            with urllib.request.urlopen(request, timeout=30) as reply:  # noqa: S310 - the same
                return Answer(reply.status, dict(reply.headers), reply.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, dict(error.headers), error.read())

    def items(self, collection: str, **params: object) -> Answer:
        return self.get(f"/collections/{collection}/items", **params)


@contextmanager
def running(data_dir: Path, ledger: Ledger | None = None, **settings: str) -> Iterator[Service]:
    app = Starlette(
        routes=ogc_routes(TownSource(data_dir, ledger=ledger).town, settings_from(settings))
    )
    options = uvicorn.Config(app, port=0, log_level="critical", lifespan="off", ws="none")
    server = uvicorn.Server(options)
    thread = Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield Service(f"http://127.0.0.1:{port}/ogc")
    finally:
        server.should_exit = True
        thread.join(10)
