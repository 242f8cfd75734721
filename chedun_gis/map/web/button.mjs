// Buttons of the map: real ones, each with a name in the page's language and a picture nobody reads out.
const PICTURES = {
  home: "M4 12 12 5l8 7M6.5 10.5V19h11v-8.5M10.5 19v-4.5h3V19",
  distance: "M4 16 16 4l4 4L8 20zM7 13l2 2M10 10l2.5 2.5M13 7l2 2",
  area: "M5 7 17 5l2 12-11 2zM5 7h.01M17 5h.01M19 17h.01M8 19h.01",
  link: "M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-6-6l-1.5 1.5M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 6 6l1.5-1.5",
  layers: "M12 4 21 9l-9 5-9-5zM4 13.5l8 4.5 8-4.5",
};

function picture(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("chedun-picture");
  svg.appendChild(document.createElementNS(space, "path")).setAttribute("d", PICTURES[name]);
  return svg;
}

// A button in a bar of the map; `press` is called with it.
export function pictureButton(bar, name, title, press) {
  const button = L.DomUtil.create("button", `chedun-button chedun-button-${name}`, bar);
  button.type = "button";
  button.title = title;
  button.setAttribute("aria-label", title);
  button.appendChild(picture(name));
  button.addEventListener("click", () => press(button));
  L.DomEvent.disableClickPropagation(button);
  return button;
}

// A control that is one bar of buttons, in the order of `buttons`: [name, title, press].
export function buttonBar(position, buttons) {
  const control = L.control({ position });
  control.onAdd = () => {
    const bar = L.DomUtil.create("div", "leaflet-bar");
    for (const [name, title, press] of buttons) pictureButton(bar, name, title, press);
    return bar;
  };
  return control;
}

// Give whatever is pressed in a part of the map, also by a package, its name and its key.
export function nameButtons(root) {
  for (const each of root.querySelectorAll("a[role=button], a.leaflet-buttons-control-button, button")) {
    const title = each.title || (each.textContent.trim() ? "" : each.closest("[title]")?.title);
    if (!title) continue; // its text is its name
    each.setAttribute("aria-label", title);
    if (each.tagName === "A" && !each.hasAttribute("role")) each.setAttribute("role", "button");
    if (each.tagName === "A" && !each.hasAttribute("href")) each.tabIndex = 0;
    for (const inner of each.children) inner.setAttribute("aria-hidden", "true");
  }
}
