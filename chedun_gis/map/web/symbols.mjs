// Draw symbols on Leaflet's canvas: hatches, casings and point shapes, and the same as SVG swatches.
const SVG = "http://www.w3.org/2000/svg";

// One tile of each hatch: line segments on an 8 × 8 grid; dots are drawn as short strokes.
const HATCH = {
  diagonal: [[0, 8, 8, 0], [-2, 2, 2, -2], [6, 10, 10, 6]],
  back: [[0, 0, 8, 8], [-2, 6, 2, 10], [6, -2, 10, 2]],
  grid: [[0, 4, 8, 4], [4, 0, 4, 8]],
  cross: [[0, 0, 8, 8], [0, 8, 8, 0]],
  horizontal: [[0, 4, 8, 4]],
  vertical: [[4, 0, 4, 8]],
  dots: [[3, 4, 5, 4]],
};
const SHAPES = {
  square: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
  triangle: [[0, -1.25], [1.15, 0.9], [-1.15, 0.9]],
  diamond: [[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]],
  star: Array.from({ length: 10 }, (_, i) => {
    const r = i % 2 ? 0.6 : 1.4;
    return [r * Math.sin((i * Math.PI) / 5), -r * Math.cos((i * Math.PI) / 5)];
  }),
};

const tiles = new Map();
function hatchTile(ctx, pattern, colour) {
  const key = pattern + colour;
  if (!tiles.has(key)) {
    const tile = document.createElement("canvas");
    tile.width = tile.height = 8;
    const pen = tile.getContext("2d");
    pen.strokeStyle = colour;
    pen.lineWidth = pattern === "dots" ? 2 : 1;
    HATCH[pattern].forEach(([x0, y0, x1, y1]) => {
      pen.beginPath();
      pen.moveTo(x0, y0);
      pen.lineTo(x1, y1);
      pen.stroke();
    });
    tiles.set(key, ctx.createPattern(tile, "repeat"));
  }
  return tiles.get(key);
}

// Teach Leaflet's canvas casings, hatches, stitches and shapes; once, before anything is drawn.
export function teachCanvas() {
  const fillStroke = L.Canvas.prototype._fillStroke;
  const updateCircle = L.Canvas.prototype._updateCircle;
  L.Canvas.include({
    _fillStroke(ctx, layer) {
      const options = layer.options;
      if (options.casing) {
        ctx.setLineDash([]);
        ctx.globalAlpha = 0.9;
        ctx.lineWidth = options.weight + 2;
        ctx.strokeStyle = document.body.dataset.theme === "dark" ? "#0b111b" : "#ffffff";
        ctx.lineCap = ctx.lineJoin = "round";
        ctx.stroke();
      }
      fillStroke.call(this, ctx, layer);
      if (options.hatch) {
        ctx.globalAlpha = 0.38;
        ctx.fillStyle = hatchTile(ctx, options.hatch, options.color);
        ctx.fill(options.fillRule || "evenodd");
      }
      if (options.stitch) {
        ctx.setLineDash([3, 7]);
        ctx.globalAlpha = 1;
        ctx.lineWidth = Math.max(1, options.weight / 2.5);
        ctx.strokeStyle = "#ffffff";
        ctx.stroke();
      }
    },
    _updateCircle(layer) {
      const corners = SHAPES[layer.options.shape];
      if (!corners || !this._drawing || layer._empty()) return updateCircle.call(this, layer);
      const ctx = this._ctx, p = layer._point, r = layer._radius;
      ctx.beginPath();
      corners.forEach(([x, y], i) => ctx[i ? "lineTo" : "moveTo"](p.x + x * r, p.y + y * r));
      ctx.closePath();
      this._fillStroke(ctx, layer);
    },
  });
}

// The path options of one feature of a layer.
export function pathOptions(entry, feature) {
  const values = Object.values(entry.symbols);
  const symbol = entry.symbols[feature.c ?? ""] || values[values.length - 1];
  const dash = symbol.dash || null;
  if (entry.geometry === "Point") {
    const hollow = Boolean(feature.h || feature.s);
    return {
      shape: symbol.shape,
      radius: entry.sized ? Math.min(2.2 + 0.55 * feature.v, 8) : 7,
      color: hollow ? symbol.colour : "#ffffff",
      weight: hollow ? 2.5 : entry.sized ? 1 : 1.5,
      fillColor: hollow ? "#ffffff" : symbol.colour,
      fillOpacity: hollow ? 0.75 : 0.95,
      dashArray: hollow ? "3 2" : null,
    };
  }
  if (entry.geometry === "LineString") {
    return {
      color: symbol.colour,
      weight: symbol.weight,
      opacity: 0.95,
      dashArray: dash,
      stitch: Boolean(feature.s),
      lineCap: dash ? "butt" : "round",
      casing: entry.cased,
    };
  }
  const hatch = HATCH[symbol.pattern] ? symbol.pattern : null;
  return {
    color: symbol.colour,
    weight: symbol.weight,
    opacity: 0.9,
    dashArray: feature.s ? "5 4" : dash,
    fill: symbol.pattern !== "none",
    fillColor: symbol.colour,
    fillOpacity: hatch ? symbol.opacity * 0.5 : symbol.opacity,
    hatch,
  };
}

function node(name, attributes, parent) {
  const made = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => value !== null && made.setAttribute(key, value));
  if (parent) parent.appendChild(made);
  return made;
}

// The legend's picture of a feature; `feature` holds the same short properties as the data.
export function swatch(entry, feature) {
  const style = pathOptions(entry, { v: 5, ...feature });
  const svg = node("svg", { width: 26, height: 16, viewBox: "0 0 26 16", "aria-hidden": "true" });
  svg.classList.add("chedun-swatch");
  const stroke = { stroke: style.color, "stroke-width": style.weight, "stroke-dasharray": style.dashArray };
  if (entry.geometry === "LineString") {
    node("line", { x1: 1, y1: 8, x2: 25, y2: 8, ...stroke }, svg);
    if (style.stitch)
      node("line", { x1: 1, y1: 8, x2: 25, y2: 8, stroke: "#fff", "stroke-dasharray": "3 5", "stroke-width": 1.2 }, svg);
  } else if (entry.geometry === "Point") {
    const fill = { fill: style.fillColor, "fill-opacity": style.fillOpacity };
    const r = Math.min(style.radius, 6);
    const corners = SHAPES[style.shape];
    if (corners)
      node("polygon", { points: corners.map(([x, y]) => `${13 + x * r},${8 + y * r}`).join(" "), ...fill, ...stroke }, svg);
    else node("circle", { cx: 13, cy: 8, r, ...fill, ...stroke }, svg);
  } else {
    const box = { x: 1.5, y: 1.5, width: 23, height: 13 };
    const fill = style.fill === false ? { fill: "none" } : { fill: style.fillColor, "fill-opacity": style.fillOpacity };
    node("rect", { ...box, ...fill, ...stroke }, svg);
    if (style.hatch) {
      const clipped = node("svg", { ...box }, svg);
      const lines = HATCH[style.hatch];
      for (let dx = 0; dx < 24; dx += 8)
        for (let dy = 0; dy < 16; dy += 8)
          lines.forEach(([x0, y0, x1, y1]) =>
            node("line", { x1: dx + x0, y1: dy + y0, x2: dx + x1, y2: dy + y1, stroke: style.color, "stroke-width": style.hatch === "dots" ? 2 : 1 }, clipped));
    }
  }
  return svg;
}
