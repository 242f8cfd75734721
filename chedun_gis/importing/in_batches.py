"""Take a large layer into the workspace: its rows are read, checked and written batch by batch."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from chedun_gis.compute import Watch, scratch
from chedun_gis.importing.apart import raw_of
from chedun_gis.importing.limits import MOST_IN_BATCHES, ROWS_A_BATCH, require_features
from chedun_gis.importing.manifest import Tallies, manifest_of
from chedun_gis.importing.plan import Prepared, ids_of, prepare_more
from chedun_gis.importing.raw import RowSpan
from chedun_gis.register import Person
from chedun_gis.tiles import forget_tiles, keep_tiles, make_tiles
from chedun_gis.town import LargeFile, Town, Workspace, attributes, batches, described, digest_of
from geo import InputError

_SHOWN: Final = 3


def accept_large(  # noqa: PLR0913 - each is called by its name
    prepared: Prepared,
    workspace: Workspace,
    town: Town,
    *,
    by: Person,
    skip_bad: bool,
    watch: Watch | None = None,
) -> str:
    """Keep what was prepared, and what is read only now, as a large layer; see `accept`.

    Until it is taken into use all lies in a folder of its own, which goes with whatever stops it.
    """
    tell = watch or (lambda *_: None)
    layer, tallies, ids = prepared.layer, Tallies(), set[str]()
    seen = town.version_of(layer.id) if prepared.append else None
    taken = ids_of(town, layer.id) if prepared.append else frozenset[str]()
    with scratch("large") as folder, LargeFile(layer, town.place, Path(folder)) as out:
        for part in _all(prepared, town, taken, ids, tell):
            if part is not prepared:
                _require_sound(part, skip_bad=skip_bad)
            tallies.add(part)
            ids.update(part.frame["id"])
            out.add(part.frame)
            tell("checking", min(tallies.taken + tallies.rejected, prepared.rows), prepared.rows)
        if prepared.append:
            _add_layer(out, town, layer.id)
        require_features(out.count, limit=MOST_IN_BATCHES)
        file = Path(folder) / "written.parquet"
        out.close(file, lambda done, total: tell("writing", done, total))
        digest = digest_of(file)
        large = described(file, digest, town.place.metric_crs)
        tiles = make_tiles(large, layer, watch=tell)

        def proof(written: Path) -> None:
            found = described(written, digest_of(written), town.place.metric_crs)
            told = len(set(attributes(found, ["id"])["id"]))
            if found.digest != digest or told != out.count:
                raise InputError("import_lost", written=out.count, read=told, problems=())
            keep_tiles(tiles, found)

        manifest = manifest_of(prepared, out.count, tallies)
        version = workspace.accept(layer, file, manifest, by=by, seen=seen, proof=proof)
    forget_tiles(workspace.folder / "layers" / layer.id, before=version)
    return version


def _all(
    prepared: Prepared, town: Town, taken: frozenset[str], ids: set[str], tell: Watch
) -> Iterator[Prepared]:
    """Yield the first rows as they were prepared, then the others."""
    yield prepared
    opened = prepared.opened
    for first in range(len(opened.raw.frame), opened.rows, ROWS_A_BATCH):
        raw = raw_of(
            opened.raw.source,
            encoding=opened.raw.encoding.name,
            columns={},
            rows=RowSpan(first, ROWS_A_BATCH),
            watch=partial(_told, tell, (first, opened.rows)),
        )
        yield prepare_more(prepared, raw, town, taken=taken, before=ids)


def _told(tell: Watch, at: tuple[int, int], step: str, _done: int, _total: int) -> None:
    """Tell how far the whole is while a batch is read."""
    tell(step, *at)


def _require_sound(part: Prepared, *, skip_bad: bool) -> None:
    """Refuse faults in rows that nobody has seen, unless rows with faults are left out."""
    whole = [each for each in part.errors if each.row is None]
    if whole or (part.errors and not skip_bad):
        first = min((each.row for each in part.errors if each.row is not None), default=0)
        count = len(part.rejected) or len(part.errors)
        told = tuple(part.errors[:_SHOWN])
        raise InputError("import_bad_later", count=count, row=first, problems=told)


def _add_layer(out: LargeFile, town: Town, layer_id: str) -> None:
    """Add the layer as it is now."""
    large = town.large(layer_id)
    if large is None:
        out.add(town.frame(layer_id))
        return
    for part in batches(large, ROWS_A_BATCH):
        out.add(part)
