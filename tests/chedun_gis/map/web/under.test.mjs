// What lies under a point, in pixels.
import assert from "node:assert/strict";
import { test } from "node:test";
import { lyingUnder, touches } from "../../../../chedun_gis/map/web/under.mjs";

const at = (x, y) => ({ x, y });
const corners = (...pairs) => pairs.map(([x, y]) => at(x, y));
const square = corners([0, 0], [100, 0], [100, 100], [0, 100]);
const hole = corners([40, 40], [60, 40], [60, 60], [40, 60]);

test("a point counts as far as it reaches", () => {
  const stop = { kind: "point", rings: [corners([10, 10])], reach: 7 };
  assert.equal(touches(stop, at(13, 14)), true);
  assert.equal(touches(stop, at(16, 16)), false);
});

test("a line counts by its distance, not by its bounds or beyond its ends", () => {
  const road = { kind: "line", rings: [corners([0, 0], [100, 100])], reach: 5 };
  assert.equal(touches(road, at(53, 47)), true);
  assert.equal(touches(road, at(80, 20)), false);
  assert.equal(touches(road, at(103, 104)), true);
  assert.equal(touches(road, at(110, 110)), false);
});

test("of a line in two parts nothing lies between them", () => {
  const road = { kind: "line", rings: [corners([0, 0], [10, 0]), corners([90, 0], [100, 0])], reach: 5 };
  assert.equal(touches(road, at(50, 0)), false);
  assert.equal(touches(road, at(95, 3)), true);
});

test("a polygon counts inside and along its outline, not in its hole", () => {
  const park = { kind: "polygon", rings: [square, hole], reach: 3 };
  assert.equal(touches(park, at(20, 20)), true);
  assert.equal(touches(park, at(50, 50)), false);
  assert.equal(touches(park, at(-2, 50)), true, "the side that closes it");
  assert.equal(touches(park, at(-4, 50)), false);
});

test("a line is not closed as a polygon is", () => {
  assert.equal(touches({ kind: "line", rings: [square], reach: 3 }, at(0, 50)), false);
});

test("a line of one corner, or of one corner twice, is a point", () => {
  for (const ring of [corners([5, 5]), corners([5, 5], [5, 5])])
    assert.equal(touches({ kind: "line", rings: [ring], reach: 3 }, at(6, 6)), true);
});

test("the topmost comes first, each feature once, and what lies elsewhere not at all", () => {
  const shape = (key, rings = [square]) => ({ key, kind: "polygon", rings, reach: 0 });
  const elsewhere = shape("far", [corners([200, 0], [300, 0], [300, 100])]);
  const found = lyingUnder([shape("zone"), shape("home"), elsewhere, shape("zone"), shape("park")], at(10, 10));
  assert.deepEqual(found.map(({ key }) => key), ["park", "zone", "home"]);
});
