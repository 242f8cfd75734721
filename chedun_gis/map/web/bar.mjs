// The line along the foot of the map: scale, position in the town's grid, credits. It wraps.

import { byKeys } from "./keyboard.mjs";

// `grid` turns [longitude, latitude] into [metres east, metres north].
export function positionText({ lat, lng }, grid, name) {
  const [east, north] = grid.forward([lng, lat]);
  return `E ${east.toFixed(1)}  N ${north.toFixed(1)} m (${name})   ${lng.toFixed(5)}°E  ${lat.toFixed(5)}°N`;
}

export function footBar({ map, catalogue }) {
  const grid = proj4(catalogue.grid);
  const scale = L.control.scale({ imperial: false, position: "bottomleft" });
  const bar = L.control({ position: "bottomleft" });
  let position;
  const show = ({ latlng }) => (position.textContent = positionText(latlng, grid, catalogue.gridName));
  const showMiddle = () => byKeys(map) && show({ latlng: map.getCenter() });
  // What stands above the line has to know how high it is.
  const high = new ResizeObserver(([{ target }]) =>
    map.getContainer().style.setProperty("--foot", `${target.offsetHeight}px`));
  bar.onAdd = () => {
    const line = L.DomUtil.create("div", "chedun-bar");
    line.appendChild(scale.addTo(map).getContainer());
    position = L.DomUtil.create("div", "chedun-position", line);
    const credits = L.DomUtil.create("div", "chedun-credits", line);
    credits.textContent = [catalogue.credits, catalogue.basemap?.attribution].filter(Boolean).join(" · ");
    show({ latlng: map.getCenter() });
    map.on({ mousemove: show, move: showMiddle });
    high.observe(line);
    return line;
  };
  bar.onRemove = () => {
    high.disconnect();
    map.off({ mousemove: show, move: showMiddle });
    scale.remove();
  };
  return bar;
}
