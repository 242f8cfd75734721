"""Prepare a file for a layer: everything that will be taken, repaired or refused, before it is."""

import dataclasses
import hashlib
import shutil
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import numpy as np

from chedun_gis.compute import Watch, goes_with, lasting
from chedun_gis.importing.apart import layers_of, raw_of
from chedun_gis.importing.columns import mapped, require_fields
from chedun_gis.importing.georef import SWAPPED, Located, locate, suggested_crs
from chedun_gis.importing.limits import IN_BATCHES, ROWS_A_BATCH, files_of
from chedun_gis.importing.options import Options
from chedun_gis.importing.raw import Encoding, Raw, RowSpan, SourceLayer
from chedun_gis.importing.shapes import finite, fitted
from chedun_gis.importing.sources import chosen_layer
from chedun_gis.importing.table import completed, filled, with_ids
from chedun_gis.town import MOST_AT_ONCE, PLACE, Town, attributes, schema_of
from geo import InputError, Problem
from geo.files import validate
from layers import Layer, Place

# Layers of known position by what they can be compared with.
_KNOWN = {
    "Point": ("bus_stops",),
    "LineString": ("roads", "river_segments", "bus_lines"),
    "Polygon": ("town_boundary", "roads"),
}

_REMEMBERED = 8

# Faults of a place; there is none to judge while the CRS is open.
_PLACE = frozenset({"outside_extent", "axes_swapped", "geometry_missing", "geometry_empty"})


@dataclass(slots=True, weakref_slot=True)
class Opened:
    """A file as read: its layers, the one chosen, its hash.

    Of a file that is read in batches `raw` has the first rows. `placed` remembers where the
    features are by the choices made so far: that takes longest; `crs` the one that the numbers
    suggest, by the town's place.
    """

    file: str
    sha256: str
    layers: tuple[str, ...]
    raw: Raw
    placed: dict[tuple[str, ...], tuple[Located, list[Problem]]] = field(default_factory=dict)
    crs: dict[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many features the file has."""
        return self.raw.total or len(self.raw.frame)

    @property
    def in_batches(self) -> bool:
        """Tell whether the file has more rows than were read so far."""
        return self.raw.total > len(self.raw.frame)

    @property
    def columns(self) -> list[str]:
        """The names of the file's columns without its geometry."""
        geometry = self.raw.frame.geometry.name
        return [str(name) for name in self.raw.frame.columns if name != geometry]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What an import will do.

    `frame` holds the rows without errors as the layer will have them, in the metric CRS, indexed by
    the row in the file; `problems` all errors and repairs; `rejected` the rows with errors.
    """

    layer: Layer
    opened: Opened
    options: Options
    mapping: Mapping[str, str]
    located: Located
    frame: gpd.GeoDataFrame
    problems: tuple[Problem, ...]
    rejected: frozenset[int]
    append: bool = False

    @property
    def encoding(self) -> Encoding:
        """The encoding in which the texts were read."""
        return self.opened.raw.encoding

    @property
    def source(self) -> SourceLayer:
        """The layer of the file."""
        return self.opened.raw.source

    @property
    def rows(self) -> int:
        """How many features the file has."""
        return self.opened.rows

    @property
    def errors(self) -> list[Problem]:
        """The faults that keep rows, or the whole file, from being taken."""
        return [problem for problem in self.problems if problem.level == "error"]

    @property
    def repairs(self) -> list[Problem]:
        """What was changed to make rows fit."""
        return [problem for problem in self.problems if problem.level == "repair"]

    def obstacle(self, *, skip_bad: bool) -> InputError | None:
        """Return why the import may not be accepted as it is; None when it may.

        `crs_undecided`, `import_errors` (count), `import_bad_rows` (count), `import_nothing`.
        """
        if self.located.open:
            return InputError("crs_undecided")
        whole = [each for each in self.errors if each.row is None and not self._left_out(each)]
        if whole:
            return InputError("import_errors", count=len(whole))
        if self.errors and not skip_bad:
            return InputError("import_bad_rows", count=len(self.rejected) or len(self.errors))
        return InputError("import_nothing", file=self.opened.file) if self.frame.empty else None

    def _left_out(self, problem: Problem) -> bool:
        """Tell of a feed's faults that its reader has left out the rows already."""
        return self.source.format == "gtfs" and problem in self.opened.raw.problems


def open_file(path: Path, options: Options, *, watch: Watch | None = None) -> Opened:
    """Read a file once; the same result can be prepared again with other choices.

    The choices of layer, encoding and columns of coordinates are those that count here. The file is
    read in a process of its own, which `watch` looks after. Raises `InputError` for a file that
    cannot be read, has nothing in it or is larger than the limits.
    """
    folder = lasting("import")
    try:
        layers = layers_of(path, folder, watch=watch)
        opened = open_listed(path, layers, options, watch=watch)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    # What is read in batches is read from there again when it is accepted.
    goes_with(opened, folder)
    return opened


def open_listed(
    path: Path, layers: list[SourceLayer], options: Options, *, watch: Watch | None = None
) -> Opened:
    """Read one of the layers that were listed of a file; otherwise as `open_file`."""
    source = chosen_layer(layers, options.source_layer)
    columns = {name: col for name, col in options.columns.items() if name in {"x", "y", "wkt"}}
    first = RowSpan(0, ROWS_A_BATCH) if source.format in IN_BATCHES else None
    raw = raw_of(source, encoding=options.encoding, columns=columns, rows=first, watch=watch)
    return Opened(path.name, hash_of(path), tuple(each.name for each in layers), raw)


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file, or of all files of a Shapefile or folder one after another."""
    digest = hashlib.sha256()
    for file in files_of(path):
        with file.open("rb") as content:
            while part := content.read(1 << 20):
                digest.update(part)
    return digest.hexdigest()


def prepare(
    file: Opened, layer: Layer, options: Options, town: Town, *, append: bool = False
) -> Prepared:
    """Return what importing a file as a layer will do; nothing is written.

    `store` gives the layers of known position to compare with. Raises `InputError` for choices that
    the file or the layer does not know.
    """
    mapping = mapped(layer, file.columns, options.columns)
    require_fields(layer, list(options.values))
    located, found = where(file, layer, options, town)
    taken = ids_of(town, layer.id) if append else frozenset[str]()
    begun = Prepared(layer, file, options, mapping, located, located.frame, (), frozenset(), append)
    return _worked(begun, town, [*file.raw.problems, *found], taken)


def prepare_more(
    begun: Prepared, raw: Raw, town: Town, *, taken: AbstractSet[str], before: AbstractSet[str]
) -> Prepared:
    """Return what importing further rows will do, by what was found out about the first ones.

    `taken` are the ids of the layer that is appended to, `before` those of earlier rows.
    """
    layer, options = begun.layer, _settled(begun)
    shapes, problems = fitted(raw.frame, layer)
    located = locate(shapes, options, {}, town.place)
    file = dataclasses.replace(begun.opened, raw=raw, placed={}, crs={})
    more = dataclasses.replace(begun, opened=file, options=options, located=located)
    return _worked(more, town, problems, taken, before)


def _settled(begun: Prepared) -> Options:
    """Return the options with the CRS and the datum that the first rows were found to be in."""
    record = begun.located.record
    crs = f"{record['crs']}{SWAPPED if record['axes_swapped'] else ''}"
    named = begun.options.crs if begun.options.control else crs
    return dataclasses.replace(begun.options, crs=named, datum=record["datum"])


def _worked(
    begun: Prepared,
    town: Town,
    problems: list[Problem],
    taken: AbstractSet[str],
    before: AbstractSet[str] = frozenset(),
) -> Prepared:
    """Return the rows that are located so far with their fields, ids and faults."""
    file, layer, located = begun.opened, begun.layer, begun.located
    frame = filled(located.frame, layer, mapping=begun.mapping, values=begun.options.values)
    frame, found = with_ids(frame, layer, taken, before)
    problems += found
    frame, found = _completed(frame, layer, file.file, town)
    problems += found
    frame, found = _checked(frame, layer, town.place, located=located)
    problems += found
    rejected = _rejected(frame, file.raw, problems)
    good = frame[~frame.index.isin(rejected)]
    return dataclasses.replace(begun, frame=good, problems=tuple(problems), rejected=rejected)


def ids_of(town: Town, layer_id: str) -> frozenset[str]:
    """Return the ids of a layer's features; raises `layer_broken` when it has errors."""
    large = town.large(layer_id)
    if large is not None:
        return frozenset(attributes(large, ["id"])["id"])
    return frozenset(map(str, town.frame(layer_id)["id"]))


def _completed(
    frame: gpd.GeoDataFrame, layer: Layer, file: str, town: Town
) -> tuple[gpd.GeoDataFrame, list[Problem]]:
    """Complete the fields; what lies nowhere yet is measured nowhere."""
    here = finite(frame)
    metric = frame.set_geometry(frame.geometry.where(here, None))
    metric = metric.to_crs(town.place.metric_crs)
    boundary = town.loaded("town_boundary").frame.geometry
    table, problems = completed(metric, layer, file=file, town=boundary)
    return gpd.GeoDataFrame(
        table.drop(columns=table.geometry.name), geometry=frame.geometry, crs=frame.crs
    ), problems


def _checked(
    frame: gpd.GeoDataFrame, layer: Layer, place: Place, *, located: Located
) -> tuple[gpd.GeoDataFrame, list[Problem]]:
    """Check the frame as the store will, the rows named as in the file, and bring it into metres.

    A place that is wrong because the CRS is still open is no fault of the row.
    """
    rows = frame.index.to_numpy()
    checked, found = validate(frame, schema_of(layer, place))
    problems = []
    for problem in found:
        if problem.code == "field_missing":  # asked for already
            continue
        if located.open and problem.code in _PLACE:
            continue
        at = None if problem.row is None else int(rows[problem.row - 1])
        problems.append(
            Problem(problem.code, problem.level, at, problem.feature, problem.field, problem.params)
        )
    names = [field.name for field in layer.all_fields if field.name in checked]
    checked = checked[[*names, "geometry"]].set_axis(rows, axis=0)
    finite_only = checked.set_geometry(checked.geometry.where(finite(checked), None))
    return finite_only.to_crs(place.metric_crs), problems


def _rejected(frame: gpd.GeoDataFrame, raw: Raw, problems: list[Problem]) -> frozenset[int]:
    """Return the rows with errors; a feed's problems count lines of its files, not rows."""
    own = problems if raw.source.format != "gtfs" else problems[len(raw.problems) :]
    rows = {each.row for each in own if each.level == "error" and each.row is not None}
    return frozenset(int(row) for row in np.unique(frame.index) if row in rows)


def where(
    file: Opened, layer: Layer, options: Options, town: Town
) -> tuple[Located, list[Problem]]:
    """Return where the features of a file are, their geometries fitted to a layer, and repairs."""
    there = _references(town, layer)
    versions = [town.digest_of(name) for name in (PLACE, *there)]
    key = (layer.id, options.crs, options.datum, str(options.control), options.fit, *versions)
    if key not in file.placed:
        if len(file.placed) >= _REMEMBERED:
            file.placed.clear()
        frame, problems = fitted(file.raw.frame, layer)
        file.placed[key] = (locate(frame, options, there, town.place), problems)
    return file.placed[key]


def crs_suggested(file: Opened, town: Town) -> str:
    """Return the CRS that the numbers suggest instead of the file's own, "" for none."""
    place = town.digest_of(PLACE)
    if place not in file.crs:
        file.crs[place] = suggested_crs(file.raw.frame, town.place)
    return file.crs[place]


def _references(town: Town, layer: Layer) -> dict[str, gpd.GeoDataFrame]:
    """Return what a new layer is compared with: the layer itself, and others of its geometry."""
    names = [layer.id, *_KNOWN[layer.geometry]]
    return {
        name: town.loaded(name).frame
        for name in dict.fromkeys(names)
        if not town.loaded(name).broken and town.loaded(name).count <= MOST_AT_ONCE
    }
