// The link to what is seen.
import assert from "node:assert/strict";
import { test } from "node:test";
import { linkTo } from "../../../../chedun_gis/map/web/link.mjs";

test("a link says view and layers beside what the page says", () => {
  const link = linkTo("http://town:8501/coverage?lang=zh&rule=plan#top", { lat: 31.0123456, lng: 121.3, zoom: 14.5 }, new Set(["parks", "parks/reach"]));
  const found = new URL(link);
  assert.equal(found.pathname, "/coverage");
  assert.deepEqual(Object.fromEntries(found.searchParams), { lang: "zh", rule: "plan", at: "31.01235,121.30000,14.5", layers: "parks parks/reach" });
  assert.equal(found.hash, "");
});

test("a link copied from a copied link says where the map is now", () => {
  const link = linkTo("http://town/?at=1,2,10&layers=roads", { lat: 31, lng: 121, zoom: 12 }, new Set());
  assert.deepEqual(new URL(link).searchParams.getAll("at"), ["31.00000,121.00000,12"]);
});
