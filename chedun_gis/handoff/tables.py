"""Write the tables of a pack: fields, sources, clauses, scorecard; CSV that Excel opens."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from chedun_gis.handoff.handoff import Handoff
from chedun_gis.handoff.loss_words import loss_sentence
from chedun_gis.handoff.wording import title_of
from chedun_gis.indicators import (
    Result,
    declarations,
    indicators_known,
    line_of,
    projects_known,
)
from chedun_gis.register import ProjectEffect
from chedun_gis.texts import clause_of, say
from chedun_gis.town import Town
from geo import InputError
from geo.files import inert
from layers import LAYERS


def head(table: str) -> list[str]:
    """Return the titles of the columns of a table of the pack, in Chinese."""
    return say(f"handoff.head.{table}", "zh").split("、")


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a table in UTF-8 with the mark by which Excel knows it; texts are written `inert`."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in (head, *rows):
        writer.writerow([inert(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def fields_table(layers: list[dict[str, Any]]) -> bytes:
    """Return the field dictionary in Chinese and English, with the name that each has in the file.

    `layers` are those of the metadata.
    """
    parts = ("name", "written_as", "title_zh", "title_en")
    return csv_bytes(
        head("fields"),
        (
            (
                layer["id"],
                layer["title_zh"],
                *(field[each] for each in parts),
                say(f"handoff.type.{field['type']}", "zh"),
                say(f"unit.{field['unit']}", "zh") if field["unit"] else "",
                _values(field),
            )
            for layer in layers
            for field in layer["fields"]
        ),
    )


def _values(field: dict[str, Any]) -> str:
    return "；".join(
        f"{value}={text['zh']} / {text['en']}" for value, text in field["values"].items()
    )


def changed_values(handoff: Handoff) -> bytes:
    """Return in full every value that its format made shorter or other; nothing when none was."""
    rows = [
        (
            written.layer.title.zh,
            feature,
            loss.field and title_of(written.layer.column(loss.field)),
            loss_sentence(loss, written.layer, "zh"),
            value,
        )
        for written in handoff.files
        for loss in written.losses
        for feature, value in loss.originals
    ]
    return csv_bytes(head("changed"), rows) if rows else b""


def sources_table(sources: list[dict[str, Any]]) -> bytes:
    """Return the sources with date, licence and credit."""
    parts = ("id", "title_zh", "title_en", "date", "licence_zh", "licence_en", "attribution")
    return csv_bytes(
        head("sources"), ([each.get(name) or "" for name in parts] for each in sources)
    )


def clauses(handoff: Handoff) -> list[tuple[str, str, int, str]]:
    """Return the plan's clauses that features cite: reference, layer, how many, their ids."""
    found: dict[tuple[str, str], list[str]] = {}
    for written in handoff.files:
        frame = written.frame
        if "plan_ref" not in frame:
            continue
        for feature_id, ref in zip(frame["id"], frame["plan_ref"], strict=True):
            for part in str(ref).split("；") if isinstance(ref, str) else ():
                found.setdefault((part, written.layer.id), []).append(str(feature_id))
    return [
        (clause_of(ref, "zh"), LAYERS[layer_id].title.zh, len(ids), "、".join(ids))
        for (ref, layer_id), ids in sorted(found.items())
    ]


def clauses_table(rows: list[tuple[str, str, int, str]]) -> bytes:
    """Return the clauses as a table."""
    return csv_bytes(head("clauses"), rows)


def effects_table(town: Town) -> bytes:
    """Return what projects are declared to add, with source and clause; only that where none is."""
    names = projects_known(town)
    series = indicators_known(town)
    rows = []
    for each in _declared(town):
        known = series.get(each.indicator)
        rows.append(
            (
                each.project,
                names[each.project].zh,
                known.title.zh if known else "",
                "" if each.amount is None else each.amount,
                known.unit.zh if known and each.amount is not None else "",
                LAYERS[each.layer].title.zh if each.layer else "",
                each.feature,
                clause_of(each.clause, "zh") if each.clause else "",
                each.date,
                each.source,
                say(f"basis.{each.basis}", "zh"),
                say(f"entry.reliability.{each.reliability}", "zh"),
            )
        )
    return csv_bytes(head("effects"), rows)


def _declared(town: Town) -> list[ProjectEffect]:
    try:
        return [each.fact for each in declarations(town).entries]
    except InputError:
        return []  # the scorecard says why


def scores(results: Sequence[Result]) -> list[tuple[str, ...]]:
    """Return the scorecard in Chinese, a line for each indicator, under the head `score`."""
    return [
        (
            each.title,
            each.value,
            each.target,
            each.gap,
            each.state,
            each.nature,
            each.clause,
            each.basis,
            result.plan.title.zh,
        )
        for result in results
        for each in (line_of(result, "zh"),)
    ]
