// The map's controls, put on the map together and taken off it together.
import { footBar } from "./bar.mjs";
import { nameButtons, pictureButton } from "./button.mjs";
import { keyboard } from "./keyboard.mjs";
import { layerList } from "./layers.mjs";
import { legendBox } from "./legend.mjs";
import { linkButton } from "./link.mjs";
import { measuring } from "./measure.mjs";
import { wheelGuard } from "./wheel.mjs";

const PHONE_PX = 600;

// Look names up at the server; a match is selected, and told to Python.
function searchBox(explorer) {
  const { map, catalogue } = explorer;
  const { words } = catalogue;
  const find = async (text) => {
    const answer = await fetch(`${explorer.base}search.json?lang=${catalogue.lang}&q=${encodeURIComponent(text)}`);
    const matches = answer.ok ? await answer.json() : [];
    return matches.map((m) => {
      const center = m.lat === null ? map.getCenter() : L.latLng(m.lat, m.lon);
      const title = explorer.entries.get(m.layer)?.title;
      return { name: title ? `${m.name} · ${title}` : m.name, center, bbox: L.latLngBounds(center, center), properties: m };
    });
  };
  const none = document.createElement("span");
  none.textContent = words.no_match;
  const search = L.Control.geocoder({
    position: "topleft",
    collapsed: map.getContainer().clientWidth < PHONE_PX,
    placeholder: words.search,
    errorMessage: none.innerHTML,
    iconLabel: words.find,
    suggestMinLength: 1,
    suggestTimeout: 150,
    defaultMarkGeocode: false,
    geocoder: { geocode: find, suggest: find },
  });
  search.on("markgeocode", ({ geocode }) => {
    const { layer, id } = geocode.properties;
    explorer.choose(layer, id, { fly: true });
  });
  search.addTo(map);
  search.getContainer().querySelector("input").setAttribute("aria-label", words.search);
  // A long list scrolls, by keys too.
  search.getContainer().querySelector(".leaflet-control-geocoder-alternatives").tabIndex = 0;
  return search;
}

function zoomAndHome(explorer) {
  const { map, catalogue } = explorer;
  const { words } = catalogue;
  const zoom = L.control.zoom({ zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
  // A zoom under way would end where it was going, whatever was set meanwhile.
  const home = () => (map._animatingZoom ? map.once("zoomend", home) : explorer.restoreView(null));
  pictureButton(zoom.getContainer(), "home", words.home, home);
  return zoom;
}

function fullScreen({ map, catalogue }) {
  const { full_screen: title, leave_full_screen: titleCancel } = catalogue.words;
  const control = new L.Control.FullScreen({ position: "topleft", title, titleCancel, forceSeparateButton: true }).addTo(map);
  const remove = () => {
    map.off("enterFullscreen exitFullscreen", control._toggleState, control); // the package leaves it behind
    control.remove();
  };
  return { remove };
}

// Name every button that appears in a corner, also those of the pen, which come and go; the packages'
// are links, which a browser does not press by the space bar.
function naming({ map }) {
  const corners = map.getContainer().querySelector(".leaflet-control-container");
  nameButtons(corners);
  const watch = new MutationObserver(() => nameButtons(corners));
  watch.observe(corners, { childList: true, subtree: true });
  const spaced = (event) => {
    if (event.key !== " " || !event.target.matches("a[role=button]")) return;
    event.preventDefault();
    event.target.click();
  };
  corners.addEventListener("keydown", spaced);
  return {
    remove() {
      watch.disconnect();
      corners.removeEventListener("keydown", spaced);
    },
  };
}

// Returns what was added, each with `remove()`; words are those of the catalogue at this moment.
export function addControls(explorer) {
  const { map } = explorer;
  removeControls(explorer);
  explorer.controls = [
    keyboard(explorer),
    zoomAndHome(explorer),
    searchBox(explorer),
    fullScreen(explorer),
    measuring(explorer),
    linkButton(explorer).addTo(map),
    layerList(explorer),
    legendBox(explorer).addTo(map),
    footBar(explorer).addTo(map),
    wheelGuard(explorer),
    naming(explorer),
  ];
  return explorer.controls;
}

// Let the list of layers say what the catalogue says by now; the other controls stay as they are.
export function renewLayerList(explorer) {
  const at = explorer.controls.findIndex((each) => each instanceof L.Control.Layers);
  const below = explorer.controls[at].getContainer().nextSibling;
  explorer.controls[at].remove();
  explorer.controls[at] = layerList(explorer);
  below?.before(explorer.controls[at].getContainer());
}

export function removeControls(explorer) {
  explorer.offered?.close();
  for (const each of explorer.controls ?? []) each.remove();
  explorer.controls = [];
}
