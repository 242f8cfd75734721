// What is reported to Python, by the one name that streamlit-folium keeps for itself.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { beQuiet, send } from "../../../../chedun_gis/map/web/streamlit.mjs";

let sent;
beforeEach(() => {
  sent = [];
  globalThis.window = {
    __GLOBAL_DATA__: { returned_objects: ["last_active_drawing"], last_active_drawing: null },
    Streamlit: { setComponentValue: (value) => sent.push(value) },
  };
});

test("a message goes at once, and is not reported a second time", () => {
  send({ layer: "parks", id: "park-01", click: 1 });
  assert.deepEqual(sent, [{ last_active_drawing: { layer: "parks", id: "park-01", click: 1 } }]);
  assert.deepEqual(window.__GLOBAL_DATA__.previous_data, sent[0]);
});

test("a page that listens to nothing is sent nothing", () => {
  window.__GLOBAL_DATA__.returned_objects = [];
  send({ layer: "parks", id: "park-01" });
  assert.deepEqual(sent, []);
});

test("what is known at the start counts as reported", () => {
  beQuiet();
  assert.deepEqual(window.__GLOBAL_DATA__.previous_data, { last_active_drawing: null });
});
