// The map's controls: layer tree with legend, search, measuring, full screen, scale, grid position.
import { swatch } from "./symbols.mjs";

function escaped(text) {
  const span = document.createElement("span");
  span.textContent = text;
  return span.innerHTML;
}

function legendRow(picture, text) {
  return `<span class="chedun-legend">${picture.outerHTML}<span>${escaped(text)}</span></span>`;
}

function classRows(entry) {
  const used = Object.entries(entry.symbols).filter(([, symbol]) => symbol.used);
  return used.map(([c, symbol]) => ({ label: legendRow(swatch(entry, { c }), symbol.title) }));
}

function layerNode(explorer, entry) {
  const classes = classRows(entry);
  const only = Object.keys(entry.symbols)[0];
  const picture = classes.length === 1 ? swatch(entry, { c: only }).outerHTML : "";
  const count = `<span class="chedun-count">${entry.count}</span>`;
  const children = classes.length > 1 ? classes : [];
  if (entry.reach) {
    const sample = { geometry: "Polygon", symbols: { "": { colour: entry.reach.colour, pattern: "solid", weight: 1, opacity: 0.15, dash: "" } } };
    children.unshift({
      label: legendRow(swatch(sample, { c: "" }), entry.reach.title),
      layer: explorer.reach(entry),
    });
  }
  return {
    label: `${picture}<span class="chedun-layer" data-layer="${entry.id}">${escaped(entry.title)}</span>${count}`,
    layer: explorer.group(entry),
    children,
    collapsed: entry.geometry !== "Point" || !entry.hollow,
  };
}

function marks(catalogue) {
  const words = catalogue.words;
  const area = { geometry: "Polygon", symbols: { "": { colour: "#667085", pattern: "solid", weight: 1.5, opacity: 0.2, dash: "" } } };
  const line = { geometry: "LineString", symbols: { "": { colour: "#667085", weight: 5, dash: "" } } };
  const point = { geometry: "Point", symbols: { "": { colour: "#667085", shape: "square" } } };
  return {
    label: `<b>${escaped(words.legend)}</b>`,
    collapsed: false,
    children: [
      { label: `<span class="chedun-legend">${swatch(area, { c: "", s: 1 }).outerHTML}${swatch(line, { c: "", s: 1 }).outerHTML}<span title="${escaped(words.schematic_help)}">${escaped(words.schematic)}</span></span>` },
      { label: legendRow(swatch(point, { c: "", h: 1 }), words.hollow) },
    ],
  };
}

export function evidenceLegend(evidence) {
  const control = L.control({ position: "bottomleft" });
  control.onAdd = () => {
    const box = L.DomUtil.create("div", "chedun-evidence");
    const title = L.DomUtil.create("b", "", box);
    title.textContent = evidence.title;
    for (const part of evidence.parts) {
      const row = L.DomUtil.create("div", "chedun-legend", box);
      row.appendChild(swatch({ ...part, symbols: { "": part.symbol } }, { c: "" }));
      L.DomUtil.create("span", "", row).textContent = part.title;
    }
    return box;
  };
  return control;
}

export function addControls(explorer) {
  const { map, catalogue } = explorer;
  const words = catalogue.words;
  const phone = map.getContainer().clientWidth < 600;

  L.control.zoom({ zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
  const find = async (text) => {
    const answer = await fetch(`${explorer.base}search.json?lang=${catalogue.lang}&q=${encodeURIComponent(text)}`);
    const matches = answer.ok ? await answer.json() : [];
    return matches.map((m) => {
      const center = m.lat === null ? map.getCenter() : L.latLng(m.lat, m.lon);
      const title = explorer.entries.get(m.layer)?.title;
      return { name: title ? `${m.name} · ${title}` : m.name, center, bbox: L.latLngBounds(center, center), properties: m };
    });
  };
  const search = L.Control.geocoder({
    position: "topleft",
    collapsed: phone,
    placeholder: words.search,
    errorMessage: escaped(words.no_match),
    iconLabel: words.search,
    suggestMinLength: 1,
    suggestTimeout: 150,
    defaultMarkGeocode: false,
    geocoder: { geocode: find, suggest: find },
  });
  search.on("markgeocode", ({ geocode }) => {
    const { layer, id } = geocode.properties;
    explorer.select(layer, id, true);
    explorer.report(layer, id);
  });
  search.addTo(map);

  L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
  new L.Control.FullScreen({
    position: "topleft",
    title: words.full_screen,
    titleCancel: words.leave_full_screen,
    forceSeparateButton: true,
  }).addTo(map);
  L.control
    .polylineMeasure({
      position: "topleft",
      unit: "kilometres",
      showBearings: false,
      clearMeasurementsOnStop: false,
      showClearControl: true,
      measureControlTitleOn: words.measure,
      measureControlTitleOff: words.measure,
      clearControlTitle: words.measure_clear,
      tooltipTextFinish: `${escaped(words.measure_finish)}<br>`,
      tooltipTextDelete: escaped(words.measure_delete),
      tooltipTextMove: `${escaped(words.measure_move)}<br>`,
      tooltipTextResume: `<br>${escaped(words.measure_resume)}`,
      tooltipTextAdd: escaped(words.measure_add),
    })
    .addTo(map);

  const tree = catalogue.groups
    .filter((group) => group.layers.length)
    .map((group) => ({
      label: `<b>${escaped(group.title)}</b>`,
      children: group.layers.map((entry) => layerNode(explorer, entry)),
    }));
  const control = L.control.layers.tree(null, [...tree, marks(catalogue)], {
    position: "topright",
    collapsed: true,
    closedSymbol: "▸",
    openedSymbol: "▾",
    spaceSymbol: "",
    labelIsSelector: "overlay",
  });
  control.addTo(map);
  const box = control.getContainer();
  box.setAttribute("aria-label", words.layers);
  const toggle = box.querySelector(".leaflet-control-layers-toggle");
  toggle.title = words.layers;
  // The tree stays open until folded by its button, so that it serves as the legend.
  L.DomEvent.off(box, { mouseenter: control._expandSafely, mouseleave: control.collapse }, control);
  map.off("click", control.collapse, control);
  L.DomEvent.on(toggle, "click", (event) => {
    L.DomEvent.stop(event);
    control[box.classList.contains("leaflet-control-layers-expanded") ? "collapse" : "expand"]();
  });
  if (explorer.wide()) control.expand();

  if (window.proj4) {
    const position = L.control({ position: "bottomleft" });
    position.onAdd = () => L.DomUtil.create("div", "chedun-position");
    position.addTo(map);
    const show = ({ latlng }) => {
      const [e, n] = proj4(catalogue.grid, [latlng.lng, latlng.lat]);
      position.getContainer().textContent =
        `E ${e.toFixed(1)}  N ${n.toFixed(1)} m (${catalogue.gridName})   ${latlng.lng.toFixed(5)}°E  ${latlng.lat.toFixed(5)}°N`;
    };
    show({ latlng: map.getCenter() });
    map.on("mousemove", show);
  }
  const credits = L.control({ position: "bottomright" });
  credits.onAdd = () => {
    const line = L.DomUtil.create("div", "chedun-credits");
    line.textContent = [catalogue.credits, catalogue.basemap?.attribution].filter(Boolean).join(" · ");
    return line;
  };
  credits.addTo(map);
}
