// To whom a turn of the wheel belongs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { takesWheel } from "../../../../chedun_gis/map/web/wheel.mjs";

const turn = { ctrl: false, inUse: false, pageScrolls: false };

test("a map that fills the window zooms at once", () => assert.equal(takesWheel(turn), true));

test("where the page scrolls, the page has it", () => assert.equal(takesWheel({ ...turn, pageScrolls: true }), false));

test("with Ctrl, or in use, the map has it everywhere", () => {
  for (const asked of [{ ctrl: true }, { inUse: true }]) assert.equal(takesWheel({ ...turn, pageScrolls: true, ...asked }), true);
});
