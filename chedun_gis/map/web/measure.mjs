// Measure distances and areas on the map, in the town's metric grid, by mouse or by keyboard.
import { buttonBar } from "./button.mjs";
import { areaOf, distance } from "./ground.mjs";
import { byKeys } from "./keyboard.mjs";

const M2_PER_HA = 10_000;
// A point as near as this to the last is the second half of a double click.
const SAME_PX = 4;
const STEP_PX = { fine: 10, coarse: 80 };
const WAYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const PANE = "chedun-measure";

// The length in metres along points of { lat, lng }; `closed` goes back to the first.
export function lengthOf(points, grid, closed = false) {
  const ends = closed ? [...points.slice(1), points[0]] : points.slice(1);
  return ends.reduce((sum, end, i) => sum + distance(points[i], end, grid), 0);
}

export function lengthText(metres, words) {
  if (metres < 999.95) return words.metres.replace("{n}", metres.toFixed(1));
  return words.kilometres.replace("{n}", (metres / 1000).toFixed(metres < 9999.5 ? 3 : 2));
}

// What the points measure, as a sentence; "" while they measure nothing.
export function figures(kind, points, grid, words) {
  if (points.length < 2) return "";
  if (kind === "distance") return words.measured_length.replace("{length}", lengthText(lengthOf(points, grid), words));
  const area = areaOf([points], grid);
  return words.measured_area
    .replace("{m2}", area.toLocaleString("en-US", { maximumFractionDigits: area < 100 ? 1 : 0 }))
    .replace("{ha}", (area / M2_PER_HA).toFixed(2))
    .replace("{length}", lengthText(lengthOf(points, grid, points.length > 2), words));
}

class Measure {
  constructor(explorer) {
    const { map, catalogue } = explorer;
    Object.assign(this, { explorer, map, words: catalogue.words, grid: proj4(catalogue.grid), points: [] });
    if (!map.getPane(PANE)) map.createPane(PANE).style.zIndex = 460;
    this.renderer = L.svg({ pane: PANE, padding: 0.5 });
    this.drawing = L.layerGroup().addTo(map);
    this.buttons = buttonBar("topleft", [
      ["distance", this.words.measure_distance, () => this.press("distance")],
      ["area", this.words.measure_area, () => this.press("area")],
    ]).addTo(map);
    this.readout = this.readoutBox().addTo(map);
    this.events = { click: this.clicked, dblclick: this.end, mousemove: this.follow, move: this.centred, "pm:globaldrawmodetoggled": this.giveWay };
    map.on(this.events, this);
    this.hear = (event) => this.pressed(event);
    // Before the map, which would pan by the same keys.
    document.addEventListener("keydown", this.hear, { capture: true });
  }

  remove() {
    this.clear();
    document.removeEventListener("keydown", this.hear, { capture: true });
    this.map.off(this.events, this);
    [this.buttons, this.readout, this.drawing, this.renderer].forEach((each) => each.remove());
  }

  readoutBox() {
    const control = L.control({ position: "bottomleft" });
    control.onAdd = () => {
      const box = L.DomUtil.create("div", "chedun-measured");
      this.said = L.DomUtil.create("b", "", box);
      this.said.setAttribute("role", "status");
      this.said.setAttribute("aria-live", "polite");
      this.advice = L.DomUtil.create("span", "", box);
      this.clearing = L.DomUtil.create("button", "", box);
      this.clearing.type = "button";
      this.clearing.textContent = this.words.measure_clear;
      this.clearing.addEventListener("click", () => this.clear());
      box.hidden = true;
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    return control;
  }

  // The button of what is being measured ends it; either button begins anew.
  press(kind) {
    const ends = this.active && this.kind === kind;
    this.clear();
    if (!ends) this.begin(kind);
  }

  begin(kind) {
    Object.assign(this, { kind, active: true, pointer: null });
    this.standAlone();
    this.map.doubleClickZoom.disable();
    const box = this.map.getContainer();
    box.style.cursor = "crosshair"; // it also tells the explorer that a click selects nothing
    box.classList.add("chedun-measuring");
    box.focus({ preventScroll: true });
    this.show();
  }

  // Whatever is being drawn would take the same clicks.
  standAlone() {
    const { pm } = this.map;
    if (!pm || !this.explorer.pen?.busy()) return;
    pm.disableDraw();
    pm.disableGlobalDragMode();
    pm.disableGlobalRemovalMode();
    // The pen's own tools are toggled buttons, put down by pressing them again.
    for (const each of document.querySelectorAll(".leaflet-pm-toolbar .button-container.active > a")) each.click();
  }

  giveWay({ enabled }) {
    if (enabled) this.clear();
  }

  clicked({ latlng }) {
    if (this.active && this.explorer.pen?.busy()) this.clear(); // a tool was taken up meanwhile: the click is its
    else if (this.active) this.add(latlng);
  }

  add(latlng) {
    const last = this.points.at(-1);
    const [here, there] = [latlng, last].map((at) => at && this.map.latLngToContainerPoint(at));
    if (there && here.distanceTo(there) < SAME_PX) return;
    this.points.push(latlng);
    this.show();
  }

  // The figures stay until they are cleared or something else is measured.
  end() {
    if (!this.active) return;
    if (this.points.length < 2) return this.clear();
    this.rest();
    this.show();
  }

  rest() {
    this.active = false;
    this.pointer = null;
    this.map.doubleClickZoom.enable();
    this.map.getContainer().style.cursor = "";
    this.map.getContainer().classList.remove("chedun-measuring");
  }

  clear() {
    this.rest();
    this.points = [];
    this.kind = null;
    this.show();
  }

  follow({ latlng }) {
    if (!this.active || byKeys(this.map)) return;
    this.pointer = latlng;
    this.show();
  }

  centred() {
    if (!this.active || !byKeys(this.map)) return;
    this.pointer = this.map.getCenter();
    this.show();
  }

  pressed(event) {
    if (!this.kind || event.target.closest("input, .chedun-under")) return;
    if (event.key !== "Escape" && event.target.closest("button, a")) return;
    const act = this.actOf(event);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  actOf({ key, shiftKey }) {
    if (key === "Escape") return () => this.clear();
    if (!this.active) return null;
    if (WAYS[key]) return () => this.step(WAYS[key], shiftKey ? STEP_PX.coarse : STEP_PX.fine);
    const acts = { " ": () => this.add(this.map.getCenter()), Enter: () => this.end(), Backspace: () => this.back() };
    return acts[key];
  }

  step([right, down], pixels) {
    this.map.getContainer().classList.add("chedun-keys");
    this.map.panBy([right * pixels, down * pixels], { animate: false });
  }

  back() {
    this.points.pop();
    this.show();
  }

  show() {
    const { points, pointer, kind } = this;
    const corners = this.active && pointer && points.length ? [...points, pointer] : points;
    this.draw(corners);
    this.said.textContent = kind ? figures(kind, corners, this.grid, this.words) : "";
    this.advice.textContent = byKeys(this.map) ? this.words.measure_keys : this.words.measure_advice;
    this.advice.hidden = !this.active;
    this.clearing.hidden = this.active;
    this.readout.getContainer().hidden = !kind;
    this.buttons.getContainer().querySelectorAll("button").forEach((button, i) =>
      button.setAttribute("aria-pressed", String(Boolean(this.active) && kind === ["distance", "area"][i])));
  }

  draw(corners) {
    this.drawing.clearLayers();
    if (!this.kind) return;
    const plain = { renderer: this.renderer, pane: PANE, interactive: false, pmIgnore: true };
    const style = { ...plain, color: "#c2255c", weight: 2.5, dashArray: this.active ? "5 4" : null };
    const shape = this.kind === "area" ? L.polygon(corners, { ...style, fillOpacity: 0.15 }) : L.polyline(corners, style);
    this.drawing.addLayer(shape);
    for (const at of this.points)
      this.drawing.addLayer(L.circleMarker(at, { ...plain, radius: 4, color: "#c2255c", weight: 2, fillColor: "#fff", fillOpacity: 1 }));
  }
}

// Two buttons, a readout, and what hears of the mouse and the keys until it is removed.
export function measuring(explorer) {
  return new Measure(explorer);
}
