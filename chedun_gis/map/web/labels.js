// Write names on the map where there is room: higher layers first, none over another.
(function () {
  "use strict";
  const chedun = (window.chedun = window.chedun || {});
  const MOST = 120;

  chedun.Labels = L.Layer.extend({
    initialize() {
      this._wanted = new Map();
      this._group = L.layerGroup();
    },
    onAdd(map) {
      this._group.addTo(map);
      map.on("moveend zoomend resize", this._place, this);
      this._place();
    },
    // Labels of one layer: [{latlng, text}], shown from `zoom` on; an empty list takes them away.
    set(layerId, labels, zoom, order, geometry) {
      if (labels.length) this._wanted.set(layerId, { labels, zoom, order, geometry });
      else this._wanted.delete(layerId);
      this._place();
    },
    _place() {
      this._placing ??= requestAnimationFrame(() => {
        this._placing = undefined;
        if (this._map) this._write(this._map);
      });
    },
    _write(map) {
      this._group.clearLayers();
      const view = map.getBounds();
      const taken = [];
      const layers = [...this._wanted.values()].sort((a, b) => a.order - b.order);
      for (const { labels, zoom, geometry } of layers) {
        if (map.getZoom() < zoom) continue;
        for (const { latlng, text } of labels) {
          if (taken.length >= MOST || !view.contains(latlng)) continue;
          const p = map.latLngToContainerPoint(latlng);
          const width = 12 * [...text].reduce((n, c) => n + (c > "\u2e80" ? 1 : 0.58), 0) + 6;
          const drop = geometry === "Point" ? 12 : -8;
          const box = [p.x - width / 2, p.y + drop, p.x + width / 2, p.y + drop + 17];
          if (taken.some((b) => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3])) continue;
          taken.push(box);
          const name = document.createElement("span");
          name.textContent = text;
          const icon = L.divIcon({ html: name, className: `chedun-label chedun-label-${geometry}`, iconSize: [width, 16], iconAnchor: [width / 2, -drop] });
          this._group.addLayer(L.marker(latlng, { icon, interactive: false, keyboard: false }));
        }
      }
    },
  });
})();
