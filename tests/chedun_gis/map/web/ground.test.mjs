// Areas and shapes on a toy grid, on which a degree is 100 km east and 100 km north.
import assert from "node:assert/strict";
import { test } from "node:test";
import { areaOf, circleAround, distance, squareAround } from "../../../../chedun_gis/map/web/ground.mjs";

const grid = {
  forward: ([lng, lat]) => [(lng - 121) * 1e5 + 600_000, (lat - 31) * 1e5 + 3_400_000],
  inverse: ([x, y]) => [(x - 600_000) / 1e5 + 121, (y - 3_400_000) / 1e5 + 31],
};
const near = (found, expected, within = 1e-3) => assert.ok(Math.abs(found - expected) < within, `${found} is not ${expected}`);
// 300 m by 200 m, 6 ha, whichever way round.
const field = [[0, 0], [0.003, 0], [0.003, 0.002], [0, 0.002]].map(([x, y]) => ({ lng: 121 + x, lat: 31 + y }));

test("an outline has its area whichever way round, less its holes", () => {
  near(areaOf([field], grid), 60_000);
  near(areaOf([field.toReversed()], grid), 60_000);
  near(areaOf([field, squareAround(field[0], 100, grid)], grid), 50_000);
});

test("what is no area yet has none", () => {
  assert.equal(areaOf([], grid), 0);
  assert.equal(areaOf([[]], grid), 0);
  near(areaOf([field.slice(0, 2)], grid), 0);
});

test("a square stands around its middle", () => {
  const square = squareAround({ lat: 31, lng: 121 }, 100, grid);
  near(areaOf([square], grid), 10_000);
  near(distance(square[0], square[1], grid), 100);
  near(distance(square[0], { lat: 31, lng: 121 }, grid), Math.SQRT2 * 50);
});

test("a circle has its area, not that of what is drawn inside it", () => {
  near(areaOf([circleAround({ lat: 31, lng: 121 }, 100, grid)], grid), Math.PI * 10_000, 0.1);
});
