// The position readout, on a toy grid.
import assert from "node:assert/strict";
import { test } from "node:test";
import { positionText } from "../../../../chedun_gis/map/web/bar.mjs";

test("a position is told in metres of the grid, and in degrees", () => {
  const grid = { forward: ([lng, lat]) => [lng * 1000 + 0.04, lat * 1000 + 0.06] };
  assert.equal(positionText({ lng: 121.5, lat: 31.25 }, grid, "Toy"), "E 121500.0  N 31250.1 m (Toy)   121.50000°E  31.25000°N");
});
