/* The page /K: a verdict on the code behind the # of its address, which no server gets to see. */

import { workOffline } from "./offline.js";
import { Knowledge } from "./knowledge.js";
import { judge } from "./verdicts.js";
import { asMoment, showVerdict } from "./verdict-view.js";

const YOUNG = 5 * 60_000; // milliseconds for which what is known need not be asked again
const MOMENT = 600; // milliseconds that a verdict waits for news, if it has something to go by
const SETTLED = 30_000; // milliseconds after which news no longer change a verdict

const page = document.querySelector("[data-check]");
const place = page.querySelector("[data-verdict-place]");
const [intro, done] = ["intro", "done"].map((name) => page.querySelector(`[data-${name}]`));
const title = document.title;

let known = null;
let scannedAt = null; // by which the code is judged, however late the news are
let code = takeCode();

/* The code is taken out of the address at once, so that it stays in no history and no bookmark. */
function takeCode() {
  const found = location.hash;
  if (found.length > 1) {
    history.replaceState(null, "", location.pathname);
    scannedAt = new Date();
    return found;
  }
  return null;
}

async function verdictOn(asked) {
  if (!globalThis.crypto?.subtle) {
    return { kind: "not_supported", colour: "grey", claims: null };
  }
  if (known.isEmpty) {
    return { kind: "no_keys", colour: "grey", claims: null };
  }
  const verdict = await judge(asked, { keys: known.keys, lists: known.lists, now: scannedAt });
  return { ...verdict, canReadLists: known.canReadLists };
}

async function show() {
  const asked = code;
  if (asked === null) {
    showIntro();
    return;
  }
  if (place.shown === asked && Date.now() - scannedAt.getTime() > SETTLED) {
    return; // it is about whoever stood here then
  }
  const verdict = await verdictOn(asked);
  if (asked !== code) {
    return; // the next card is here already
  }
  if (place.dataset.kind !== verdict.kind || place.shown !== asked) {
    showVerdict(place, verdict);
    place.shown = asked;
    document.title = `${place.querySelector("h2").textContent} – ${title}`;
  }
  intro.hidden = true;
  done.hidden = place.hidden = false;
}

function empty(...content) {
  document.title = title;
  place.replaceChildren(...content);
  place.shown = null;
  delete place.dataset.colour;
  delete place.dataset.kind;
}

function showIntro() {
  empty();
  place.hidden = done.hidden = true;
  intro.hidden = false;
  const line = intro.querySelector("[data-known]");
  line.hidden = known === null || known.isEmpty || !known.refreshedAt;
  if (!line.hidden) {
    line.textContent = line.dataset.text.replace("{value}", asMoment(known.refreshedAt));
  }
}

/* Shows what can be said now, and again when the site has answered. */
async function check() {
  if (code !== null && place.shown !== code) {
    empty(document.querySelector("template[data-waiting]").content.cloneNode(true));
    place.hidden = false;
    done.hidden = intro.hidden = true;
  }
  known ??= await Knowledge.kept({ own: page.dataset.keys, trusted: page.dataset.trusted });
  const now = Date.now();
  const isYoung = known.refreshedAt && Math.abs(now - known.refreshedAt.getTime()) < YOUNG;
  const news = isYoung ? Promise.resolve() : known.refresh().catch(() => {});
  if (code !== null) {
    await (known.isEmpty ? news : Promise.race([news, passed(MOMENT)]));
  }
  await show();
  await news;
  await show();
}

function passed(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

page.querySelector("[data-not-running]").hidden = true;
done.querySelector("button").addEventListener("click", () => {
  code = null;
  showIntro();
  page.querySelector("h1").focus();
});
window.addEventListener("hashchange", () => {
  const next = takeCode();
  if (next !== null) {
    code = next;
    place.shown = null;
    check();
  }
});
window.addEventListener("online", check);
check();
workOffline(page.dataset);
