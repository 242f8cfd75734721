// What lies under a click, from the top down, to be chosen from a list.

// Does a shape lie under a point? A shape is { kind: "point" | "line" | "polygon", rings, reach } in
// pixels: rings of { x, y }, and how far from them a click still counts.
export function touches({ kind, rings, reach }, point) {
  if (kind === "point") return rings.some(([at]) => Math.hypot(at.x - point.x, at.y - point.y) <= reach);
  if (kind === "polygon" && inside(rings, point)) return true;
  return rings.some((ring) => fromLine(kind === "polygon" ? [...ring, ring[0]] : ring, point) <= reach);
}

// The shapes under a point, the topmost first, of shapes in the order in which they are drawn; of
// those with one `key` the topmost alone.
export function lyingUnder(shapes, point) {
  const seen = new Set();
  return shapes.filter((shape) => touches(shape, point)).reverse().filter(({ key }) => !seen.has(key) && seen.add(key));
}

// Holes and parts alike: inside when a ray to the right crosses the rings an odd number of times.
function inside(rings, { x, y }) {
  let odd = false;
  for (const ring of rings)
    ring.forEach((a, i) => {
      const b = ring[(i + 1) % ring.length];
      if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) odd = !odd;
    });
  return odd;
}

function fromLine(corners, point) {
  if (corners.length === 1) return Math.hypot(corners[0].x - point.x, corners[0].y - point.y);
  return Math.min(...corners.slice(1).map((b, i) => fromSegment(corners[i], b, point)));
}

function fromSegment(a, b, { x, y }) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const along = ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.max(0, Math.min(1, along));
  return Math.hypot(a.x + t * dx - x, a.y + t * dy - y);
}

// What is drawn and can be clicked, the lowest first: the order of `restack`, and the pen's on top.
function drawn({ entries, groups, result, pen }) {
  const order = [...entries.values()].sort((a, b) => a.order - b.order);
  const layers = [...order.map((entry) => groups.get(entry.id)), result].filter(Boolean);
  const paths = [...layers.flatMap((group) => group.getLayers()), ...(pen?.paths.values() ?? [])];
  return paths.filter((path) => path._map && path.chedun?.id && path.options.interactive !== false);
}

// The features under a place on the map, { layer, id, name, title }, the topmost first.
export function featuresUnder(explorer, latlng) {
  const { map, renderer } = explorer;
  const point = map.latLngToLayerPoint(latlng);
  const reachOf = ({ options }) => (options.radius ?? 0) + options.weight / 2 + renderer.options.tolerance;
  const near = (path) => {
    const [least, most] = [-1, 1].map((way) => map.layerPointToLatLng(point.add([way * reachOf(path), way * reachOf(path)])));
    return L.latLngBounds(least, most).intersects(path.getBounds ? path.getBounds() : L.latLngBounds([path.getLatLng()]));
  };
  const toShape = (path) => {
    const kind = path.getLatLng ? "point" : path instanceof L.Polygon ? "polygon" : "line";
    const rings = ringsOf(path.getLatLng ? [path.getLatLng()] : path.getLatLngs());
    const { layer, id } = path.chedun;
    return { kind, reach: reachOf(path), rings: rings.map((ring) => ring.map((at) => map.latLngToLayerPoint(at))), path, key: `${layer}/${id}` };
  };
  return lyingUnder(drawn(explorer).filter(near).map(toShape), point).map(({ path }) => ({ ...path.chedun, title: titleOf(explorer, path) }));
}

function ringsOf(latlngs) {
  return latlngs.length && latlngs[0].lat === undefined ? latlngs.flatMap(ringsOf) : [latlngs];
}

function titleOf({ entries, result, legend }, path) {
  return entries.get(path.chedun.layer)?.title ?? (result.hasLayer(path) ? legend?.title : "") ?? "";
}

// Offer what lies at a place where several lie; `chosen` is the one that the click selected.
export function offer(explorer, latlng, found, chosen) {
  explorer.offered?.close();
  explorer.offered = found.length > 1 ? openList(explorer, latlng, found, chosen) : null;
}

function openList(explorer, latlng, found, chosen) {
  const { map, catalogue } = explorer;
  const box = map.getContainer();
  const list = L.DomUtil.create("div", "chedun-under", box);
  list.setAttribute("role", "menu");
  list.setAttribute("aria-label", catalogue.words.under.replace("{count}", found.length));
  const close = () => {
    map.off("movestart zoomstart preclick", close);
    if (list.contains(document.activeElement)) box.focus({ preventScroll: true });
    list.remove();
  };
  const items = found.map((each) => {
    const item = L.DomUtil.create("button", "", list);
    item.type = "button";
    item.tabIndex = -1;
    item.setAttribute("role", "menuitemradio");
    item.setAttribute("aria-checked", String(each.layer === chosen?.layer && each.id === chosen?.id));
    item.textContent = [each.name, each.title].filter(Boolean).join(" · ");
    item.addEventListener("click", () => {
      close();
      explorer.choose(each.layer, each.id);
    });
    return item;
  });
  L.DomEvent.disableClickPropagation(list);
  L.DomEvent.disableScrollPropagation(list);
  list.addEventListener("keydown", (event) => walk(event, items, close));
  place(list, box, map.latLngToContainerPoint(latlng));
  map.on("movestart zoomstart preclick", close);
  items[0].focus({ preventScroll: true });
  return { close };
}

function walk(event, items, close) {
  const at = items.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  event.stopPropagation(); // the map pans by the same keys
  if (event.key === "Escape" || event.key === "Tab") close();
  else if (next !== undefined) items[(next + items.length) % items.length].focus();
  else return;
  event.preventDefault();
}

// Beside the place, and within the map.
function place(list, box, { x, y }) {
  const within = (at, size, room) => Math.max(4, Math.min(at, room - size - 4));
  list.style.left = `${within(x + 10, list.offsetWidth, box.clientWidth)}px`;
  list.style.top = `${within(y + 10, list.offsetHeight, box.clientHeight)}px`;
}
