// The layers of many features on the map: each is a drawing alone, and what lies where is asked of
// the server.
import { pathOf } from "./paths.mjs";
import { pathOptions } from "./symbols.mjs";
import { tiledLayer } from "./tiles.mjs";

// How far from a feature a click still counts, as on the canvas.
const REACH_PX = 5;
// So long the pointer rests before it is asked what is under it.
const RESTS_MS = 150;
const EQUATOR_M = 40_075_016.686;
// Features found lately are kept, to be lit again.
const MOST_FOUND = 200;

// How many metres a number of pixels are, at a latitude in degrees and a zoom of the map.
export function metresOf(pixels, lat, zoom) {
  return (pixels * EQUATOR_M * Math.cos((lat * Math.PI) / 180)) / (256 * 2 ** zoom);
}

// What of a result's shades a row has: 0 for none, else which of them, from 1; four rows are a byte.
export function shadeAt(bytes, row) {
  return (bytes[row >> 2] >> ((row & 3) * 2)) & 3;
}

export class TiledLayers {
  constructor(explorer) {
    this.explorer = explorer;
    this.drawings = new Map();
    this.asked = 0;
    this.shades = null;
  }

  // Draw a layer in its group; resolves when all of it that is in view is there, or could not be had.
  async draw(entry, group) {
    const { explorer } = this;
    const failed = () => explorer.warn(`${entry.title}: ${explorer.catalogue.words.load_failed}`);
    if (!(await this.ready())) return failed();
    const drawing = tiledLayer(explorer.map, `${explorer.base}layers/${entry.id}/${entry.tiles}.pmtiles`, {
      entry: () => explorer.entries.get(entry.id) ?? entry,
      passes: (id) => id === undefined || explorer.passes(entry.id, id),
      shade: (row) => this.shadeOf(entry, row),
    });
    let note;
    drawing.on("tileerror", () => (note ??= failed()));
    this.drawings.set(entry.id, drawing);
    await new Promise((resolve) => {
      drawing.once("load", resolve);
      group.once("remove", resolve);
      group.clearLayers().addLayer(drawing);
      if (!explorer.map.hasLayer(group)) resolve();
    });
  }

  // What reads tiles is fetched when a layer first needs it; tells whether it is there.
  ready() {
    this.coming ??= this.explorer.asset("script", { src: "tiles.js" }, "src").then(
      () => true,
      () => (this.coming = undefined));
    return this.coming;
  }

  forget(id) {
    this.drawings.delete(id);
  }

  repaint(id) {
    this.drawings.get(id)?.repaint();
  }

  // The layers that are drawn and on, the topmost first.
  on() {
    const { entries, groups, map } = this.explorer;
    return [...entries.values()]
      .filter(({ id, tiles }) => tiles && groups.has(id) && map.hasLayer(groups.get(id)))
      .sort((a, b) => b.order - a.order);
  }

  // What lies at a place of those that are on, { layer, id, name, title }, the topmost first; null
  // when something else was asked for meanwhile.
  async under(latlng) {
    const number = ++this.asked;
    const found = await this.at(latlng);
    return number === this.asked ? found.flat() : null;
  }

  at(latlng) {
    const { lat, lng } = latlng.wrap();
    const reach = metresOf(REACH_PX, lat, this.explorer.map.getZoom());
    const query = `lat=${lat.toFixed(7)}&lng=${lng.toFixed(7)}&reach=${reach.toFixed(2)}`;
    return Promise.all(this.on().map((entry) => this.found(entry, query)));
  }

  // Fetch a feature by its id, so that it can be lit; nothing where there is none.
  one(entry, id) {
    return this.found(entry, `id=${encodeURIComponent(id)}`);
  }

  async found(entry, query) {
    const { explorer } = this;
    const data = await explorer.get(`layers/${entry.id}/found.geojson?lang=${explorer.lang}&v=${entry.version}&${query}`);
    if (explorer.entries.get(entry.id)?.version !== entry.version) return [];
    const paths = explorer.paths.get(entry.id) ?? explorer.paths.set(entry.id, new Map()).get(entry.id);
    return (data?.features ?? []).filter(({ id }) => explorer.passes(entry.id, id)).map((feature) => {
      const { n: name, c } = feature.properties;
      const path = pathOf(explorer.renderer, feature, pathOptions(entry, feature.properties));
      path.chedun = { layer: entry.id, id: feature.id, name, label: name, c };
      paths.delete(feature.id);
      paths.set(feature.id, path);
      if (paths.size > MOST_FOUND) paths.delete(paths.keys().next().value);
      return { layer: entry.id, id: feature.id, name, title: entry.title };
    });
  }

  // Say what lies where the pointer rests; a pointer that moves on is not answered.
  rest(latlng, say) {
    clearTimeout(this.resting);
    if (!this.on().length) return;
    this.resting = setTimeout(async () => {
      const resting = this.resting;
      const [top] = (await this.at(latlng)).flat();
      if (top && resting === this.resting) say(latlng, top.name);
    }, RESTS_MS);
  }

  // Show a result in the colours of its shades, null to show each feature as it is declared.
  shadeBy(shades) {
    const before = this.shades;
    const bytes = shades && Uint8Array.from(atob(shades.rows), (each) => each.charCodeAt(0));
    this.shades = shades && { ...shades, bytes };
    for (const id of new Set([before?.layer, shades?.layer])) if (id) this.repaint(id);
  }

  shadeOf({ id, tiles }, row) {
    const { shades } = this;
    // Of another state of the layer the rows are others.
    if (!shades || shades.layer !== id || shades.tiles !== tiles) return null;
    return shades.symbols[shadeAt(shades.bytes, row) - 1] ?? null;
  }
}
