import assert from "node:assert/strict";
import { test } from "node:test";
import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader, PbfWriter } from "pbf";
import { metresOf, shadeAt } from "../../../../chedun_gis/map/web/tiled.mjs";
import { alike, meanWidth, paintOptions, readTile, sourceTile } from "../../../../chedun_gis/map/web/tiles.mjs";

globalThis.vectorTile = { VectorTile };
globalThis.Pbf = { PbfReader };

// A tile with one square, number 7 of its layer, of the kind "urban".
function tileWithASquare() {
  const feature = (_, pbf) => {
    pbf.writeVarintField(1, 7);
    pbf.writePackedVarint(2, [0, 0]);
    pbf.writeVarintField(3, 3);
    // Move to (10, 20); lines by (30, 0), (0, 30), (-30, 0); close.
    pbf.writePackedVarint(4, [9, 20, 40, 26, 60, 0, 0, 60, 59, 0, 15]);
  };
  const layer = (_, pbf) => {
    pbf.writeVarintField(15, 2);
    pbf.writeStringField(1, "features");
    pbf.writeMessage(2, feature, null);
    pbf.writeStringField(3, "c");
    pbf.writeMessage(4, (__, value) => value.writeStringField(1, "urban"), null);
    pbf.writeVarintField(5, 4096);
  };
  const pbf = new PbfWriter();
  pbf.writeMessage(3, layer, null);
  return pbf.finish();
}

test("up to the last zoom of the archive a tile is drawn from its own", () => {
  assert.deepEqual(sourceTile({ x: 857, y: 418, z: 10 }, 14), { z: 10, x: 857, y: 418, side: 1, left: 0, top: 0 });
});

test("beyond it a tile is cut from the one that holds it", () => {
  assert.deepEqual(sourceTile({ x: 22, y: 15, z: 16 }, 14), { z: 14, x: 5, y: 3, side: 4, left: 2, top: 3 });
});

test("a tile is read with rows, kinds, values and boxes", () => {
  const { extent, features } = readTile(tileWithASquare());
  assert.equal(extent, 4096);
  assert.equal(features.length, 1);
  const [{ row, kind, properties, rings, box }] = features;
  assert.deepEqual([row, kind, properties.c], [7, "polygon", "urban"]);
  assert.deepEqual(box, [10, 20, 40, 50]);
  assert.equal(rings.length, 1);
  assert.equal(rings[0].length, 5);
});

test("a tile with nothing in it has no feature", () => {
  assert.deepEqual(readTile(new Uint8Array()).features, []);
});

test("features that look alike are painted together, and those left out are not", () => {
  const [one, two] = [{}, {}];
  const looks = { a: one, b: two, c: one, d: null };
  const groups = alike(["a", "b", "c", "d"], (each) => looks[each]);
  assert.deepEqual(groups, [[one, ["a", "c"]], [two, ["b"]]]);
});

const homes = {
  geometry: "Polygon",
  symbols: { urban: { colour: "#f2c230", pattern: "solid", weight: 1.5, opacity: 0.55, dash: "" } },
};

test("a sketch keeps its dashes, and overlapping parcels leave no hole", () => {
  const options = paintOptions(homes, { c: "urban", s: 1 }, 16);
  assert.deepEqual(options._dashArray, [5, 4]);
  assert.equal(options.fillRule, "nonzero");
  assert.deepEqual([options.fillColor, options.fillOpacity, options.weight], ["#f2c230", 0.55, 1.5]);
});

test("of a small parcel the outline is thin and without dashes, the fill as declared", () => {
  const options = paintOptions(homes, { c: "urban", s: 1 }, 4);
  assert.equal(options._dashArray, undefined);
  assert.equal(options.weight, 1.5 / 4);
  assert.equal(options.fillOpacity, 0.55);
});

test("a parcel of a few pixels is a spot of its colour", () => {
  const hatched = { ...homes, symbols: { urban: { ...homes.symbols.urban, pattern: "dots" } } };
  const options = paintOptions(hatched, { c: "urban" }, 3.9);
  assert.deepEqual([options.stroke, options.hatch, options.fillColor], [false, null, "#f2c230"]);
  assert.equal(paintOptions(hatched, { c: "urban" }, 4).hatch, "dots");
});

test("an outline without a fill stays, however small", () => {
  const outlined = { ...homes, symbols: { urban: { ...homes.symbols.urban, pattern: "none" } } };
  assert.equal(paintOptions(outlined, { c: "urban" }, 1).stroke, true);
});

test("the width of features is the mean of their longer sides", () => {
  assert.equal(meanWidth([{ box: [0, 0, 4, 2] }, { box: [10, 0, 11, 8] }]), 6);
  assert.equal(meanWidth([]), 0);
});

test("a line stays as wide as declared", () => {
  const roads = { geometry: "LineString", symbols: { "": { colour: "#000", weight: 4, dash: "6 3" } } };
  assert.equal(paintOptions(roads, {}, 1).weight, 4);
});

test("a pixel at the equator is the earth's girth by the map's width", () => {
  assert.ok(Math.abs(metresOf(1, 0, 0) - 156543.034) < 0.001);
  assert.ok(Math.abs(metresOf(5, 60, 10) - (5 * 156543.034 * 0.5) / 1024) < 0.001);
});

test("four rows are a byte, the first in its lowest bits", () => {
  const bytes = Uint8Array.of(0b11_10_01_00, 0b00_00_00_01);
  assert.deepEqual([0, 1, 2, 3, 4, 5, 99].map((row) => shadeAt(bytes, row)), [0, 1, 2, 3, 1, 0, 0]);
});
