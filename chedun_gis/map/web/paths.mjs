// The paths of features on the map's canvas, and where their names stand.

export function pathOf(renderer, feature, style) {
  const options = { renderer, ...style };
  const { type, coordinates } = feature.geometry;
  const flip = (depth) => L.GeoJSON.coordsToLatLngs(coordinates, depth);
  if (type === "Point") return L.circleMarker(L.GeoJSON.coordsToLatLng(coordinates), options);
  if (type === "LineString") return L.polyline(flip(0), options);
  if (type === "MultiLineString") return L.polyline(flip(1), options);
  const rings = flip(type === "Polygon" ? 1 : 2);
  // What has no fill is its outline: who clicks inside it means what lies there, or nothing.
  return options.fill === false ? L.polyline(type === "Polygon" ? rings : rings.flat(), options) : L.polygon(rings, options);
}

// The names of a layer, each once, with the mark of its class.
export function labelsOf(entry, paths) {
  const seen = new Set();
  const labels = [];
  for (const path of paths.values()) {
    const { label, c } = path.chedun;
    if (seen.has(label)) continue;
    seen.add(label);
    const mark = entry.symbols[c]?.mark;
    labels.push({ latlng: path.getBounds ? middle(path) : path.getLatLng(), text: mark ? `${label} ${mark}` : label });
  }
  return labels;
}

// A point on a path to put its name: a polygon's centre, a line's middle vertex.
function middle(path) {
  if (path instanceof L.Polygon) return path.getBounds().getCenter();
  const flat = path.getLatLngs().flat(2);
  return flat[Math.floor(flat.length / 2)];
}
