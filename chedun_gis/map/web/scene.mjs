// What layers are on: the user's own, or those of a tool with what the user turned meanwhile.
//
// A value of this is never changed: each function returns the next one. `own` holds the user's
// layers; `base` those that the tool shows, null for one that shows the user's; `turned` says what
// the user turned on or off since the tool came. A layer's reach is a name of its own, "parks/reach".

export function layersOf(own) {
  return { own: new Set(own), tool: "", base: null, turned: new Map() };
}

// The layers that are on.
export function visible({ own, base, turned }) {
  const on = new Set(base ?? own);
  for (const [layer, is] of turned) on[is ? "add" : "delete"](layer);
  return on;
}

// The user turns a layer on or off.
export function turn(layers, layer, on) {
  if (layers.base) return { ...layers, turned: new Map(layers.turned).set(layer, on) };
  const own = new Set(layers.own);
  own[on ? "add" : "delete"](layer);
  return { ...layers, own };
}

// A tool comes with the layers that it shows: what the one before has changed is put back, what the
// user has turned stays turned.
export function enter(layers, tool, shown) {
  const base = shown.length ? new Set(shown) : null;
  if (tool === layers.tool && same(base, layers.base)) return layers;
  const own = visible({ ...layers, base: null });
  return { own, tool, base, turned: new Map() };
}

// Let just these be on, as a link asks; those of the user stay behind a tool's.
export function put(layers, wanted) {
  if (!layers.base) return { ...layers, own: new Set(wanted) };
  const turned = new Map();
  for (const layer of new Set([...layers.base, ...wanted]))
    if (layers.base.has(layer) !== wanted.includes(layer)) turned.set(layer, wanted.includes(layer));
  return { ...layers, turned };
}

function same(one, other) {
  if (!one || !other) return one === other;
  return one.size === other.size && [...one].every((each) => other.has(each));
}
