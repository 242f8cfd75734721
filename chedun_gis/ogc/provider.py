"""Give pygeoapi the features of a collection, straight from the frame in memory."""

from typing import Any

import numpy as np
from pygeoapi.provider.base import (
    BaseProvider,
    ProviderInvalidQueryError,
    ProviderItemNotFoundError,
)

from chedun_gis.ogc.collection import Collection
from chedun_gis.ogc.crs import storage_of
from chedun_gis.ogc.features import equal, features_of, inside, ordered
from geo import InputError
from layers import Field

_JSON_TYPES = {
    "text": "string",
    "names": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
}


class FrameProvider(BaseProvider):  # type: ignore[misc] # pygeoapi carries no types
    """The features of one collection.

    Its definition holds the collection in `data`, and what one request asks for: its language in
    `lang` and its `bbox` as an area in the metric CRS in `area`.
    """

    def __init__(self, provider_def: dict[str, Any]) -> None:
        """Remember what is served; nothing is read."""
        super().__init__(provider_def)
        self.collection: Collection = provider_def["data"]
        self._lang = provider_def.get("lang", "zh")
        self._area = provider_def.get("area")
        self._fields = self.get_fields()

    def get_fields(self) -> dict[str, dict[str, Any]]:
        """Return the JSON Schema of every field, titled in the language of the request."""
        return {field.name: self._schema(field) for field in self.collection.fields}

    def _schema(self, field: Field) -> dict[str, Any]:
        schema: dict[str, Any] = {
            "title": field.title[self._lang],
            "type": _JSON_TYPES[field.type],
        }
        if field.choices:
            schema["enum"] = list(field.choices)
            words = (f"{key}: {text[self._lang]}" for key, text in field.choices.items())
            schema["description"] = "; ".join(words)
        if field.unit:
            schema["x-ogc-unit"] = field.unit
        return schema

    def query(
        self,
        offset: int = 0,
        limit: int = 10,
        resulttype: str = "results",
        **asked: Any,  # noqa: ANN401 - what pygeoapi passes to every provider
    ) -> dict[str, Any]:
        """Return the features of a query as GeoJSON, with how many matched."""
        rows = self._rows(asked.get("properties") or [], asked.get("sortby") or [])
        found = rows[:0] if resulttype == "hits" else rows[offset : offset + limit]
        return {
            "type": "FeatureCollection",
            "features": features_of(
                self.collection,
                found,
                uri=self._target(asked.get("crs_transform_spec")),
                names=asked.get("select_properties") or list(self._fields),
                geometry=not asked.get("skip_geometry"),
            ),
            "numberMatched": len(rows),
            "numberReturned": len(found),
        }

    def _rows(
        self, filters: list[tuple[str, str]], sortby: list[dict[str, str]]
    ) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        """Return the matching rows, in the order of the file unless the query asks for another."""
        frame = self.collection.frame
        rows = np.arange(len(frame)) if self._area is None else inside(frame, self._area)
        fields = {field.name: field for field in self.collection.fields}
        for name, text in filters:
            try:
                rows = rows[equal(frame, fields[name], text)[rows]]
            except InputError as error:
                raise ProviderInvalidQueryError(user_msg=error.code) from error
        for each in reversed(sortby):
            rows = ordered(frame, rows, each["property"], descending=each["order"] == "-")
        return rows

    def get(self, identifier: str, **asked: Any) -> dict[str, Any]:  # noqa: ANN401 - as in `query`
        """Return one feature; pygeoapi answers 404 when there is none."""
        frame = self.collection.frame
        rows = np.flatnonzero(frame["id"].astype(str) == identifier)
        if not len(rows):
            raise ProviderItemNotFoundError
        found = features_of(
            self.collection,
            rows[:1],
            uri=self._target(asked.get("crs_transform_spec")),
            names=list(self._fields),
        )
        return found[0]

    def _target(self, spec: Any) -> str:  # noqa: ANN401 - pygeoapi's own type
        """Return the URI asked for; pygeoapi gives no transform for the CRS it takes as stored."""
        return storage_of(self.collection.place) if spec is None else spec.target_crs_uri
