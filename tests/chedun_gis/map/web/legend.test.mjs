// What the legend lists of what is shown.
import assert from "node:assert/strict";
import { test } from "node:test";
import { legendParts } from "../../../../chedun_gis/map/web/legend.mjs";

const symbol = (title, used = true) => ({ title, used });
const parks = { id: "parks", title: "公园绿地", symbols: { "": symbol("公园") }, reach: { title: "500 米服务半径", colour: "#2b8a3e" } };
const roads = { id: "roads", title: "道路", symbols: { a: symbol("高速公路"), b: symbol("干路"), c: symbol("支路", false) } };
const listed = (...shown) =>
  legendParts([parks, roads], (key) => shown.includes(key)).map(({ id, title, rows }) => [id, title, rows.map((row) => row.title)]);

test("only what is shown is listed", () => {
  assert.deepEqual(listed(), []);
  assert.deepEqual(listed("roads").map(([id]) => id), ["roads"]);
});

test("classes that occur stand under their layer's title; one alone bears the layer's", () => {
  assert.deepEqual(listed("parks", "roads"), [["parks", "", ["公园绿地"]], ["roads", "道路", ["高速公路", "干路"]]]);
});

test("a reach is listed by itself", () => {
  assert.deepEqual(listed("parks/reach"), [["parks", "", ["500 米服务半径"]]]);
  assert.deepEqual(listed("parks", "parks/reach"), [["parks", "", ["公园绿地", "500 米服务半径"]]]);
});

test("a layer without a feature is shown by its first symbol", () => {
  const empty = { id: "e", title: "空", symbols: { x: symbol("甲", false), y: symbol("乙", false) } };
  assert.deepEqual(legendParts([empty], () => true)[0].rows.map(({ c, title }) => [c, title]), [["x", "空"]]);
});
