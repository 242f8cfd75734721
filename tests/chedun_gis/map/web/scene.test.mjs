// Which layers are on, as tools come and go and the user turns some.
import assert from "node:assert/strict";
import { test } from "node:test";
import { enter, layersOf, put, turn, visible } from "../../../../chedun_gis/map/web/scene.mjs";

const on = (layers) => [...visible(layers)].sort().join(" ");
const own = layersOf(["parks", "roads"]);

test("a tool's layers are put back when it goes", () => {
  const there = enter(own, "coverage", ["roads", "zones"]);
  assert.equal(on(there), "roads zones");
  assert.equal(on(enter(there, "map", [])), "parks roads");
});

test("what the user turned in a tool stays turned after it", () => {
  let there = enter(own, "coverage", ["roads", "zones"]);
  there = turn(turn(there, "projects", true), "roads", false);
  assert.equal(on(there), "projects zones");
  assert.equal(on(enter(there, "map", [])), "parks projects");
});

test("the same tool again changes nothing", () => {
  const there = turn(enter(own, "bus", ["roads"]), "parks", true);
  assert.equal(enter(there, "bus", ["roads"]), there);
});

test("from one tool to the next the user's own stay behind", () => {
  const next = enter(enter(own, "coverage", ["zones"]), "bus", ["bus_stops"]);
  assert.equal(on(next), "bus_stops");
  assert.equal(on(enter(next, "map", [])), "parks roads");
});

test("a link's layers are just those that are on, also in a tool", () => {
  assert.equal(on(put(own, ["zones"])), "zones");
  const there = put(enter(own, "coverage", ["roads", "zones"]), ["zones", "parks"]);
  assert.equal(on(there), "parks zones");
});

test("no function changes what it is given", () => {
  const before = on(own);
  turn(own, "zones", true);
  put(own, []);
  assert.equal(on(own), before);
});
