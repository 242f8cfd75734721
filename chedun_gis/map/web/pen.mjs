// Draw, change and remove features on the map; every edit is sent to Python at once.
import { pathOptions } from "./symbols.mjs";

const TOOLS = {
  parks: { drawPolygon: true, drawRectangle: true },
  bus_stops: { drawCircleMarker: true },
};
const NONE = {
  drawMarker: false, drawPolyline: false, drawRectangle: false, drawPolygon: false, drawCircle: false,
  drawCircleMarker: false, drawText: false, cutPolygon: false, rotateMode: false,
};
const STEMS = { parks: "new-park", bus_stops: "new-stop" };
// Edits that Python may not have seen yet; messages can overtake one another.
const KEPT = 40;

export class Pen {
  constructor(explorer) {
    this.explorer = explorer;
    this.map = explorer.map;
    this.token = Math.random().toString(36).slice(2, 12);
    this.edits = [];
    this.number = 0;
    this.paths = new Map();
    this.renderer = L.svg({ padding: 0.2 });
    L.PM.setOptIn(true);
    this.map.pm.setGlobalOptions({ snappable: true, snapDistance: 12, continueDrawing: false, allowSelfIntersection: false });
    this.map.on("pm:create", ({ layer }) => this.created(layer));
  }

  use(layer) {
    if (this.layer === layer) return;
    this.layer = layer;
    this.map.pm.disableDraw();
    this.map.pm.removeControls();
    const { words, lang } = this.explorer.catalogue;
    const titles = { drawPolyButton: words.draw_park, drawRectButton: words.draw_rectangle, drawCircleMarkerButton: words.draw_stop };
    this.map.pm.setLang(lang, { buttonTitles: titles }, lang);
    this.map.pm.addControls({ position: "topleft", ...NONE, ...TOOLS[layer], editMode: true, dragMode: true, removalMode: true });
  }

  // Is something being drawn, dragged or removed? Then a click selects nothing.
  busy() {
    const pm = this.map.pm;
    return pm.globalDrawModeEnabled() || pm.globalRemovalModeEnabled() || pm.globalDragModeEnabled();
  }

  created(shape) {
    const id = `${STEMS[this.layer]}-${Date.now().toString(36)}`;
    this.adopt(shape, this.layer, id);
    this.note("added", this.layer, id, shape);
  }

  // Take a path as the feature `id`: from now on its edits are reported.
  adopt(path, layer, id) {
    path.options.pmIgnore = false;
    L.PM.reInitLayer(path);
    path.chedun = { ...path.chedun, layer, id };
    path.text = coordinatesOf(path);
    path.on("pm:edit pm:dragend pm:vertexremoved", () => this.changed(path));
    path.on("pm:remove", () => this.removed(path));
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
    if (path) path.number = number;
    const geometry = path ? path.toGeoJSON(9).geometry : null;
    this.edits = [...this.edits, { number, action, layer, id, geometry }].slice(-KEPT);
    this.explorer.send({ token: this.token, edits: this.edits });
  }

  // Show the features as Python has them; a path that is the same stays, also while it is edited.
  take(evidence) {
    const { pen } = evidence;
    if (!pen) return;
    this.use(pen.layer);
    const done = pen.token === this.token ? pen.done : 0;
    const coming = new Set();
    for (const part of evidence.parts) {
      if (!part.edit) continue;
      const entry = { ...part, symbols: { "": part.symbol } };
      for (const f of part.features) {
        coming.add(f.id);
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

  place(feature, layer, style, done) {
    const here = this.paths.get(feature.id);
    if (here && here.number > done) return; // changed again meanwhile
    const fresh = this.explorer.path(feature, style);
    if (here && near(coordinatesOf(here), coordinatesOf(fresh))) {
      here.setStyle(style);
      return;
    }
    if (here) {
      here.off("pm:remove");
      here.remove();
    }
    fresh.chedun = { name: feature.properties.n };
    fresh.addEventParent(this.explorer.bus);
    fresh.addTo(this.map);
    this.adopt(fresh, layer, feature.id);
    if (this.map.pm.globalEditModeEnabled()) fresh.pm.enable();
  }
}

function coordinatesOf(path) {
  return JSON.stringify(path.toGeoJSON(9).geometry.coordinates);
}

// The same coordinates but for rounding.
export function near(one, other) {
  const [a, b] = [one, other].map((t) => JSON.parse(t).flat(Infinity));
  return a.length === b.length && a.every((x, i) => Math.abs(x - b[i]) < 2e-6);
}
