"""Gather what the card of a feature says, in one language; plain text, no markup."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd

from chedun_gis.register import ProjectEffect, ProjectStatus
from chedun_gis.texts import HECTARE_M2, Lang, clause_of, say, stage_title
from chedun_gis.town import STAGED, Town, called
from geo import InputError
from layers import BASIS, LAYERS, NAME_SEPARATOR, STAGES, Field, Layer

_METRES_PER_KM = 1_000

# What the card says when the plan says nothing; other empty fields are left out.
_UNSTATED = {
    "target": "card.no_target",
    "target_year": "card.no_body",
    "body": "card.no_body",
}


@dataclass(frozen=True, slots=True)
class CardRow:
    """One line of a card."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a project's stage history."""

    date: str
    stage: str
    clause: str
    note: str
    attachment: str = ""

    @property
    def picture(self) -> str:
        """The name of the picture that shows it, "" without one."""
        return "" if self.attachment.endswith(".pdf") else self.attachment

    @property
    def paper(self) -> str:
        """The name of the document that shows it, "" without one."""
        return self.attachment if self.attachment.endswith(".pdf") else ""


@dataclass(frozen=True, slots=True)
class Card:
    """All that is known of a feature; `badge` is its stage, `remark` says how it is placed.

    `known` says what of it is its source's own, and under which name that is listed.
    """

    layer: str
    id: str
    title: str
    kind: str
    badge: str
    badge_colour: str
    remark: str
    rows: tuple[CardRow, ...]
    history: tuple[Step, ...]
    source: str
    provenance: str
    basis: str
    known: str


def card_of(town: Town, layer_id: str, feature_id: str, lang: Lang) -> Card | None:
    """Return the card of a feature, or None when the layer is broken or has no such id."""
    loaded, large = town.loaded(layer_id), town.large(layer_id)
    if large is None:
        hits = loaded.frame[loaded.frame["id"] == feature_id]
    else:
        hits = called(large, feature_id)
    if hits.empty:
        return None
    layer, feature = loaded.layer, hits.iloc[0]
    stage = str(feature["stage"]) if "stage" in hits else ""
    symbols = layer.style.symbols
    coloured = layer.style.by == "stage" and stage in symbols
    location = f"card.location.{feature['location_type']}" if "location_type" in hits else ""
    names = [name for name in layer.card if name not in {"stage", "location_type"}]
    rows = [_row(layer, feature, name, town, lang) for name in names]
    rows += _measures(hits, lang)
    rows += _effects(town, layer_id, feature_id, lang)
    return Card(
        layer=layer_id,
        id=feature_id,
        title=str(feature[f"name_{lang}"]),
        kind=layer.title[lang],
        badge=STAGES[stage][lang] if stage in STAGES else "",
        badge_colour=symbols[stage].colour if coloured else "#667085",
        remark=say(location, lang) if location else "",
        rows=tuple(row for row in rows if row is not None),
        history=_history(town, feature_id, lang) if layer_id in STAGED else (),
        source=_source(town, str(feature["source"]), lang),
        provenance=_provenance(hits, lang),
        basis=BASIS[str(feature["basis"])][lang],
        known=_known(town, str(feature["source"]), str(feature["basis"]), lang),
    )


def _known(town: Town, source_id: str, basis: str, lang: Lang) -> str:
    """Return what of a feature is known; of a source that is not listed, that it is not."""
    words = say(f"card.known.{basis}", lang)
    listed = "card.listed" if source_id in town.sources else "card.unlisted"
    return ("" if lang == "zh" else " ").join((words, say(listed, lang, id=source_id)))


def _source(town: Town, source_id: str, lang: Lang) -> str:
    source = town.sources.get(source_id)
    if source is None:
        return source_id
    return say("card.dated", lang, title=source.title[lang], date=source.date)


def _provenance(hits: gpd.GeoDataFrame, lang: Lang) -> str:
    if hits.geometry.iloc[0] is None:
        return say("card.unplaced", lang)
    return say("card.accuracy", lang, metres=f"{hits['accuracy_m'].iloc[0]:g}")


def _row(
    layer: Layer, feature: "pd.Series[Any]", name: str, town: Town, lang: Lang
) -> CardRow | None:
    """Return the line of a field; `target` stands for `target_zh` or `target_en`."""
    column = name if name in feature.index else f"{name}_{lang}"
    field = layer.column(column)
    value = feature[column]
    if value is None or value is pd.NA or value != value:  # noqa: PLR0124 - NaN
        return CardRow(field.title[lang], say(_UNSTATED[name], lang)) if name in _UNSTATED else None
    return CardRow(field.title[lang], _value(field, value, town, lang))


def _value(field: Field, value: object, town: Town, lang: Lang) -> str:
    if field.name == "plan_ref":
        return clause_of(str(value), lang)
    if field.name == "zone_id":
        return _zone_name(town, str(value), lang)
    if field.type == "names":
        names = str(value).split(NAME_SEPARATOR)
        return _join(_titles(names, town, lang) if field.name == "indicators" else names, lang)
    if field.choices:
        return field.choices[str(value)][lang]
    return _plain(field, value, lang)


def _titles(indicators: list[str], town: Town, lang: Lang) -> list[str]:
    titles = {
        each.id: each.title[lang] for folder in town.plans.sound for each in folder.indicators
    }
    return [titles.get(each, each) for each in indicators]


def _plain(field: Field, value: object, lang: Lang) -> str:
    if field.type == "boolean":
        return say("value.yes" if value else "value.no", lang)
    text = f"{value:.12g}" if isinstance(value, float) else str(value)
    return f"{text} {field.unit}".strip()


def _join(names: list[str], lang: Lang) -> str:
    return (NAME_SEPARATOR if lang == "zh" else ", ").join(names)


def _zone_name(town: Town, zone_id: str, lang: Lang) -> str:
    zones = town.loaded("zones").frame
    hits = zones[zones["id"] == zone_id]
    return zone_id if hits.empty else str(hits.iloc[0][f"name_{lang}"])


def _measures(hits: gpd.GeoDataFrame, lang: Lang) -> list[CardRow]:
    """Return the area of a polygon or the length of a line, as drawn."""
    geometry = hits.geometry.iloc[0]
    if geometry is None or geometry.geom_type.endswith("Point"):
        return []
    if geometry.geom_type.endswith("Polygon"):
        hectares = geometry.area / HECTARE_M2
        return [CardRow(say("card.area", lang), f"{hectares:,.2f} ha")]
    return [CardRow(say("card.length", lang), f"{geometry.length / _METRES_PER_KM:,.2f} km")]


def _effects(town: Town, layer_id: str, feature_id: str, lang: Lang) -> list[CardRow]:
    """Return what a project adds once it is finished, and of a feature which project builds it."""
    try:
        entries = [each.fact for each in town.effects.entries]
    except InputError:
        return []  # why the register cannot be read is said with the layer of projects
    rows = []
    if layer_id in STAGED:
        ours = [each for each in entries if each.project == feature_id]
        rows += [CardRow(say("effect.title", lang), _added(each, town, lang)) for each in ours]
    builders = dict.fromkeys(
        each.project
        for each in entries
        if (each.layer, each.feature) == (layer_id, feature_id) and each.project != feature_id
    )
    names = [_name_of(town, each, STAGED, lang) for each in builders]
    return [*rows, *(CardRow(say("effect.built_by", lang), name) for name in names)]


def _added(fact: ProjectEffect, town: Town, lang: Lang) -> str:
    """Return what is declared, where it is from, and that it is doubtful when it is."""
    words = []
    if fact.indicator:
        words += _titles([fact.indicator], town, lang)
    if fact.amount is not None:
        words.append(f"{fact.amount:+,.12g} {_unit_of(town, fact, lang)}".strip())
    if fact.layer:
        layer = LAYERS[fact.layer].title[lang]
        colon = "：" if lang == "zh" else ": "
        words.append(f"{layer}{colon}{_name_of(town, fact.feature, (fact.layer,), lang)}")
    if fact.clause:
        words.append(clause_of(fact.clause, lang))
    words.append(say("card.from", lang, source=_source(town, fact.source, lang)))
    if fact.reliability != "high":
        words.append(say(f"card.reliability.{fact.reliability}", lang))
    return ("；" if lang == "zh" else "; ").join(words)


def _unit_of(town: Town, fact: ProjectEffect, lang: Lang) -> str:
    """Return the unit of an amount in one language; one that is not the indicator's as it is."""
    for folder in town.plans.sound:
        for each in folder.indicators:
            if each.id == fact.indicator and fact.unit in {each.unit.zh, each.unit.en}:
                return each.unit[lang]
    return fact.unit


def _name_of(town: Town, feature: str, layers: Sequence[str], lang: Lang) -> str:
    for layer in layers:
        frame = town.loaded(layer).frame
        hits = frame.loc[frame["id"] == feature, f"name_{lang}"]
        if not hits.empty:
            return str(hits.iloc[0])
    return feature


def _history(town: Town, feature_id: str, lang: Lang) -> tuple[Step, ...]:
    return tuple(
        Step(
            each.fact.date,
            stage_title(each.fact.stage, lang),
            clause_of(each.fact.clause, lang) if each.fact.clause else "",
            _noted(each.fact, town, lang),
            each.fact.attachment,
        )
        for each in town.register.of.get(feature_id, ())
    )


def _noted(fact: ProjectStatus, town: Town, lang: Lang) -> str:
    """Return what is remarked, where it is from, and that it is doubtful when it is."""
    doubt = "" if fact.reliability == "high" else say(f"card.reliability.{fact.reliability}", lang)
    source = say("card.from", lang, source=_source(town, fact.source, lang))
    return ("；" if lang == "zh" else "; ").join(filter(None, (fact.note[lang], source, doubt)))
