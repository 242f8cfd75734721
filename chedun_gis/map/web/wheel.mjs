// The wheel scrolls the page over which it turns, and zooms a map that is in use.

const HINT_MS = 1600;

// Does the map take a turn of the wheel, or does it belong to the page around?
export function takesWheel({ ctrl, inUse, pageScrolls }) {
  return ctrl || inUse || !pageScrolls;
}

// Can any of the boxes around the map's frame be scrolled up or down?
function scrollsAround() {
  for (let box = window.frameElement?.parentElement; box; box = box.parentElement) {
    const { overflowY } = box.ownerDocument.defaultView.getComputedStyle(box);
    const root = box === box.ownerDocument.documentElement;
    if ((root || overflowY === "auto" || overflowY === "scroll") && box.scrollHeight > box.clientHeight + 1) return true;
  }
  return false;
}

export function wheelGuard({ map, catalogue }) {
  const box = map.getContainer();
  const hint = L.DomUtil.create("div", "chedun-hint", box);
  hint.setAttribute("role", "status");
  let leaving;
  const turned = (event) => {
    if (event.target.closest(".leaflet-control, .chedun-under")) return;
    const inUse = document.hasFocus() && box.contains(document.activeElement);
    const ctrl = event.ctrlKey || event.metaKey;
    if (takesWheel({ ctrl, inUse, pageScrolls: scrollsAround() })) return hide();
    event.stopPropagation();
    hint.textContent = catalogue.words.wheel_hint;
    clearTimeout(leaving);
    leaving = setTimeout(hide, HINT_MS);
  };
  const hide = () => {
    clearTimeout(leaving);
    hint.textContent = "";
  };
  box.addEventListener("wheel", turned, { capture: true, passive: true });
  return {
    remove() {
      hide();
      hint.remove();
      box.removeEventListener("wheel", turned, { capture: true });
    },
  };
}
