/*
 * “Show the map” on a list: on a wide screen the map opens beside the results, and what it needs
 * is loaded only then. On a narrow one the link leads to the map's own page, as without a script.
 */
const WIDE = matchMedia("(min-width: 62rem)");
const REMEMBERED = "map-beside-list";
const { style, libraries, module } = document.getElementById("karte-laden").dataset;

let loading = null;

function load() {
  loading ??= loadAll();
  return loading;
}

async function loadAll() {
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: style });
  await arrival(sheet);
  for (const src of libraries.split(" ")) {
    await arrival(Object.assign(document.createElement("script"), { src }));
  }
  await import(module);
}

function arrival(element) {
  return new Promise((resolve, reject) => {
    element.addEventListener("load", resolve);
    element.addEventListener("error", reject);
    document.head.append(element);
  });
}

async function show(isOpen) {
  remember(isOpen);
  const map = document.getElementById("karte");
  try {
    map.hidden = !isOpen;
    if (isOpen) {
      await load();
      document.dispatchEvent(new Event("map:shown"));
    }
    describe();
  } catch {
    location.assign(document.querySelector("[data-map-switch]").href);
  }
}

/* The link is made anew with every change of the list, and knows nothing of the open map. */
function describe() {
  const link = document.querySelector("[data-map-switch]");
  const isOpen = !document.getElementById("karte").hidden;
  const label = link?.querySelector("span");
  if (label) {
    link.dataset.show ??= label.textContent;
    label.textContent = isOpen ? link.dataset.hide : link.dataset.show;
  }
}

/* Going on to the next page of the list must not close the map. */
function remember(isOpen) {
  try {
    sessionStorage.setItem(REMEMBERED, isOpen ? "open" : "");
  } catch {
    // Then it closes.
  }
}

function wasOpen() {
  try {
    return sessionStorage.getItem(REMEMBERED) === "open";
  } catch {
    return false;
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-map-switch]");
  if (link && WIDE.matches && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    show(document.getElementById("karte").hidden);
  }
});
document.addEventListener("htmx:afterSettle", describe);
if (WIDE.matches && wasOpen()) {
  show(true);
}
