// How often the list of layers is drawn.
import assert from "node:assert/strict";
import { test } from "node:test";
import { drawOnce } from "../../../../chedun_gis/map/web/layers.mjs";

function listOf() {
  const control = {
    _map: {},
    shown: new Set(),
    drawn: [],
    _update() {
      this.drawn.push([...this.shown]);
      return this;
    },
  };
  drawOnce(control);
  return control;
}

test("layers that change together are drawn once, as they are at last", async () => {
  const control = listOf();
  for (const each of ["parks", "roads", "zones"]) {
    control.shown.add(each);
    assert.equal(control._update(), control);
  }
  assert.deepEqual(control.drawn, []);
  await null;
  assert.deepEqual(control.drawn, [["parks", "roads", "zones"]]);
});

test("a later change is drawn too", async () => {
  const control = listOf();
  control._update();
  await null;
  control.shown.add("parks");
  control._update();
  await null;
  assert.deepEqual(control.drawn, [[], ["parks"]]);
});

test("a list that is taken off the map meanwhile is not drawn", async () => {
  const control = listOf();
  control._update();
  control._map = null;
  await null;
  assert.deepEqual(control.drawn, []);
});
