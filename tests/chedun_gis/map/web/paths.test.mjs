// What is drawn of a feature: a shape where it is filled, a line where only its outline is.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { pathOf } from "../../../../chedun_gis/map/web/paths.mjs";

const ring = [[0, 0], [9, 0], [9, 9], [0, 0]];
const area = { geometry: { type: "Polygon", coordinates: [ring] } };
const areas = { geometry: { type: "MultiPolygon", coordinates: [[ring], [ring]] } };

// Leaflet's own makers, as far as they are asked here: each tells what it was given.
before(() => {
  const flip = (at, depth) => (depth < 0 ? at : depth === 0 ? at.map(([x, y]) => [y, x]) : at.map((each) => flip(each, depth - 1)));
  globalThis.L = {
    GeoJSON: { coordsToLatLngs: flip },
    polygon: (latlngs, options) => ({ made: "polygon", latlngs, options }),
    polyline: (latlngs, options) => ({ made: "line", latlngs, options }),
  };
});

test("an area with a fill is a shape", () => {
  assert.equal(pathOf(null, area, { fill: true }).made, "polygon");
  assert.equal(pathOf(null, areas, {}).made, "polygon");
});

test("an area without a fill is the closed line around it", () => {
  const { made, latlngs } = pathOf(null, area, { fill: false });
  assert.equal(made, "line");
  assert.deepEqual(latlngs, [[[0, 0], [0, 9], [9, 9], [0, 0]]]);
});

test("of an area in parts every part keeps its line", () => {
  assert.equal(pathOf(null, areas, { fill: false }).latlngs.length, 2);
});
