// Ask the server until it answers.

// How long to wait before asking again, at first and at most.
const SOON_MS = 300;
const LATE_MS = 10_000;

// Returns what the server holds at an address, null when it holds nothing there; `failed` hears of
// each time that it does not answer.
export async function ask(address, failed = () => {}, wait = pause) {
  for (let ms = SOON_MS; ; ms = Math.min(2 * ms, LATE_MS)) {
    try {
      const answer = await fetch(address);
      if (answer.ok) return await answer.json();
      if (answer.status === 404) return null;
    } catch {
      // the server is away, or the network is
    }
    failed();
    await wait(ms);
  }
}

// Returns what the server holds at an address, null when it does not say so now, and `GONE` when it,
// or a proxy before it, knows this browser no more.
export const GONE = Symbol("gone");
export async function glance(address, headers = {}) {
  try {
    const answer = await fetch(address, { headers, redirect: "manual" });
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return GONE;
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

// Wait so long, or until the network or the page comes back.
function pause(ms) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      document.removeEventListener("visibilitychange", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener("online", done);
    document.addEventListener("visibilitychange", done);
  });
}
