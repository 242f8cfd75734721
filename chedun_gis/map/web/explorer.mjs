// The explorer: fetches the catalogue and the layers, draws them, shows what the page asks for, and
// tells the page what was clicked.
import { addControls, removeControls, renewLayerList } from "./controls.mjs";
import { labelLayer } from "./labels.mjs";
import { evidenceLegend } from "./legend.mjs";
import { Outbox } from "./outbox.mjs";
import { labelsOf, pathOf } from "./paths.mjs";
import { GONE, ask, glance } from "./patience.mjs";
import { Pen } from "./pen.mjs";
import { enter, layersOf, put, turn, visible } from "./scene.mjs";
import { beQuiet, onTheme, send } from "./streamlit.mjs";
import { pathOptions, teachCanvas } from "./symbols.mjs";
import { TiledLayers } from "./tiled.mjs";
import { featuresUnder, offer } from "./under.mjs";

const MEMORY = "chedun-map";
const EVIDENCE = "evidence";
// So begins the key of a result that is sent as the window shows it.
const inWindows = (key) => key?.startsWith("w");
// Results shown lately, so that going back and forth asks for nothing again.
const MOST_RESULTS = 24;
// So often the map asks whether the town has changed; somebody who looks elsewhere does not ask.
const LOOK_MS = 2_500;

class Explorer {
  constructor(map, base) {
    Object.assign(this, { map, base });
    this.renderer = L.canvas({ tolerance: 5, padding: 0.2 });
    this.entries = new Map();
    this.groups = new Map();
    this.reaches = new Map();
    this.paths = new Map();
    this.filling = new Map();
    this.kept = new Map();
    this.coming = [];
    this.results = new Map();
    this.result = L.layerGroup().addTo(map);
    this.glows = new Map();
    this.tiled = new TiledLayers(this);
    this.flown = 0;
    this.asked = 0;
    this.outbox = new Outbox(send, Math.random().toString(36).slice(2, 12));
    this.bus = new L.Evented();
    this.labels = labelLayer();
    this.tip = L.tooltip({ sticky: true, direction: "top", offset: [0, -8] });
    this.bus.on("click", (event) => this.onClick(event));
    this.bus.on("mouseover mousemove", (event) => this.hover(event));
    this.bus.on("mouseout", () => this.tip.remove());
  }

  // Show a scene; one after the other, and of those that wait only the last.
  show(scene) {
    this.scene = scene;
    this.outbox.heard(scene.token, scene.heard);
    const next = () => this.apply(this.scene);
    // What went wrong with the scene before is no reason not to show this one.
    this.showing = (this.showing ?? this.begin()).then(next, next);
  }

  async begin() {
    await this.sized();
    await this.speak(this.scene);
    this.map.on("moveend", () => this.remember());
    this.map.on("moveend", () => this.renewWindow());
    // Of a click near a small symbol Leaflet says where the symbol is, not where was clicked.
    this.map.on("click", ({ latlng, originalEvent }) => this.pointAt(originalEvent ? this.map.mouseEventToLatLng(originalEvent) : latlng));
    this.map.on("click", (event) => this.onGround(event));
    this.map.on("mousemove", (event) => this.hoverGround(event));
    this.map.on("overlayadd overlayremove", (event) => this.turned(event));
    new ResizeObserver(() => this.map.invalidateSize()).observe(this.map.getContainer());
    setInterval(() => this.look(), LOOK_MS);
    document.addEventListener("visibilitychange", () => this.look());
  }

  // Tell the page, once for each state, that the town is no longer what the page was drawn of.
  async look() {
    if (document.hidden || this.looking) return;
    this.looking = true;
    // By a header, which no page or link of somebody else's can let this browser send.
    const answer = await glance(`${this.base}state.json`, { "x-chedun-visit": this.scene.visit });
    this.looking = false;
    const found = answer === GONE ? "gone" : answer?.state;
    if (!found || found === this.scene.state || found === this.told) return;
    this.told = found;
    this.outbox.say({ kind: "changed", state: found }, { instead: true });
  }

  // The town is another, or looked at as of another date: what of the layers has changed is drawn
  // anew, the rest stays.
  async renew({ state, then }) {
    const before = this.seen;
    this.seen = { state, then };
    if (before === undefined || (before.state === state && before.then === then)) return;
    const catalogue = await this.get(this.catalogueAt());
    if (!catalogue) return;
    this.catalogue = catalogue;
    const entries = new Map(catalogue.groups.flatMap((group) => group.layers).map((entry) => [entry.id, entry]));
    const changed = [...this.entries.values(), ...entries.values()].filter(({ id, version }) => entries.get(id)?.version !== version || !this.entries.has(id));
    changed.forEach((entry) => this.empty(entry));
    this.entries = entries;
    if (changed.length) renewLayerList(this);
  }

  catalogueAt() {
    return `catalogue.json?lang=${this.lang}${this.asOf()}`;
  }

  // What is added to an address so that it answers as of the date that is looked back to.
  asOf() {
    return this.seen?.then ? `&then=${this.seen.then}` : "";
  }

  // Forget what a layer held; what is shown of it is asked for again.
  empty(entry) {
    this.setting = true;
    this.paths.delete(entry.id);
    this.filling.delete(entry.id);
    this.tiled.forget(entry.id);
    for (const group of [this.groups.get(entry.id), this.reaches.get(entry.id)]) {
      group?.clearLayers();
      group?.remove(); // `turnOn` adds it again, which asks for what is in it
    }
    this.setting = false;
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

  // Do what is new in a scene.
  async apply(scene) {
    if (this.applied === scene) return;
    if (this.lang !== scene.lang) await this.speak(scene);
    await this.renew(scene);
    this.layers = enter(this.layers, scene.tool, scene.shown);
    if (scene.asked !== this.asked) this.follow(scene);
    this.keepOnly(scene.kept);
    this.aim(scene);
    this.selected = scene.selection;
    this.marked = scene.mark ? [EVIDENCE, scene.mark] : null;
    if (this.selected && !this.layers.base) this.layers = turn(this.layers, this.selected[0], true);
    const filled = this.turnOn();
    document.body.dataset.tool = scene.tool;
    document.body.dataset.then = scene.then;
    await this.showResult(scene);
    await this.showShades(scene);
    if (this.marked && !this.pathAt(this.marked)) await this.renewWindow();
    await filled;
    if (this.selected && !this.pathAt(this.selected)) await this.fetchSelected();
    this.highlight();
    this.applied = scene;
    document.body.dataset.shown = `${scene.tool} ${scene.evidence}`.trim();
    if (this.scene !== scene) return this.apply(this.scene);
  }

  // Take up the language of a scene; all that has words is made anew, the view stays.
  async speak(scene) {
    const first = !this.lang;
    this.lang = scene.lang;
    // The page around is Streamlit's, which takes all pages for English, and the frame for nothing.
    for (const each of [document, window.parent.document]) each.documentElement.lang = scene.lang === "zh" ? "zh-CN" : "en";
    this.seen = { state: scene.state, then: scene.then };
    this.catalogue = await this.get(this.catalogueAt());
    window.frameElement?.setAttribute("aria-label", this.catalogue.words.name);
    if (!first) this.clear();
    this.catalogue.groups.forEach((g) => g.layers.forEach((entry) => this.entries.set(entry.id, entry)));
    const memory = first ? this.recall() : null;
    if (first) {
      this.layers = layersOf(memory?.own ?? this.defaults());
      this.restoreView(memory);
      this.addBasemap();
      this.labels.addTo(this.map);
    }
    addControls(this);
    this.pen?.renamed();
  }

  clear() {
    removeControls(this);
    this.setting = true;
    for (const group of [...this.groups.values(), ...this.reaches.values()]) group.remove();
    this.setting = false;
    for (const each of [this.groups, this.reaches, this.paths, this.filling, this.entries]) each.clear();
    this.shownResult = this.shownShades = undefined;
  }

  defaults() {
    const on = [];
    for (const [id, entry] of this.entries) {
      if (entry.visible) on.push(id);
      if (entry.reach?.visible) on.push(`${id}/reach`);
    }
    return on;
  }

  // Do what a link asks for.
  follow(scene) {
    this.asked = scene.asked;
    if (scene.layers) this.layers = put(this.layers, scene.layers);
    if (scene.view) this.map.setView([scene.view[0], scene.view[1]], scene.view[2], { animate: false });
  }

  // The names of what is on.
  on() {
    return visible(this.layers);
  }

  // Let just those layers be on the map that are to be; resolves when they are drawn.
  turnOn() {
    const on = this.on();
    const filled = [];
    this.setting = true;
    for (const [id, entry] of this.entries) {
      const group = this.group(entry);
      if (on.has(id) && !this.map.hasLayer(group)) filled.push(this.add(entry));
      if (!on.has(id) && this.map.hasLayer(group)) group.remove();
      if (!entry.reach) continue;
      const reach = this.reach(entry);
      if (on.has(`${id}/reach`)) reach.addTo(this.map);
      else reach.remove();
    }
    this.setting = false;
    this.together = Promise.all(this.coming);
    return Promise.all(filled);
  }

  // The user has turned a layer on or off by the tree.
  turned({ type, layer: group }) {
    if (this.setting) return;
    for (const [id, each] of this.groups) if (each === group) this.layers = turn(this.layers, id, type === "overlayadd");
    for (const [id, each] of this.reaches) if (each === group) this.layers = turn(this.layers, `${id}/reach`, type === "overlayadd");
    this.remember();
  }

  get(path, failed) {
    return ask(`${this.base}${path}`, failed);
  }

  // Go to the view left last, or to the town beside the legend.
  restoreView(memory) {
    if (memory) return this.map.setView(memory.center, memory.zoom, { animate: false });
    const [west, south, east, north] = this.catalogue.bounds;
    this.map.fitBounds([[south, west], [north, east]], { paddingTopLeft: [20, 20], paddingBottomRight: [this.legendWidth(), 40], animate: false });
  }

  // What is left to the legend of the map's width, where the town fits beside it.
  legendWidth() {
    return this.map.getContainer().clientWidth < 900 ? 0 : 230;
  }

  addBasemap() {
    const basemap = this.catalogue.basemap;
    if (!basemap) return;
    basemap.urls.forEach((url) =>
      L.tileLayer(url, { subdomains: basemap.subdomains || "abc", maxNativeZoom: 18, maxZoom: 20 }).addTo(this.map));
  }

  // Show a layer; resolves when it is drawn, or was not to be had at first.
  add(entry) {
    this.group(entry).addTo(this.map);
    return this.filling.get(entry.id);
  }

  // The group that holds a layer's paths; they are fetched when it is first shown.
  group(entry) {
    if (!this.groups.has(entry.id)) {
      const group = L.layerGroup();
      group.on("add", () =>
        this.filling.set(entry.id, new Promise((settle) => this.fill(this.entries.get(entry.id), group, settle))));
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
          const data = await this.fetch(`layers/${entry.id}/reach.geojson`, this.entries.get(entry.id));
          const style = { color: entry.reach.colour, weight: 1, dashArray: "4 3", fillOpacity: 0.12, interactive: false };
          data.features.forEach((f) => group.addLayer(pathOf(this.renderer, f, style)));
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
    const data = await this.get(`${path}?lang=${this.lang}&v=${entry.version}${this.asOf()}`, failed);
    if (data) note?.remove();
    else warn();
    return data ?? { features: [] };
  }

  async fill(entry, group, settle) {
    if (entry.tiles) await this.tiled.draw(entry, group);
    const paths = entry.tiles ? new Map() : await this.fetchPaths(entry, settle);
    if (this.groups.get(entry.id) !== group) return settle(); // of the language before
    if (entry.tiles && !this.paths.has(entry.id)) this.paths.set(entry.id, paths);
    for (const [id, path] of paths) if (this.passes(entry.id, id)) group.addLayer(path);
    if (entry.labelZoom && this.map.hasLayer(group))
      this.labels.set(entry.id, labelsOf(entry, paths), entry.labelZoom, -entry.order, entry.geometry);
    this.stack();
    if (this.selected?.[0] === entry.id) this.highlight();
    document.body.dataset.drawn = [...this.paths.keys()].join(" ");
    settle();
  }

  // The paths of a layer, asked for once; `late` hears when they do not come at first.
  async fetchPaths(entry, late) {
    if (!entry) return new Map();
    const { lang } = this;
    const data = this.paths.has(entry.id) ? null : await this.fetch(`layers/${entry.id}.geojson`, entry, late);
    // Of the language or the state before: what is shown now was asked for since.
    const past = this.lang !== lang || this.entries.get(entry.id)?.version !== entry.version;
    if (!data || past) return this.paths.get(entry.id) ?? new Map();
    if (!this.paths.has(entry.id)) this.paths.set(entry.id, this.pathsOf(entry, data.features));
    return this.paths.get(entry.id);
  }

  // Fetch what is selected of a layer that is not on, or that holds none of its features.
  async fetchSelected() {
    const [layer, id] = this.selected;
    const entry = this.entries.get(layer);
    await (entry?.tiles ? this.tiled.one(entry, id) : this.fetchPaths(entry));
  }

  pathsOf(entry, features) {
    const paths = new Map();
    for (const f of features) {
      const path = pathOf(this.renderer, f, pathOptions(entry, f.properties));
      const { n: name, l: label = name, c } = f.properties;
      path.chedun = { layer: entry.id, id: f.id, name, label, c };
      path.addEventParent(this.bus);
      paths.set(f.id, path);
    }
    return paths;
  }

  passes(layer, id) {
    return this.kept.get(layer)?.has(id) ?? true;
  }

  // Keep some layers to some of their features, and no others.
  keepOnly(kept) {
    const text = JSON.stringify(kept);
    if (text === this.keptText) return;
    this.keptText = text;
    for (const layer of new Set([...this.kept.keys(), ...Object.keys(kept)]))
      this.keep(layer, kept[layer] ? new Set(kept[layer]) : null);
  }

  // Keep a layer to some of its features (a set of ids), or with null show all of them again.
  keep(layer, ids) {
    if (ids) this.kept.set(layer, ids);
    else this.kept.delete(layer);
    const group = this.groups.get(layer);
    if (this.entries.get(layer)?.tiles) this.tiled.repaint(layer);
    else for (const [id, path] of (group && this.paths.get(layer)) ?? []) group[this.passes(layer, id) ? "addLayer" : "removeLayer"](path);
    document.body.dataset.kept = ids ? `${layer} ${ids.size}` : "";
    this.stack();
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
    this.result.eachLayer((p) => p._map && p.bringToFront());
    for (const glow of this.glows.values()) glow.bringToFront?.();
  }

  onClick(event) {
    const { layer, id } = event.propagatedFrom?.chedun ?? event.sourceTarget?.chedun ?? {};
    if (!id || this.aiming || this.measuring() || this.pen?.busy()) return;
    this.hit = event.originalEvent;
    this.choose(layer, id);
    this.offerUnder(this.map.mouseEventToLatLng(event.originalEvent), { layer, id });
  }

  // A click that meets nothing on the canvas: what lies there of a layer that is drawn from tiles.
  async onGround({ latlng, originalEvent }) {
    if (!originalEvent || originalEvent === this.hit || this.aiming || this.measuring() || this.pen?.busy()) return;
    if (!this.tiled.on().length) return;
    const found = await this.tiled.under(this.map.mouseEventToLatLng(originalEvent));
    if (!found?.length) return;
    this.choose(found[0].layer, found[0].id);
    offer(this, latlng, found, found[0]);
  }

  // Offer all that lies at a place where several lie; `chosen` is the one that is selected.
  async offerUnder(latlng, chosen) {
    const above = featuresUnder(this, latlng);
    const below = this.tiled.on().length ? await this.tiled.under(latlng) : [];
    if (below) offer(this, latlng, [...above, ...below], chosen);
  }

  // Choose what lies in the middle of the map, as a click there would.
  async chooseMiddle() {
    const middle = this.map.getCenter();
    const above = featuresUnder(this, middle);
    const below = this.tiled.on().length ? await this.tiled.under(middle) : [];
    const found = [...above, ...(below ?? [])];
    if (!found.length) return;
    this.choose(found[0].layer, found[0].id);
    offer(this, middle, found, found[0]);
  }

  // The user chooses a feature, or a place of the result: mark it at once, and tell the page. One
  // that was searched for is flown to, when it is there.
  choose(layer, id, { fly = false } = {}) {
    this.goal = fly ? [layer, id] : null;
    if (this.pen?.holds(layer, id)) return this.outbox.say({ kind: "touch", layer, id });
    if (layer === EVIDENCE) this.marked = [layer, id];
    else this.selected = [layer, id];
    this.highlight();
    this.outbox.say(layer === EVIDENCE ? { kind: EVIDENCE, id } : { kind: "select", layer, id });
  }

  // While the page asks for a place, a click anywhere says where.
  aim({ aim, point }) {
    this.aiming = aim;
    this.map.getContainer().classList.toggle("chedun-aiming", aim);
    document.body.dataset.aim = aim ? point?.join(" ") ?? "asked" : "";
    this.pinTo(point);
  }

  pointAt(latlng) {
    if (!this.aiming || this.measuring() || this.pen?.busy()) return;
    const { lat, lng } = latlng.wrap();
    this.pinTo([lat, lng]);
    this.outbox.say({ kind: "point", lat, lng }, { instead: true });
  }

  pinTo(point) {
    this.pin?.remove();
    const style = { renderer: this.renderer, interactive: false, radius: 8, color: "#c2255c", weight: 3, fillOpacity: 0.25 };
    this.pin = point ? L.circleMarker(point, style).addTo(this.map) : null;
  }

  measuring() {
    return this.map.getContainer().style.cursor === "crosshair";
  }

  hover(event) {
    const known = event.propagatedFrom?.chedun ?? event.sourceTarget?.chedun;
    if (!known) return;
    this.over = event.originalEvent;
    clearTimeout(this.tiled.resting);
    this.showTip(event.latlng, known.name);
  }

  // Over what is drawn from tiles, where nothing on the canvas is.
  hoverGround({ latlng, originalEvent }) {
    if (originalEvent === this.over || !this.tiled.on().length) return;
    this.tip.remove();
    this.tiled.rest(latlng, (at, name) => this.showTip(at, name));
  }

  showTip(latlng, text) {
    const name = document.createElement("span");
    name.textContent = text;
    this.tip.setLatLng(latlng).setContent(name).addTo(this.map);
  }

  // Put a light on what is selected and on the place at hand, and go there once if asked.
  highlight() {
    this.light("selected", this.selected);
    this.light("marked", this.marked);
    // Counted anew by a server that was started again meanwhile: less is news too.
    const asked = this.scene.flight !== this.flown ? this.scene.goal : null;
    const goal = asked ?? this.goal;
    const path = goal && this.pathAt(goal);
    if (!path) return;
    this.goal = null;
    this.flown = this.scene.flight;
    if (path.getBounds) this.map.flyToBounds(path.getBounds(), { padding: [60, 60], maxZoom: 16, duration: 0.6 });
    else this.map.flyTo(path.getLatLng(), Math.max(this.map.getZoom(), 15), { duration: 0.6 });
  }

  pathAt([layer, id]) {
    return this.paths.get(layer)?.get(id);
  }

  light(which, spot) {
    this.glows.get(which)?.remove();
    this.glows.delete(which);
    document.body.dataset[which] = spot ? spot.join(" ") : "";
    const path = spot && this.pathAt(spot);
    if (!path) return;
    const style = { renderer: this.renderer, interactive: false, color: "#00b7ff", weight: 4, opacity: 1, fill: false };
    const glow = path.getLatLngs
      ? (path instanceof L.Polygon ? L.polygon : L.polyline)(path.getLatLngs(), style)
      : L.circleMarker(path.getLatLng(), { ...style, radius: path.options.radius + 6 });
    this.glows.set(which, glow.addTo(this.map));
  }

  // Show the result of a scene's tool with its legend, none when it has none.
  async showResult({ evidence: key }) {
    if (key === this.shownResult) return;
    const result = key ? await this.resultOf(key) : null;
    if (result?.pen) await this.takePen();
    if (key !== this.scene.evidence) return; // another is asked for meanwhile
    this.shownResult = key;
    this.result.clearLayers();
    this.legend?.remove();
    this.legend = null;
    this.paths.delete(EVIDENCE);
    if (!result?.pen) this.pen?.leave();
    if (key && !result) return this.warn(this.catalogue.words.load_failed);
    if (result) this.drawResult(result);
    document.body.dataset.evidence = key;
  }

  // Show a layer that is drawn from tiles in the colours that a scene's tool gives to it.
  async showShades({ shades: key }) {
    if (key === this.shownShades) return;
    const shades = key ? await this.resultOf(key) : null;
    if (key !== this.scene.shades) return; // others are asked for meanwhile
    this.shownShades = key;
    this.shadesLegend?.remove();
    this.shadesLegend = null;
    this.tiled.shadeBy(shades);
    if (!shades) return key && this.warn(this.catalogue.words.load_failed);
    const { title, layer, symbols } = shades;
    const parts = symbols.map((symbol) => ({ title: symbol.title, geometry: this.entries.get(layer)?.geometry, symbol }));
    this.shadesLegend = evidenceLegend({ title, parts }).addTo(this.map);
  }

  async resultOf(key) {
    if (!inWindows(key)) return this.fetched(key);
    const result = await this.windowOf(key);
    // What may be changed is there whole; most of it stays from edit to edit.
    const edited = (result?.parts ?? []).filter((part) => part.key);
    const found = await Promise.all(edited.map((part) => this.fetched(part.key)));
    edited.forEach((part, at) => (part.features = found[at]?.features));
    return edited.every((part) => part.features) ? result : null;
  }

  async fetched(key) {
    const result = this.results.get(key) ?? (await this.get(`evidence/${key}.json`));
    this.results.delete(key);
    if (result) this.results.set(key, result);
    if (this.results.size > MOST_RESULTS) this.results.delete(this.results.keys().next().value);
    return result;
  }

  // Of a large result what the map shows is sent, and the place at hand wherever it lies.
  windowOf(key) {
    const { _southWest: low, _northEast: high } = this.map.getBounds();
    const window = [low.lng, low.lat, high.lng, high.lat].map((each) => each.toFixed(5)).join(",");
    const mark = this.scene.mark ? `&mark=${encodeURIComponent(this.scene.mark)}` : "";
    return this.get(`evidence/${key}.json?window=${window}${mark}`);
  }

  // The map shows another window, or another place is at hand: draw what of a large result is there.
  async renewWindow() {
    const key = this.shownResult;
    if (!inWindows(key)) return;
    const asked = (this.windowAsked = {});
    const result = await this.windowOf(key);
    if (!result || asked !== this.windowAsked || key !== this.shownResult) return;
    this.result.clearLayers();
    this.legend?.remove();
    this.drawPlaces(result);
    this.legend = evidenceLegend(result).addTo(this.map);
    this.light("marked", this.marked);
  }

  drawResult(result) {
    this.drawPlaces(result);
    if (result.pen) this.pen.take(result);
    else if (result.bounds) this.goWhere(L.latLngBounds([result.bounds[1], result.bounds[0]], [result.bounds[3], result.bounds[2]]));
    else this.goWhere(L.featureGroup(this.result.getLayers()).getBounds());
    this.legend = evidenceLegend(result).addTo(this.map);
  }

  drawPlaces(result) {
    const places = new Map();
    for (const part of result.parts) {
      if (part.edit && result.pen) continue; // the pen draws what it may change
      const entry = { ...part, symbols: { "": part.symbol } };
      for (const f of part.features) {
        const path = pathOf(this.renderer, f, { ...pathOptions(entry, { ...f.properties, c: "" }), interactive: Boolean(f.properties.n) });
        const { n: name, layer = EVIDENCE, feature: id = name ? f.id : undefined } = f.properties;
        path.chedun = { name, layer, id };
        if (layer === EVIDENCE) places.set(f.id, path);
        path.addEventParent(this.bus);
        this.result.addLayer(path);
      }
    }
    this.paths.set(EVIDENCE, places);
  }

  // The drawing tools are fetched when first needed.
  async takePen() {
    if (this.pen) return;
    await Promise.all([this.asset("link", { rel: "stylesheet", href: "draw.css" }, "href"), this.asset("script", { src: "draw.js" }, "src")]);
    this.pen ??= new Pen(this);
  }

  asset(tag, given, place) {
    return new Promise((resolve, reject) => {
      const part = Object.assign(document.createElement(tag), given, { onload: resolve, onerror: reject });
      part[place] = `${this.base}assets/${given[place]}`;
      document.head.append(part);
    });
  }

  // The view stays, unless nothing of the result lies in it.
  goWhere(bounds) {
    if (bounds.isValid() && !this.map.getBounds().intersects(bounds))
      this.map.fitBounds(bounds, { paddingTopLeft: [30, 30], paddingBottomRight: [30 + this.legendWidth(), 30], maxZoom: 16 });
  }

  warn(text) {
    const note = document.createElement("div");
    note.className = "chedun-warning";
    note.textContent = text;
    this.map.getContainer().appendChild(note);
    return note;
  }

  remember() {
    const view = { center: this.map.getCenter(), zoom: this.map.getZoom(), own: [...this.layers.own] };
    sessionStorage.setItem(MEMORY, JSON.stringify(view));
  }

  recall() {
    try {
      return JSON.parse(sessionStorage.getItem(MEMORY));
    } catch {
      return null;
    }
  }
}

// What the page calls: the map that folium has made becomes the explorer's.
function start(map) {
  onTheme((base) => (document.body.dataset.theme = base === "dark" ? "dark" : "light"));
  teachCanvas();
  chedun.explorer = new Explorer(map, new URL("../../gis/", window.location.href).href);
  beQuiet();
}

// What the page's scene becomes: a layer with nothing in it, that shows the scene once it is there.
function show(scene) {
  const group = L.layerGroup();
  group.on("add", () => chedun.explorer.show(scene));
  return group;
}

// The scripts that folium writes find these here, and the explorer once it is there.
const chedun = (globalThis.chedun = { start, show, explorer: null });
