"""What stands before a server in the tests: a reverse proxy, a provider to sign in at, a visit."""

import asyncio
import contextlib
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from tests.browser.conftest import free_port

# The proxy's address: one of this machine's, and not the one from which all others come.
TRUSTED = "127.0.0.2"


class Proxy:
    """A reverse proxy that says who visits: one request a connection, websockets as they are."""

    def __init__(self, upstream: str, **headers: str) -> None:
        self.headers, self.url = headers, f"http://127.0.0.1:{free_port()}"
        self._upstream = int(upstream.rpartition(":")[2])
        self._ready, self._over = Event(), asyncio.Event()
        self._thread = Thread(target=lambda: asyncio.run(self._serve()))
        self._thread.start()
        assert self._ready.wait(10)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        port = int(self.url.rpartition(":")[2])
        server = await asyncio.start_server(self._pass_on, "127.0.0.1", port)
        self._ready.set()
        await self._over.wait()
        server.close()
        passing = asyncio.all_tasks() - {asyncio.current_task()}
        for task in passing:
            task.cancel()
        await asyncio.gather(*passing, return_exceptions=True)

    async def _pass_on(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        open_now = [back]
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            head = await near.readuntil(b"\r\n\r\n")
            far, there = await asyncio.open_connection(
                "127.0.0.1", self._upstream, local_addr=(TRUSTED, 0)
            )
            open_now.append(there)
            there.write(self._rewritten(head))
            await asyncio.gather(_flow(near, there), _flow(far, back))
        for each in open_now:
            each.close()
            with contextlib.suppress(OSError):
                await each.wait_closed()

    def _rewritten(self, head: bytes) -> bytes:
        """Say who visits, and nothing that the visitor says of it; one request a connection."""
        first, *lines = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
        ours = {name.lower().encode() for name in self.headers}
        asks = [each for each in lines if each.partition(b":")[0].lower() not in ours]
        if not any(each.lower().startswith(b"upgrade:") for each in asks):
            asks = [each for each in asks if not each.lower().startswith(b"connection:")]
            asks.append(b"Connection: close")
        told = [f"{name}: {text}".encode() for name, text in self.headers.items() if text]
        return b"\r\n".join((first, *asks, *told)) + b"\r\n\r\n"


async def _flow(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while content := await source.read(65_536):
            sink.write(content)
            await sink.drain()
    with contextlib.suppress(OSError):
        sink.close()


@contextmanager
def provider(*users: str) -> Iterator[str]:
    """Run an OpenID provider that knows these users, each as JSON; give its address."""
    port = free_port()
    claims = [word for user in users for word in ("--user-claims", user)]
    process = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *claims],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 60
        while status(f"{url}/.well-known/openid-configuration") != 200:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(20)


def asked(url: str, **headers: str) -> tuple[int, str]:
    """Ask for a page; return status and text, 0 where nobody answers."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    request = urllib.request.Request(url, headers=named)  # noqa: S310 - our own address
    try:
        with urllib.request.urlopen(request, timeout=30) as reply:  # noqa: S310 - the same
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()
    except OSError:
        return 0, ""


def status(url: str, **headers: str) -> int:
    return asked(url, **headers)[0]


def told_by_page(url: str, **headers: str) -> str:
    """Open a visit over a websocket as a browser does, and return all that its first run sends."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    address = url.replace("http", "ws") + "/_stcore/stream"
    sent = []
    with connect(
        address,
        additional_headers=named,
        subprotocols=["streamlit"],  # type: ignore[list-item]
        max_size=None,
        proxy=None,
        open_timeout=60,
    ) as visit:
        begin = BackMsg()
        begin.rerun_script.query_string = ""
        visit.send(begin.SerializeToString())
        while True:
            content = visit.recv(timeout=60)
            assert isinstance(content, bytes)
            message = ForwardMsg.FromString(content)
            sent.append(str(message.delta.new_element.html.body))
            if message.WhichOneof("type") == "script_finished":
                return "\n".join(sent)
