// The map by keyboard: its name, what the keys do, and a cross-hair in its middle while they are used.

const ARROWS = new Set(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]);
const KEYS = "chedun-keys";

// Is the map led by keys now? Then the middle of the map is the pointer.
export function byKeys(map) {
  return map.getContainer().classList.contains(KEYS);
}

export function keyboard(explorer) {
  const { map, catalogue } = explorer;
  const box = map.getContainer();
  const help = L.DomUtil.create("p", "chedun-unseen", box);
  help.id = "chedun-keys";
  help.textContent = catalogue.words.keys;
  const cross = L.DomUtil.create("div", "chedun-cross", box);
  cross.setAttribute("aria-hidden", "true");
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", catalogue.words.name);
  box.setAttribute("aria-describedby", help.id);
  const pressed = (event) => {
    if (event.target !== box) return;
    if (ARROWS.has(event.key)) box.classList.add(KEYS);
    if (event.key !== "Enter") return;
    event.preventDefault(); // or the same stroke would press what now gets the focus
    if (explorer.pen?.press()) return;
    if (explorer.aiming) explorer.pointAt(map.getCenter());
    else explorer.chooseMiddle();
  };
  const focused = () => box.classList.toggle(KEYS, box.matches(":focus-visible"));
  const left = () => box.classList.remove(KEYS);
  const heard = { keydown: pressed, focus: focused, blur: left, pointermove: left, pointerdown: left };
  Object.entries(heard).forEach(([name, what]) => box.addEventListener(name, what));
  return {
    remove() {
      Object.entries(heard).forEach(([name, what]) => box.removeEventListener(name, what));
      help.remove();
      cross.remove();
    },
  };
}
