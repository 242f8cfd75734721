// Draw, change and remove features on the map, by mouse or by keyboard; every edit is sent to Python
// at once.
import { areaOf, circleAround, distance, squareAround } from "./ground.mjs";
import { pathOf } from "./paths.mjs";
import { pathOptions } from "./symbols.mjs";

const TOOLS = {
  parks: { drawPolygon: true, drawRectangle: true, drawCircle: true },
  bus_stops: { drawCircleMarker: true },
};
const NONE = {
  drawMarker: false, drawPolyline: false, drawRectangle: false, drawPolygon: false, drawCircle: false,
  drawCircleMarker: false, drawText: false, cutPolygon: false, rotateMode: false,
};
const STEMS = { parks: "new-park", bus_stops: "new-stop" };
// Edits that Python may not have seen yet; messages can overtake one another.
const KEPT = 40;
const HECTARE_M2 = 10_000;
// Corners are kept to a centimetre; a park of one hectare must not lose its class by that.
const SQUARE_M = 100.05;
const SQUARE = "chedunSquare";

export class Pen {
  constructor(explorer) {
    this.explorer = explorer;
    this.map = explorer.map;
    this.token = Math.random().toString(36).slice(2, 12);
    this.edits = [];
    this.number = 0;
    this.paths = new Map();
    // Above what is covered, which lies in the pane of all layers.
    this.map.createPane("chedun-pen").style.zIndex = 450;
    this.renderer = L.svg({ padding: 0.2, pane: "chedun-pen" });
    L.PM.setOptIn(true);
    // The map was there before the drawing tools, which greet only maps that come after them.
    this.map.pm ??= new L.PM.Map(this.map);
    this.map.pm.setGlobalOptions({ snappable: true, snapDistance: 12, continueDrawing: false, allowSelfIntersection: false });
    this.map.on("pm:create", ({ layer }) => this.created(layer));
    this.map.on("pm:drawstart", ({ shape, workingLayer: path }) => {
      this.working = { shape, path };
      this.map.getContainer().focus({ preventScroll: true }); // the keys lead the pen now
      path.on("pm:centerplaced", ({ latlng }) => (this.working.centre = latlng));
    });
    this.map.on("pm:drawend", () => {
      this.working = null;
      this.tell(0);
    });
    this.map.on("mousemove", ({ latlng }) => this.measure(latlng));
    // Leaflet's canvas passes on one movement in 32 ms. Of a click that comes sooner the drawing tools
    // take the place where the pointer was before, when that was near enough to something to snap to.
    this.map.on("preclick", ({ latlng }) => this.working && this.map.fire("mousemove", this.pointer(latlng)));
    this.readout = areaReadout();
    this.readout.addTo(this.map);
    this.listen();
  }

  use(layer) {
    if (this.layer === layer) return;
    this.layer = layer;
    this.map.pm.disableDraw();
    this.map.pm.removeControls();
    const { words, lang } = this.explorer.catalogue;
    const titles = {
      drawPolyButton: words.draw_park, drawRectButton: words.draw_rectangle, drawCircleButton: words.draw_circle,
      drawCircleMarkerButton: words.draw_stop,
    };
    this.map.pm.setLang(lang, { buttonTitles: titles }, lang);
    this.map.pm.addControls({ position: "topleft", ...NONE, ...TOOLS[layer], editMode: true, dragMode: true, removalMode: true });
    this.offerSquare(layer === "parks", words.draw_square);
  }

  // Nothing is drawn any more: the next tool shows something else.
  leave() {
    if (!this.layer) return;
    this.layer = "";
    this.lower();
    this.map.pm.disableDraw();
    this.map.pm.disableGlobalEditMode();
    this.map.pm.disableGlobalDragMode();
    this.map.pm.disableGlobalRemovalMode();
    this.map.pm.removeControls();
    for (const path of this.paths.values()) {
      path.off("pm:remove");
      path.remove();
    }
    this.paths.clear();
    document.body.dataset.pen = "";
  }

  // The words are in another language now.
  renamed() {
    const { layer } = this;
    this.layer = "";
    if (layer) this.use(layer);
  }

  // Does the pen draw this feature?
  holds(layer, id) {
    return layer === this.layer && this.paths.has(id);
  }

  // The projection of the town, once the catalogue is there.
  get grid() {
    return (this.projection ??= proj4(this.explorer.catalogue.grid));
  }

  // A button that puts a square of one hectare where the map is clicked next.
  offerSquare(offered, title) {
    document.body.dataset.square = offered ? "offered" : "";
    if (this.square || !offered) return;
    this.square = true;
    this.map.pm.Toolbar.createCustomControl({
      name: SQUARE, block: "draw", title, className: "chedun-pen-square", toggle: true, actions: ["cancel"],
      afterClick: (_, { button }) => (button.toggled() ? this.lift() : this.lower()),
    });
  }

  lift() {
    this.lower();
    this.stamp = L.polygon([], { color: "#212529", weight: 2, dashArray: "4 3", fillOpacity: 0.2, interactive: false, pmIgnore: true, renderer: this.renderer });
    this.stamp.addTo(this.map);
    this.map.getContainer().classList.add("chedun-stamping");
    this.map.once("click", this.put, this);
    this.map.getContainer().focus({ preventScroll: true }); // the keys lead the square now
  }

  lower() {
    this.stamp?.remove();
    this.stamp = null;
    this.map.getContainer().classList.remove("chedun-stamping");
    this.map.off("click", this.put, this);
    this.tell(0);
  }

  put({ latlng }) {
    this.lower();
    this.map.pm.Toolbar.toggleButton(SQUARE, false);
    this.created(L.polygon(squareAround(latlng, SQUARE_M, this.grid)).addTo(this.map));
  }

  // Say how large it would be what is being drawn, were it finished under the pointer.
  measure(latlng) {
    if (this.stamp) {
      this.stamp.setLatLngs(squareAround(latlng, SQUARE_M, this.grid));
      this.tell(areaOf(this.stamp.getLatLngs(), this.grid));
      return;
    }
    const { shape, path, centre } = this.working ?? {};
    if (centre) this.tell(Math.PI * distance(centre, latlng, this.grid) ** 2);
    else if (shape === "Rectangle") this.tell(areaOf(path.getLatLngs(), this.grid));
    else if (shape === "Polygon") this.tell(areaOf([[...path.getLatLngs().flat(2), latlng]], this.grid));
  }

  tell(area) {
    const box = this.readout.getContainer();
    box.hidden = !area;
    box.textContent = area ? this.explorer.catalogue.words.draw_area.replace("{area}", (area / HECTARE_M2).toFixed(2)) : "";
  }

  // Ctrl+Z and Ctrl+Y, here and in the page around, but not where somebody types.
  listen() {
    const heard = (event) => {
      const action = this.layer && turnOf(event);
      if (!action || event.target.closest?.("input, textarea, [contenteditable]")) return;
      event.preventDefault();
      if (action === "undone" && this.working?.shape === "Polygon") this.map.pm.Draw.Polygon._removeLastVertex();
      else this.note(action, this.layer, "", null);
    };
    const around = [window.document, window.parent.document];
    around.forEach((each) => each.addEventListener("keydown", heard));
    window.addEventListener("pagehide", () => around.forEach((each) => each.removeEventListener("keydown", heard)));
  }

  // Is something being drawn, dragged or removed? Then a click selects nothing.
  busy() {
    const pm = this.map.pm;
    return Boolean(this.stamp) || pm.globalDrawModeEnabled() || pm.globalRemovalModeEnabled() || pm.globalDragModeEnabled();
  }

  // A key stands for a click in the middle of the map; twice at one corner ends an area. Returns
  // whether it is the pen's to answer.
  press() {
    if (!this.busy()) return false;
    const latlng = this.map.getCenter();
    const last = this.working?.shape === "Polygon" && this.working.path.getLatLngs().flat(2).at(-1);
    if (last && distance(last, latlng, this.grid) < 0.01) this.map.pm.Draw.Polygon._finishShape();
    else for (const kind of ["mousemove", "click"]) this.map.fire(kind, this.pointer(latlng));
    return true;
  }

  // What the drawing tools hear of a pointer.
  pointer(latlng) {
    const [layerPoint, containerPoint] = [this.map.latLngToLayerPoint(latlng), this.map.latLngToContainerPoint(latlng)];
    return { latlng, layerPoint, containerPoint, originalEvent: new MouseEvent("click") };
  }

  created(drawn) {
    const shape = drawn instanceof L.Circle ? this.asPolygon(drawn) : drawn;
    const id = `${STEMS[this.layer]}-${Date.now().toString(36)}`;
    this.adopt(shape, this.layer, id);
    this.note("added", this.layer, id, shape);
  }

  // A circle is drawn, a park has corners.
  asPolygon(circle) {
    const polygon = L.polygon(circleAround(circle.getLatLng(), circle.getRadius(), this.grid));
    circle.remove();
    return polygon.addTo(this.map);
  }

  // Take a path as the feature `id`: from now on its edits are reported.
  adopt(path, layer, id) {
    path.options.pmIgnore = false;
    L.PM.reInitLayer(path);
    path.chedun = { ...path.chedun, layer, id };
    path.text = coordinatesOf(path);
    path.on("pm:edit pm:dragend pm:vertexremoved", () => this.changed(path));
    path.on("pm:remove", () => this.removed(path));
    path.on("pm:markerdrag pm:drag", () => layer === "parks" && this.tell(areaOf(path.getLatLngs().flat(path.getLatLngs()[0][0].lat === undefined ? 1 : 0), this.grid)));
    path.on("pm:markerdragend pm:dragend", () => this.tell(0));
    this.paths.set(id, path);
  }

  changed(path) {
    const now = coordinatesOf(path);
    if (now === path.text) return;
    path.text = now;
    this.note("changed", path.chedun.layer, path.chedun.id, path);
  }

  removed(path) {
    this.paths.delete(path.chedun.id);
    this.note("removed", path.chedun.layer, path.chedun.id, null);
  }

  note(action, layer, id, path) {
    const number = ++this.number;
    if (path) Object.assign(path, { number, given: null });
    const geometry = path ? path.toGeoJSON(9).geometry : null;
    this.edits = [...this.edits, { number, action, layer, id, geometry }].slice(-KEPT);
    this.explorer.outbox.say({ kind: "edits", token: this.token, edits: this.edits }, { instead: true });
  }

  // Show the features as Python has them; a path that is the same stays, also while it is edited.
  take(evidence) {
    const { pen } = evidence;
    if (!pen) return;
    this.use(pen.layer);
    this.goTo(pen.bounds_deg);
    const done = pen.token === this.token ? pen.done : 0;
    const coming = new Set();
    for (const part of evidence.parts) {
      if (!part.edit) continue;
      const entry = { ...part, symbols: { "": part.symbol } };
      for (const f of part.features) {
        coming.add(f.id);
        if (this.paths.get(f.id)?.given === f) continue; // of many features nearly all stay as they are
        this.place(f, part.edit, { ...pathOptions(entry, { ...f.properties, c: "" }), renderer: this.renderer }, done);
      }
    }
    for (const [id, path] of this.paths) {
      if (coming.has(id) || path.number > done) continue;
      this.paths.delete(id);
      path.off("pm:remove");
      path.remove();
    }
    document.body.dataset.pen = [...this.paths.keys()].join(" ");
  }

  // Go once to what was just made elsewhere; from then on the map is the user's.
  goTo(bounds) {
    const text = JSON.stringify(bounds ?? null);
    if (!bounds || text === this.went) return;
    this.went = text;
    const [west, south, east, north] = bounds;
    this.map.fitBounds([[south, west], [north, east]], { padding: [40, 40], maxZoom: 15, animate: false });
  }

  place(feature, layer, style, done) {
    const here = this.paths.get(feature.id);
    if (here && here.number > done) return; // changed again meanwhile
    const fresh = pathOf(this.renderer, feature, style);
    if (here && near(coordinatesOf(here), coordinatesOf(fresh))) {
      here.setStyle(style);
      here.given = feature;
      return;
    }
    if (here) {
      here.off("pm:remove");
      here.remove();
    }
    fresh.given = feature;
    fresh.chedun = { name: feature.properties.n };
    fresh.addEventParent(this.explorer.bus);
    fresh.addTo(this.map);
    this.adopt(fresh, layer, feature.id);
    if (this.map.pm.globalEditModeEnabled()) fresh.pm.enable();
  }
}

// What Ctrl+Z, Ctrl+Y and Ctrl+Shift+Z ask for (on a Mac with ⌘); "" of any other key.
export function turnOf({ key, ctrlKey, metaKey, shiftKey, altKey }) {
  if (!(ctrlKey || metaKey) || altKey) return "";
  const letter = key.toLowerCase();
  if (letter === "z") return shiftKey ? "redone" : "undone";
  return letter === "y" && !shiftKey ? "redone" : "";
}

function areaReadout() {
  const control = L.control({ position: "bottomleft" });
  control.onAdd = () => {
    const box = L.DomUtil.create("div", "chedun-area");
    box.hidden = true;
    return box;
  };
  return control;
}

function coordinatesOf(path) {
  return JSON.stringify(path.toGeoJSON(9).geometry.coordinates);
}

// The same coordinates but for rounding.
export function near(one, other) {
  const [a, b] = [one, other].map((t) => JSON.parse(t).flat(Infinity));
  return a.length === b.length && a.every((x, i) => Math.abs(x - b[i]) < 2e-6);
}
