// Telling whether a shape that comes back from Python is the one that was drawn.
import assert from "node:assert/strict";
import { test } from "node:test";
import { near, turnOf } from "../../../../chedun_gis/map/web/pen.mjs";

const ring = (shift) => JSON.stringify([[[121.2, 31], [121.3 + shift, 31], [121.3, 31.1], [121.2, 31]]]);

test("rounding makes no other shape, a moved corner does", () => {
  assert.equal(near(ring(0), ring(1e-6)), true);
  assert.equal(near(ring(0), ring(1e-5)), false);
});

test("a corner more is another shape", () => {
  assert.equal(near("[[0,0],[1,1]]", "[[0,0],[1,1],[2,2]]"), false);
});

test("Ctrl+Z goes back, Ctrl+Y and Ctrl+Shift+Z forward, on a Mac with ⌘; nothing else does", () => {
  const keys = [["z", {}, ""], ["z", { ctrlKey: true }, "undone"], ["Z", { ctrlKey: true, shiftKey: true }, "redone"],
    ["y", { ctrlKey: true }, "redone"], ["z", { metaKey: true }, "undone"], ["y", { ctrlKey: true, shiftKey: true }, ""],
    ["z", { ctrlKey: true, altKey: true }, ""], ["s", { ctrlKey: true }, ""]];
  for (const [key, held, expected] of keys) assert.equal(turnOf({ key, ...held }), expected, `${key} ${JSON.stringify(held)}`);
});
