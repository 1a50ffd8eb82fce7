/* The card on the phone: shows it with a code that is new every 20 seconds, with network or without. */

import { RefusedError, Wallet } from "./kept-card.js";
import { Knowledge } from "./knowledge.js";
import { workOffline } from "./offline.js";
import { drawCode } from "./qr-code.js";
import { asDay, asMoment } from "./verdict-view.js";

const RENEWED_EVERY = 20_000; // milliseconds; a code is good for a minute
const ASKED_EVERY = 60 * 60_000;
const LARGEST = 420; // CSS pixels

const page = document.querySelector("[data-my-cards]");
const part = (name) => page.querySelector(`[data-${name}]`);
const [shown, add, chooser, problem] = ["shown", "add", "chooser", "problem"].map(part);
const canvas = shown.querySelector("canvas");
const addresses = { own: page.dataset.keys, trusted: page.dataset.trusted };

let wallet = null;
let known = null;
let current = null;
let account = null; // what the site says of whoever is signed in; null without network
let lock = null;

/* --- The card ------------------------------------------------------------------------------ */

function showCard(card) {
  current = card ?? null;
  shown.hidden = current === null;
  add.open = current === null;
  listCards();
  if (current === null) {
    return;
  }
  paint();
  const { facts } = current;
  const until = shown.querySelector("[data-until]");
  until.textContent = facts.validUntil
    ? until.dataset.text.replace("{value}", asDay(new Date(`${facts.validUntil}T12:00:00Z`)))
    : until.dataset.lifelong;
  renew();
}

/* As the town's cards look: with the pictures that were fetched last. */
function paint() {
  const said = { ...current.facts, ...current.look };
  const look = shown.querySelector("[data-look]");
  for (const [name, colour] of Object.entries(said.colours)) {
    look.style.setProperty(`--card-${name}`, colour);
  }
  for (const field of look.querySelectorAll("[data-fact]")) {
    field.textContent = said[field.dataset.fact];
  }
  for (const picture of look.querySelectorAll("[data-picture]")) {
    const address = said[picture.dataset.picture];
    picture.hidden = !address;
    if (address) {
      picture.src = address;
    }
  }
  look.classList.toggle("look--pictured", Boolean(said.background));
  look.classList.toggle("look--plated", Boolean(said.plate));
}

/* A new code, and what a till would say of it. */
async function renew() {
  const card = current;
  if (card === null || document.hidden) {
    return;
  }
  const [text, { kind, listAsOf }] = await Promise.all([card.code(new Date()), card.verdict(known)]);
  if (card !== current) {
    return;
  }
  const isOver = ["expired", "revoked"].includes(kind);
  shown.dataset.state = kind;
  shown.querySelector("[data-code]").hidden = isOver;
  if (!isOver) {
    const box = canvas.parentElement.getBoundingClientRect();
    drawCode(canvas, text, { width: Math.min(box.width, LARGEST) });
  }
  for (const line of shown.querySelectorAll("[data-state-line]")) {
    line.hidden = line.dataset.stateLine !== kind;
  }
  const checked = shown.querySelector("[data-checked]");
  const { text: words, never } = checked.dataset;
  const says = listAsOf ? words.replace("{value}", asMoment(listAsOf)) : never;
  if (checked.textContent !== says) {
    checked.textContent = says;
  }
}

function listCards() {
  chooser.hidden = wallet.cards.length < 2;
  chooser.replaceChildren(
    ...wallet.cards.map((card) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.textContent = `${card.facts.name}, ${card.facts.type} ${card.facts.town}`;
      button.setAttribute("aria-pressed", String(card === current));
      button.addEventListener("click", () => showCard(card));
      return button;
    }),
  );
}

/* --- Bringing a card here, taking it away --------------------------------------------------- */

async function askAccount() {
  try {
    const answer = await fetch(page.dataset.account, { cache: "no-store" });
    account = await answer.json();
  } catch {
    account = null;
  }
  const here = new Set(wallet.cards.map(({ facts }) => facts.number));
  const own = (account?.cards ?? []).filter(({ number }) => !here.has(number));
  part("sign-in").hidden = !account || account.isSignedIn;
  part("no-own").hidden = !account?.isSignedIn || account.cards.length > 0;
  part("no-network").hidden = account !== null;
  part("own").replaceChildren(
    ...own.map((card) => {
      const row = document.querySelector("template[data-own-card]").content.cloneNode(true);
      row.querySelector("[data-name]").textContent = `${card.name}, ${card.type} ${card.town}`;
      row.querySelector("[data-moves]").hidden = !card.isOnPhone;
      row.querySelector("button").addEventListener("click", () => bring({ card: card.key }));
      return row;
    }),
  );
}

async function bring(what) {
  tell("");
  const buttons = [...add.querySelectorAll("button")];
  buttons.forEach((button) => (button.disabled = true));
  try {
    if (account === null) {
      await askAccount();
    }
    const card = await wallet.add(what, { address: page.dataset.activate, token: account?.csrf });
    part("form").reset();
    showCard(card);
    shown.querySelector("h2").focus();
    await refresh();
    await askAccount();
  } catch (error) {
    const { unreachable, unusable } = problem.dataset;
    const isNetwork = error instanceof TypeError || error instanceof SyntaxError;
    tell(error instanceof RefusedError ? error.message : isNetwork ? unreachable : unusable);
  } finally {
    buttons.forEach((button) => (button.disabled = false));
  }
}

/* The address in the letter and the mail brings the code along; it does not stay in it. */
function takeCode() {
  const code = location.hash.slice(1);
  if (/^[0-9A-Z-]{12,20}$/i.test(code)) {
    history.replaceState(null, "", location.pathname);
    part("form").elements.code.value = code;
    add.open = true;
  }
}

function tell(words) {
  problem.textContent = words;
  problem.hidden = words === "";
}

async function remove() {
  const card = current;
  shown.querySelector("details").open = false;
  if (account === null) {
    await askAccount();
  }
  await wallet.remove(card, { address: page.dataset.remove, token: account?.csrf });
  showCard(wallet.cards[0]);
  page.querySelector("h1").focus();
  askAccount();
}

/* The site offers passes for wallets on a page of its own, to the phone that has the card. */
async function openWallet(event) {
  event.preventDefault();
  const form = event.target;
  if (account === null) {
    await askAccount();
  }
  part("wallet-problem").hidden = account !== null;
  if (account === null) {
    return;
  }
  const proof = await current.proofForWallet();
  for (const [name, value] of Object.entries({ ...proof, csrfmiddlewaretoken: account.csrf })) {
    form.elements[name].value = value;
  }
  form.submit();
}

/* --- Life ------------------------------------------------------------------------------------ */

async function refresh() {
  await known.refresh().catch(() => {});
  await renew();
  const changed = await wallet.refreshLooks();
  if (changed.includes(current)) {
    paint();
  }
}

/* As long as the card is shown the screen stays on. */
async function stayAwake() {
  if (!document.hidden && current && !lock) {
    lock = await navigator.wakeLock?.request("screen").catch(() => null);
    lock?.addEventListener("release", () => (lock = null));
  }
}

async function start() {
  part("not-running").hidden = true;
  if (!globalThis.crypto?.subtle) {
    part("too-old").hidden = false;
    return;
  }
  [wallet, known] = await Promise.all([Wallet.opened(), Knowledge.kept(addresses)]);
  part("forgets").hidden = wallet.lasts;
  add.hidden = false;
  showCard(wallet.cards[0]);
  takeCode();
  window.addEventListener("hashchange", takeCode);
  setInterval(renew, RENEWED_EVERY);
  setInterval(refresh, ASKED_EVERY);
  document.addEventListener("visibilitychange", () => {
    renew();
    stayAwake();
  });
  window.addEventListener("resize", renew);
  window.addEventListener("online", () => {
    refresh();
    askAccount();
  });
  part("form").addEventListener("submit", (event) => {
    event.preventDefault();
    bring({ code: new FormData(event.target).get("code") });
  });
  shown.querySelector("[data-remove-button]").addEventListener("click", remove);
  part("wallet")?.addEventListener("submit", openWallet);
  stayAwake();
  workOffline(page.dataset);
  await Promise.all([refresh(), askAccount()]);
}

start();
