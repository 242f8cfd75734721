"""Describe a hand-off in the terms of ISO 19115: what, where, when, from whom, how good."""

from dataclasses import asdict
from typing import Any

from chedun_gis.handoff.handoff import Handoff
from chedun_gis.handoff.layer_file import LayerFile
from chedun_gis.texts import text
from chedun_gis.town import Town
from geo import WGS84
from layers import BASIS, Field, Sources

_EXTENT_DECIMALS = 6


def metadata(town: Town, handoff: Handoff) -> dict[str, Any]:
    """Return the metadata as JSON can hold it; element names follow ISO 19115-1:2014."""
    target, conversion = handoff.target, handoff.conversion
    title, lineage = text("handoff.layers_of", town=town.place.name), text("handoff.lineage")
    layers = [_layer(each) for each in handoff.files]
    used = sorted({key for layer in layers for key in layer["sources"]})
    return {
        "metadataStandard": "ISO 19115-1:2014 (element names; not a validated ISO 19139 document)",
        "language": ["zh", "en"],
        "characterSet": "utf8",
        "dateStamp": target.made_on,
        # Who hands over is not known to the program: the office fills it in.
        "contact": {"organisationName": None, "role": "pointOfContact"},
        "identificationInfo": {
            "title_zh": title.zh,
            "title_en": title.en,
            "topicCategory": "planningCadastre",
            "spatialRepresentationType": "vector",
            "extent": _extent([layer["extent"] for layer in layers]),
            "resourceConstraints": [_source(key, town.sources) for key in used],
        },
        "referenceSystemInfo": {"code": target.crs, **_operation(handoff)},
        "dataQualityInfo": {
            "lineage_zh": lineage.zh,
            "lineage_en": lineage.en,
            "ballpark": conversion.ballpark,
        },
        "distributionInfo": {"format": target.fmt.id, "encoding": target.encoding},
        "layers": layers,
    }


def _operation(handoff: Handoff) -> dict[str, Any]:
    found = asdict(handoff.conversion)
    note = found.pop("note")
    return found | {"note_zh": note["zh"], "note_en": note["en"]}


def _layer(written: LayerFile) -> dict[str, Any]:
    layer = written.layer
    frame = written.frame
    accuracy = frame["accuracy_m"]
    west, south, east, north = frame.to_crs(WGS84).total_bounds
    counts = frame["basis"].value_counts().sort_index()
    return {
        "id": layer.id,
        "title_zh": layer.title.zh,
        "title_en": layer.title.en,
        "file": written.file,
        "geometry": layer.geometry,
        "features": written.features,
        "extent": _extent([{"west": west, "south": south, "east": east, "north": north}]),
        "basis": {str(key): int(count) for key, count in counts.items()},
        "accuracy_m": [float(accuracy.min()), float(accuracy.max())] if len(frame) else [],
        "sources": sorted({str(each) for each in frame["source"]}),
        "fields": [
            _field(each, written) for each in layer.all_fields if each.name in written.names
        ],
    }


def _field(field: Field, written: LayerFile) -> dict[str, Any]:
    return {
        "name": field.name,
        "written_as": written.names[field.name],
        "title_zh": field.title.zh,
        "title_en": field.title.en,
        "type": field.type,
        "unit": field.unit or None,
        "required": field.required,
        "values": {value: {"zh": text.zh, "en": text.en} for value, text in field.choices.items()},
    }


def _source(key: str, sources: Sources) -> dict[str, Any]:
    if key not in sources:  # a file may name a source of its own
        return {"id": key, "title_zh": key, "title_en": key, "date": None, "licence_zh": None}
    source = sources[key]
    return {
        "id": key,
        "title_zh": source.title.zh,
        "title_en": source.title.en,
        "date": source.date,
        "licence_zh": source.licence.zh,
        "licence_en": source.licence.en,
        "attribution": source.attribution,
    }


def _extent(boxes: list[dict[str, float]]) -> dict[str, float]:
    """Return the box in degrees around boxes; a layer without geometry has none (NaN)."""
    known = [box for box in boxes if box and box["west"] == box["west"]]
    if not known:
        return {}
    return {
        side: round(float(outer(box[side] for box in known)), _EXTENT_DECIMALS)
        for side, outer in (("west", min), ("south", min), ("east", max), ("north", max))
    }


def basis_words(counts: dict[str, int]) -> str:
    """Return the counts by basis in Chinese, as `实测 3、示意 20`."""
    return "、".join(f"{BASIS[key].zh} {count}" for key, count in counts.items())
