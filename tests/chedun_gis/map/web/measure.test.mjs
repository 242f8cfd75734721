// Figures on a toy grid, on which a degree is 100 km east and 100 km north.
import assert from "node:assert/strict";
import { test } from "node:test";
import { squareAround } from "../../../../chedun_gis/map/web/ground.mjs";
import { figures, lengthOf, lengthText } from "../../../../chedun_gis/map/web/measure.mjs";

const grid = {
  forward: ([lng, lat]) => [(lng - 121) * 1e5 + 600_000, (lat - 31) * 1e5 + 3_400_000],
  inverse: ([x, y]) => [(x - 600_000) / 1e5 + 121, (y - 3_400_000) / 1e5 + 31],
};
const words = { metres: "{n} m", kilometres: "{n} km", measured_length: "L {length}", measured_area: "A {m2} m² {ha} ha P {length}" };
const from = (...pairs) => pairs.map(([x, y]) => ({ lng: 121 + x / 1e5, lat: 31 + y / 1e5 }));
const square = squareAround({ lat: 31, lng: 121 }, 100, grid);

test("a length goes from point to point, and back to the first when it is closed", () => {
  const path = from([0, 0], [300, 0], [300, 400]);
  assert.ok(Math.abs(lengthOf(path, grid) - 700) < 1e-6);
  assert.ok(Math.abs(lengthOf(path, grid, true) - 1200) < 1e-6);
});

test("metres up to a kilometre, then kilometres", () => {
  assert.equal(lengthText(0.04, words), "0.0 m");
  assert.equal(lengthText(999.94, words), "999.9 m");
  assert.equal(lengthText(999.96, words), "1.000 km");
  assert.equal(lengthText(1234.6, words), "1.235 km");
  assert.equal(lengthText(12_345, words), "12.35 km");
});

test("a square of 100 m has one hectare and 400 m around it", () => {
  assert.equal(figures("area", square, grid, words), "A 10,000 m² 1.00 ha P 400.0 m");
});

test("small and large areas", () => {
  assert.equal(figures("area", squareAround(square[0], 9.6, grid), grid, words), "A 92.2 m² 0.01 ha P 38.4 m");
  assert.equal(figures("area", squareAround(square[0], 3000, grid), grid, words), "A 9,000,000 m² 900.00 ha P 12.00 km");
});

test("two points of an area are a line: no area, and its length once", () => {
  assert.equal(figures("area", from([0, 0], [30, 40]), grid, words), "A 0 m² 0.00 ha P 50.0 m");
});

test("a distance, and nothing of one point alone", () => {
  assert.equal(figures("distance", from([0, 0], [3000, 4000], [3000, 3000]), grid, words), "L 6.000 km");
  assert.equal(figures("distance", from([0, 0]), grid, words), "");
  assert.equal(figures("area", [], grid, words), "");
});
