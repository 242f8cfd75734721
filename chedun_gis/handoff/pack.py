"""Put a hand-off together in a folder: data, description, styles, manifest."""

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

from chedun_gis.handoff.conversion import conversion_to
from chedun_gis.handoff.handoff import Handoff
from chedun_gis.handoff.layer_file import write_and_verify
from chedun_gis.handoff.manifest import MANIFEST, manifest, packed_files
from chedun_gis.handoff.metadata import metadata
from chedun_gis.handoff.page import metadata_page
from chedun_gis.handoff.request import Request, sort_out
from chedun_gis.handoff.style import StyledLayer, project, qml
from chedun_gis.handoff.tables import (
    changed_values,
    clauses,
    clauses_table,
    csv_bytes,
    effects_table,
    fields_table,
    head,
    scores,
    sources_table,
)
from chedun_gis.handoff.wording import data_folder, pack_name
from chedun_gis.indicators import as_data, missing_words, scorecard
from chedun_gis.texts import say
from chedun_gis.town import Town

CHANGED = pack_name("changed", "csv")

# Told before each layer: how many are done, of how many, and which comes now.
PackProgress = Callable[[int, int, str], None]


def build(
    town: Town, request: Request, folder: Path, *, progress: PackProgress = lambda *_: None
) -> Handoff:
    """Write what is requested into an empty folder and return what was written and found.

    Data are in a folder of their own, beside it the manifest and, in full, the values that a format
    made shorter or other. What people open is called in Chinese. Raises the `InputError`s of
    `sort_out` before anything is written.
    """
    written, left_out = sort_out(town, request)
    data = folder / data_folder(request.target.fmt)
    data.mkdir()
    files = []
    for done, layer_id in enumerate(written):
        progress(done, len(written), layer_id)
        files.append(
            write_and_verify(town, layer_id, target=request.target, folder=data, ids=request.ids)
        )
    conversion = conversion_to(request.target.crs)
    handoff = Handoff(request.target, conversion, tuple(files), tuple(left_out))
    if changed := changed_values(handoff):
        (folder / CHANGED).write_bytes(changed)
    if request.pack:
        _describe(town, handoff, folder)
        _style(town, handoff, folder)
    handoff = dataclasses.replace(handoff, packed=packed_files(folder))
    (folder / MANIFEST).write_bytes(manifest(handoff, town.head))
    return handoff


def _describe(town: Town, handoff: Handoff, folder: Path) -> None:
    described = metadata(town, handoff)
    sources = described["identificationInfo"]["resourceConstraints"]
    cited, results = clauses(handoff), scorecard(town)
    lines = scores(results)
    for name, content in {
        "metadata.json": _json(described),
        pack_name("metadata", "html"): metadata_page(
            described, handoff, clauses=cited, scores=lines, missing=missing_words(results, "zh")
        ),
        pack_name("fields", "csv"): fields_table(described["layers"]),
        pack_name("sources", "csv"): sources_table(sources),
        pack_name("clauses", "csv"): clauses_table(cited),
        pack_name("effects", "csv"): effects_table(town),
        pack_name("scorecard", "csv"): csv_bytes(head("score"), lines),
        "scorecard.json": _json([as_data(result) for result in results]),
    }.items():
        (folder / name).write_bytes(content)


def _style(town: Town, handoff: Handoff, folder: Path) -> None:
    """Write styles beside the data, where QGIS looks for them, and a project of all layers."""
    fmt = handoff.target.fmt
    if not fmt.drawn:
        return
    data, sources = data_folder(fmt), []
    for each in handoff.files:
        source = StyledLayer(each.layer.id, f"./{data}/{each.file}", each.names, each.wording)
        (folder / data / f"{each.wording.layer}.qml").write_bytes(qml(source))
        sources.append(source)
    title = say("app.title", "zh", town=town.place.short_name.zh)
    text = project(sources, title=title, target=handoff.target)
    (folder / f"{title}.qgs").write_bytes(text)


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
