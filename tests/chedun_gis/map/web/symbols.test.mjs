// What a feature looks like, from its layer's symbols and its own short properties.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pathOptions } from "../../../../chedun_gis/map/web/symbols.mjs";

const AREA = { colour: "#2f9e44", pattern: "diagonal", weight: 2, opacity: 0.5, dash: "" };
const parks = { geometry: "Polygon", symbols: { built: AREA, planned: { ...AREA, pattern: "none" } } };
const stops = { geometry: "Point", sized: true, symbols: { "": { colour: "#1971c2", shape: "circle" } } };
const roads = { geometry: "LineString", cased: true, symbols: { "": { colour: "#868e96", weight: 3, dash: "6 4" } } };

test("a hatched area is filled half as much, so that the hatch is seen", () => {
  const found = pathOptions(parks, { c: "built" });
  assert.deepEqual([found.hatch, found.fillOpacity, found.fill], ["diagonal", 0.25, true]);
});

test("a class that the layer does not know looks like its last one", () => {
  assert.equal(pathOptions(parks, { c: "burnt" }).fill, false);
});

test("what had no stage at a date has a symbol of its own, and else looks like the last", () => {
  const then = { ...parks, symbols: { "": { ...AREA, colour: "#adb5bd" }, ...parks.symbols } };
  assert.equal(pathOptions(then, { c: null }).color, "#adb5bd");
  assert.equal(pathOptions(parks, { c: null }).fill, false);
});

test("what is only sketched is dashed, stitched or hollow", () => {
  assert.equal(pathOptions(parks, { c: "built", s: 1 }).dashArray, "5 4");
  assert.equal(pathOptions(roads, { c: "", s: 1 }).stitch, true);
  const point = pathOptions(stops, { c: "", s: 1, v: 2 });
  assert.deepEqual([point.fillColor, point.color, point.dashArray], ["#ffffff", "#1971c2", "3 2"]);
});

test("a stop grows with its lines, up to a limit", () => {
  const radii = [1, 4, 100].map((v) => pathOptions(stops, { c: "", v }).radius);
  assert.deepEqual(radii, [2.75, 4.4, 8]);
});

test("a dashed road keeps its dash and its casing", () => {
  const found = pathOptions(roads, { c: "" });
  assert.deepEqual([found.dashArray, found.lineCap, found.casing], ["6 4", "butt", true]);
});
