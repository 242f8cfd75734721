// Which names have room on the map. A point is (x, y) in pixels of a view of 1000 × 1000.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fitting } from "../../../../chedun_gis/map/web/labels.mjs";

const inView = ({ x, y }) => x >= 0 && y >= 0 && x <= 1000 && y <= 1000;
const written = (layers, zoom = 14) => fitting(layers, zoom, inView, (p) => p).map((each) => each.text);
const layer = (order, labels, zoom = 12) => ({ order, zoom, geometry: "Polygon", labels: labels.map(([text, x, y]) => ({ text, latlng: { x, y } })) });

test("no name stands over another, and the lower order goes first", () => {
  const low = layer(-2, [["车墩公园", 500, 500]]);
  const high = layer(-1, [["虬长公园", 520, 505], ["得胜公园", 500, 600]]);
  assert.deepEqual(written([high, low]), ["车墩公园", "得胜公园"]);
});

test("a name stays away until the map is near enough, and outside the view", () => {
  assert.deepEqual(written([layer(0, [["a", 10, 10]], 15)]), []);
  assert.deepEqual(written([layer(0, [["a", -1, 10], ["b", 10, 10]])]), ["b"]);
});

test("Chinese takes more room than Latin: side by side at 40 px only the Latin names fit", () => {
  const names = (text) => layer(0, [0, 40, 80].map((x) => [text, 100 + x, 100]));
  assert.equal(written([names("abcd")]).length, 3);
  assert.equal(written([names("车墩公园")]).length, 2);
});

test("at most 120 names are written", () => {
  const many = layer(0, Array.from({ length: 400 }, (_, i) => ["a", (i % 20) * 50, Math.floor(i / 20) * 50]));
  assert.equal(written([many]).length, 120);
});
