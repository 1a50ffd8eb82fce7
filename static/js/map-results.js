/* The results as markers that gather into clusters, and what opens above each. */

const PIN = "M15 1C7.3 1 1 7.2 1 14.9 1 25 15 38 15 38s14-13 14-23.1C29 7.2 22.7 1 15 1Z";
const SIZES = [
  [100, "large", 56],
  [10, "middle", 48],
  [0, "small", 40],
];
const AT_ONE_PLACE = 64; // pixels within which markers gather, so that none covers another
const POPUP_WIDTH = 264;
const MARGIN = 16; // pixels between a popup and the map's edge

/** The results of the search that stands in the address. */
export class Results {
  #map;
  #config;
  #group;
  #circle = null;
  #asking = new AbortController();

  constructor(map, config) {
    this.#map = map;
    this.#config = config;
    this.#group = L.markerClusterGroup({
      animate: !config.still,
      chunkedLoading: true,
      maxClusterRadius: AT_ONE_PLACE,
      showCoverageOnHover: false,
      spiderfyDistanceMultiplier: 1.7,
      spiderLegPolylineOptions: { className: "map-leg" },
      iconCreateFunction: (cluster) => clusterIcon(cluster.getChildCount(), config.texts.cluster),
    })
      .bindPopup((marker) => popupOf(marker, map, config), {
        className: "map-popup",
        closeButton: false,
        // One width, so that a popup may grow upwards without being laid out anew.
        minWidth: POPUP_WIDTH,
        maxWidth: POPUP_WIDTH,
        autoPanPadding: [MARGIN, MARGIN],
      })
      .addTo(map);
    handOverFocus(map, this.#group.getPopup());
  }

  /** Show what `search` finds; resolves to the bounds of it. */
  async show({ points, near }) {
    this.#asking.abort();
    this.#asking = new AbortController();
    const response = await fetch(points, { signal: this.#asking.signal });
    if (!response.ok) {
      throw new Error(`${points}: ${response.status}`);
    }
    const { features } = await response.json();
    this.#map.closePopup();
    this.#group.clearLayers();
    this.#group.addLayers(features.map(markerOf));
    this.#circle?.remove();
    this.#circle = near && this.#draw(near);
    const bounds = L.latLngBounds(features.map(({ geometry: { coordinates } }) => [coordinates[1], coordinates[0]]));
    return this.#circle ? bounds.extend(this.#circle.getBounds()) : bounds;
  }

  #draw({ latitude, longitude, radiusKm }) {
    const look = { radius: radiusKm * 1000, className: "map-radius", interactive: false };
    return L.circle([latitude, longitude], look).addTo(this.#map);
  }
}

function markerOf({ id, geometry, properties }) {
  const [longitude, latitude] = geometry.coordinates;
  return L.marker([latitude, longitude], { icon: pinIcon(), title: properties.title, result: { id, ...properties } });
}

function pinIcon() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 30 39");
  svg.ariaHidden = "true";
  const path = document.createElementNS(svg.namespaceURI, "path");
  path.setAttribute("d", PIN);
  const dot = document.createElementNS(svg.namespaceURI, "circle");
  for (const [name, value] of Object.entries({ cx: 15, cy: 15, r: 5 })) {
    dot.setAttribute(name, value);
  }
  svg.append(path, dot);
  return L.divIcon({ className: "map-pin", html: svg, iconSize: [30, 39], iconAnchor: [15, 38], popupAnchor: [0, -34] });
}

function clusterIcon(count, text) {
  const [, name, size] = SIZES.find(([least]) => count >= least);
  const shown = document.createElement("span");
  shown.ariaHidden = "true";
  shown.textContent = count.toLocaleString(document.documentElement.lang);
  const said = document.createElement("span");
  said.className = "visually-hidden";
  said.textContent = text.replace("{number}", shown.textContent);
  const both = document.createElement("span");
  both.append(shown, said);
  return L.divIcon({ className: `map-cluster map-cluster--${name}`, html: both, iconSize: [size, size] });
}

const popups = new WeakMap();

/* The library asks more than once for what it shows. */
function popupOf(marker, map, config) {
  if (!popups.has(marker)) {
    popups.set(marker, makePopup(marker, map, config));
  }
  return popups.get(marker);
}

/* At once what is known; the same card as in the list as soon as it is there. */
function makePopup(marker, map, config) {
  const { id, title, organisation } = marker.options.result;
  const content = document.createElement("div");
  const close = document.createElement("button");
  close.type = "button";
  close.className = "map-popup__close";
  close.ariaLabel = config.texts.close;
  close.textContent = "×";
  close.addEventListener("click", () => map.closePopup());
  const body = document.createElement("div");
  body.className = "map-popup__body";
  body.append(paragraph("card__preline", organisation ?? ""), paragraph("card__title", title));
  content.append(body, close);
  fillIn(body, config.card.replace("/0/", `/${id}/`), () => {
    keepInside(map, marker, content);
    if (close === document.activeElement) {
      body.querySelector("a").focus({ preventScroll: true });
    }
  });
  return content;
}

async function fillIn(body, address, shown) {
  try {
    const response = await fetch(address);
    if (!response.ok) {
      return;
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    body.replaceChildren(...page.body.children);
    shown();
  } catch {
    // Without a network what was known stays.
  }
}

/* The card is higher than what stood there first. */
function keepInside(map, marker, content) {
  if (content.isConnected) {
    const aside = POPUP_WIDTH / 2 + 2 * MARGIN;
    map.panInside(marker.getLatLng(), {
      paddingTopLeft: [aside, content.offsetHeight + 5 * MARGIN],
      paddingBottomRight: [aside, MARGIN],
    });
  }
}

function paragraph(look, text) {
  const element = document.createElement("p");
  element.className = look;
  element.textContent = text;
  return element;
}

/* Who opens a marker by keyboard goes on in what it opened, and comes back by Escape. */
function handOverFocus(map, popup) {
  let openedBy = null;
  map.on("popupopen", () => {
    const icon = popup._source.getElement?.();
    openedBy = icon && icon === document.activeElement ? icon : null;
    if (openedBy) {
      popup.getElement().querySelector("button").focus({ preventScroll: true });
    }
  });
  map.on("popupclose", () => {
    if (openedBy?.isConnected) {
      openedBy.focus({ preventScroll: true });
    }
    openedBy = null;
  });
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key === "Escape" && popup.isOpen()) {
      map.closePopup();
    }
  });
}
