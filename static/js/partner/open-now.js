/* Says beside the opening hours whether that is now; the page itself is kept for hours. */
import { clockOf, openNow } from "./opening-times.js";

const EVERY_MINUTE = 60_000;

function say(element) {
  const { times, open, closed, opens, always, holidays } = element.dataset;
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin" }).format(new Date());
  const isHoliday = (holidays ?? "").split(" ").includes(today);
  const state = openNow(JSON.parse(times), { ...clockOf(new Date()), isHoliday });
  element.dataset.isOpen = String(state.isOpen);
  if (state.isOpen) {
    element.textContent = state.until === null ? always : open.replace("{time}", inWords(state.until));
  } else {
    element.textContent = state.opens === null ? closed : opens.replace("{time}", inWords(state.opens));
  }
  element.hidden = false;
}

function inWords(minutes) {
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)}${rest ? `:${String(rest).padStart(2, "0")}` : ""}`;
}

const places = document.querySelectorAll("[data-times]");
const sayAll = () => places.forEach(say);
sayAll();
setInterval(sayAll, EVERY_MINUTE);
