// Messages to the page that may be lost or come twice.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Outbox } from "../../../../chedun_gis/map/web/outbox.mjs";

function outbox() {
  const sent = [];
  const clock = { now: 0 };
  const box = new Outbox((message) => sent.push(message), "one", () => clock.now);
  const numbers = () => sent.at(-1).messages.map(({ number }) => number);
  return { box, sent, clock, numbers };
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

test("a message that is lost is sent again, but not one that is only under way", () => {
  const { box, sent, clock } = outbox();
  box.say({ kind: "select" });
  clock.now = 500;
  box.heard("one", 0);
  assert.equal(sent.length, 1);
  clock.now = 2_100;
  box.heard("one", 0);
  assert.equal(sent.length, 2);
  box.heard("one", 1);
  clock.now = 9_000;
  box.heard("one", 1);
  assert.equal(sent.length, 2);
});

test("a message that holds those before it takes their place", () => {
  const { box, numbers } = outbox();
  box.say({ kind: "edits", edits: [1] }, { instead: true });
  box.say({ kind: "select" });
  box.say({ kind: "edits", edits: [1, 2] }, { instead: true });
  assert.deepEqual(numbers(), [2, 3]);
});
