/* The map beside a list of results: an addition for those who see it. The list says the same. */
import { drawBase } from "./map-base.js";
import { Results } from "./map-results.js";

const START = { centre: [51.5, 7.5], zoom: 9 }; // until it is known where there is something to see
const SCHEMATIC = { minZoom: 8, maxZoom: 15 }; // beyond, the project's own shapes say nothing more
const STREETS = { minZoom: 6, maxZoom: 19 };

/* Make a map of `element`; its `data-map` says how it looks (core/templatetags/maps.py). */
function startMap(element) {
  const config = JSON.parse(element.dataset.map);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(element, {
    ...(config.tiles ? STREETS : SCHEMATIC),
    zoomControl: false,
    attributionControl: false,
    scrollWheelZoom: false,
    zoomSnap: 0.5,
    zoomAnimation: !still,
    fadeAnimation: !still,
    markerZoomAnimation: !still,
    inertia: !still,
  }).setView(START.centre, START.zoom);
  const { zoomIn, zoomOut } = config.texts;
  L.control.attribution({ prefix: false }).addTo(map);
  L.control.zoom({ position: "bottomright", zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  zoomByWheelWhenMeant(map);

  const base = drawBase(map, config);
  const results = new Results(map, { ...config, still });
  let shown = "";

  /* Shows what the page looks for now. */
  async function follow() {
    const asked = document.querySelector("[data-map-search]")?.dataset.mapSearch;
    if (!asked || asked === shown || !element.offsetParent) {
      return; // nothing new, or nobody sees it
    }
    shown = asked;
    const search = JSON.parse(asked);
    try {
      const [towns, found] = await Promise.all([base, results.show(search)]);
      if (asked !== shown) {
        return; // somebody was faster with the next filter
      }
      towns.emphasise(search.towns);
      const bounds = search.isNarrowed && found.isValid() ? found : towns.bounds;
      if (bounds.isValid()) {
        map.fitBounds(bounds, { padding: [32, 32], maxZoom: 14, animate: false });
      }
      tell(element, "ready");
    } catch (error) {
      if (error.name !== "AbortError") {
        tell(element, "failed");
      }
    }
  }

  document.addEventListener("htmx:afterSettle", follow);
  document.addEventListener("map:shown", follow);
  new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(element);
  follow();
}

function tell(element, state) {
  element.dataset.state = state;
  element.parentElement.querySelector("[data-map-failed]").hidden = state !== "failed";
}

/* Whoever scrolls past must not get stuck: the wheel zooms only after a click into the map. */
function zoomByWheelWhenMeant(map) {
  const container = map.getContainer();
  container.addEventListener("click", () => map.scrollWheelZoom.enable());
  container.addEventListener("mouseleave", () => map.scrollWheelZoom.disable());
}

startMap(document.querySelector("[data-map]"));
