/* What lies below the points: streets from the operator's tile server, or the site's own shapes. */

const WATERS = ["river", "lake"];
/* From which zoom a place's name is shown, by its inhabitants. */
const NAMED_FROM = [
  [100_000, 0],
  [40_000, 11],
  [15_000, 11.5],
  [0, 12],
];

/**
 * Draw the ground.
 * Resolves to the association's towns: their `bounds`, and how to `emphasise` some by their slugs.
 */
export async function drawBase(map, config) {
  map.createPane("names").classList.add("map-names");
  const response = await fetch(config.base);
  if (!response.ok) {
    throw new Error(`${config.base}: ${response.status}`);
  }
  const base = await response.json();
  const ofKind = (...kinds) => ({
    type: "FeatureCollection",
    features: base.features.filter(({ properties }) => kinds.includes(properties.kind)),
  });
  const draw = (features, className) =>
    L.geoJSON(features, { interactive: false, style: (one) => ({ className: className(one) }) }).addTo(map);

  if (config.tiles) {
    const { url, attribution, maxZoom } = config.tiles;
    L.tileLayer(url, { attribution, maxZoom }).addTo(map);
  } else {
    draw(ofKind("neighbour"), () => "map-neighbour");
  }
  const towns = draw(ofKind("town"), () => (config.tiles ? "map-town map-town--outline" : "map-town"));
  const bounds = towns.getBounds();
  if (!config.tiles) {
    draw(ofKind(...WATERS), ({ properties }) => `map-${properties.kind}`);
    namePlaces(map, ofKind("place").features);
    nameRivers(map, ofKind("river").features, bounds);
  }
  map.attributionControl.addAttribution(base.attribution); // the boundaries stand on streets, too
  const emphasise = (slugs) =>
    towns.eachLayer((town) =>
      town.getElement()?.classList.toggle("map-town--chosen", slugs.includes(town.feature.properties.slug)),
    );
  return { bounds, emphasise };
}

function namePlaces(map, places) {
  for (const { geometry, properties } of places) {
    const isOwn = Boolean(properties.slug);
    const [, from] = NAMED_FROM.find(([least]) => properties.population >= least) ?? [0, 12];
    addName(map, geometry.coordinates, properties.name, isOwn ? "map-name--town" : "", isOwn ? 0 : from);
  }
}

/* A river's name stands once, where it is nearest to the middle of the towns. */
function nameRivers(map, rivers, bounds) {
  if (!bounds.isValid()) {
    return;
  }
  const middle = bounds.getCenter();
  for (const { geometry, properties } of rivers) {
    const points = geometry.coordinates.flat().map(([longitude, latitude]) => L.latLng(latitude, longitude));
    const nearest = points.reduce((best, one) => (middle.distanceTo(one) < middle.distanceTo(best) ? one : best));
    addName(map, [nearest.lng, nearest.lat], properties.name, "map-name--river", 0);
  }
}

function addName(map, [longitude, latitude], name, kind, fromZoom) {
  const text = document.createElement("span");
  text.textContent = name;
  text.ariaHidden = "true";
  const marker = L.marker([latitude, longitude], {
    icon: L.divIcon({ className: `map-name ${kind}`, html: text, iconSize: null }),
    pane: "names",
    interactive: false,
    keyboard: false,
  });
  const show = () => (map.getZoom() >= fromZoom ? marker.addTo(map) : marker.remove());
  map.on("zoomend", show);
  show();
}
