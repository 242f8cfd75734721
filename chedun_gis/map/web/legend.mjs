// The legend: the symbols of what is shown now, and of the places of a result; it folds.
import { swatch } from "./symbols.mjs";

const FOLDED = "chedun-legend";
// On a map as narrow as a phone it is folded until somebody opens it.
const NARROW_PX = 480;
const GREY = "#667085";
const SCHEMATIC = [
  { geometry: "Polygon", symbols: { "": { colour: GREY, pattern: "solid", weight: 1.5, opacity: 0.2, dash: "" } } },
  { geometry: "LineString", symbols: { "": { colour: GREY, weight: 5, dash: "" } } },
];
const HOLLOW = { geometry: "Point", symbols: { "": { colour: GREY, shape: "square" } } };
// What a result adds, each an answer of `evidenceLegend`; there is one map in a frame.
const results = new Set();

// The parts of the legend: for each layer of which `shown(id)` holds its title with the classes that
// occur, or one row alone; then its reach, of which `shown("id/reach")` tells.
export function legendParts(entries, shown) {
  const parts = [];
  for (const entry of entries) {
    const rows = [];
    const used = Object.entries(entry.symbols).filter(([, symbol]) => symbol.used);
    if (shown(entry.id)) {
      if (used.length > 1) rows.push(...used.map(([c, { title }]) => ({ entry, c, title })));
      else rows.push({ entry, c: used[0]?.[0] ?? Object.keys(entry.symbols)[0], title: entry.title });
    }
    if (entry.reach && shown(`${entry.id}/reach`)) rows.push({ entry: reachSample(entry.reach), c: "", title: entry.reach.title });
    if (rows.length) parts.push({ id: entry.id, title: used.length > 1 && shown(entry.id) ? entry.title : "", rows });
  }
  return parts;
}

function reachSample({ colour }) {
  return { geometry: "Polygon", symbols: { "": { colour, pattern: "solid", weight: 1, opacity: 0.15, dash: "4 3" } } };
}

function addRow(box, pictures, text, help) {
  const row = L.DomUtil.create("div", "chedun-legend", box);
  row.append(...pictures);
  const name = L.DomUtil.create("span", "", row);
  name.textContent = text;
  if (help) row.title = help;
}

function addPart(box, { id, title, rows }) {
  const part = L.DomUtil.create("div", "chedun-legend-part", box);
  part.dataset.legend = id;
  if (title) L.DomUtil.create("b", "", part).textContent = title;
  for (const { entry, c, title: text } of rows) addRow(part, [swatch(entry, { c })], text);
}

// What a result's places become in the legend, from `addTo(map)` to `remove()`.
export function evidenceLegend(evidence) {
  let map;
  const change = (how) => {
    results[how](legend);
    map?.fire("chedun:legend");
  };
  const legend = {
    title: evidence.title,
    fill(box) {
      const part = L.DomUtil.create("div", "chedun-legend-part chedun-evidence", box);
      L.DomUtil.create("b", "", part).textContent = evidence.title;
      for (const each of evidence.parts) addRow(part, [swatch({ ...each, symbols: { "": each.symbol } }, { c: "" })], each.title);
    },
    addTo(onto) {
      map = onto;
      change("add");
      return legend;
    },
    remove: () => change("delete"),
  };
  return legend;
}

function fill(list, explorer) {
  const { map, catalogue, groups, reaches } = explorer;
  const { words } = catalogue;
  const shown = (key) => {
    const group = key.endsWith("/reach") ? reaches.get(key.slice(0, -"/reach".length)) : groups.get(key);
    return Boolean(group && map.hasLayer(group));
  };
  list.replaceChildren();
  for (const each of results) each.fill(list);
  const entries = [...explorer.entries.values()];
  for (const part of legendParts(entries, shown)) addPart(list, part);
  const seen = entries.filter((entry) => shown(entry.id));
  if (seen.some((entry) => entry.schematic))
    addRow(list, SCHEMATIC.map((sample) => swatch(sample, { c: "", s: 1 })), words.schematic, words.schematic_help);
  if (seen.some((entry) => entry.hollow)) addRow(list, [swatch(HOLLOW, { c: "", h: 1 })], words.hollow);
  if (!list.children.length) list.textContent = words.legend_empty;
}

// The box that lists it. It is folded where there is no room, and stays as its reader left it.
export function legendBox(explorer) {
  const { map, catalogue } = explorer;
  const control = L.control({ position: "topright" });
  let list;
  let coming;
  const update = () => {
    coming ??= requestAnimationFrame(() => {
      coming = undefined;
      if (control._map) fill(list, explorer);
    });
  };
  control.onAdd = () => {
    const box = L.DomUtil.create("div", "chedun-legend-box");
    const button = L.DomUtil.create("button", "chedun-legend-fold", box);
    button.type = "button";
    button.textContent = catalogue.words.legend;
    list = L.DomUtil.create("div", "chedun-legend-list", box);
    list.id = "chedun-legend-list";
    list.tabIndex = 0; // to be scrolled by key
    list.setAttribute("role", "group");
    list.setAttribute("aria-label", catalogue.words.legend);
    button.setAttribute("aria-controls", list.id);
    const fold = (folded) => {
      list.hidden = folded;
      button.setAttribute("aria-expanded", String(!folded));
    };
    const kept = sessionStorage.getItem(FOLDED);
    fold(kept ? kept === "folded" : map.getContainer().clientWidth < NARROW_PX);
    button.addEventListener("click", () => {
      fold(!list.hidden);
      sessionStorage.setItem(FOLDED, list.hidden ? "folded" : "open");
    });
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    map.on("overlayadd overlayremove chedun:legend", update);
    update();
    return box;
  };
  control.onRemove = () => map.off("overlayadd overlayremove chedun:legend", update);
  return control;
}
