/* What the till shows; its words stand in templates/partners/scanner/scanner.html. */

import { asDay, showVerdict } from "../karte/verdict-view.js";

const CLOCK = { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Berlin" };

export class Screens {
  current = "starting";
  outcome = null;
  /** Called when the next card shall come. */
  onNext = () => {};
  /** Called when the till shall stay what it is. */
  onKeep = () => {};
  /** Called with what was typed as the number of a card. */
  onNumber = () => {};
  #parts = new Map();

  constructor(page) {
    this.page = page;
    for (const part of page.querySelectorAll("[data-part]")) {
      this.#parts.set(part.dataset.part, part);
    }
    this.place = this.#in("verdict", "[data-verdict-place]");
    this.words = page.querySelector("template[data-words]").dataset;
    for (const button of page.querySelectorAll("[data-next]")) {
      button.addEventListener("click", () => this.onNext());
    }
    this.#in("pairing", "[data-keep]").addEventListener("click", () => this.onKeep());
    const form = this.#in("ready", "form");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      this.say("ready", "");
      const typed = form.elements.number.value;
      form.reset();
      await this.onNumber(typed);
    });
  }

  part(name) {
    return this.#parts.get(name);
  }

  show(name) {
    const isNew = this.current !== name;
    this.current = this.page.dataset.screen = name;
    for (const [other, part] of this.#parts) {
      part.hidden = other !== name;
    }
    if (isNew) {
      window.scrollTo(0, 0);
      this.part(name).querySelector("h1")?.focus();
    }
  }

  /** A sentence beside the form of that screen; none where it is empty. */
  say(name, text) {
    const problem = this.#in(name, "[data-problem]");
    problem.textContent = text;
    problem.hidden = text === "";
  }

  /** That the code in the camera's picture is the one that was read before. */
  sayStill(isStill) {
    this.#in("ready", "[data-same-card]").hidden = !isStill;
  }

  /** `problem`: unreachable, unknown, often. */
  sayNumberProblem(problem) {
    this.say("ready", this.#in("ready", "[data-problem]").dataset[problem]);
  }

  // --- A verdict and what it opens ----------------------------------------------------------

  /**
   * The verdict over the whole screen; each of `offers` is a button that redeems. `benefits` says
   * what the till knows of the shop's: "known", "asked" for, "unknown".
   */
  showVerdict(verdict, offers, { benefits, onRedeem }) {
    showVerdict(this.place, verdict);
    this.say("ready", ""); // what was said of the card before
    this.part("verdict").dataset.colour = verdict.colour;
    const isUsable = ["valid", "valid_old_list"].includes(verdict.kind);
    this.#in("verdict", "[data-offers]").hidden = offers.length === 0;
    for (const note of this.part("verdict").querySelectorAll("[data-no-offers]")) {
      note.hidden = !isUsable || offers.length > 0 || note.dataset.noOffers !== benefits;
    }
    const list = this.#in("verdict", "[data-offers] ul");
    list.replaceChildren(...offers.map((benefit) => this.#offer(benefit, onRedeem)));
    this.show("verdict");
    const title = this.place.querySelector("h2");
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
  }

  /** How often each benefit may still be used, by its id; what is not named, not any more. */
  showLeft(left) {
    for (const button of this.part("verdict").querySelectorAll(".offer")) {
      const count = left.has(button.benefit.id) ? left.get(button.benefit.id) : 0;
      fill(button.querySelector("[data-left]"), count, { none: "used" });
      button.disabled = count === 0;
    }
  }

  #offer(benefit, onRedeem) {
    const row = this.#copy("offer");
    const button = row.querySelector("button");
    button.benefit = benefit;
    button.querySelector("[data-title]").textContent = benefit.title;
    button.querySelector("[data-terms]").textContent = benefit.terms;
    fill(button.querySelector("[data-companions]"), benefit.companions || null);
    button.addEventListener("click", () => onRedeem(benefit), { once: true });
    return row;
  }

  // --- What became of it ---------------------------------------------------------------------

  /**
   * `outcome`: redeeming, done, kept, refused, or of taking back: undone, undo_waits, too_late,
   * not_counted, not_undone. `isOnce`: what is used up stays so.
   */
  showOutcome(outcome, { what = "", left = null, isOnce = false, reason = "", onUndo = null }) {
    const part = this.part("redeemed");
    this.outcome = part.dataset.state = outcome;
    for (const one of part.querySelectorAll("[data-outcome]")) {
      one.hidden = one.dataset.outcome !== outcome;
    }
    this.#in("redeemed", "[data-what]").textContent = what;
    const none = isOnce ? "ever" : "none";
    fill(this.#in("redeemed", "[data-left]"), outcome === "done" ? left : null, { none });
    const why = this.#in("redeemed", "[data-reason]");
    why.textContent = reason || why.dataset.text;
    const undo = this.#in("redeemed", "[data-undo]");
    undo.hidden = onUndo === null || !["done", "kept"].includes(outcome);
    undo.onclick = onUndo;
    this.#in("redeemed", "[data-next]").hidden = outcome === "redeeming";
    this.show("redeemed");
  }

  // --- The till itself -------------------------------------------------------------------------

  tellState({ till, isOnline, listAsOf, waiting, lasts, recent, onUndo }) {
    this.#in("ready", "[data-shop]").textContent = till.partner?.name ?? "";
    this.#in("ready", "[data-device]").textContent = till.device?.name ?? "";
    this.#in("ready", "[data-online]").hidden = !isOnline;
    this.#in("ready", "[data-offline]").hidden = isOnline;
    this.#in("ready", "[data-clock-wrong]").hidden = till.isClockRight;
    this.#in("ready", "[data-forgets]").hidden = lasts;
    const age = this.#in("ready", "[data-list-age]");
    age.textContent = listAsOf
      ? age.dataset.text.replace("{value}", asShortMoment(listAsOf))
      : age.dataset.never;
    fill(this.#in("ready", "[data-queue]"), waiting || null);
    this.#in("ready", "[data-none-yet]").hidden = recent.length > 0;
    this.#in("ready", "[data-latest]").replaceChildren(
      ...recent.map((one) => this.#latest(one, onUndo)),
    );
  }

  #latest(redemption, onUndo) {
    const row = this.#copy("latest-one");
    const { title, at, state, message, undo: refusal, canUndo } = redemption;
    const time = row.querySelector("[data-time]");
    time.textContent = asClock(at);
    time.dateTime = new Date(at).toISOString();
    row.querySelector("[data-title]").textContent = title;
    const words = row.querySelector("[data-state]");
    const said = words.dataset[state === "done" && refusal ? "kept" : state] ?? "";
    const hasReason = ["conflict", "refused"].includes(state) && message;
    words.textContent = hasReason ? `${said}: ${message}` : said;
    const undo = row.querySelector("[data-undo]");
    undo.hidden = !canUndo;
    undo.addEventListener("click", () => onUndo(redemption), { once: true });
    return row;
  }

  offerWishes({ wishes, wish, canVibrate }) {
    for (const box of this.part("ready").querySelectorAll("[data-wish]")) {
      box.checked = wishes[box.dataset.wish];
      box.addEventListener("change", () => wish(box.dataset.wish, box.checked));
    }
    this.#in("ready", "[data-vibration]").hidden = !canVibrate;
  }

  /** Why the till is none any more, and with whom it is paired while it is to be paired anew. */
  tellPairing({ code = null, shop = "" }) {
    for (const note of this.part("pairing").querySelectorAll("[data-unpaired]")) {
      note.hidden = note.dataset.unpaired !== code;
    }
    const already = this.#in("pairing", "[data-already]");
    already.hidden = shop === "";
    const words = already.querySelector("[data-text]");
    words.textContent = words.dataset.text.replace("{value}", () => shop);
  }

  #in(name, selector) {
    return this.part(name).querySelector(selector);
  }

  #copy(name) {
    const template = this.page.querySelector(`template[data-${name}]`);
    return template.content.firstElementChild.cloneNode(true);
  }
}

/* A number in words, as the element's data has them; hidden where there is none to tell. */
function fill(element, count, { none = "none" } = {}) {
  const { dataset } = element;
  const words = count === 0 ? dataset[none] : count === 1 ? dataset.one : dataset.many;
  element.hidden = count === null;
  element.textContent = count === null ? "" : words.replace("{value}", count);
}

function asClock(moment) {
  return new Intl.DateTimeFormat(document.documentElement.lang, CLOCK).format(moment);
}

/* The time alone, if it is of today. */
function asShortMoment(moment) {
  const isToday = asDay(moment) === asDay(new Date());
  return isToday ? asClock(moment) : `${asDay(moment)}, ${asClock(moment)}`;
}
