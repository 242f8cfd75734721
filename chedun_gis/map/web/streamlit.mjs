// What passes between the map and Python, by way of streamlit-folium.
//
// streamlit-folium keeps in `window.__GLOBAL_DATA__` what it last reported, and has no public way to
// report something else, or at once: its own report waits 250 ms. This file alone knows that name.

// Take what is known as reported. Nothing is reported before something happens: each report runs the
// page again, and would take a click made at that moment with it.
export function beQuiet() {
  const known = window.__GLOBAL_DATA__;
  known.previous_data = Object.fromEntries(known.returned_objects.map((name) => [name, known[name]]));
}

// Send a message to Python at once, where the page listens to what is clicked or drawn.
export function send(message) {
  const known = window.__GLOBAL_DATA__;
  if (!known.returned_objects.includes("last_active_drawing")) return;
  known.last_active_drawing = message;
  known.previous_data = { last_active_drawing: message };
  window.Streamlit.setComponentValue(known.previous_data);
}

// Hear of the page's theme, now and whenever it changes.
export function onTheme(paint) {
  window.Streamlit.events.addEventListener("streamlit:render", (event) => paint(event.detail.theme?.base));
}
