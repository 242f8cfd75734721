"""A browser without a screen: it speaks Streamlit's websocket and fetches what the map fetches.

It keeps the page as the server describes it, sends what a person does in the form in which
Streamlit's own pages and the map do, and holds files with their ETags. What it does not do is draw.
"""

import gzip
import json
import random
import re
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any
from urllib.parse import urljoin, urlsplit

import urllib3
from google.protobuf.message import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect

# Connections that a browser opens to one server.
_CONNECTIONS = 6
_LINKED = re.compile(r'(?:src|href)="([^"]+\.(?:m?js|css))"')
_SCENE = "chedun.show("
# Of a scene, what says how this map came there, and nothing of what is to be seen.
_WAY = ("goal", "flight", "view", "layers", "asked", "token", "heard", "visit")
# Results that the map keeps, as `map/web/explorer.mjs` has it.
_MOST_RESULTS = 24
# Each map has a token of its own, and counts its edits.
_TOKEN = re.compile(rb'"token": ?"[a-z0-9]*", ?"done": ?\d+')
# What a page calls its widgets and files says nothing of what is shown; nor does whether it tells a
# widget again what it holds, which it does when one comes back to the page.
_NAMES = (
    "id",
    "url",
    "deferred_file_id",
    "fragment_id",
    "set_value",
    "value",
    "raw_value",
    "raw_values",
    # Where a link leads to follows from all that was done before.
    "query_string",
)
_GOOD = frozenset({200, 304})
_LEAVE = "/leave.html"
_ANOTHER_RUN = ForwardMsg.FINISHED_EARLY_FOR_RERUN
_BROKEN = ForwardMsg.FINISHED_WITH_COMPILE_ERROR

Path = tuple[int, ...]


class PageError(RuntimeError):
    """The server did not answer as it should: in which way, and where."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A file in the browser's store: its digest, how to ask for a newer one, whether to ask."""

    body: bytes
    digest: str
    tag: str
    final: bool


@dataclass(frozen=True, slots=True)
class _Node:
    """A part of the page: what it is, and of which run, script and fragment it comes."""

    content: Message
    kind: str
    run: int
    script: str
    fragment: str


@dataclass
class Frame:
    """The map in the page, from when it is first shown: it stays when the tool changes."""

    id: str
    fragment: str
    token: str
    scene: dict[str, Any] = field(default_factory=dict)
    lang: str = ""
    said: int = 0
    pending: list[dict[str, Any]] = field(default_factory=list)
    edits: list[dict[str, Any]] = field(default_factory=list)
    layers: set[str] = field(default_factory=set)
    results: list[str] = field(default_factory=list)


class Browser:
    """One visitor's browser with one page open."""

    def __init__(self, url: str, *, seed: int, patience_s: float = 120) -> None:
        """Have nothing yet; `patience_s` is how long to wait for an answer."""
        parts = urlsplit(url)
        self._url, self._patience_s = url, patience_s
        self._pool = urllib3.HTTPConnectionPool(
            str(parts.hostname), parts.port, maxsize=_CONNECTIONS, block=True, timeout=patience_s
        )
        self._threads = ThreadPoolExecutor(_CONNECTIONS)
        self._chance = random.Random(seed)
        self._held: dict[str, _Held] = {}
        self._known: dict[str, tuple[ForwardMsg, int]] = {}
        self._age = 2
        self._run = 0
        self._main = self._script = self._query = ""
        self.nodes: dict[Path, _Node] = {}
        self.pages: dict[str, str] = {}
        self.values: dict[str, WidgetState] = {}
        self.frame: Frame | None = None
        self.fetched: dict[str, str] = {}
        """Digests of what the map fetched, by address, since `fetched` was last emptied."""
        self.heard_bytes = 0
        """How much the server has said on the websocket."""

    def open(self) -> None:
        """Load the page at the root, with its map."""
        shell = self._get("").body.decode()
        self._get_all(urljoin("/", each).lstrip("/") for each in _LINKED.findall(shell))
        self._get_all(["_stcore/health", "_stcore/host-config"])
        # As the browser does: the second entry would be the token of a cookie, which we have not.
        self._socket = connect(
            f"ws{self._url.removeprefix('http')}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            origin=self._url,  # type: ignore[arg-type]
            max_size=None,
            open_timeout=self._patience_s,
        )
        self._ask()

    def close(self) -> None:
        """Leave."""
        self._socket.close()
        self._threads.shutdown()
        self._pool.close()

    def turn_to(self, page: str) -> None:
        """Follow the link to another tool by the end of its address; the map stays."""
        # Each is drawn anew when something is selected, and leads to what was chosen there.
        links = {each.page_script_hash: each for each in self.all("page_link")}  # type: ignore[attr-defined]
        link: Any = links[self.pages[page]]
        self._query, self._script = link.query_string, link.page_script_hash
        self.nodes = {
            path: node for path, node in self.nodes.items() if node.script in {"", self._main}
        }
        self._ask()

    def change(self, found: Message, **value: Any) -> None:  # noqa: ANN401 - by kind of widget
        """Give a widget a value, as `string_value="…"`; a trigger is forgotten once it is sent."""
        node = next(each for each in self.nodes.values() if each.content is found)
        state = WidgetState(id=found.id, **value)  # type: ignore[attr-defined]
        self._ask(state, fragment=node.fragment)

    def click(self, layer: str, feature: str) -> None:
        """Click a feature on the map."""
        self._tell({"kind": "select", "layer": layer, "id": feature})

    def draw(self, layer: str, feature: str, geometry: dict[str, Any]) -> None:
        """Draw a feature on the map with the pen."""
        frame = self._frame()
        edit = {"action": "added", "layer": layer, "id": feature, "geometry": geometry}
        frame.edits.append({"number": len(frame.edits) + 1, **edit})
        self._tell({"kind": "edits", "token": frame.token, "edits": frame.edits[-40:]})

    def download(self, key: str) -> bytes:
        """Return the file that a download button of this key hands out."""
        url = self.widget("download_button", key).url  # type: ignore[attr-defined]
        if not url:
            raise PageError("no_file", key)
        return self._get(url.lstrip("/")).body

    def widget(self, kind: str, key: str) -> Message:
        """Return the element of a kind whose id ends in a key."""
        found = [each for each in self.all(kind) if each.id.endswith(f"-{key}")]  # type: ignore[attr-defined]
        if not found:
            raise PageError("no_widget", kind, key)
        return found[0]

    def all(self, kind: str) -> list[Message]:
        """Return the elements of a kind in the order of the page."""
        return [node.content for _, node in sorted(self.nodes.items()) if node.kind == kind]

    def seen(self, area: str) -> str:
        """Return a digest of what a part of the page shows, by its key: texts, figures, tables.

        Of the map that is what its scene says; of a result the places count, not the name under
        which they are fetched.
        """
        digest = blake2b(digest_size=12)
        inside = self._inside(area)
        # What asks before a drawing is left behind is there from the first drawing on, unseen.
        guards = [
            path
            for path, node in inside.items()
            if node.kind == "iframe" and node.content.src.endswith(_LEAVE)  # type: ignore[attr-defined]
        ]
        unseen = {*guards, *(path[:-1] for path in guards)}
        for path, node in inside.items():
            if path in unseen or node.kind == "empty":
                continue
            digest.update(f"{path} {node.kind} ".encode())
            if node.kind == "component_instance":
                digest.update(json.dumps(self._laid(), sort_keys=True).encode())
                continue
            shown = type(node.content)()
            shown.CopyFrom(node.content)
            for name in _NAMES:
                if name in shown.DESCRIPTOR.fields_by_name:
                    shown.ClearField(name)
            digest.update(shown.SerializeToString(deterministic=True))
        return digest.hexdigest()

    def scene(self) -> dict[str, Any]:
        """Return what the map is asked to show."""
        return self._frame().scene

    def faults(self) -> list[str]:
        """Return the traces that the page shows; what it says in words belongs to its answer."""
        return [str(each) for each in self.all("exception")]

    def features(self, layer: str) -> list[str]:
        """Return the ids of a layer that the map has fetched."""
        path = next(each for each in self._held if each.startswith(f"gis/layers/{layer}.geojson"))
        return [str(each["id"]) for each in json.loads(self._held[path].body)["features"]]

    def layers(self) -> dict[str, dict[str, Any]]:
        """Return the layers of the catalogue by id."""
        return {
            each["id"]: each for group in self.catalogue()["groups"] for each in group["layers"]
        }

    def catalogue(self) -> dict[str, Any]:
        """Return the catalogue that the map has fetched."""
        path = next(each for each in self._held if each.startswith("gis/catalogue.json"))
        content: dict[str, Any] = json.loads(self._held[path].body)
        return content

    # The page: each answer is a run of its script, or of a part of it, and changes a part of it.

    def _tell(self, message: dict[str, Any]) -> None:
        """Let the map say something, with all that the page has not heard yet."""
        frame = self._frame()
        frame.said += 1
        frame.pending.append({**message, "number": frame.said})
        value = {"last_active_drawing": {"token": frame.token, "messages": frame.pending}}
        widget = WidgetState(id=frame.id, json_value=json.dumps(value))
        self._ask(widget, fragment=frame.fragment)

    def _ask(self, changed: WidgetState | None = None, *, fragment: str = "") -> None:
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_script_hash = self._query, self._script
        asked.fragment_id = fragment
        asked.cached_message_hashes.extend(self._known)
        asked.context_info.timezone, asked.context_info.locale = "Asia/Shanghai", "zh-CN"
        asked.context_info.url, asked.context_info.color_scheme = self._url, "light"
        if changed is not None:
            self.values[changed.id] = changed
        here = {getattr(each.content, "id", "") for each in self.nodes.values()}
        self.values = {name: each for name, each in self.values.items() if name in here}
        asked.widget_states.widgets.extend(self.values.values())
        if changed is not None and changed.HasField("trigger_value"):
            del self.values[changed.id]
        self._socket.send(message.SerializeToString())
        self._hear()
        self._show()

    def _hear(self) -> None:
        """Take what the server says until the script has ended."""
        deadline, fragments = time.monotonic() + self._patience_s, frozenset[str]()
        while True:
            message = ForwardMsg()
            said = self._socket.recv(timeout=deadline - time.monotonic())
            self.heard_bytes += len(said)
            message.ParseFromString(said)  # type: ignore[arg-type]
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._run += 1
                self._script = message.new_session.page_script_hash
                self._main = message.new_session.main_script_hash
                self._age = message.new_session.config.max_cached_message_age or self._age
                fragments = frozenset(message.metadata.run.fragment_ids)
            elif kind == "navigation":
                self.pages = {
                    "" if each.is_default else each.url_pathname: each.page_script_hash
                    for each in message.navigation.app_pages
                }
                self._script = message.navigation.page_script_hash
            elif kind == "page_info_changed":
                self._query = message.page_info_changed.query_string
            elif kind in {"delta", "ref_hash"}:
                self._take(message)
            elif kind == "script_finished" and message.script_finished != _ANOTHER_RUN:
                if message.script_finished == _BROKEN:
                    raise PageError("not_compiled")
                self._sweep(fragments)
                return

    def _take(self, message: ForwardMsg) -> None:
        """Put an element or a block into the page; what came before need not be sent again."""
        delta = message.delta
        if message.ref_hash:
            delta = self._known[message.ref_hash][0].delta
            self._known[message.ref_hash] = (self._known[message.ref_hash][0], self._run)
        elif message.metadata.cacheable:
            self._known[message.hash] = (message, self._run)
        what = delta.WhichOneof("type")
        if what == "new_element":
            kind = delta.new_element.WhichOneof("type")
            content = getattr(delta.new_element, kind)
        elif what == "add_block":
            kind, content = "block", delta.add_block
        else:
            return  # a spinner, which goes by itself
        path, script = tuple(message.metadata.delta_path), message.metadata.active_script_hash
        self.nodes[path] = _Node(content, kind, self._run, script, delta.fragment_id)

    def _sweep(self, fragments: frozenset[str]) -> None:
        """Remove what the run did not show again: of the whole page, or of what ran of it."""
        self.nodes = {
            path: node
            for path, node in self.nodes.items()
            if node.run == self._run or (fragments and node.fragment not in fragments)
        }
        self._known = {
            name: (message, run)
            for name, (message, run) in self._known.items()
            if self._run - run <= self._age
        }

    def _inside(self, area: str) -> dict[Path, _Node]:
        """Return what stands in the part of the page that has this key, by its way from there.

        A card that comes moves what stands after it.
        """
        roots = [
            path
            for path, node in self.nodes.items()
            if node.kind == "block" and node.content.id.split("-", 2)[-1] == area  # type: ignore[attr-defined]
        ]
        return {
            path[len(root) :]: node
            for root in roots
            for path, node in sorted(self.nodes.items())
            if path[: len(root)] == root
        }

    # The map: it fetches what `map/web/explorer.mjs` fetches, and keeps it from tool to tool.

    def _frame(self) -> Frame:
        if self.frame is None:
            raise PageError("no_map")
        return self.frame

    def _show(self) -> None:
        """Load the map when it is new in the page, and what is new in its scene."""
        node = next(node for node in self.nodes.values() if node.kind == "component_instance")
        component: Any = node.content
        args = json.loads(component.json_args)
        if self.frame is None or self.frame.id != component.id:
            token = f"{self._chance.getrandbits(48):012x}"
            self.frame = Frame(component.id, node.fragment, token)
            self._load(args, component.component_name)
        frame = self.frame
        frame.fragment, frame.scene = node.fragment, _scene_of(args["feature_group"])
        if frame.scene["token"] == frame.token:
            heard = frame.scene["heard"]
            frame.pending = [each for each in frame.pending if each["number"] > heard]
        if frame.lang != frame.scene["lang"]:
            frame.lang, frame.layers = frame.scene["lang"], set()
            self._fetch([f"gis/catalogue.json?lang={frame.lang}"])
        self._fetch_layers(frame)
        self._fetch_result(frame)

    def _load(self, args: dict[str, Any], component: str) -> None:
        home = f"component/{component}/index.html"
        shell = self._get(home).body.decode()
        links = (*_LINKED.findall(shell), *args["css_links"], *args["js_links"])
        self._get_all(urljoin(f"/{home}", each).lstrip("/") for each in links)

    def _fetch_layers(self, frame: Frame) -> None:
        shown, wanted = frame.scene["shown"], []
        for name, entry in self.layers().items():
            tail = f"?lang={frame.lang}&v={entry['version']}"
            if name in shown if shown else entry["visible"]:
                wanted.append(f"gis/layers/{name}.geojson{tail}")
            if not shown and entry["reach"] and entry["reach"]["visible"]:
                wanted.append(f"gis/layers/{name}/reach.geojson{tail}")
        self._fetch(each for each in wanted if each not in frame.layers)
        frame.layers.update(wanted)

    def _fetch_result(self, frame: Frame) -> None:
        key = frame.scene["evidence"]
        if not key:
            return
        if key in frame.results:
            frame.results.remove(key)
        else:
            self._get(f"gis/evidence/{key}.json")
        frame.results = [*frame.results, key][-_MOST_RESULTS:]

    def _fetch(self, wanted: Iterable[str]) -> None:
        paths = list(wanted)
        for path, held in zip(paths, self._get_all(paths), strict=True):
            self.fetched[path.partition("&v=")[0]] = held.digest

    def _get_all(self, paths: Iterable[str]) -> list[_Held]:
        return list(self._threads.map(self._get, paths))

    def _laid(self) -> dict[str, Any]:
        """Return what the scene says is to be seen; of its result the digest of the places."""
        scene = self._frame().scene
        laid = {name: value for name, value in scene.items() if name not in {*_WAY, "selection"}}
        if key := scene["evidence"]:
            result = self._held[f"gis/evidence/{key}.json"].body
            laid["evidence"] = digest_of(_TOKEN.sub(b"", result))
        return laid

    def _get(self, path: str) -> _Held:
        held = self._held.get(path)
        if held is not None and held.final:
            return held
        headers = {"Accept-Encoding": "gzip", "Cookie": ""}
        if held is not None and held.tag:
            headers["If-None-Match"] = held.tag
        answer = self._pool.request("GET", f"/{path}", headers=headers, decode_content=False)
        if answer.status not in _GOOD:
            raise PageError("status", answer.status, path)
        if answer.status == 304 and held is not None:
            return held
        packed = answer.headers.get("Content-Encoding") == "gzip"
        body = gzip.decompress(answer.data) if packed else answer.data
        cached = answer.headers.get("Cache-Control", "")
        final = "immutable" in cached or bool(re.search(r"max-age=[1-9]", cached))
        self._held[path] = _Held(body, digest_of(body), answer.headers.get("ETag", ""), final)
        return self._held[path]


def _scene_of(script: str) -> dict[str, Any]:
    """Return the scene that a script shows."""
    start = script.index(_SCENE) + len(_SCENE)
    scene: dict[str, Any] = json.JSONDecoder().raw_decode(script, start)[0]
    return scene


def digest_of(content: bytes) -> str:
    """Return a short digest."""
    return blake2b(content, digest_size=12).hexdigest()
