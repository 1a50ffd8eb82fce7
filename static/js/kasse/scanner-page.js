/* The scanner: from the code to the verdict to the redemption, with network and without. */

import { Knowledge } from "../karte/knowledge.js";
import { workOffline } from "../karte/offline.js";
import { COLOURS, judge } from "../karte/verdicts.js";
import { camera, keepAwake } from "./cameras.js";
import { verdictOfNumber } from "./numbers.js";
import { PairingForm } from "./pairing.js";
import { PinLock } from "./pin-lock.js";
import { Queue } from "./queue.js";
import { Screens } from "./screens.js";
import { Sending } from "./sending.js";
import { Serving } from "./serving.js";
import { canVibrate, signal, wish, wishes } from "./signals.js";
import { NoAnswerError, Site } from "./site.js";
import { Till } from "./till.js";
import { codeIn, listenToKeys } from "./typed-codes.js";

const EVERY = 5 * 60_000; // milliseconds between two questions for keys, lists and benefits
const PATIENCE = 4_000; // milliseconds that whoever stands at the till waits for the site
const SHOWN_FOR = 8_000; // milliseconds that "redeemed" stays
const READ_AGAIN = 3_000; // milliseconds until the same card may be read again
const LATEST = 10;

const page = document.querySelector("[data-till]");
const screens = new Screens(page);
const site = new Site(page.dataset.root);

let till, queue, sending, known, lock, cameras, serving;
let timer = null;

// --- From the code to the verdict ------------------------------------------------------------

async function scanned(code) {
  performance.mark("kasse-code");
  if (!isFree()) {
    return;
  }
  const at = new Date();
  const verdict = await verdictOn(code, at);
  if (!isFree()) {
    return;
  }
  const cti = verdict.claims && String(verdict.claims.cti);
  if (serving.isOpen) {
    // Whoever stands at the till is served first; their phone may show its next code meanwhile.
    serving.renew(cti, { code, at });
    return;
  }
  show({ code, at, verdict, cti });
}

function isFree() {
  const isRedeeming = screens.current === "redeemed" && screens.outcome === "redeeming";
  return ["ready", "verdict", "redeemed"].includes(screens.current) && !isRedeeming;
}

async function verdictOn(code, now) {
  if (known.isEmpty) {
    return { kind: "no_keys", colour: "grey", claims: null };
  }
  const verdict = await judge(code, { keys: known.keys, lists: known.lists, now });
  return { ...till.soberly(verdict), canReadLists: known.canReadLists };
}

function show(card) {
  clearTimeout(timer);
  lock.stayOpen();
  serving.begin(card);
  performance.measure("kasse-verdict", "kasse-code");
}

async function typed(text) {
  const code = codeIn(text);
  if (code) {
    await scanned(code);
    return;
  }
  try {
    const at = new Date();
    const said = await site.number(text);
    if (!(said.verdict in COLOURS)) {
      screens.sayNumberProblem("unknown");
      return;
    }
    performance.mark("kasse-code");
    show({ number: text, at, verdict: till.soberly(verdictOfNumber(said)), cti: null });
  } catch (error) {
    noticed(error);
    const isUnreachable = error instanceof NoAnswerError;
    const problem = isUnreachable ? "unreachable" : error.status === 429 ? "often" : "unknown";
    screens.sayNumberProblem(problem);
  }
}

// --- From the touch to the ledger ------------------------------------------------------------

async function redeem({ id, title, limit_period: period }) {
  const { code, number, at } = serving.end();
  screens.showOutcome("redeeming", { what: title });
  const offline = !navigator.onLine;
  const key = await queue.add({
    title,
    benefit: id,
    ...(code ? { code } : { number }),
    scannedAt: at,
    offline,
  });
  const result = await queue.settle(key, offline ? 0 : PATIENCE);
  // A conflict is for the owner to see, not for the guest.
  const isConflict = result?.state === "conflict";
  const outcome = isConflict ? "done" : (result?.state ?? "kept");
  screens.showOutcome(outcome, {
    what: title,
    left: result?.left,
    isOnce: period === "once",
    reason: result?.message,
    onUndo: isConflict ? null : () => takeBack(key, title),
  });
  if (outcome === "refused") {
    signal("red");
  }
  returnSoon();
  sending.soon();
}

async function takeBack(key, title) {
  screens.showOutcome("redeeming", { what: title });
  const said = await queue.takeBack(key);
  screens.showOutcome(said === "waiting" ? "undo_waits" : said, { what: title });
  returnSoon();
  sending.soon();
}

function returnSoon() {
  clearTimeout(timer);
  timer = setTimeout(ready, SHOWN_FOR);
}

async function ready() {
  clearTimeout(timer);
  serving.end();
  cameras.ready.readAgain();
  screens.sayStill(false);
  screens.show("ready");
  await tellState();
}

/* Whoever asks for the next card may mean the same one once more. */
async function next() {
  await ready();
  cameras.ready.readAgain(READ_AGAIN);
}

// --- What goes on beside ---------------------------------------------------------------------

/* Keys, lists, benefits and the time, as the site has them now. */
async function refresh() {
  const asked = [known.refresh().catch(() => {})];
  if (till.isPaired) {
    asked.push(till.refresh().catch(noticed));
  }
  await Promise.all(asked);
  serving.benefitsCame();
  if (screens.current === "locked" && till.pin === "") {
    await lock.begin(); // the owner has taken the PIN away
  }
  await tellState();
}

/* What a refusal means for the device as a whole; else there is nothing to be done about it. */
function noticed(error) {
  if (error.status === 401) {
    unpaired(error);
  }
  return null;
}

async function unpaired({ code }) {
  if (till.isPaired) {
    await till.forget();
    cameras.ready.stop();
    screens.tellPairing({ code });
    screens.show("pairing");
  }
}

async function tellState() {
  const own = [...known.keys].filter(({ issuer }) => issuer.association === "");
  const lists = own.map(({ statusList }) => known.lists.get(statusList)?.issuedAt ?? null);
  const [waiting, recent] = await Promise.all([queue.size(), queue.recent()]);
  screens.tellState({
    till,
    isOnline: navigator.onLine,
    // The oldest of them: what is said of a card is no newer than its list.
    listAsOf: lists.length === 0 || lists.includes(null) ? null : new Date(Math.min(...lists)),
    waiting,
    lasts: queue.lasts,
    recent: recent.slice(0, LATEST),
    onUndo: ({ key, title }) => takeBack(key, title),
  });
}

// --- The beginning ---------------------------------------------------------------------------

async function open() {
  await ready();
  await cameras.ready.startIfAllowed();
  performance.mark("kasse-ready");
  keepAwake();
}

async function pairWith(code) {
  await till.pair(code);
  cameras.pairing.stop();
  screens.tellPairing({});
  // While the camera starts: the first card shall find the benefits known.
  await Promise.all([refresh(), lock.begin(), sending.now()]);
}

async function start() {
  page.querySelector("[data-not-running]").hidden = true;
  if (!globalThis.crypto?.subtle) {
    page.querySelector("[data-too-old]").hidden = false;
    return;
  }
  [till, queue, known] = await Promise.all([
    Till.opened(site),
    Queue.opened(site),
    Knowledge.kept({ own: page.dataset.keys, trusted: page.dataset.trusted }),
  ]);
  sending = new Sending(queue, till);
  const isOnline = () => navigator.onLine;
  serving = new Serving({ till, site, screens, signal, noticed, redeem, isOnline });
  queue.onChange = tellState;
  queue.onUnpaired = unpaired;
  const pairing = new PairingForm(screens, { pairWith, till });
  lock = new PinLock(screens, till, { onOpen: open, onLock: () => cameras.ready.stop() });
  cameras = {
    ready: camera(screens.part("ready"), scanned, (isStill) => screens.sayStill(isStill)),
    pairing: camera(screens.part("pairing"), (text) => pairing.take(text)),
  };
  screens.onNext = next;
  screens.onNumber = typed;
  screens.onKeep = () => {
    cameras.pairing.stop();
    lock.begin();
  };
  screens.offerWishes({ wishes: wishes(), wish, canVibrate: canVibrate() });
  listenToKeys(document, scanned);
  listenToSurroundings();

  const hasCode = pairing.takeFromAddress();
  if (till.isPaired && !hasCode) {
    await lock.begin();
  } else {
    screens.tellPairing({ shop: till.isPaired ? till.partner.name : "" });
    screens.show("pairing");
    await pairing.submitIfNew();
  }
  await Promise.all([refresh(), sending.now()]);
}

function listenToSurroundings() {
  const catchUp = () => Promise.all([refresh(), sending.now()]);
  window.addEventListener("online", catchUp);
  window.addEventListener("offline", tellState);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      keepAwake();
      catchUp();
    }
  });
  setInterval(catchUp, EVERY);
}

start();
workOffline(page.dataset);
