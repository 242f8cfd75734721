// Asking the server until it answers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { GONE, ask, glance } from "../../../../chedun_gis/map/web/patience.mjs";

// Answers in turn: an Error is thrown, a number is a status, anything else is the content.
function server(...answers) {
  globalThis.fetch = async () => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    if (typeof answer === "number") return { ok: false, status: answer };
    return { ok: true, status: 200, json: async () => answer };
  };
}

test("it asks again, later each time, until it is answered", async () => {
  server(new Error("away"), 503, 500, { features: [] });
  const waits = [];
  let failures = 0;
  const found = await ask("layers/parks", () => failures++, async (ms) => waits.push(ms));
  assert.deepEqual([found, failures, waits], [{ features: [] }, 3, [300, 600, 1200]]);
});

test("it never waits longer than ten seconds", async () => {
  server(...Array(9).fill(503), {});
  const waits = [];
  await ask("layers/parks", undefined, async (ms) => waits.push(ms));
  assert.equal(Math.max(...waits), 10_000);
});

test("what is not there is nothing, at once", async () => {
  server(404);
  assert.equal(await ask("layers/lakes", assert.fail, assert.fail), null);
});

test("a glance asks once, and takes no answer for nothing", async () => {
  server({ state: "a1" }, 503, new Error("away"));
  assert.deepEqual(await glance("state.json"), { state: "a1" });
  assert.equal(await glance("state.json"), null);
  assert.equal(await glance("state.json"), null);
});

test("a glance tells that the browser is known no more", async () => {
  server(401, 403);
  assert.equal(await glance("state.json"), GONE);
  assert.equal(await glance("state.json"), GONE);
  globalThis.fetch = async () => ({ type: "opaqueredirect", status: 0, ok: false });
  assert.equal(await glance("state.json"), GONE);
});
