// The explorer: fetches the catalogue and the layers, draws them, and tells Python what was clicked.
import { addControls, evidenceLegend } from "./controls.mjs";
import { labelLayer } from "./labels.mjs";
import { ask } from "./patience.mjs";
import { Pen } from "./pen.mjs";
import { beQuiet, onTheme, send } from "./streamlit.mjs";
import { pathOptions, teachCanvas } from "./symbols.mjs";

// `shown` names the layers a page starts with (and gives the page its own memory of the view);
// without it each layer's own default counts.
class Explorer {
  constructor(map, base, lang, shown) {
    Object.assign(this, { map, base, lang });
    this.memory = `chedun-view-${shown || "all"}`;
    this.shown = shown ? shown.split(" ") : null;
    this.renderer = L.canvas({ tolerance: 5, padding: 0.2 });
    this.entries = new Map();
    this.groups = new Map();
    this.reaches = new Map();
    this.paths = new Map();
    this.filling = new Map();
    this.coming = [];
    this.evidence = new Set();
    this.clicks = 0;
    this.bus = new L.Evented();
    this.labels = labelLayer();
    this.tip = L.tooltip({ sticky: true, direction: "top", offset: [0, -8] });
    this.bus.on("click", (event) => this.onClick(event));
    this.bus.on("mouseover mousemove", (event) => this.hover(event));
    this.bus.on("mouseout", () => this.tip.remove());
  }

  async start() {
    this.built = this.sized().then(() => this.build());
    try {
      await this.built;
    } finally {
      if (!this.shown) this.report("", ""); // the map's own page goes on with what stands beside it
    }
  }

  // Resolves when the frame has a size: a map without one knows no view, and would end in NaN.
  async sized() {
    const box = this.map.getContainer();
    while (!box.clientWidth || !box.clientHeight)
      await new Promise((resolve) => {
        const watch = new ResizeObserver(() => {
          if (!box.clientWidth || !box.clientHeight) return;
          watch.disconnect();
          resolve();
        });
        watch.observe(box);
      });
    this.map.invalidateSize();
  }

  get(path, failed) {
    return ask(`${this.base}${path}`, failed);
  }

  async build() {
    this.catalogue = await this.get(`catalogue.json?lang=${this.lang}`);
    this.catalogue.groups.forEach((g) => g.layers.forEach((entry) => this.entries.set(entry.id, entry)));
    const memory = this.recall();
    this.restoreView(memory);
    this.addBasemap();
    this.labels.addTo(this.map);
    addControls(this);
    const shown = memory || this.shown ? new Set(memory?.shown ?? this.shown) : null;
    const filled = [];
    for (const [id, entry] of this.entries) {
      if (shown ? shown.has(id) : entry.visible) filled.push(this.show(entry));
      if (shown ? shown.has(`${id}/reach`) : entry.reach?.visible) this.reach(entry).addTo(this.map);
    }
    this.map.on("moveend overlayadd overlayremove", () => this.remember());
    new ResizeObserver(() => this.map.invalidateSize()).observe(this.map.getContainer());
    this.together = Promise.all(this.coming);
    if (this.wanted) this.select(...this.wanted);
    await Promise.all(filled);
  }

  // Go to the view left last, or to the town beside the layer tree.
  restoreView(memory) {
    if (memory) return this.map.setView(memory.center, memory.zoom, { animate: false });
    const [west, south, east, north] = this.catalogue.bounds;
    const tree = this.wide() ? 290 : 0;
    this.map.fitBounds([[south, west], [north, east]], { paddingTopLeft: [20, 20], paddingBottomRight: [tree, 40], animate: false });
  }

  // Is there room for the open layer tree beside the town?
  wide() {
    return this.map.getContainer().clientWidth >= 900;
  }

  addBasemap() {
    const basemap = this.catalogue.basemap;
    if (!basemap) return;
    basemap.urls.forEach((url) =>
      L.tileLayer(url, { subdomains: basemap.subdomains || "abc", maxNativeZoom: 18, maxZoom: 20 }).addTo(this.map));
  }

  // Show a layer; resolves when it is drawn, or was not to be had at first.
  show(entry) {
    this.group(entry).addTo(this.map);
    return this.filling.get(entry.id);
  }

  // The group that holds a layer's paths; they are fetched when it is first shown.
  group(entry) {
    if (!this.groups.has(entry.id)) {
      const group = L.layerGroup();
      group.on("add", () =>
        this.filling.set(entry.id, new Promise((settle) => this.fill(entry, group, settle))));
      group.on("remove", () => this.labels.set(entry.id, []));
      this.groups.set(entry.id, group);
    }
    return this.groups.get(entry.id);
  }

  reach(entry) {
    if (!this.reaches.has(entry.id)) {
      const group = L.layerGroup();
      group.on("add", async () => {
        if (!group.getLayers().length) {
          const data = await this.fetch(`layers/${entry.id}/reach.geojson`, entry);
          const style = { color: entry.reach.colour, weight: 1, dashArray: "4 3", fillOpacity: 0.12, interactive: false };
          data.features.forEach((f) => group.addLayer(this.path(f, style)));
        }
        this.stack();
      });
      this.reaches.set(entry.id, group);
    }
    return this.reaches.get(entry.id);
  }

  // What the page starts with is drawn together, so that the canvas is painted once.
  // What fails at first comes later by itself; nothing waits for it.
  async fetch(path, entry, failed = () => {}) {
    let settle;
    this.coming.push(new Promise((resolve) => (settle = resolve)));
    const data = await this.load(path, entry, () => {
      settle();
      failed();
    });
    settle();
    await this.together;
    return data;
  }

  async load(path, entry, late) {
    let note = null;
    const warn = () => (note ??= this.warn(`${entry.title}: ${this.catalogue.words.load_failed}`));
    const failed = () => {
      late();
      warn();
    };
    const data = await this.get(`${path}?lang=${this.lang}&v=${entry.version}`, failed);
    if (data) note?.remove();
    else warn();
    return data ?? { features: [] };
  }

  async fill(entry, group, settle) {
    let paths = this.paths.get(entry.id);
    if (!paths) {
      const data = await this.fetch(`layers/${entry.id}.geojson`, entry, settle);
      if (this.paths.has(entry.id)) return settle();
      paths = new Map();
      this.paths.set(entry.id, paths);
      for (const f of data.features) {
        const path = this.path(f, pathOptions(entry, f.properties));
        const { n: name, l: label = name, c } = f.properties;
        path.chedun = { layer: entry.id, id: f.id, name, label, c };
        path.addEventParent(this.bus);
        paths.set(f.id, path);
        group.addLayer(path);
      }
    }
    if (entry.labelZoom) this.labels.set(entry.id, this.labelsOf(entry, paths), entry.labelZoom, -entry.order, entry.geometry);
    this.stack();
    if (this.selected && this.selected.layer === entry.id) this.highlight();
    document.body.dataset.drawn = [...this.paths.keys()].join(" ");
    settle();
  }

  path(feature, style) {
    const options = { renderer: this.renderer, ...style };
    const { type, coordinates } = feature.geometry;
    const flip = (depth) => L.GeoJSON.coordsToLatLngs(coordinates, depth);
    if (type === "Point") return L.circleMarker(L.GeoJSON.coordsToLatLng(coordinates), options);
    if (type === "LineString") return L.polyline(flip(0), options);
    if (type === "MultiLineString") return L.polyline(flip(1), options);
    return L.polygon(flip(type === "Polygon" ? 1 : 2), options);
  }

  labelsOf(entry, paths) {
    const seen = new Set();
    const labels = [];
    for (const path of paths.values()) {
      const { label, c } = path.chedun;
      if (seen.has(label)) continue;
      seen.add(label);
      const mark = entry.symbols[c]?.mark;
      const box = path.getBounds ? path.getBounds() : null;
      const latlng = box ? middle(path) : path.getLatLng();
      labels.push({ latlng, text: mark ? `${label} ${mark}` : label });
    }
    return labels;
  }

  // One canvas holds all: after a layer is shown, put everything back in the declared order.
  stack() {
    this.stacking ??= requestAnimationFrame(() => {
      this.stacking = undefined;
      this.restack();
    });
  }

  restack() {
    const order = [...this.entries.values()].sort((a, b) => a.order - b.order);
    for (const entry of order) this.reaches.get(entry.id)?.eachLayer((p) => p._map && p.bringToFront());
    for (const entry of order) this.groups.get(entry.id)?.eachLayer((p) => p._map && p.bringToFront());
    for (const group of this.evidence) group.eachLayer((p) => p._map && p.bringToFront());
    this.glow?.bringToFront?.();
  }

  onClick(event) {
    const { layer, id } = event.propagatedFrom?.chedun ?? event.sourceTarget?.chedun ?? {};
    if (!id || this.measuring() || this.pen?.busy()) return;
    if (!this.pen) this.select(layer, id, false);
    this.report(layer, id);
  }

  measuring() {
    return this.map.getContainer().style.cursor === "crosshair";
  }

  hover(event) {
    const known = event.propagatedFrom?.chedun ?? event.sourceTarget?.chedun;
    if (!known) return;
    const name = document.createElement("span");
    name.textContent = known.name;
    this.tip.setLatLng(event.latlng).setContent(name).addTo(this.map);
  }

  report(layer, id) {
    this.send({ layer, id });
  }

  send(message) {
    send({ ...message, click: ++this.clicks });
  }

  select(layer, id, fly) {
    if (!this.catalogue) {
      this.wanted = [layer, id, fly];
      return;
    }
    this.selected = { layer, id, fly };
    const entry = this.entries.get(layer);
    if (entry && !this.map.hasLayer(this.group(entry))) this.group(entry).addTo(this.map);
    this.highlight();
  }

  highlight() {
    this.glow?.remove();
    this.glow = null;
    const path = this.selected && this.paths.get(this.selected.layer)?.get(this.selected.id);
    if (!path) return;
    const style = { renderer: this.renderer, interactive: false, color: "#00b7ff", weight: 4, opacity: 1, fill: false };
    if (path.getLatLngs)
      this.glow = (path instanceof L.Polygon ? L.polygon : L.polyline)(path.getLatLngs(), style).addTo(this.map);
    else this.glow = L.circleMarker(path.getLatLng(), { ...style, radius: path.options.radius + 6 }).addTo(this.map);
    if (this.selected.fly) {
      this.selected.fly = false;
      if (path.getBounds) this.map.flyToBounds(path.getBounds(), { padding: [60, 60], maxZoom: 16, duration: 0.6 });
      else this.map.flyTo(path.getLatLng(), Math.max(this.map.getZoom(), 15), { duration: 0.6 });
    }
  }

  clear(layer, id) {
    if (this.selected?.layer !== layer || this.selected?.id !== id) return;
    this.selected = null;
    this.highlight();
  }

  // Draw a result's places over the town, with their own legend, until the group is removed.
  async showEvidence(key, group) {
    const [evidence] = await Promise.all([this.get(`evidence/${key}.json`), this.built]);
    await this.sized();
    if (!group._map) return;
    if (!evidence) return this.warn(this.catalogue.words.load_failed);
    this.evidence.add(group);
    for (const part of evidence.parts) {
      if (part.edit && this.pen) continue; // the pen draws what it may change
      const entry = { ...part, symbols: { "": part.symbol } };
      for (const f of part.features) {
        const path = this.path(f, { ...pathOptions(entry, { ...f.properties, c: "" }), interactive: Boolean(f.properties.n) });
        path.chedun = { name: f.properties.n, layer: f.properties.layer, id: f.properties.feature };
        path.addEventParent(this.bus);
        group.addLayer(path);
      }
    }
    if (this.pen) this.pen.take(evidence);
    else this.fit(group);
    group.legend = evidenceLegend(evidence).addTo(this.map);
    document.body.dataset.evidence = key;
  }

  fit(group) {
    const bounds = L.featureGroup(group.getLayers()).getBounds();
    if (bounds.isValid()) this.map.fitBounds(bounds, { padding: [30, 30], maxZoom: 16 });
  }

  warn(text) {
    const note = document.createElement("div");
    note.className = "chedun-warning";
    note.textContent = text;
    this.map.getContainer().appendChild(note);
    return note;
  }

  remember() {
    const shown = [];
    for (const [id, group] of this.groups) if (this.map.hasLayer(group)) shown.push(id);
    for (const [id, group] of this.reaches) if (this.map.hasLayer(group)) shown.push(`${id}/reach`);
    const view = { center: this.map.getCenter(), zoom: this.map.getZoom(), shown };
    sessionStorage.setItem(this.memory, JSON.stringify(view));
  }

  recall() {
    try {
      return JSON.parse(sessionStorage.getItem(this.memory));
    } catch {
      return null;
    }
  }
}

// A point on a path to put its name: a polygon's centre, a line's middle vertex.
export function middle(path) {
  if (path instanceof L.Polygon) return path.getBounds().getCenter();
  const flat = path.getLatLngs().flat(2);
  return flat[Math.floor(flat.length / 2)];
}

// What a page calls: the map that folium has made becomes the explorer's.
function start(map, lang, shown, draws) {
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  onTheme((base) => (document.body.dataset.theme = base === "dark" ? "dark" : "light"));
  teachCanvas();
  const explorer = new Explorer(map, new URL("../../gis/", window.location.href).href, lang, shown);
  beQuiet();
  if (draws) explorer.pen = new Pen(explorer);
  chedun.explorer = explorer;
  explorer.start();
}

// What a result's evidence becomes: on the map while its page shows it.
function evidence(key) {
  const group = L.layerGroup();
  group.on("add", () => chedun.explorer.showEvidence(key, group));
  group.on("remove", () => {
    chedun.explorer.evidence.delete(group);
    group.legend?.remove();
    group.clearLayers();
  });
  return group;
}

// What a selection made in Python becomes: on the map while it lasts, gone with it.
function selection(layer, id, fly) {
  const group = L.layerGroup();
  group.on("add", () => chedun.explorer.select(layer, id, fly));
  group.on("remove", () => chedun.explorer.clear(layer, id));
  return group;
}

// The scripts that folium writes find these here, and the explorer once it is there.
const chedun = (globalThis.chedun = { start, evidence, selection, explorer: null });
