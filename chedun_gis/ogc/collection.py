"""Say what a collection of the service is: titles, fields, and the frame it is read from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import geopandas as gpd

from chedun_gis.analysis import summary_of
from chedun_gis.ogc.crs import extent_of
from chedun_gis.texts import LANGS, TEXTS, Lang, say
from chedun_gis.town import MOST_AT_ONCE, Loaded, Town
from layers import LAYERS, Field, Place, Source, Sources, Text


@dataclass(frozen=True, slots=True)
class Collection:
    """Features of a place to serve: a frame in its metric CRS with unique texts in `id`.

    The frame is the store's own, or a result that was computed from it.
    """

    place: Place
    id: str
    title: Text
    description: Text
    frame: gpd.GeoDataFrame = field(repr=False)
    fields: tuple[Field, ...] = ()
    credits: tuple[Text, ...] = ()
    extent_deg: tuple[float, float, float, float] = field(init=False)

    def __post_init__(self) -> None:
        """Measure the extent once: west, south, east, north in CRS84."""
        object.__setattr__(self, "extent_deg", extent_of(self.frame, self.place))

    @property
    def about(self) -> Text:
        """What it holds, with the credit that its sources ask for."""
        if not self.credits:
            return self.description
        return both(lambda lang: self.description[lang] + self._credit(lang))

    def _credit(self, lang: Lang) -> str:
        listed = ("；" if lang == "zh" else "; ").join(each[lang] for each in self.credits)
        return say("ogc.credit", lang, credit=listed)


def layer_collections(town: Town, wanted: Iterable[str] = LAYERS) -> list[Collection]:
    """Return a collection for every wanted layer that has no errors, bottom of the map first."""
    loaded = [town.loaded(layer_id) for layer_id in LAYERS if layer_id in set(wanted)]
    served = [each for each in loaded if not each.broken and each.count <= MOST_AT_ONCE]
    return [_of_layer(town, each) for each in served]


def _of_layer(town: Town, loaded: Loaded) -> Collection:
    layer, frame = loaded.layer, loaded.frame
    return Collection(
        town.place,
        layer.id,
        layer.title,
        both(lambda lang: _description(loaded, lang)),
        frame,
        layer.all_fields,
        credits_of(frame, town.sources),
    )


def _description(loaded: Loaded, lang: Lang) -> str:
    row = summary_of(loaded, lang)
    return say(
        "ogc.layer",
        lang,
        group=loaded.layer.group.title[lang],
        count=row.count,
        basis=row.basis,
        metres=row.accuracy,
    )


def credits_of(frame: gpd.GeoDataFrame, sources: Sources) -> tuple[Text, ...]:
    """Return whom the features' sources ask to credit; a source of the user's own as it stands."""
    used = sorted({str(each) for each in frame["source"]}) if "source" in frame else []
    return tuple(_credit_of(each, sources.get(each)) for each in used)


def _credit_of(source_id: str, source: Source | None) -> Text:
    return Text(source_id, source_id) if source is None else both(source.credit)


def both(words: Callable[[Lang], str]) -> Text:
    """Return a text worded in both languages."""
    return Text(*(words(lang) for lang in LANGS))


def field_title(name: str) -> Text:
    """Return what a column is called: by its own text, or as a field of some layer is."""
    if f"ogc.field.{name}" in TEXTS:
        return TEXTS[f"ogc.field.{name}"]
    titles = {each.name: each.title for layer in LAYERS.values() for each in layer.all_fields}
    return titles.get(name, Text(name, name))
