// A button that copies a link to what is seen: the page's own, with the map's view and layers.
import { pictureButton } from "./button.mjs";

export function linkTo(address, view, layers) {
  const link = new URL(address);
  link.searchParams.set("at", [view.lat.toFixed(5), view.lng.toFixed(5), view.zoom].join(","));
  link.searchParams.set("layers", [...layers].join(" "));
  link.hash = "";
  return link.href;
}

// Copy a text; without the right to (a page that is not secure has none) by way of a field.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    const well = document.execCommand("copy");
    field.remove();
    return well;
  }
}

export function linkButton(explorer) {
  const { words } = explorer.catalogue;
  const control = L.control({ position: "topleft" });
  control.onAdd = () => {
    const box = L.DomUtil.create("div", "leaflet-bar chedun-link");
    pictureButton(box, "link", words.copy_link, async () => {
      const { lat, lng } = explorer.map.getCenter();
      const view = { lat, lng, zoom: explorer.map.getZoom() };
      const link = linkTo(window.parent.location.href, view, explorer.on());
      tell(box, (await copy(link)) ? words.copied : link);
    });
    return box;
  };
  return control;
}

// Say beside the button that it is done, or show the link to be copied by hand.
function tell(box, words) {
  box.querySelector("output")?.remove();
  const said = L.DomUtil.create("output", "chedun-said", box);
  said.textContent = words;
  setTimeout(() => said.remove(), 4_000);
}
