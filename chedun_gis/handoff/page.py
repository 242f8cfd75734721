"""Write the metadata as a page in Chinese that opens anywhere, without a network."""

from collections.abc import Sequence
from typing import Any

from chedun_gis.handoff.handoff import Handoff
from chedun_gis.handoff.loss_words import difference_sentence, farthest, loss_sentence, verdict
from chedun_gis.handoff.metadata import basis_words
from chedun_gis.handoff.tables import head
from chedun_gis.texts import markup, say


def metadata_page(
    described: dict[str, Any],
    handoff: Handoff,
    *,
    clauses: Sequence[tuple[str, str, int, str]],
    scores: Sequence[Sequence[str]],
    missing: Sequence[str] = (),
) -> bytes:
    """Return the page: overview, reference system, layers, quality, fields, sources, clauses.

    `missing` says which scores are without data, and why.
    Every word from the data is escaped; nothing is loaded from elsewhere.
    """
    return markup(
        "metadata.html",
        title=described["identificationInfo"]["title_zh"],
        made_on=described["dateStamp"],
        fmt=handoff.target.fmt.title.zh,
        encoding=handoff.target.encoding.upper(),
        system=described["referenceSystemInfo"],
        box=described["identificationInfo"]["extent"],
        files=len(handoff.files),
        features=handoff.features,
        layers=_layers(described),
        verdict=_verdict(handoff),
        quality=_quality(handoff),
        fields=[(layer["title_zh"], _fields(layer)) for layer in described["layers"]],
        sources=_sources(described),
        clauses=clauses,
        score_head=head("score"),
        scores=scores,
        missing=missing,
    ).encode()


def _layers(described: dict[str, Any]) -> list[tuple[object, ...]]:
    return [
        (
            f"{layer['title_zh']}（{layer['id']}）",
            layer["file"],
            layer["features"],
            basis_words(layer["basis"]),
            "–".join(f"{value:g}" for value in dict.fromkeys(layer["accuracy_m"])),
            "、".join(layer["sources"]),
        )
        for layer in described["layers"]
    ]


def _quality(handoff: Handoff) -> list[tuple[str, str]]:
    rows = []
    for each in handoff.files:
        said = [loss_sentence(loss, each.layer, "zh") for loss in each.losses]
        said += [difference_sentence(found, "zh") for found in each.verification.differences]
        rows.append((each.layer.title.zh, " ".join([f"{verdict(each, 'zh')}。", *said])))
    return [*rows, *((each.layer, each.why.zh) for each in handoff.left_out)]


def _verdict(handoff: Handoff) -> str:
    return say(
        "handoff.some_differ" if handoff.differences else "handoff.all_same",
        "zh",
        layers=len(handoff.files),
        features=handoff.features,
        farthest=farthest(handoff.files, "zh"),
        count=handoff.differences,
    )


def _fields(layer: dict[str, Any]) -> list[tuple[str, ...]]:
    return [
        (
            field["written_as"],
            field["name"],
            field["title_zh"],
            field["title_en"],
            field["unit"] or "",
            "；".join(f"{value}＝{text['zh']}" for value, text in field["values"].items()),
        )
        for field in layer["fields"]
    ]


def _sources(described: dict[str, Any]) -> list[tuple[str, ...]]:
    return [
        (
            each["id"],
            each["title_zh"],
            each["date"] or "",
            each["licence_zh"] or say("handoff.no_licence", "zh"),
        )
        for each in described["identificationInfo"]["resourceConstraints"]
    ]
