// Layers of many features: drawn from an archive of vector tiles, each tile on a canvas of its own,
// with the symbols by which any other layer is drawn.
import { pathOptions } from "./symbols.mjs";

const SIDE_PX = 256;
const TILE_PANE = "chedun-tiles";
const KINDS = { 1: "point", 2: "line", 3: "polygon" };
// Tiles read lately, beside those that are on the map: of a deep zoom several are cut from one.
const MOST_READ = 12;
// So many pixels wide a parcel has its outline as declared; of a smaller one it would hide what it
// surrounds. Dashes longer than a parcel say nothing, and one of a few pixels is no more than a
// spot of its colour: to outline and hatch ten thousands of them would take seconds.
const FULL_PX = 16;
const SPOT_PX = 4;

// The tile of the archive that a tile of the map is cut from: its `z`, `x`, `y`, how many tiles it is
// wide (`side`), and which of them is wanted (`left`, `top`).
export function sourceTile({ x, y, z }, most) {
  const side = 2 ** Math.max(0, z - most);
  return { z: Math.min(z, most), x: Math.floor(x / side), y: Math.floor(y / side), side, left: x % side, top: y % side };
}

// What is in a tile: { extent, features }, each with `row`, its number in the layer, `kind`, its
// properties, `rings` of { x, y } in parts of the extent, and the `box` that holds them.
export function readTile(data) {
  const layer = new vectorTile.VectorTile(new Pbf.PbfReader(new Uint8Array(data))).layers.features;
  const features = [];
  for (let at = 0; at < (layer?.length ?? 0); at++) {
    const found = layer.feature(at);
    const rings = found.loadGeometry();
    features.push({ row: found.properties.row ?? found.id, kind: KINDS[found.type], properties: found.properties, rings, box: boxOf(rings) });
  }
  return { extent: layer?.extent ?? SIDE_PX, features };
}

function boxOf(rings) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings)
    for (const { x, y } of ring) {
      if (x < box[0]) box[0] = x;
      if (y < box[1]) box[1] = y;
      if (x > box[2]) box[2] = x;
      if (y > box[3]) box[3] = y;
    }
  return box;
}

// Features in groups that look alike, [[look, features]]: a group is painted at one go. `lookOf` says
// how a feature looks by a value that is the same for all that look so, or null for one left out.
export function alike(features, lookOf) {
  const groups = new Map();
  for (const feature of features) {
    const look = lookOf(feature);
    if (look === null) continue;
    if (!groups.has(look)) groups.set(look, []);
    groups.get(look).push(feature);
  }
  return [...groups];
}

// The options by which features of a layer are painted that are about so many pixels wide.
export function paintOptions(entry, properties, width) {
  const options = { stroke: true, opacity: 1, lineCap: "round", lineJoin: "round", ...pathOptions(entry, properties) };
  const areas = entry.geometry === "Polygon";
  const spots = areas && width < SPOT_PX;
  const thin = areas ? Math.min(1, width / FULL_PX) : 1;
  const dash = areas && width < FULL_PX ? null : options.dashArray;
  return {
    ...options,
    weight: options.weight * thin,
    stroke: !spots || options.fill === false,
    hatch: spots ? null : options.hatch,
    // A hatch stands for half of the colour; where none is drawn the fill is all of it.
    fillOpacity: spots && options.hatch ? 2 * options.fillOpacity : options.fillOpacity,
    fillRule: "nonzero",
    _dashArray: dash?.split(/[, ]+/).map(Number),
  };
}

// How wide features are on average, in the unit of their boxes.
export function meanWidth(features) {
  const sum = features.reduce((before, { box: [west, north, east, south] }) => before + Math.max(east - west, south - north), 0);
  return features.length ? sum / features.length : 0;
}

// A layer that draws the features of an archive. `how` says what a tile is drawn by: `entry()`, the
// layer's declaration; `passes(id)`, whether a feature is shown, of a layer whose tiles carry ids;
// `shade(row)`, the symbol that a result gives to it, null for its own.
export function tiledLayer(map, url, how) {
  if (!map.getPane(TILE_PANE)) map.createPane(TILE_PANE).style.zIndex = 350; // above a base map, below the canvas
  const archive = new pmtiles.PMTiles(url);
  const read = new Map();
  const canvases = new Map();

  async function tileAt({ z, x, y }) {
    const key = `${z}/${x}/${y}`;
    const found = read.get(key) ?? archive.getZxy(z, x, y).then((answer) => (answer ? readTile(answer.data) : null));
    read.delete(key);
    read.set(key, found);
    if (read.size > MOST_READ) read.delete(read.keys().next().value);
    try {
      return await found;
    } catch (error) {
      read.delete(key); // asked for again with the next look
      throw error;
    }
  }

  const Tiled = L.GridLayer.extend({
    createTile(coords, done) {
      const canvas = L.DomUtil.create("canvas", "chedun-tile");
      const ratio = window.devicePixelRatio || 1;
      canvas.width = canvas.height = SIDE_PX * ratio;
      this.draw(canvas, coords).then(
        () => done(null, canvas),
        (error) => done(error, canvas));
      return canvas;
    },
    async draw(canvas, coords) {
      const { minZoom, maxZoom } = await archive.getHeader();
      const source = sourceTile(coords, maxZoom);
      const tile = source.z < minZoom ? null : await tileAt(source);
      canvases.set(canvas, { source, tile });
      paintTile(canvas, canvases.get(canvas), how);
    },
    // Paint what is there anew: something else is shown of the same features.
    repaint() {
      for (const [canvas, drawn] of canvases) paintTile(canvas, drawn, how);
    },
  });
  const layer = new Tiled({ pane: TILE_PANE, keepBuffer: 1, updateWhenZooming: false });
  layer.on("tileunload", ({ tile }) => canvases.delete(tile));
  return layer;
}

function paintTile(canvas, { source, tile }, { entry, passes, shade }) {
  const ctx = canvas.getContext("2d");
  const ratio = canvas.width / SIDE_PX;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, SIDE_PX, SIDE_PX);
  if (!tile) return;
  const scale = (SIDE_PX * source.side) / tile.extent;
  const [left, top] = [source.left * SIDE_PX, source.top * SIDE_PX];
  // What reaches into the tile with its outline or symbol.
  const shown = ([x0, y0, x1, y1]) =>
    x1 * scale > left - 12 && y1 * scale > top - 12 && x0 * scale < left + SIDE_PX + 12 && y0 * scale < top + SIDE_PX + 12;
  const declared = entry();
  tile.width ??= meanWidth(tile.features);
  const looks = new Map();
  const lookOf = ({ row, properties, box }) => {
    if (!shown(box) || !passes(properties.id)) return null;
    const symbol = shade(row);
    const { c = "", s, h, v } = properties;
    const key = symbol ? `${symbol.colour} ${symbol.pattern} ${symbol.dash}` : [c, s, h, v].join("|");
    if (!looks.has(key)) {
      const by = symbol ? { geometry: declared.geometry, symbols: { "": symbol } } : declared;
      looks.set(key, paintOptions(by, symbol ? { s } : properties, tile.width * scale));
    }
    return looks.get(key);
  };
  for (const [options, features] of alike(tile.features, lookOf)) paintAlike(ctx, options, features, { scale, left, top });
}

function paintAlike(ctx, options, features, { scale, left, top }) {
  const pen = L.Canvas.prototype;
  const at = ({ x, y }) => L.point(x * scale - left, y * scale - top);
  if (options.radius) {
    const brush = { _drawing: true, _ctx: ctx, _fillStroke: pen._fillStroke };
    const round = { ...options, fill: true };
    for (const { rings } of features)
      for (const [place] of rings) pen._updateCircle.call(brush, { options: round, _point: at(place), _radius: options.radius, _empty: () => false });
    return;
  }
  if (!options.stroke) {
    // Of a few pixels the box is the shape, and drawn in a fraction of the time of a path.
    ctx.globalAlpha = options.fillOpacity;
    ctx.fillStyle = options.fillColor;
    for (const { box: [x0, y0, x1, y1] } of features) ctx.fillRect(x0 * scale - left, y0 * scale - top, (x1 - x0) * scale, (y1 - y0) * scale);
    return;
  }
  ctx.beginPath();
  for (const { kind, rings } of features)
    for (const ring of rings) {
      ring.forEach((corner, number) => ctx[number ? "lineTo" : "moveTo"](corner.x * scale - left, corner.y * scale - top));
      if (kind === "polygon") ctx.closePath();
    }
  pen._fillStroke.call({}, ctx, { options });
}
