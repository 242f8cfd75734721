// While this frame stands in a page, the browser asks before that page is left: something in it is
// not saved. Taken out of the page, it asks no more.
"use strict";
const page = window.parent;
const ask = (event) => event.preventDefault();
page.addEventListener("beforeunload", ask);
window.addEventListener("pagehide", () => page.removeEventListener("beforeunload", ask));
