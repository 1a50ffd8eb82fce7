/* What a till keeps in its browser, apart from keys and lists (static/js/karte/store.js). */

import { openDrawer } from "../karte/store.js";

export const [DEVICE, QUEUE, RESULTS] = ["device", "queue", "results"];
const CUPBOARD = { database: "kasse", drawers: [DEVICE, QUEUE, RESULTS] };

/** One of the three; without IndexedDB it forgets with the page. */
export function openTillDrawer(name) {
  return openDrawer(name, CUPBOARD);
}
