// Messages to the page that may be lost or come twice.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Outbox } from "../../../../chedun_gis/map/web/outbox.mjs";

function outbox() {
  const sent = [];
  const waits = [];
  const box = new Outbox((message) => sent.push(message), "one", (what, ms) => waits.push({ what, ms }));
  const numbers = () => sent.at(-1).messages.map(({ number }) => number);
  return { box, sent, waits, numbers };
}

test("what is not heard goes with what follows", () => {
  const { box, sent, numbers } = outbox();
  box.say({ kind: "select", id: "a" });
  box.say({ kind: "select", id: "b" });
  assert.deepEqual(numbers(), [1, 2]);
  assert.equal(sent.at(-1).token, "one");
  box.heard("one", 1);
  box.say({ kind: "select", id: "c" });
  assert.deepEqual(numbers(), [2, 3]);
});

test("what was heard of another frame says nothing of this one", () => {
  const { box, numbers } = outbox();
  box.say({ kind: "select" });
  box.heard("other", 5);
  box.say({ kind: "select" });
  assert.deepEqual(numbers(), [1, 2]);
});

test("a message that is lost is sent again, ever more rarely, until it is heard", () => {
  const { box, sent, waits } = outbox();
  box.say({ kind: "select" });
  for (let times = 2; times < 8; times++) {
    box.heard("one", 0);
    waits.at(-1).what();
    assert.equal(sent.length, times);
  }
  assert.deepEqual(waits.map(({ ms }) => ms), [1_500, 3_000, 6_000, 12_000, 24_000, 24_000, 24_000]);
  box.heard("one", 1);
  waits.at(-1).what();
  assert.equal(sent.length, 7);
});

test("what was sent meanwhile has its own patience", () => {
  const { box, sent, waits } = outbox();
  box.say({ kind: "select", id: "a" });
  box.say({ kind: "select", id: "b" });
  waits[0].what();
  assert.equal(sent.length, 2);
  waits[1].what();
  assert.equal(sent.length, 3);
  assert.equal(waits[2].ms, 3_000);
});

test("a message that holds those before it takes their place", () => {
  const { box, numbers } = outbox();
  box.say({ kind: "edits", edits: [1] }, { instead: true });
  box.say({ kind: "select" });
  box.say({ kind: "edits", edits: [1, 2] }, { instead: true });
  assert.deepEqual(numbers(), [2, 3]);
});
