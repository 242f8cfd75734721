// The list of all layers by group, behind a button: what is ticked is shown.
import { pictureButton } from "./button.mjs";
import { swatch } from "./symbols.mjs";

function escaped(text) {
  const span = document.createElement("span");
  span.textContent = text;
  return span.innerHTML;
}

function layerRows(explorer, entry) {
  const classes = Object.entries(entry.symbols).filter(([, symbol]) => symbol.used);
  const picture = classes.length === 1 ? swatch(entry, { c: classes[0][0] }).outerHTML : "";
  const row = {
    label: `<span class="chedun-layer" data-layer="${entry.id}">${escaped(entry.title)}</span>${picture}<span class="chedun-count">${entry.count}</span>`,
    layer: explorer.group(entry),
  };
  if (!entry.reach) return [row];
  return [row, { label: `<span class="chedun-reach" data-layer="${entry.id}/reach">${escaped(entry.reach.title)}</span>`, layer: explorer.reach(entry) }];
}

export function layerList(explorer) {
  const { map, catalogue } = explorer;
  const rows = catalogue.groups
    .filter((group) => group.layers.length)
    .flatMap((group) => [{ label: `<b>${escaped(group.title)}</b>` }, ...group.layers.flatMap((entry) => layerRows(explorer, entry))]);
  const control = L.control.layers.tree(null, rows, { position: "topright", collapsed: false, labelIsSelector: "overlay" });
  control.addTo(map);
  drawOnce(control);
  foldable(control, catalogue.words.layers);
  return control;
}

// Let the list be drawn once after all that comes and goes with a tool; the package would draw the
// whole of it with each layer.
export function drawOnce(control) {
  const draw = control._update;
  let waiting = false;
  control._update = () => {
    if (waiting) return control;
    waiting = true;
    queueMicrotask(() => {
      waiting = false;
      if (control._map) draw.call(control); // gone meanwhile with the language
    });
    return control;
  };
}

// A button opens and folds the list; the package's own opens under the pointer and cannot be folded.
function foldable(control, title) {
  const box = control.getContainer();
  const list = box.querySelector(".leaflet-control-layers-list");
  box.querySelector(".leaflet-control-layers-toggle").remove();
  const turn = (open) => {
    control[open ? "expand" : "collapse"]();
    button.setAttribute("aria-expanded", String(open));
  };
  const button = pictureButton(box, "layers", title, () => turn(button.getAttribute("aria-expanded") !== "true"));
  box.prepend(button);
  list.id = "chedun-layers-list";
  list.setAttribute("role", "group");
  list.setAttribute("aria-label", title);
  button.setAttribute("aria-controls", list.id);
  turn(false);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
    turn(false);
    button.focus();
  });
}
