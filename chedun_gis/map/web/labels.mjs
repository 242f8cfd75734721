// Write names on the map where there is room: higher layers first, none over another.
const MOST = 120;
const SIZE_PX = 12;

// Choose from the labels of some layers, each { labels: [{ latlng, text }], zoom, order, geometry },
// those that have room in the view: lower orders first, none over another.
export function fitting(layers, zoom, inView, toPoint) {
  const taken = [];
  const chosen = [];
  for (const { labels, zoom: from, geometry } of [...layers].sort((a, b) => a.order - b.order)) {
    if (zoom < from) continue;
    for (const { latlng, text } of labels) {
      if (taken.length >= MOST || !inView(latlng)) continue;
      const p = toPoint(latlng);
      const width = widthOf(text);
      const drop = geometry === "Point" ? 12 : -8;
      const box = [p.x - width / 2, p.y + drop, p.x + width / 2, p.y + drop + 17];
      if (taken.some((b) => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3])) continue;
      taken.push(box);
      chosen.push({ latlng, text, geometry, width, drop });
    }
  }
  return chosen;
}

// A Chinese character is as wide as it is high, a Latin one a little over half.
function widthOf(text) {
  return SIZE_PX * [...text].reduce((n, c) => n + (c > "\u2e80" ? 1 : 0.58), 0) + 6;
}

// A Leaflet layer of the labels that have room.
export function labelLayer() {
  const wanted = new Map();
  const group = L.layerGroup();
  let placing;
  const write = () => {
    placing = undefined;
    const map = group._map;
    if (!map) return;
    group.clearLayers();
    const view = map.getBounds();
    const chosen = fitting(wanted.values(), map.getZoom(), (p) => view.contains(p), (p) => map.latLngToContainerPoint(p));
    for (const { latlng, text, geometry, width, drop } of chosen) {
      const name = document.createElement("span");
      name.textContent = text;
      const icon = L.divIcon({ html: name, className: `chedun-label chedun-label-${geometry}`, iconSize: [width, 16], iconAnchor: [width / 2, -drop] });
      group.addLayer(L.marker(latlng, { icon, interactive: false, keyboard: false }));
    }
  };
  const place = () => (placing ??= requestAnimationFrame(write));
  return {
    addTo(map) {
      group.addTo(map);
      map.on("moveend zoomend resize", place);
      place();
    },
    // Labels of one layer, shown from `zoom` on; an empty list takes them away.
    set(layerId, labels, zoom, order, geometry) {
      if (labels.length) wanted.set(layerId, { labels, zoom, order, geometry });
      else wanted.delete(layerId);
      place();
    },
  };
}
